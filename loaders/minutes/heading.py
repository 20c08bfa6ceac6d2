"""The head of minutes: which body met, when and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from loaders.minutes.body_names import body_in
from loaders.minutes.days import SaidDay, days_in, without
from loaders.minutes.head_labels import LABEL, is_of_head, labelled_parts, named_by_label
from loaders.minutes.hours import times_in
from loaders.minutes.lines import Line, plain
from loaders.minutes.meeting_places import place_in
from loaders.minutes.next_meeting import speaks_of_next
from loaders.minutes.presence_labels import Kind, label_of
from loaders.minutes.presence_marks import without_emphasis
from loaders.minutes.result import Fact, Span
from loaders.minutes.sentences import sentences

_TITLE = re.compile(
    r"\bz\s?a\s?p\s?i\s?s|zaznam|bun[kc]|\bpb\b|komis|konzili|skupin|setkani|kulat|vybor|\bstab\b|platform|\bses(?:el|l[aoi])|konan"
    r"|uskutecn|schuz|porad[ay]"
)
# What only a sentence about the meeting says, unlike the place and day of a letter.
_OF_MEETING = re.compile(
    r"zapis|zaznam|konan|kona[lt]|sesl|sesel|uskutecn|bun[kc]|\bpb\b|komis|konzili|skupin|setkani|schuz|jednani"
    r"|kulat|porad|vybor|\bstab\b|platform"
)
_OPENS = re.compile(r"zahaj|zacal|zacat|zacin")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_IN_HEAD = 30
_OPENS_WITHIN = 12  # lines after those present in which "Začátek v 9 hodin" may stand
_LONGEST_OPENING = 120
_SENTENCE_FROM = 60  # characters from which an unlabelled line is read as sentences


@dataclass(slots=True)
class Head:
    """Facts of the head, and which lines said them."""

    body: Fact[str] | None = None
    date: Fact[date] | None = None
    time: Fact[time] | None = None
    place: Fact[str] | None = None
    lines: set[int] = field(default_factory=set)


def read_head(lines: Sequence[Line], until: int | None, bodies: Sequence[str]) -> Head:
    """Read the lines before `until` (where those present are named), and labelled ones a little after."""
    last = _IN_HEAD if until is None else min(until, _IN_HEAD)
    head = Head()
    lines = [*(without_emphasis(line) for line in lines[:_IN_HEAD]), *lines[_IN_HEAD:]]
    reference = _day_of_writing(lines)
    unlabelled: list[int] = []
    for place in range(min(len(lines), _IN_HEAD)):
        line = lines[place]
        is_after = place > last or (until is None and any(before.marker for before in lines[:place]))
        if is_of_head(line, is_after=is_after) and not speaks_of_next(line):
            head.lines.add(place)
            for part in labelled_parts(line):
                _labelled(head, part, bodies, reference)
        elif place < last and not speaks_of_next(line):
            unlabelled.append(place)
    titles = _titles(lines, unlabelled, until)
    head.lines |= set(titles)
    said = [lines[place] for place in titles]
    if until is not None and until not in head.lines and _is_dated_prose(lines[until]):
        # Those present may stand in the very paragraph that says when and where.
        said.append(lines[until])
    named = body_in(said, bodies)
    # "setkání s koordinátorkou" in the subject of a letter, in its first sentence the whole name.
    if head.body is None or (named and plain(named.value).startswith(plain(head.body.value))):
        head.body = named
    for line in sorted(said, key=lambda line: _OF_MEETING.search(line.plain) is None):
        _unlabelled(head, line, reference)
    if head.date is None:
        head.date = _first_day(lines[:_IN_HEAD])
    if head.time is None and until is not None:
        for place, line in enumerate(lines[until : until + _OPENS_WITHIN], until):
            if _OPENS.search(line.plain) and len(line.text) < _LONGEST_OPENING and not line.marker and _hours(line):
                _unlabelled(head, line, reference)
                head.lines.add(place)
                break
    if titles and until is not None:
        _loose(head, [line for line in lines[titles[0] + 1 : last] if len(line.text) < _SENTENCE_FROM])
    return head


def _is_dated_prose(line: Line) -> bool:
    label = label_of(line)
    is_prose = label is None or label.kind is Kind.OTHER or label.end > _SENTENCE_FROM
    return is_prose and bool([*days_in(line.plain), *_hours(line)])


def _loose(head: Head, lines: Sequence[Line]) -> None:
    """Short lines between the title and those present: an hour, a place alone on its line."""
    for line in lines:
        if line.marker or (":" in line.text.rstrip(":") and not _hours(line)) or LABEL.match(line.plain):
            continue
        if head.time is None and (hours := _hours(line)):
            head.time = Fact(hours[0][0], _moved(hours[0][1], line))
        if head.place is None:
            head.place = place_in(line, is_sentence=False)


def _titles(lines: Sequence[Line], places: Sequence[int], until: int | None) -> list[int]:
    """Lines of the title: those that speak of minutes or a body, or hold a whole date, near the beginning."""
    titles: list[int] = []
    for number, place in enumerate(places):
        line = lines[place]
        dated = any(said.year for said in days_in(line.plain))
        early = number < (3 if until is None else 8)
        # Without those present, the head ends where something is numbered.
        if until is None and ((number > 1 and line.marker) or line.text.count("\t") > 1):
            break
        timed = bool(titles) and place - titles[-1] == 1 and any(True for _ in times_in(line.plain))
        if early and (_TITLE.search(line.plain) or dated or timed) and (until is not None or not line.marker):
            titles.append(place)
    return titles


def _day_of_writing(lines: Sequence[Line]) -> date | None:
    """A day or year of the head or the signature, by which days without a year are understood."""
    near = [*lines[:_IN_HEAD], *lines[-3:]]
    for line in near:
        for said in days_in(line.plain):
            if found := said.on(None):
                return found
    years = (match for line in near for match in _YEAR.finditer(line.text))
    year = next(years, None)
    return date(int(year[1]), 12, 31) if year else None


def _labelled(head: Head, line: Line, bodies: Sequence[str], reference: date | None) -> None:
    match = LABEL.match(line.plain)
    label = match.lastgroup if match else None
    if match is None or label == "other":
        return
    value, words = line.part(match.end()), match.group()
    days, hours = list(days_in(value.plain)), _hours(value)
    if label == "body" and days:
        label = "date"
    if label == "body" and head.body is None:
        head.body = body_in([value], bodies) or named_by_label(value, words)
    if label == "time" and not hours and not days:
        return
    if days and head.date is None and (found := _dated(days, value, reference)):
        head.date = found
    if hours and head.time is None:
        head.time = Fact(hours[0][0], _moved(hours[0][1], value))
    if label == "place" and value.text:
        head.place = place_in(value, is_sentence=False) or head.place
    elif label in ("date", "time") and (days or hours) and head.place is None:
        head.place = place_in(value, is_sentence=False)


def _unlabelled(head: Head, line: Line, reference: date | None) -> None:
    for sentence in _telling(line):
        days, hours = list(days_in(sentence.plain)), _hours(sentence)
        if head.date is None and days:
            head.date = _dated(days, sentence, reference)
        if head.time is None and hours:
            head.time = Fact(hours[0][0], _moved(hours[0][1], sentence))
        if head.place is None and (days or hours):
            head.place = place_in(sentence, is_sentence=True)


def _telling(line: Line) -> Iterator[Line]:
    """The first sentence that holds a day or an hour, and one that says when it began; of a short line the whole."""
    if len(line.text) < _SENTENCE_FROM:
        yield line
        return
    is_dated = False
    for start, end in sentences(line.text):
        sentence = line.part(start, end)
        if is_dated and not _OPENS.search(sentence.plain):
            return
        if any(True for _ in days_in(sentence.plain)) or any(True for _ in times_in(sentence.plain)):
            yield sentence
            is_dated = True


def _hours(line: Line) -> list[tuple[time, Span]]:
    simple = without(line.plain, [said.span for said in days_in(line.plain)])
    return list(times_in(simple))


def _dated(days: Sequence[SaidDay], line: Line, reference: date | None) -> Fact[date] | None:
    """The first day with its year; else the first one, in the year before it was written down."""
    for said in days:
        if found := said.on(None):
            return Fact(found, _moved(said.span, line))
    if reference is None or not days:
        return None
    found = days[0].on(reference - timedelta(days=364), timedelta(0))
    return Fact(found, _moved(days[0].span, line)) if found else None


def _first_day(lines: Sequence[Line]) -> Fact[date] | None:
    for line in lines:
        if not speaks_of_next(line) and (found := _dated(list(days_in(line.plain)), line, None)):
            return found
    return None


def _moved(span: Span, line: Line) -> Span:
    return Span(line.start + span.start, line.start + span.end)
