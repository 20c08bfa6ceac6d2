"""Numbers of houses after the name of a street: 12, 12/3a, č.p. 45, 12, 14 a 16; not days, not counts of things."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = re.compile(
    r"(?:\s+ulic[ei]|\s+ulicí)?(?:,?\s+u)?\s+(?:(?:č\.\s?p\.|čp\.?|č\.\s?ev\.|č\.|čísl(?:o|a|em|e))\s*)?(?=\d)"
    r"|,?\s+č\.\s?p\.\s?(?=\d)"
)
_NUMBER = re.compile(r"\d{1,4}(?:\s?/\s?\d{1,4})?(?:[a-z](?![a-zá-ž]))?(?!\d|:\d)")
_NEXT = re.compile(r"(?:\s*,\s*|\s+(?:a|i|až|nebo)\s+)(?=\d)")
_DAY_OR_HOUR = re.compile(
    r"\s?\.\s?(?:\d|led|úno|bře|dub|kvě|čer|srp|zář|říj|lis|pro)|:\d|\s?[-–]\s?\d+\.|\s(?:led|úno|břez|dubn|květ"
    r"|červ|srpn|září|říj|listop|prosin)"
)
# "dům č.p. 22 ve Vrbové": the number stands before its street.
_BEFORE = re.compile(
    r"\b(?:č\.\s?p\.|čp\.?|č\.|čísl(?:o|a|em|e))\s?(?P<number>\d{1,4}(?:/\d{1,4})?[a-z]?)(?:\s+(?:v|ve|na|u)"
    r"|,)\s+(?:ulic[ei]\s+|ul\.\s+)?$"
)
_BEFORE_WITHIN = 40
# "Jateční chybí u čísel 5, 7 a 13", "na Hutnické třídě (78 a 80)": further on in the same piece of text.
_FURTHER = re.compile(r"(?:(?<=\()|\bu\s|\bv\s|\bdom\w+\s)(?:č\.\s?(?:p\.)?|čp\.?|čís(?:lo|la|el|lech))\s*(?=\d)")
_IN_PARENTHESES = re.compile(r"\s*\((?=\d)")
# In texts without capitals numbers are often written as words.
_WORDS = (
    "jedna", "dva", "tři", "čtyři", "pět", "šest", "sedm", "osm", "devět", "deset", "jedenáct", "dvanáct",
    "třináct", "čtrnáct", "patnáct", "šestnáct", "sedmnáct", "osmnáct", "devatenáct", "dvacet",
)  # fmt: skip
_IN_WORDS = re.compile(rf"\s(?P<word>{'|'.join(reversed(_WORDS))})\b")
# "v Sokolské 3 krádeže" counts thefts.
_COUNTED = re.compile(
    r"\s+(?:x\b|×|%|Kč|ks\b|kus|případ|krádež|osob|lid|vozid|aut|vrak|stříkač|injekč|hodin|hod|min|dní|dny|let\b"
    r"|rok|měsíc|týdn|byt"
    r"|rodin|dět|kontejner|trestn|přestup|metr|m\b|km\b|vloup|kol\b|krát|mladist|pes|ps[ůiy]|stížnost|podnět"
    r"|incident|oznámen|výjezd"
    r"|hlíd|strážní|nález|skládk|volá|dvory|dom[yů])"
)


@dataclass(frozen=True, slots=True)
class NumberedHouse:
    """A number as addresses write it, and where it stands; `is_apart`: words stand between it and its street."""

    text: str
    end: int
    start: int = 0
    is_apart: bool = False


def numbers_after(text: str, place: int) -> list[NumberedHouse]:
    """The numbers that belong to the street which ends at `place`."""
    lead = _LEAD.match(text, place)
    if (
        lead is None
        and text.islower()
        and (word := _IN_WORDS.match(text, place))
        and not _COUNTED.match(text, word.end())
    ):
        return [NumberedHouse(str(_WORDS.index(word["word"]) + 1), word.end())]
    return _listed(text, lead.end()) if lead else []


def _listed(text: str, start: int) -> list[NumberedHouse]:
    found: list[NumberedHouse] = []
    following: int | None = start
    while following is not None:
        match = _NUMBER.match(text, following)
        if match is None or _DAY_OR_HOUR.match(text, match.end()) or _COUNTED.match(text, match.end()):
            break
        found.append(NumberedHouse(re.sub(r"\s", "", match.group()), match.end()))
        another = _NEXT.match(text, match.end())
        following = another.end() if another else None
    return found


def numbers_before(text: str, place: int, after: int) -> NumberedHouse | None:
    """The number before the street that begins at `place`, looked for no further back than `after`."""
    begin = max(after, place - _BEFORE_WITHIN)
    match = _BEFORE.search(text[begin:place])
    return NumberedHouse(match["number"], begin + match.end(), begin + match.start()) if match else None


def numbers_further(text: str, place: int, until: int) -> list[NumberedHouse]:
    """Numbers said of the street that ends at `place`, some words later but before `until`, where another begins."""
    if match := _IN_PARENTHESES.match(text, place):
        found = _listed(text, match.end())
        return _apart(found, match.end()) if found and text[found[-1].end :].lstrip().startswith(")") else []
    if further := _FURTHER.search(text, place, until):
        return _apart(_listed(text, further.end()), further.start())
    return []


def _apart(found: list[NumberedHouse], start: int) -> list[NumberedHouse]:
    return [NumberedHouse(number.text, number.end, start, is_apart=True) for number in found]
