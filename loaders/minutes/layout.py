"""How a document marks its points: headings, titles in their lines, records, organisations before a colon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.minutes.agenda import Agenda
from loaders.minutes.bare_tables import bare_tables
from loaders.minutes.headings import Heading, HeadingKind, is_generic
from loaders.minutes.lines import Line
from loaders.minutes.marks import mark_of
from loaders.minutes.noise import worth_reading
from loaders.minutes.outline import outline_of
from loaders.minutes.records import Labelled, records_of
from loaders.minutes.run_in import run_in_titles
from loaders.minutes.speakers import Speakers
from loaders.minutes.tables import Table

_REPEATS = 2
_MOST = 0.6
_MAY_BE_LABEL = re.compile(r"\[|.{0,90}?(?::|\s[-–—]\s)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines that hold points, from `first` on, and what marks them, by the place of the line.

    `has_labels`: organisations stand before a colon ("PČR: …"); `in_blocks`: with empty lines between their points.
    `speaks_first`: below most titles somebody before a colon tells first, and so raised what the title names.
    """

    lines: Sequence[Line]
    headings: Mapping[int, Heading]
    run_in: Mapping[int, tuple[str, int]]
    records: Mapping[int, Labelled]
    has_labels: bool
    in_blocks: bool
    first: int
    speaks_first: bool
    bare_tables: Mapping[int, Table]


def layout_of(lines: Sequence[Line], speakers: Speakers, agenda: Agenda) -> Layout:
    """What repeats in a document decides how it is read."""
    kept = worth_reading([line for line in lines if line.start not in agenda.starts])
    headings = outline_of(kept, speakers.organisations, agenda)
    titled = [place for place, heading in headings.items() if heading.kind is not HeadingKind.INNER]
    says_title = any(not is_generic(headings[place].title) for place in titled)
    without_mark = [place for place in range(len(kept)) if place not in headings]
    labels = [place for place in without_mark if _is_label(kept[place], speakers)]
    return Layout(
        lines=kept,
        headings=headings,
        run_in={} if says_title else run_in_titles(kept, without_mark, speakers),
        records=records_of(kept, speakers),
        has_labels=len(labels) >= _REPEATS,
        in_blocks=sum(kept[place].is_blank_before for place in labels) >= _REPEATS,
        first=_first(kept, titled, labels),
        bare_tables=bare_tables(kept, speakers),
        speaks_first=_speaks_first(kept, headings, labels),
    )


def _is_label(line: Line, speakers: Speakers) -> bool:
    if line.indent or line.marker or line.is_row or not _MAY_BE_LABEL.match(line.text):
        return False
    mark = mark_of(line, speakers)
    return bool(mark.group) and not mark.is_prose and not mark.is_reply


def _speaks_first(lines: Sequence[Line], headings: Mapping[int, Heading], labels: Sequence[int]) -> bool:
    titles = [place for place, heading in headings.items() if heading.title and not heading.organisation]
    said = set(labels)
    return sum(place + 1 in said for place in titles) >= max(_REPEATS, _MOST * len(titles))


def _first(lines: Sequence[Line], titled: Sequence[int], labels: Sequence[int]) -> int:
    """Where points begin: what stands before the first of several headings says nothing of its own."""
    if len(titled) < _REPEATS:
        return 0
    before = range(titled[0])
    if any(lines[place].is_row for place in before) or (labels and labels[0] < titled[0]):
        return 0
    return titled[0]
