"""What a piece of minutes begins with: an organisation that speaks, a question, a task, who does it, until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations
from loaders.minutes.sentences import sentence_starts


class MarkKind(Enum):
    NOTHING = auto()
    GROUP = auto()  # the name of an organisation alone on its line: its points follow
    STATEMENT = auto()
    QUESTION = auto()
    TASK = auto()
    RESPONSIBLE = auto()
    DEADLINE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """`organisation` speaks (of a TASK: has it); the content begins at `start`. `is_reply`: no point of its own."""

    kind: MarkKind
    start: int = 0
    organisation: str = ""
    is_reply: bool = False
    is_prose: bool = False


_NOTHING = Mark(MarkKind.NOTHING)
_TASK = re.compile(
    r"\[?(?:ukol|ukolem|opatreni|u)\s*(?:c\.?\s*\d+|\d+)?(?:\s+pro\s+(?P<who>[^:]{2,60}?))?\s*(?:[:\]]"
    r"|\s[-–]\s)\s*:?\s*"
)
# "Zjistit do příští buňky: …" is a task with its deadline in the label.
_TO_FIND_OUT = re.compile(r"(?:(?:k )?zjis\w+ |prover\w+ )?do (?:pristi|dalsi)\w* \w+(?: (?:zjis|prover)\w+)?\s*:")
_RESPONSIBLE = re.compile(
    r"(?:o|z|odp\.|zodp\.|odpovida|zodpovida|(?:z?od)povedn[aey]\w*(?: osoba| osoby)?|z?odpovednost|resi|nositel"
    r"|kdo)\s*:\s*"
)
_DEADLINE = re.compile(
    r"(?:t|termin(?: plneni| splneni| ukolu)?|do kdy|lhuta|splnit do)\s*:\s*"
    r"|termin\s+(?=\d|do |pristi|ihned)"
)
_QUESTION = re.compile(r"(?:dotaz|otazka)\b\s*")
_REPLY = re.compile(
    r"(?:k tomu|reakce|odpoved|vyjadreni|doplneni|pripominka|stanovisko|komentar|poznamka|sdeleni"
    r"|doplnujici informace)\b\s*"
)
_TO = re.compile(r"(?:na|k|ke|pro)\s+")
_FROM = re.compile(r"(?:od|ze strany|za)\s+")
_DELIMITER = re.compile(
    r"\s*(?P<asks>\((?:dotaz|otazka|ptá se|pta se)\))?\s*(?:\((?:reakce|odpoved)\))?\s*(?P<colon>:|\s[-–—]\s|[–—]\s)\s*"
)
_ASKS = re.compile(
    r"\s+(?:k tomu\s+)?(?:se\s+(?:pta\w*|taz\w+|dotaz\w+|zept\w+|dotazuj\w+)|(?:pta|taze|ptaji|zeptal[aoiy]?"
    r"|dotazal[aoiy]?|dotazuje)\s+se)"
    r"\s*(?:,\s*|na\s+)?"
)
# Of the present and the past only: "odpoví do pátku" is a promise, not a statement.
_SAYS = re.compile(
    r"\s+(?:k tomu\s+|na to\s+|take\s+|rovnez\s+)?(?:uvadi\w*|dopln(?:uj\w+|il\w*)|upozorn(?:uj\w+|il\w*)|informuj\w+"
    r"|informoval\w*|sdeluj\w+|konstatuj\w+|reaguj\w+|odpovida|odpovidaji|potvrzuj\w+|poznamenav\w+|rika|rikaji"
    r"|vysvetluj\w+"
    r"|oznamuj\w+|navrhuj\w+|nabizi\w*|namita\w*|zada\b|zadaji|prosi|pripomin\w+|varuj\w+|zduraznuj\w+"
    r"|(?:uved|sdel|konstatova|reagova|odpovede|potvrd|poznamena|rek|vysvetl|oznam|navrh|nabid|namit|pripomne"
    r"|pripomn|varova|zdurazn"
    r"|dodal|podotk)(?:[ian]|nu|dl|ni)?l[aioy]?)(?:\s+k tomu)?\s*(?:,\s*(?:ze|aby)\s+|\s)"
)
_GROUP_LEAD = re.compile(
    r"(?:podnety|podnet|informace|body|bod|prispevek|prispevky|temata|vstup|zprava|zpravy)(?:\s+(?:od|z|ze|za"
    r"|clenu))?\s+|za\s+(?=\w)"
)
_GROUP_TAIL = re.compile(
    r"\s*(?:\([^)]*\))?\s*(?:informuj\w+|informace|informoval\w*|uvadi|sdeluje|podnety|hlasi)?\s*[:–-]?\s*$"
)
_BRACKETS = re.compile(r"\[(?P<name>[^\]]{2,60})\]\s*:?\s*")
_LONGEST_GROUP = 90
_SEEN = 200  # characters of a sentence that tell who speaks


def mark_of(line: Line, organisations: Organisations) -> Mark:
    """What the line begins with."""
    simple = line.plain
    if line.marker == "arrow":
        return Mark(MarkKind.TASK)
    if match := _TASK.match(simple):
        who = line.text[match.start("who") : match.end("who")].strip() if match["who"] else ""
        return Mark(MarkKind.TASK, match.end(), _first_case(who, organisations))
    if _TO_FIND_OUT.match(simple):
        return Mark(MarkKind.TASK)
    if match := _RESPONSIBLE.match(simple):
        return Mark(MarkKind.RESPONSIBLE, match.end())
    if match := _DEADLINE.match(simple):
        return Mark(MarkKind.DEADLINE, match.end())
    return _group(line, simple, organisations) or _speaker(line, simple, organisations) or _NOTHING


def _group(line: Line, simple: str, organisations: Organisations) -> Mark | None:
    if len(line.text) > _LONGEST_GROUP:
        return None
    lead = _GROUP_LEAD.match(simple)
    for start in (0, lead.end()) if lead else (0,):
        found = organisations.at(line.text, simple, start)
        if found and _GROUP_TAIL.fullmatch(simple, found.end):
            return Mark(MarkKind.GROUP, len(line.text), found.name)
    return None


def _speaker(line: Line, simple: str, organisations: Organisations) -> Mark | None:
    text = line.text
    if match := _BRACKETS.match(text):
        name = match["name"]
        return _asked(text, Mark(MarkKind.STATEMENT, match.end(), name)) if organisations.is_one(name) else None
    lead = _QUESTION.match(simple) or _REPLY.match(simple)
    kind = MarkKind.QUESTION if _QUESTION.match(simple) else MarkKind.STATEMENT
    place = lead.end() if lead else 0
    asked = _TO.match(simple, place) if lead else None
    if lead and (match := _FROM.match(simple, place)):
        place = match.end()
    found = organisations.speaker_at(text, simple, asked.end() if asked else place)
    end = found.end if found else place
    delimiter = _DELIMITER.match(simple, end)
    organisation = found.name if found and not asked else ""
    if delimiter and (found or lead) and delimiter.end() <= len(text):
        if delimiter["asks"]:
            kind = MarkKind.QUESTION
        return _asked(text, Mark(kind, delimiter.end(), organisation, is_reply=lead is not None))
    if found is None or lead is not None:
        return None
    if match := _ASKS.match(simple, end):
        return Mark(MarkKind.QUESTION, match.end(), organisation, is_prose=True)
    if match := _SAYS.match(simple, end):
        return Mark(MarkKind.STATEMENT, match.end(), organisation, is_prose=True)
    return None


_ASKED = re.compile(r"dotaz\s*(?:,|:|-|–|zda)\s*", re.IGNORECASE)


def _asked(text: str, mark: Mark) -> Mark:
    """ "ZŠ: dotaz, zda…" is a question, and so is whatever ends in a question mark."""
    if match := _ASKED.match(text, mark.start):
        start = match.end() - (4 if match.group().lower().endswith("zda") else 0)
        return Mark(MarkKind.QUESTION, max(start, mark.start), mark.organisation, mark.is_reply)
    if mark.kind is MarkKind.STATEMENT and text.rstrip().endswith("?"):
        return Mark(MarkKind.QUESTION, mark.start, mark.organisation, mark.is_reply)
    return mark


def _first_case(who: str, organisations: Organisations) -> str:
    """ "Úkol pro Městskou policii": as those present call it."""
    found = organisations.at(who, Line(who, 0).plain, 0) if who else None
    return found.name if found and found.end == len(who) else who


def pieces_of(line: Line, organisations: Organisations) -> Iterator[tuple[Line, Mark]]:
    """A line cut where, within it, somebody else speaks or a task begins."""
    cuts: list[int] = [0]
    before = mark_of(line, organisations)
    for start in sentence_starts(line.text):
        if not start:
            continue
        mark = mark_of(line.part(start, start + _SEEN), organisations)
        # What is told in prose ends with its sentence.
        if before.is_prose or mark.kind not in (MarkKind.NOTHING, MarkKind.GROUP):
            cuts.append(start)
            before = mark
    for start, end in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
        piece = line.part(start, end)
        if start == 0:
            piece = Line(piece.text, piece.start, line.indent, line.marker, line.is_blank_before)
        yield piece, mark_of(piece, organisations)
