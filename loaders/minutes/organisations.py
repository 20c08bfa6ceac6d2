"""Organisations as minutes write them: known ones, those of the attendance, and the usual names of offices."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from geodata.model.known_names import KnownNames
from loaders.minutes.limits import MAXIMUM_SAID_NAMES
from loaders.minutes.lines import plain, words_at
from loaders.minutes.people import has_title, may_be_name
from loaders.minutes.words import NameMatch, Names, same_word, without_legal_form

# Abbreviations are such only in capitals: "su" and "mo" are syllables too.
_ABBREVIATION = re.compile(
    r"(?:P ?ČR|PCR|MP|OSPOD|OSV[A-Z]?|SÚ|SU|ÚP(?: ČR)?|KHS|HZS|ZZS|TS|MOb|MO|ÚMOb|ÚMO|ÚMČ|MČ|ZŠ|ZS|MŠ|SŠ|SOU|VOŠ|NZDM"
    r"|SVP|PPP|PMS|SAS|KPPP|HS|KÚ|KHK|MÚ|MěÚ|MMÚ|ASZ|OOP|OŽP|OŽ|SD|CSS|DDM|KC|SPC|FÚ)\b\.?"
)
_OFFICE = re.compile(
    r"(?:statni polici\w*|polici\w* (?:cr\b|ceske republiky)?|mestsk\w+ polici\w*|polici\w*|urad\w* prace"
    r"|stavebni\w* urad\w*|socialni\w* odbor\w*|majetkov\w+ odbor\w*|odbor\w* (?:[a-z]+(?= |[:,.–)\-]|$) ?){1,3}"
    r"|magistrat\w*|radnic\w+|charit(?:a|y|e|u|ou)\b|diakoni\w+|technick\w+ sluzb\w*|(?:zakladni|matersk\w+"
    r"|stredni) skol\w*"
    r"|skol(?:a|y|e|u|ou)\b|nemocnic\w+|hygienick\w+ stanic\w*|hygien(?:a|y|e|u|ou)\b|hasic(?:i|u|um)\b"
    r"|mestsk\w+ obvod\w*|obvod(?:u|em)?\b|koordinator\w*|kurator\w*|clovek\w* v tisni|armad\w+ spasy"
    r"|probacni\w* a mediacni\w* sluzb\w*|mestsk\w+ urad\w*|krajsk\w+ urad\w*|azylov\w+ dum|nizkoprahov\w+ \w+"
    r"|centr(?:um|a|u)(?= )|domov(?= )|knihovn(?:a|y|e|u|ou)\b|zivotni prostredi|agentur\w+|spravc[ei]\b"
    r"|teren(?:u|em)?\b)"
)
# What a name goes on with: "MP Ústí nad Labem", "Centrum pobytů", "Odbor majetku města".
_GOES_ON = re.compile(r"(?: (?:nad|pod|u|pro|na|v) (?=[A-ZÁ-Ž])| )(?:[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]+\b|(?<= )ČR\b)")
_LOWER_WORD = re.compile(r" [a-zá-ž]+")
_NEEDS_MORE = re.compile(r"(?:centr(?:um|a|u)|domov)$")
_GOES_ON_AT_MOST = 4
_LONGEST = 80


class Organisations:
    """Recognises names of organisations where they begin. Names of the attendance are added as they are read."""

    def __init__(self, known: KnownNames) -> None:
        self._known = known
        self._names = Names()
        self._said: set[str] = set()
        self._of_person: dict[str, str] = {}
        for organisation in known.organisations:
            self._names.add({organisation.name, without_legal_form(organisation.name), organisation.short_name} - {""})

    def add(self, said: Iterable[str]) -> None:
        """Names the minutes themselves use."""
        for name in said:
            if (
                name
                and plain(name) not in self._said
                and len(name) <= _LONGEST
                and len(self._said) < MAXIMUM_SAID_NAMES
            ):
                self._said.add(plain(name))
                self._names.add((name,))

    def add_people(self, attendees: Iterable[tuple[str, str]]) -> None:
        """Names of those present: an organisation's name does not go on with somebody's."""
        for name, organisation in attendees:
            surname = name.split()[-1] if name.split() else ""
            if organisation and len(surname) > 2 and len(self._of_person) < MAXIMUM_SAID_NAMES:
                self._of_person[surname] = organisation

    def may_be_person(self, text: str) -> bool:
        """Whether a name after an organisation's is somebody: present, with a title, or nobody is known."""
        surname = text.split()[-1] if text.split() else ""
        is_known = surname in self._of_person or has_title(text) or not self._of_person
        return is_known and may_be_name(text)

    def at(self, text: str, simple: str, start: int) -> NameMatch | None:
        """The organisation whose name begins at `start`; `simple` is the folded text."""
        named = self._names.at(simple, start)
        if named and named.name.endswith(".") and text[named.end : named.end + 1] == ".":
            # The dot of "o. p. s." belongs to the name.
            named = replace(named, end=named.end + 1)
        usual = _usual(text, simple, start)
        if named and usual and usual.end > named.end and text[start : named.end].isupper():
            # "MP Ústí" where "MP" is known: the longer one, unless it goes on with somebody's name.
            return named if usual.name.split()[-1] in self._of_person else usual
        return named or usual

    def is_one(self, text: str) -> bool:
        """Whether the whole text names an organisation."""
        match = self.at(text, plain(text), 0)
        return match is not None and match.end >= len(text.rstrip(" .:"))

    def as_known(self, said: str) -> str | None:
        """What the city calls it, or None. An abbreviation alone ("MP") may be the initials of the full name."""
        simple = plain(said)
        for organisation in self._known.organisations:
            names = (organisation.name, without_legal_form(organisation.name), organisation.short_name)
            if any(simple == plain(name) or _same_words(simple, plain(name)) for name in names):
                return organisation.name
        fitting = {
            organisation.name for organisation in self._known.organisations if _stands_for(simple, organisation.name)
        }
        return fitting.pop() if len(fitting) == 1 else None


def _same_words(one: str, other: str) -> bool:
    first, second = ([match.group() for match in words_at(text)] for text in (one, other))
    return len(first) == len(second) > 0 and all(map(same_word, first, second))


_STANDS_FOR = {
    "mp": "mestska policie",
    "pcr": "policie ceske republiky",
    "su": "stavebni urad",
    "ts": "technicke sluzby",
}


def _stands_for(simple: str, name: str) -> bool:
    full = _STANDS_FOR.get(simple, simple)
    words = [match.group() for match in words_at(plain(without_legal_form(name)))]
    if plain(name).startswith(full) and len(full) > 4:
        return True
    return len(simple) > 2 and simple == "".join(word[0] for word in words)


def _usual(text: str, simple: str, start: int) -> NameMatch | None:
    match = _ABBREVIATION.match(text, start) or _OFFICE.match(simple, start)
    if match is None:
        return None
    end = start + len(match.group().rstrip(" ."))
    if _NEEDS_MORE.search(simple[start:end]) and (more := _LOWER_WORD.match(text, end)):
        end = more.end()
    for _ in range(_GOES_ON_AT_MOST):
        more = _GOES_ON.match(text, end)
        if more is None:
            break
        end = more.end()
    return NameMatch(first_case(text[start:end]), end, declined=False)


_FIRST_CASES = tuple((re.compile(said), first) for said, first in (
    (r"polici[ií]", "policie"), (r"městsk(?:é|ou)", "městská"), (r"charit(?:y|u|ě|ou)", "charita"),
    (r"diakoni[ií]", "diakonie"),
    (r"úřad(?:u|em)", "úřad"), (r"odbor(?:u|em)", "odbor"), (r"magistrát(?:u|em)", "magistrát"),
    (r"škol(?:y|u|e|ou)", "škola"),
    (r"základní(?:ho)?", "základní"), (r"stavebního|stavebním", "stavební"), (r"sociálního|sociálním", "sociální"),
    (r"technických", "technické"), (r"služeb|službám", "služby"), (r"městského|městským", "městský"),
    (r"obvod(?:u|em)", "obvod"),
    (r"nemocnic[ií]", "nemocnice"), (r"hygien(?:y|u|ou|ě)", "hygiena"), (r"terén(?:u|em)", "terén"),
    (r"družstv(?:a|u|em)", "družstvo"), (r"spolk(?:u|em)", "spolek"), (r"centr(?:a|u|em)", "centrum"),
    (r"poradn(?:y|u|ou|ě)", "poradna"),
))  # fmt: skip


_NEUTER = frozenset({"družstvo", "centrum"})


@lru_cache(maxsize=1024)
def first_case(said: str) -> str:
    """ "Městskou policii" → "Městská policie", for the usual names of offices; others stay as they are said."""
    words = said.split(" ")
    # "městské" is the first case of others too; only before the police it is not.
    for place, word in enumerate(words):
        following = plain(words[place + 1]) if place + 1 < len(words) else ""
        for pattern, first in _FIRST_CASES:
            if pattern.fullmatch(word.lower()) and (first != "městská" or following.startswith("polici")):
                words[place] = first.upper() if word.isupper() else first.capitalize() if word[0].isupper() else first
                # "Bytového družstva" → "Bytové družstvo"
                if place and words[place - 1].endswith("ého") and word.lower() != first:
                    ending = "é" if first in _NEUTER else "ý"
                    words[place - 1] = words[place - 1].removesuffix("ého") + ending
                break
        if place and plain(words[place - 1]) in {"odbor", "magistrat"}:
            break
    return " ".join(words)
