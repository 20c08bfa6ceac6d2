"""Those present as sentences say it: "Zúčastnili se …", "Za OSV přišla …", "Jednání řídila předsedkyně …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.minutes.days import days_in, without
from loaders.minutes.hours import times_in
from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations
from loaders.minutes.presence_naming import attendees_in
from loaders.minutes.result import Attendee
from loaders.minutes.sentences import sentences

_MEETING = (
    r"(?:setkani|jednani|bunky|bunku|schuzky|schuzku|schuzi|schuze|porady|poradu|komise|komisi|konzilia|konzilium"
    r"|skupiny|stolu)"
)
_OF_IT = (
    r"(?:\s+(?:se|ho|ji|tohoto|dnesniho|dnesni|take|dale|tentokrat|celeho|cele|tu|tam|zde)\b"
    rf"|\s+{_MEETING}\b)*"
)
# Verbs that say that somebody came; they are taken out, and what is left is read as a list.
_CAME = re.compile(
    rf"\b(?:(?:(?:na|do)\s+)?(?:{_MEETING}\s+)?se{_OF_IT}\s+(?:zucastnil|ucastnil|dostavil)\w*|(?:zucastnil|ucastnil"
    rf"|dostavil)\w*\s+se{_OF_IT}"
    r"|(?:byl[aiy]?\s+)?(?:dale\s+)?pritomn[aiy]?\b(?:\s+byl[aiy]?\b)?(?:\s+dale\b|\s+tez\b|\s+take\b)?"
    r"|pozvani prijal[aiy]\b|byl[iy] jsme(?:\s+(?:tam|tu|zde))?\b|\bza ucasti(?:\s+zastupcu)?\b|\bv(?:e slozeni"
    r"| tomto slozeni| pritomnosti)\b"
    rf"|(?:(?:na|do)\s+{_MEETING}\s+)?(?:prisl|vystoupil|dorazil|prijel|dosl)[aioy]?\b|prisel\b|(?:jako\s+)?hoste?m?\s+(?:byl|prisl|zavital"
    r"|vystoupil|dorazil)[aiy]?\b|hosty\s+byl[iy]\b"
    r"|(?:sesli|potkali) jsme se\b|u stolu (?:se[dš]el\w*|zased\w*|byl[aiy])\b|privitali (?:jsme|mezi sebou)\b"
    r"|(?:byl[aiy]?\s+)?zastoup(?:en|il)[aiy]?\b|zastupoval[aiy]?\b|reprezentoval[aiy]?\b"
    rf"|(?:(?:a\s+)?(?:cele|dnesni|nase)\s+)?(?:{_MEETING}\s+)?(?:(?:opet\s+)?(?:zahajil|svolal|ridil|vedl|moderoval"
    rf"|predsedal)[aiy]?\b"
    rf"(?:\s+a\s+(?:ridil|vedl|moderoval)[aiy]?\b)?(?:\s+{_MEETING})?))"
)
_STARTS = re.compile(
    r"\b(?:zucastnil|ucastnil|dostavil|pritomn[aiy]\b|prisl|prisel|dorazil|prijal[aiy]|zahajil|svolal|ridil|vedl"
    r"|sesli|potkali|u stolu|privitali|moderoval|hoste?m?\b|byl[iy] jsme\b|zastupoval|za\s|slozeni)"
)
_COLON = re.compile(r"\s*:")
# What stands before these is the rest of the sentence, not a name.
_ANNOUNCES = re.compile(r"za ucasti|v(?:e slozeni| tomto slozeni| pritomnosti)")
_ABSENT = re.compile(r"\b(?:omluv|nezucastn|nedostav|neprisl|neprisel|chybel|nepritomn)")
_QUORUM = re.compile(r"\b(?:usnasenischopn|usnaset|nadpolovicni|prezencni listin)")
_NOTHING_MORE = re.compile(r",\s+(?:kter\w+|ktere|kde|aby|ze|coz|ma\b|protoze)\b.*$")
_INTRODUCES = re.compile(r"^\s*(?:(?:dale|take|tez|rovnez|a)\s+|(?:na|pri|do) [a-z]+(?: [a-z]+)?\s{2,})")
_AT_MOST_LEFT = 400  # characters of a sentence that says who came


@dataclass(slots=True)
class Prose:
    """Who was read from the sentences of a line; `is_only`: the line says nothing else."""

    attendees: list[Attendee] = field(default_factory=list)
    is_only: bool = True


def prose_in(line: Line, organisations: Organisations) -> Prose | None:
    """The line's sentences about who came, if it has any."""
    found = Prose()
    for sentence in _sentences(line):
        people = _came(sentence, organisations)
        found.attendees += people
        is_about = bool(people) or _ABSENT.search(sentence.plain) or _QUORUM.search(sentence.plain)
        found.is_only = found.is_only and bool(is_about)
    return found if found.attendees else None


def is_quorum(line: Line) -> bool:
    """Whether a line says that enough of them came."""
    return _QUORUM.search(line.plain) is not None


def _sentences(line: Line) -> Iterator[Line]:
    for start, end in sentences(line.text):
        yield line.part(start, end)


def _without_absent(sentence: Line) -> Line | None:
    """Of "Přišli X a Y, omluvila se Z." what stands before the comma."""
    absent = _ABSENT.search(sentence.plain)
    comma = sentence.text.rfind(",", 0, absent.start()) if absent else -1
    return sentence.part(0, comma) if comma > 0 else None


def _came(sentence: Line, organisations: Organisations) -> list[Attendee]:
    simple = sentence.plain
    verbs = list(_CAME.finditer(simple))
    if not verbs or not _STARTS.search(simple):
        return []
    if _ABSENT.search(simple):
        return _came(present, organisations) if (present := _without_absent(sentence)) is not None else []
    spans = [said.span for said in days_in(simple)]
    spans += [span for _, span in times_in(without(simple, spans))]
    text = without(sentence.text, spans)
    for verb in verbs:
        # A verb in the middle separates: "… a celé setkání vedla X".
        is_clause = re.search(r"\ba\s+(?:cele|dnesni|nase)", verb.group()) is not None
        mark = ", " if is_clause else "  "
        text = text[: verb.start()] + mark + " " * (len(verb.group()) - 2) + text[verb.end() :]
        colon = _COLON.match(text, verb.end())
        if colon or _ANNOUNCES.match(simple, verb.start()):
            start = colon.end() if colon else verb.end()
            text = " " * start + text[start:]
    tail = _NOTHING_MORE.search(Line(text, 0).plain)
    text = text[: tail.start()] if tail else text
    lead = _INTRODUCES.match(Line(text, 0).plain)
    row = Line(text, sentence.start).part(lead.end() if lead else 0)
    row = Line(row.text.rstrip(" ."), row.start)
    if len(row.text) > _AT_MOST_LEFT:
        return []
    found = attendees_in([row], organisations)
    named = sum(len(attendee.name) + len(attendee.organisation) for attendee in found)
    # A sentence about somebody is not about who came.
    return found if named > len("".join(row.text.split())) // 3 else []
