"""Who is to do something: named before the verb or after it, asked or told to do it, one or several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.minutes.lines import words_at
from loaders.minutes.result import Span
from loaders.minutes.speakers import Speakers

_AND = re.compile(r"\s*(?:,|\ba\b|\bi\b|\+|/)\s*(?=\S)")
_TOGETHER = re.compile(r"\s+(?:spolu |spolecne )?(?:s|se)\s+(?=\S)")
_EVERYBODY = re.compile(
    r"(?:(?:vsichni|vsechny|kazd[ay]|ostatni|jednotlive|jednotlivi) )?(?:clenove|clen|ucastnici|poskytovatele"
    r"|organizace|skoly|zastupci"
    r"(?: [a-z]+)?)\b"
)
_BEGINS = re.compile(
    r"(?:^|[,;:–—(]\s*|\s-\s|\bze\s|\ba\s|\bprotoze\s)(?:(?:a to|ze|aby|by|do te doby|proto|dale|zaroven|a|pak"
    r"|tam|se|ji|ho|je)\s+){0,3}"
)
_TOLD = re.compile(
    r"\b(?P<verb>uklada|ulozila|ulozil|ulozilo|poveruje|poverila|poveril|poverilo|ukoluje|vyzyva|vyzvala|vyzval"
    r"|vyzvalo|pozadala"
    r"|pozadal|pozadalo|pozadali|zada|zadaji|prosi|doporucuje)\s+(?:se\s+)?(?=\w)"
)
_TOLD_FIRST = re.compile(
    r"\s+(?:bylo|byl|byla|je)\s+(?P<verb>ulozen[oaiy]?|poveren[oaiy]?|pozadan[oaiy]?|vyzvan[oaiy]?)\b"
)
# The offices in the cases they are told something in.
_OFFICES = {
    "tajemnikovi": "tajemník", "tajemnici": "tajemnice", "tajemnika": "tajemník", "predsedovi": "předseda",
    "predsedu": "předseda", "predsedkyni": "předsedkyně", "namestkyni": "náměstkyně", "namestkovi": "náměstek",
    "namestka": "náměstek", "koordinatorce": "koordinátorka", "koordinatorku": "koordinátorka",
    "koordinatorovi": "koordinátor", "starostovi": "starosta", "starostce": "starostka", "starostu": "starosta",
    "primatorovi": "primátor", "primatorce": "primátorka", "manazerovi": "manažer", "manazerce": "manažerka",
    "zapisovatelce": "zapisovatelka", "kuratorce": "kurátorka", "kuratorovi": "kurátor", "rediteli": "ředitel",
    "reditelce": "ředitelka", "clenum": "členové", "vsem clenum": "všichni členové",
}  # fmt: skip
_OFFICE = re.compile(
    rf"(?P<office>{'|'.join(sorted(_OFFICES, key=len, reverse=True))})\b"
    r"(?P<of>\s+(?:komise|uradu|mesta|vyboru|rady|obvodu|skupiny|odboru))?"
)
_ORDERS = ("uklad", "uloz", "pover", "ukol")


@dataclass(frozen=True, slots=True)
class Doer:
    """Who, as it is to be shown, and where it is said. `is_ordered`: told to do it, with or without a day."""

    who: str
    span: Span
    is_ordered: bool = False


def office_in_first_case(said: str, simple: str) -> str:
    """ "náměstkyni" → "náměstkyně"; what is no office stays."""
    return _OFFICES.get(simple.strip(), said)


def doers_at(text: str, simple: str, start: int, speakers: Speakers) -> Doer | None:
    """One or several who are named from `start` on: "OSV a Nemocnice", "MP + Terén"."""
    if everybody := _EVERYBODY.match(simple, start):
        return Doer(text[start : everybody.end()], Span(start, everybody.end()))
    first = speakers.at(text, simple, start)
    if first is None:
        return None
    end = first.end
    together = _TOGETHER if speakers.organisations.at(text, simple, start) else _AND
    while (link := _AND.match(simple, end) or together.match(simple, end)) and (
        another := speakers.at(text, simple, link.end())
    ):
        end = another.end
    return Doer(text[start:end].strip(), Span(start, end))


def doer_within(text: str, simple: str, start: int, end: int, speakers: Speakers) -> Doer | None:
    """The last one named between two places, wherever in the clause."""
    found = None
    for word in words_at(simple, start):
        if word.start() >= end:
            break
        if (found is None or word.start() >= found.span.end) and (
            doer := doers_at(text, simple, word.start(), speakers)
        ):
            found = doer
    return found


def doers_in(text: str, simple: str, speakers: Speakers) -> Iterator[Doer]:
    """Whoever is named at the beginning of a clause."""
    for match in _BEGINS.finditer(simple):
        doer = doers_at(text, simple, match.end(), speakers)
        if doer is not None:
            yield doer


def told_in(text: str, simple: str, speakers: Speakers) -> Doer | None:
    """ "ukládá tajemníkovi doplnit …", "požádala stavební úřad, aby …", "Poradně bylo uloženo, aby …"."""
    for match in _TOLD.finditer(simple):
        ordered = match["verb"].startswith(_ORDERS)
        office = _OFFICE.match(simple, match.end())
        found = None if office else speakers.at(text, simple, match.end())
        end = office.end() if office else found.end if found else match.end()
        # "požádal MP o doplnění údajů do příští schůze"
        if not (ordered or simple.startswith(" o ", end) or "aby" in simple[end:]):
            continue
        if office:
            of = text[office.end("office") : office.end()] if office["of"] and office["of"].strip() != "komise" else ""
            who = _OFFICES[office["office"]] + of
            return Doer(who, Span(match.start(), office.end()), ordered)
        if found:
            return Doer(found.name, Span(match.start(), found.end), ordered)
    first = speakers.at(text, simple, 0)
    passive = _TOLD_FIRST.match(simple, first.end) if first else None
    if first and passive:
        return Doer(first.name, Span(0, passive.end()), is_ordered=True)
    return None
