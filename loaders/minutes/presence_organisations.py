"""Whom somebody came for, out of what a list of those present says beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.minutes.lines import Line, plain
from loaders.minutes.organisations import Organisations, first_case
from loaders.minutes.people import is_role, is_title_only, without_all
from loaders.minutes.result import Attendee, Span
from loaders.minutes.words import LEGAL_FORM

_TOWARDS = re.compile(r"(?:za|z|ze)\s+(?=\w)")
_DASH = re.compile(r"\s[-–—]\s")
_CALLED_FURTHER = re.compile(r"dále(?:\sjen)?\s")
_COMMA = re.compile(r"[,;]")
_NEXT = re.compile(r"\s*(?:[,;]|\sa\s|\.?\s*$)\s*")
_WHO_CAME = re.compile(r"\s*\(([^()]{2,80})\)")


def organisation_within(text: str, organisations: Organisations) -> str:
    """Of "předseda komise", "PČR, velitel", "oba PČR", "ředitelka ZŠ Hutnická" the organisation, or nothing."""
    pieces: list[str] = []
    for dash in _DASH.finditer(text):
        if is_role(text[dash.end() :]):
            text = text[: dash.start()]
            break
    text = without_all(text.strip())
    start = 0
    while start < len(text):
        comma = next((at for at in _commas(text, start)), len(text))
        piece = text[start:comma].strip()
        start = comma + 1
        if not piece or is_title_only(piece) or _CALLED_FURTHER.match(piece):
            continue
        if is_role(piece):
            towards = _TOWARDS.match(piece)
            within = _organisation_last(piece, organisations) if not towards else piece[towards.end() :]
            if within and not pieces:
                pieces.append(within)
            continue
        pieces.append(piece)
    return ", ".join(pieces)


def organisations_listed(rows: Sequence[Line], organisations: Organisations) -> list[Attendee]:
    """Whoever came by organisations alone ("MP, Státní policie – Zářečí (velitel), Terén"): each with what stands in
    brackets after it as the name; nothing where the rows say anything else too."""
    found: list[Attendee] = []
    for row in rows:
        start = 0
        while start < len(row.text):
            match = organisations.at(row.text, row.plain, start)
            if match is None:
                return []
            who = _WHO_CAME.match(row.text, match.end)
            after = _NEXT.match(row.text, who.end() if who else match.end)
            if after is None:
                return []
            piece = row.part(start, match.end)
            name = who[1].strip() if who else ""
            found.append(Attendee(name, first_case(piece.text), Span(piece.start, piece.end)))
            start = after.end()
    return found


def _commas(text: str, start: int) -> Iterator[int]:
    for match in _COMMA.finditer(text, start):
        if not LEGAL_FORM.match(text, match.start()):
            yield match.start()


def _organisation_last(piece: str, organisations: Organisations) -> str:
    for match in re.finditer(r"\s(?=\S)", piece):
        said = piece[match.end() :]
        found = organisations.at(said, plain(said), 0)
        if found is not None and found.end >= len(said.rstrip(" .")):
            return found.name if found.declined else first_case(said)
    return ""


def as_first_case(organisations: Organisations, said: str) -> str:
    """As the city calls it, if the words are its name in another case; else the usual names of offices put right."""
    found = organisations.at(said, plain(said), 0)
    if found is not None and found.declined and found.end >= len(said):
        return found.name
    return first_case(said)
