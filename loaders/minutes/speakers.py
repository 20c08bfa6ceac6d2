"""Who speaks: an organisation, somebody of those present, or an office ("předsedkyně"), in any of their orders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.minutes.limits import MAXIMUM_SAID_NAMES
from loaders.minutes.lines import words_at
from loaders.minutes.organisations import Organisations
from loaders.minutes.people import TITLE
from loaders.minutes.result import Attendee
from loaders.minutes.words import Names

_FOR = re.compile(r"za\s+(?=\w)")
_DEPUTY = re.compile(
    r"(?:zastup(?:ce|kyne|ci)|pracovni(?:k|ce|ci)|reditel(?:ka)?|velitel(?:ka)?|vedouci|straznik|straznice|mluvci"
    r"|kolegyne|kolega|kolegove|clen(?:ka)?)\s+(?:za\s+|z\s+|ze\s+)?(?=\w)"
)
_ROLE = re.compile(
    r"(?:(?:paní|pan|pani)\s+)?(?:predsed(?:a|kyne)|mistopredsed(?:a|kyne)|tajemni(?:k|ce)|koordinator(?:ka)?"
    r"|namest(?:ek|kyne)"
    r"|primator(?:ka)?|starost(?:a|ka)|mistostarost(?:a|ka)|reditel(?:ka)?|velitel(?:ka)?|moderator(?:ka)?"
    r"|kurator(?:ka)?"
    r"|radni|predkladatel(?:ka)?|zapisovatel(?:ka)?|garant(?:ka)?|gestor(?:ka)?)\b(?: (?:komise|skupiny|bunky"
    r"|primatora))?"
)
_SIGNED = re.compile(r"[A-ZÁČĎÉÍĽŇÓŘŠŤÚŽ]{2,3}(?!\w)")  # "ZZ: …": initials of somebody present
_LOW = re.compile(r"[a-zá-ž]{2,5}(?=\s*:)")
_OF = re.compile(r"\s+(?:za|z|ze)\s+(?=\w)")
_IN_PARENTHESES = re.compile(r"\s*\((?P<inside>[^()]{2,60})\)")
_SHORTEST_SURNAME = 3
_PIECES_OF_NAME = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """As the statement names who speaks: the organisation, where there is one; else the person, or the office alone."""

    name: str
    end: int
    is_organisation: bool = True
    is_role: bool = False


class Speakers:
    """Recognises who speaks where the name begins."""

    def __init__(self, organisations: Organisations, attendees: Sequence[Attendee] = ()) -> None:
        self.organisations = organisations
        self._people = Names()
        self._named: dict[str, str] = {}
        self._initials: dict[str, str] = {}
        self._represented: set[str] = set()
        for attendee in attendees:
            self._learn(attendee)
        self._people.add(self._named)
        self._short = Names()
        self._short.add(
            short for name in dict.fromkeys(one.organisation for one in attendees) if (short := _short(name))
        )

    def _learn(self, attendee: Attendee) -> None:
        words = [match.group() for match in words_at(attendee.name)]
        if not words or len(self._named) >= MAXIMUM_SAID_NAMES:
            return
        surname = words[-1]
        if len(surname) >= _SHORTEST_SURNAME:
            said = attendee.organisation or attendee.name
            if attendee.organisation:
                self._represented.add(said)
            self._named.setdefault(surname, said)
            full = TITLE.sub("", attendee.name).strip(" .")
            if len(words) > 1:
                self._initials.setdefault("".join(word[0] for word in full.split(",")[0].split()), said)
            if " " in full:
                self._named.setdefault(full, said)

    def at(self, text: str, simple: str, start: int) -> Speaker | None:
        """Who speaks, if the text names somebody at `start`; `simple` is the folded text."""
        if (lead := _FOR.match(simple, start) or _DEPUTY.match(simple, start)) and (
            found := self.organisations.at(text, simple, lead.end())
        ):
            return Speaker(found.name, self._person_end(text, simple, found.end))
        if found := self.organisations.at(text, simple, start):
            return Speaker(found.name, self._person_end(text, simple, found.end))
        if person := self.person_at(text, simple, start):
            return person
        if short := self._short.at(simple, start):
            return Speaker(short.name, short.end)
        if (signed := _SIGNED.match(text, start)) and (said := self._initials.get(signed.group())):
            return Speaker(said, signed.end(), is_organisation=said in self._represented)
        # "mp: …" in minutes without any capitals.
        if (low := _LOW.match(text, start)) and self.organisations.is_one(low.group().upper()):
            return Speaker(low.group(), low.end())
        if role := _ROLE.match(simple, start):
            # "Tajemnice Důsledná" speaks for whom she is there.
            named = self.person_at(text, simple, role.end() + 1) if text[role.end() : role.end() + 1] == " " else None
            if named is not None and named.is_organisation:
                return named
            return Speaker(
                text[start : role.end()],
                self._person_end(text, simple, role.end()),
                is_organisation=False,
                is_role=True,
            )
        return None

    def person_at(self, text: str, simple: str, start: int) -> Speaker | None:
        """Somebody by name: one of those present, or whoever has a title."""
        place = _after_titles(text, start)
        known = self._people.at(simple, place) if text[place : place + 1].isalpha() else None
        if known is None and place > start:
            name = _CAPITALISED.match(text, place)
            if name is None:
                return None
            end, said = name.end(), text[start : name.end()]
        elif known is None or not (text[place].isupper() or place > start):
            return None
        else:
            end, said = known.end, self._named[known.name]
        return self._with_organisation(text, simple, said, end)

    def _with_organisation(self, text: str, simple: str, said: str, end: int) -> Speaker:
        """ "Mgr. Laskavá z odboru …", "Laskavá (OSV)"."""
        if (of := _OF.match(simple, end)) and (found := self.organisations.at(text, simple, of.end())):
            return Speaker(found.name, found.end)
        inside = _IN_PARENTHESES.match(text, end)
        if inside and self.organisations.is_one(inside["inside"]):
            return Speaker(inside["inside"].strip(), inside.end())
        return Speaker(said, end, is_organisation=said in self._represented)

    def _person_end(self, text: str, simple: str, end: int) -> int:
        """Where a name that follows an organisation ends: "PČR npor. Smělý", "Terén (Zvídavá)"."""
        if (inside := _IN_PARENTHESES.match(text, end)) and _CAPITALISED.match(text, inside.start("inside")):
            return inside.end()
        if text[end : end + 1] != " ":
            return end
        place = _after_titles(text, end + 1)
        known = self._people.at(simple, place) if text[place : place + 1].isupper() else None
        if known:
            return known.end
        name = _CAPITALISED.match(text, place) if place > end + 1 else None
        return name.end() if name else end

    def after_verb(self, text: str, simple: str, end: int) -> int:
        """Where somebody's name that stands after the verb ends: "informovala Mgr. Obětavá, že"."""
        if text[end : end + 1] != " ":
            return end
        person = self.person_at(text, simple, end + 1)
        return person.end if person else end


_LONGEST_TITLE = 16
_CAPITALISED = re.compile(r"[A-ZÁČĎÉÍĽŇÓÖŘŠŤÚÜŽ][a-zá-ž][\w-]*(?: [A-ZÁČĎÉÍĽŇÓÖŘŠŤÚÜŽ][a-zá-ž][\w-]*)?")


def _after_titles(text: str, start: int) -> int:
    place = start
    for _ in range(_PIECES_OF_NAME):
        # "Str. Ostrá" begins a sentence: a title too.
        begins = text[place : place + 1].lower() + text[place + 1 : place + _LONGEST_TITLE]
        match = TITLE.match(text, place) or TITLE.match(begins)
        end = match.end() + (place if match.string is begins else 0) if match else len(text)
        if match is None or end >= len(text):
            break
        place = end
        while text[place : place + 1] in (" ", ".") and place < len(text):
            place += 1
    return place


def _short(name: str) -> str:
    """ "Poradna pro občanství" is "Poradna", "Zahrádkářský spolek Za Pilou" is "Zahrádkářský spolek"."""
    words = name.split()
    first = next((number for number, word in enumerate(words) if not word.endswith(_ADJECTIVE_ENDS)), None)
    if first is None or first + 1 >= len(words) or words[first].lower() in _NEVER_ALONE:
        return ""
    return " ".join(words[: first + 1])


_ADJECTIVE_ENDS = ("á", "é", "ý", "í", "ého", "ské")
_NEVER_ALONE = frozenset(
    {"odbor", "úřad", "oddělení", "centrum", "dům", "mp", "zš", "mš", "sš", "policie", "linka", "klub"}
)
