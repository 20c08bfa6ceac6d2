"""Streets that the city does not know: told by "ulice", a number, a corner, an adjective standing alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.minutes.street_forms import nominative, square_adjective

_UPPER, _LOWER = "A-ZÁČĎÉÍŇÓŘŠŤÚŽ", "a-zá-ž"
_CAPITAL = rf"[{_UPPER}][{_LOWER}]+"
_TITLED = r"(?:(?:Dr|Gen|gen|Plk|plk|Kpt|kpt|Sv|sv|Prof|prof|Arch|arch|Ing)\.\s)"
# "Na Výsluní", "Boženy Němcové", "Stará cesta", "Smetanovo nám.", "28. října", "Lipová".
_NAME = (
    rf"(?:\d{{1,2}}\. (?:října|května|listopadu|dubna|dubna)|(?:Na|U|Pod|Nad|Za|K|Ke|V|Ve"
    rf"|Před)\s{_CAPITAL}(?:\s{_CAPITAL})?"
    rf"|{_TITLED}?{_CAPITAL}(?:\s(?:nám(?:ěstí)?|tříd[auye]|cest[ayu]|[{_UPPER}][{_LOWER}]+(?:é|ého|y|a|ů|í)\b))?)"
)
_ULICE = re.compile(rf"\b(?:[Uu]lic(?:|e|i|í|ích|emi)|[Uu]l\.)\s+(?P<name>{_NAME})")
# "v Nádražní ulici", "pro Vojanovu ulici".
_BEFORE_ULICE = re.compile(rf"\b(?P<name>{_CAPITAL}(?:(?<=[áéíě])|(?<=ou|va|vu)))\s+ulic(?:e|i|í)\b")
_ANOTHER = re.compile(rf"(?:,\s+|\s+(?:a|i|až|nebo)\s+)(?P<name>{_NAME})(?!\s{_CAPITAL})")
_ADJECTIVE_LAST = re.compile(r"(?:á|é|ou|í|ova|ově|ovu|ovy)$")
_DIGIT = re.compile(r"\d")
_SAYS_CORNER = re.compile(r"\b(?:roh|nárož|křižovatk|mezi )")
_SAYS_SPOT = re.compile(r"hřiš|parkov|zastáv|chod |náro|garáž")
_SAYS_SQUARE = re.compile(r"[Nn]ám|[Tt]ř|[Nn]ábř")
_PREPOSITION = r"(?:[Vv]|[Vv]e|[Nn]a|[Dd]o|[Zz]|[Zz]e|[Uu]|[Pp]o|[Pp]řed|[Mm]ezi|[Zz]a|od|k)"
# "v Sokolské 12", "v Nádražní.": an adjective alone after a preposition is a street; before a noun it is not.
_ADJECTIVE = re.compile(
    rf"\b{_PREPOSITION}\s+(?P<name>[{_UPPER}][{_LOWER}]+(?:(?<=[{_LOWER}])é|kou|ovou|nou|ově|ní))(?=\s(?:č|\d)"
    rf"|\s?[,.;:()–/?!]|$"
    r"|\s(?:a|i|se|je|jsou|byl\w*|bude|budou|do|na|u|v|před|za|od|po|opět|stále|ještě|zase|teď|už|také|nejvíce?)\b"
    rf"|\s(?![{_LOWER}]*(?:[ěeiuyé]|ou|ch|ího|ého)\b)[{_LOWER}]+\b)"
)
_NUMBERED = re.compile(
    rf"\b(?P<name>[{_UPPER}][{_LOWER}]{{2,}}(?:á|ova|ovo|í|ské|cké|ové|ske|cke|ove|ska|cka|ovu|ého|ově)"
    rf"|[{_UPPER}][{_LOWER}]+(?:y|é|a)\s[{_UPPER}][{_LOWER}]+(?:é|ého|y|a)|(?:Na|U|Pod|Nad|Za|K|Ke)\s{_CAPITAL})"
    r"(?=\s(?:č\.|čp|\d{1,4}(?:/\d|[a-z]?\b(?!\s?[.:]\s?\d|\.\s+[a-z]))))"
)
_PLACED_NUMBERED = re.compile(
    rf"\b{_PREPOSITION}\s+(?P<name>[{_UPPER}][{_LOWER}]{{2,}}(?:é|ou|ovu))(?=\s\d{{1,4}}(?:/\d"
    rf"|[a-z]?\b(?!\s?[.:]\s?\d|\.\s+[a-z])))"
)
# "v domě Kolonie 16", "na adrese Pekařská 3".
_HOUSE_IN = re.compile(
    rf"\b(?:dům|dom[ěeu]|domem|objekt\w*|adres[auey]|ubytovn\w+"
    rf"|provozovn\w+)\s+(?P<name>{_NAME})(?=\s\d{{1,4}}(?:/\d+|[a-z])?\b)"
)
# "sídlišti Na Výsluní": a preposition with a capital within a sentence begins a name.
_WITHIN = re.compile(rf"(?<=[{_LOWER},(/] )(?P<name>(?:Na|U|Pod|Nad|Za|K|Ke)\s{_CAPITAL})\b(?!\s{_CAPITAL})")
# "hřiště Zahradní", "parkoviště Husova".
_SPOT = re.compile(
    rf"\b(?:hřišt|parkovišt|zastávk|průchod|podchod|nároží"
    rf"|garáž)[{_LOWER}]*\s(?P<name>[{_UPPER}][{_LOWER}]{{2,}}(?:á|ova|ní))\b"
)
# "roh Lipové a Husovy", "mezi Novou a Krátkou", "křižovatka Stará cesta / Mostecká".
_CORNER = re.compile(
    rf"\b(?:roh[{_LOWER}]*|nárož[{_LOWER}]*|křižovatk[{_LOWER}]*"
    rf"|mezi)\s(?:ulic[{_LOWER}]*\s)?(?P<name>{_NAME})\s?(?:/|\sa\s|\ss\s|a\s|s\s)\s?"
    rf"(?:ulic[{_LOWER}]*\s)?(?P<other>{_NAME})"
)
# "Masarykově náměstí", "na Hutnické třídě", "náměstí Míru".
_SQUARE = re.compile(
    rf"\b(?P<name>{_CAPITAL[:-1]}+(?:ov[oaěu]|ovým|in[oaěu]|ské(?:ho|m)?|ská|skou|ní(?:m|ho)?|é(?:m|ho)?|á|ou))\s"
    r"(?P<noun>náměstí(?:m)?\b|tříd(?:a|y|ě|u|ou)\b|nábřeží(?:m)?\b|nám\.|tř\.)"
)
_SQUARE_OF = re.compile(
    rf"\b(?P<name>(?:[Nn]áměstí(?:m)?|[Nn]ám\.|[Tt]říd[aěuy]|[Nn]ábřeží)\s{_CAPITAL}(?:\s[{_UPPER}][{_LOWER}]+)?)\b"
)
_ACTION = re.compile(r"(?:ení|ání|ití|utí|ětí)$")  # "Usnesení 12", "Jednání 3"
_INSTITUTION = re.compile(
    r"(?:Městsk|Základní|Mateřsk|Střední|Krajsk|Okresní|Česk|Státní|Obvodní|Sociální|Technick|Stavební|Policejní"
    r"|Dětsk|Kulatý)"
)
_NOUNS = {"nám": "náměstí", "tří": "třída", "tř": "třída", "náb": "nábřeží"}


@dataclass(frozen=True, slots=True)
class Guess:
    """What may be a street, in its first case; `is_sure`: a number or the word "ulice" says so."""

    street: str
    start: int
    end: int
    is_sure: bool = False


def guesses_in(text: str) -> Iterator[Guess]:
    """All that looks like a street; several may overlap. Only patterns whose words the text holds are asked."""
    has_number = _DIGIT.search(text) is not None
    if "lic" in text or "l." in text:
        yield from _by_ulice(text)
    if has_number:
        for pattern in (_HOUSE_IN, _NUMBERED, _PLACED_NUMBERED):
            yield from _named(pattern, text, is_sure=True)
    for pattern in (_ADJECTIVE, _WITHIN):
        yield from _named(pattern, text, is_sure=False)
    if _SAYS_SPOT.search(text):
        yield from _named(_SPOT, text, is_sure=False)
    if _SAYS_CORNER.search(text):
        yield from _corners(text)
    if _SAYS_SQUARE.search(text):
        yield from _squares(text)


def _named(pattern: re.Pattern[str], text: str, *, is_sure: bool) -> Iterator[Guess]:
    for match in pattern.finditer(text):
        if not _ACTION.search(match["name"]) and not _INSTITUTION.match(match["name"]):
            yield _guess(match, is_sure=is_sure)


def _by_ulice(text: str) -> Iterator[Guess]:
    for match in _ULICE.finditer(text):
        yield _guess(match, is_sure=True)
        another = _ANOTHER.match(text, match.end())
        while another:
            yield _guess(another, is_sure=True)
            another = _ANOTHER.match(text, another.end())
    yield from _named(_BEFORE_ULICE, text, is_sure=True)


def _corners(text: str) -> Iterator[Guess]:
    for match in _CORNER.finditer(text):
        if _ADJECTIVE_LAST.search(match["name"]) or _ADJECTIVE_LAST.search(match["other"]):
            yield _guess(match)
            yield _guess(match, "other")


def _squares(text: str) -> Iterator[Guess]:
    for match in _SQUARE.finditer(text):
        name = f"{square_adjective(match['name'], match['noun'])} {_NOUNS[match['noun'][:3].rstrip('.')]}"
        yield Guess(name, match.start(), match.end(), is_sure=True)
    for match in _SQUARE_OF.finditer(text):
        name = re.sub(r"^([Nn])ám\.", r"\1áměstí", re.sub(r"^([Nn]áměstí|[Nn]ábřeží)m\b", r"\1", match["name"]))
        yield Guess(name, match.start(), match.end(), is_sure=True)


def _guess(match: re.Match[str], group: str = "name", *, is_sure: bool = False) -> Guess:
    name = match[group]
    first = nominative(name) if " " not in name else name
    return Guess(first, match.start(group), match.end(group), is_sure)
