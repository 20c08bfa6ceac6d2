"""What a piece of minutes begins with: an organisation that speaks, a question, a task, who does it, until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from loaders.minutes.doers import office_in_first_case
from loaders.minutes.lines import Line, plain
from loaders.minutes.saying import content_from, presents_at, said_at, verb_first
from loaders.minutes.sentences import sentence_starts
from loaders.minutes.speakers import Speaker, Speakers


class MarkKind(Enum):
    NOTHING = auto()
    STATEMENT = auto()
    QUESTION = auto()
    TASK = auto()
    RESPONSIBLE = auto()
    DEADLINE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """`organisation` speaks (of a TASK: has it); the content begins at `start`.

    `is_reply`: no point of its own. `is_prose`: told by a verb, not by a colon. `is_opening`: it brings news.
    """

    kind: MarkKind
    start: int = 0
    organisation: str = ""
    is_reply: bool = False
    is_prose: bool = False
    is_opening: bool = False
    group: str = ""  # the organisation whose points may begin here: none for a person or an office alone


_NOTHING = Mark(MarkKind.NOTHING)
_TASK = re.compile(
    r"\[?(?:ukol|ukolem|opatreni|u)\s*(?:c\.?\s*\d+|\d+)?(?:\s+pro\s+(?P<who>[^:]{2,60}?)|\s*\((?P<in>[^()]{2,40})\))?"
    r"\s*(?:[:\]]"
    r"|\s[-–]\s)\s*:?\s*"
)
_TASK_OF = re.compile(r"ukol\s+(?=\w)")
_TASK_ENDS = re.compile(r"\s*(?::|\s[-–]\s)\s*")
# "Zjistit do příští buňky: …" is a task with its deadline in the label.
_TO_FIND_OUT = re.compile(r"(?:(?:k )?zjis\w+ |prover\w+ )?do (?:pristi|dalsi)\w* \w+(?: (?:zjis|prover)\w+)?\s*:")
_RESPONSIBLE = re.compile(
    r"(?:o|z|odp\.|zodp\.|odpovida|zodpovida|(?:z?od)povedn[aey]\w*(?: osoba| osoby)?|z?odpovednost|resi|nositel"
    r"|garant|zajisti"
    r"|kdo)\s*:\s*"
)
# "Odpovídá Mgr. Laskavá, termín 28. 2."
_RESPONSIBLE_NAMED = re.compile(r"(?:z?odpovida|(?:z?od)povedn[aey]\w*(?: osoba)?|zajisti|garantem? je)\s+(?=\w)")
_DEADLINE = re.compile(
    r"(?:t|termin(?: plneni| splneni| ukolu)?|do kdy|do|lhuta|splnit do)\s*:\s*"
    r"|(?:novy |nove |prodlouzeny )?termin(?: pro (?P<who>[a-z. ]{2,40}?))?\s+(?:je\s+|zni\s+)?(?=\d|do |pristi|ihned)"
)
_QUESTION = re.compile(r"(?:dotaz|otazka|dotazy)\b\s*")
_REPLY = re.compile(
    r"(?:k tomu|reakce|odpoved|vyjadreni|doplneni|pripominka|stanovisko|komentar|poznamka|sdeleni"
    r"|doplnujici informace)\b\s*"
)
_LEADS = re.compile(rf"{_QUESTION.pattern}|{_REPLY.pattern}")
_TO = re.compile(r"(?:na|k|ke|pro)\s+")
_FROM = re.compile(r"(?:od|ze strany|za)\s+")
_ACCORDING = re.compile(r"(?:podle|dle)\s+")
_IN_DISCUSSION = re.compile(
    r"(?:v (?:nasledne |zaverecne |ramci )?diskus[ei]|nasledne|dale|pote|nakonec|na zaver)\s+(?:se\s+)?"
)
_DELIMITER = re.compile(
    r"\s*(?P<asks>\(?(?:dotaz|otazka|pta se)\)?)?\s*(?:\(?(?:reakce|odpoved|doplneni"
    r"|pripominka)\)?)?\s*(?:[*_]{2}\s*)?(?P<colon>:|\s[-–—]\s|[–—]\s)(?:[*_]{2})?\s*"
)
_BRACKETS = re.compile(r"\[(?P<name>[^\]]{2,60})\]\s*:?\s*")
_ARROW = re.compile(r"\s(?:->|=>|→)\s*")
_DAY_ALONE = re.compile(r"(?:do|nejpozdeji|pristi|t:|termin|ihned|prubezne)\b.{0,24}$|\d[\d. ]*$")
_SEEN = 200  # characters of a sentence that tell who speaks


def mark_of(line: Line, speakers: Speakers) -> Mark:
    """What the line begins with."""
    simple = line.plain
    if line.marker == "arrow":
        return Mark(MarkKind.TASK)
    if match := _TASK.match(simple):
        group = "who" if match["who"] else "in"
        who = line.text[match.start(group) : match.end(group)].strip() if match[group] else ""
        return Mark(MarkKind.TASK, match.end(), _first_case(who, speakers))
    if (lead := _TASK_OF.match(simple)) and (doer := speakers.at(line.text, simple, lead.end())):
        if match := _TASK_ENDS.match(simple, doer.end):
            return Mark(MarkKind.TASK, match.end(), doer.name)
        # "úkol stavební úřad nechá dům zabednit"
        return Mark(MarkKind.TASK, lead.end())
    if _TO_FIND_OUT.match(simple):
        return Mark(MarkKind.TASK)
    if match := _RESPONSIBLE.match(simple):
        return Mark(MarkKind.RESPONSIBLE, match.end())
    if (match := _RESPONSIBLE_NAMED.match(simple)) and speakers.at(line.text, simple, match.end()):
        return Mark(MarkKind.RESPONSIBLE, match.end())
    if match := _DEADLINE.match(simple):
        who = line.text[match.start("who") : match.end("who")] if match["who"] else ""
        return Mark(MarkKind.DEADLINE, match.end(), _first_case(who, speakers))
    return _labelled(line, simple, speakers) or _told(line, simple, speakers) or _NOTHING


def _labelled(line: Line, simple: str, speakers: Speakers) -> Mark | None:
    """ "[PČR] …", "MP: …", "Dotaz OSV – …", "Odpověď: …"."""
    text = line.text
    if match := _BRACKETS.match(text):
        name = match["name"]
        is_one = speakers.organisations.is_one(name)
        return _asked(text, Mark(MarkKind.STATEMENT, match.end(), name, group=name)) if is_one else None
    question = _QUESTION.match(simple)
    lead = question or _REPLY.match(simple)
    place = lead.end() if lead else 0
    asked = _TO.match(simple, place) if lead else None
    if lead and (match := _FROM.match(simple, place)):
        place = match.end()
    # "Dotaz (ZŠ): …"
    bracket = lead is not None and simple[place : place + 1] == "("
    found = speakers.at(text, simple, asked.end() if asked else place + bracket)
    end = found.end if found else place
    delimiter = _DELIMITER.match(simple, end + (bracket and simple[end : end + 1] == ")"))
    if (
        not delimiter
        or not (found or lead)
        or (found and found.is_role and not line.marker and delimiter["colon"].strip() != ":")
    ):
        return None
    rest = line.part(delimiter.end()) if lead and not found else None
    inner = _labelled(rest, rest.plain, speakers) if rest and not _LEADS.match(rest.plain) else None
    if inner is not None:
        # "Reakce: OSV – …"
        kind = MarkKind.QUESTION if question else inner.kind
        return replace(inner, kind=kind, start=inner.start + delimiter.end(), is_reply=True)
    kind = MarkKind.QUESTION if question or delimiter["asks"] else MarkKind.STATEMENT
    organisation = found.name if found and not asked else ""
    group = _group(found)
    return _asked(text, Mark(kind, delimiter.end(), organisation, is_reply=lead is not None, group=group))


def _told(line: Line, simple: str, speakers: Speakers) -> Mark | None:
    """ "Terén upozorňuje, že …", "Za OSV informovala Mgr. Laskavá, že …", "Podle školy …"."""
    text = line.text
    according = _ACCORDING.match(simple)
    lead = according or _IN_DISCUSSION.match(simple)
    found = speakers.at(text, simple, lead.end() if lead else 0)
    if found is None:
        return _told_first(text, simple, speakers)
    if according:
        return Mark(MarkKind.STATEMENT, found.end + 1, found.name, is_prose=True) if not found.is_role else None
    said = said_at(simple, found.end)
    if said is None:
        opens = presents_at(simple, found.end)
        opening = Mark(MarkKind.NOTHING, 0, found.name, is_prose=True, is_opening=True, group=_group(found))
        return opening if opens else None
    after = speakers.after_verb(text, simple, said.end)
    start = said.content if after == said.end else content_from(simple, after, said.start, asks=said.asks)
    kind = MarkKind.QUESTION if said.asks else MarkKind.STATEMENT
    return Mark(kind, start, found.name, is_prose=True, group=_group(found))


def _told_first(text: str, simple: str, speakers: Speakers) -> Mark | None:
    """ "Odpověděl Rozumný: ano"."""
    verb = verb_first(simple)
    found = speakers.at(text, simple, verb[2]) if verb else None
    if verb is None or found is None or not text[verb[2]].isupper():
        return None
    asks, start, _ = verb
    content = content_from(simple, found.end, start, asks=asks)
    kind = MarkKind.QUESTION if asks else MarkKind.STATEMENT
    return Mark(kind, content, found.name, is_reply=True, is_prose=True, group=_group(found))


def _group(speaker: Speaker | None) -> str:
    return speaker.name if speaker and speaker.is_organisation else ""


_ASKED = re.compile(r"dotaz\s*(?:,|:|-|–|zda)\s*|(?:se )?pta(?:ji)? se,?\s+", re.IGNORECASE)


def _asked(text: str, mark: Mark) -> Mark:
    """ "ZŠ: dotaz, zda…" is a question, and so is whatever asks in its first sentence."""
    if match := _ASKED.match(plain(text), mark.start):
        start = match.end() - (4 if match.group().lower().endswith("zda") else 0)
        return replace(mark, kind=MarkKind.QUESTION, start=max(start, mark.start))
    if mark.kind is MarkKind.STATEMENT and text.rstrip().endswith("?"):
        return replace(mark, kind=MarkKind.QUESTION)
    return mark


def _first_case(who: str, speakers: Speakers) -> str:
    """ "Úkol pro Městskou policii": as those present call it."""
    found = speakers.organisations.at(who, plain(who), 0) if who else None
    return found.name if found and found.end == len(who) else office_in_first_case(who, plain(who))


def pieces_of(line: Line, speakers: Speakers) -> Iterator[tuple[Line, Mark]]:
    """A line cut where, within it, somebody else speaks or a task begins."""
    cuts: list[tuple[int, int]] = [(0, 0)]
    first = before = mark_of(line, speakers)
    for start in sentence_starts(line.text):
        if not start:
            continue
        mark = mark_of(line.part(start, start + _SEEN), speakers)
        # What is told in prose ends with its sentence.
        if before.is_prose or mark.kind is not MarkKind.NOTHING:
            cuts.append((start, start))
            before = mark
    cuts += [(match.start(), match.end()) for match in _ARROW.finditer(line.text)]
    if len(cuts) == 1:
        yield line, first
        return
    cuts.sort()
    for (place, start), (end, _) in zip(cuts, [*cuts[1:], (len(line.text), 0)], strict=True):
        piece = line.part(start, end)
        if start == 0:
            yield replace(line, text=piece.text), mark_of(replace(line, text=piece.text), speakers)
        elif place != start:
            is_day_alone = _DAY_ALONE.match(piece.plain) is not None
            yield piece, Mark(MarkKind.DEADLINE if is_day_alone else MarkKind.TASK)
        elif piece.text:
            yield piece, mark_of(piece, speakers)
