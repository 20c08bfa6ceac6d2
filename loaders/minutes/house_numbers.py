"""Numbers of houses after the name of a street: 12, 12/3a, č.p. 45, 12, 14 a 16; not days, not counts of things."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = re.compile(
    r"(?:\s+ulic[ei]|\s+ulicí)?(?:,?\s+u)?\s+(?:(?:č\.\s?p\.|čp\.?|č\.\s?ev\.|č\.|čísl(?:o|a|em|e))\s*)?(?=\d)|,?\s+č\.\s?p\.\s?(?=\d)"
)
_NUMBER = re.compile(r"\d{1,4}(?:\s?/\s?\d{1,4})?(?:[a-z](?![a-zá-ž]))?(?![\d:])")
_NEXT = re.compile(r"(?:\s*,\s*|\s+(?:a|i|až|nebo)\s+)(?=\d)")
_DAY_OR_HOUR = re.compile(
    r"\s?\.\s?(?:\d|led|úno|bře|dub|kvě|čer|srp|zář|říj|lis|pro)|:\d|\s?[-–]\s?\d+\.|\s(?:led|úno|břez|dubn|květ|červ|srpn|září|říj|listop|prosin)"
)
# "v Sokolské 3 krádeže" counts thefts.
_COUNTED = re.compile(
    r"\s+(?:x\b|×|%|Kč|ks\b|kus|případ|krádež|osob|lid|vozid|aut|vrak|stříkač|injekč|hodin|hod|min|dní|dny|let\b|rok|měsíc|týdn|byt"
    r"|rodin|dět|kontejner|trestn|přestup|metr|m\b|km\b|vloup|kol\b|krát|mladist|pes|ps[ůiy]|stížnost|podnět|incident|oznámen|výjezd"
    r"|hlíd|strážní|nález|skládk|volá|dvory|dom[yů])"
)


@dataclass(frozen=True, slots=True)
class NumberedHouse:
    """A number as addresses write it, and where it ends."""

    text: str
    end: int


def numbers_after(text: str, place: int) -> list[NumberedHouse]:
    """The numbers that belong to the street which ends at `place`."""
    lead = _LEAD.match(text, place)
    found: list[NumberedHouse] = []
    start = lead.end() if lead else None
    while start is not None:
        match = _NUMBER.match(text, start)
        if match is None or _DAY_OR_HOUR.match(text, match.end()) or _COUNTED.match(text, match.end()):
            break
        found.append(NumberedHouse(re.sub(r"\s", "", match.group()), match.end()))
        following = _NEXT.match(text, match.end())
        start = following.end() if following else None
    return found
