"""Points, grouped by who raised them or by heading, with what others said and the tasks below each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.minutes.agenda import Agenda
from loaders.minutes.draft import Draft, Reading
from loaders.minutes.groups import Group
from loaders.minutes.headings import Heading, HeadingKind, is_generic
from loaders.minutes.layout import layout_of
from loaders.minutes.lines import Line, plain
from loaders.minutes.marks import Mark, MarkKind, mark_of, pieces_of
from loaders.minutes.outline import is_task_list
from loaders.minutes.point_starts import is_next_item, is_nobodys, is_turn, is_worth_keeping, may_raise
from loaders.minutes.records import Field, Labelled
from loaders.minutes.references import refers_to
from loaders.minutes.result import Point
from loaders.minutes.run_in import labelled_title
from loaders.minutes.speakers import Speaker
from loaders.minutes.table_points import rows_of_points
from loaders.minutes.tables import Row, Table, table_at, task_of_row
from loaders.minutes.tasks import swapped

_CONTENT = re.compile(
    r"(?:obsah|popis|prubeh|problem|podnet|stav|projednano|situace|zapis|text|informace|diskuse|diskuze"
    r"|rozprava)\s*:\s*(?=\S)"
)
_RAISED_BY = re.compile(
    r"(?:predklada|organizace|kdo|podnet podal\w*|predkladatel\w*|predlozil\w*|podal\w*|navrhovatel\w*|uvadi"
    r"|od|za|vznesl\w*|autor|garant|referuje|referoval\w*|informoval\w*|informuje|zpravodaj\w*|prednesl\w*)\s*:\s*"
)
_AGREED = re.compile(r"(?:dohodnut|domluven|dohoda|zaver|uloz)")
_LONGEST_TITLE = 90


class Points:
    """Reads the lines one after another; a heading opens a group, a bullet or a paragraph a point."""

    def __init__(self, reading: Reading, lines: Sequence[Line], agenda: Agenda) -> None:
        self._reading = reading
        self._speakers = reading.speakers
        self._layout = layout_of(lines, reading.speakers, agenda)
        self._lines = self._layout.lines
        self._group: Group | None = None
        self._lists_tasks = False
        self._draft: Draft | None = None
        self._found: dict[int, Draft] = {}  # a draft that was returned to stays where it was
        self._numbered: dict[int, Draft] = {}

    def read(self) -> list[Point]:
        """All points."""
        place = self._layout.first
        while place < len(self._lines):
            line = self._lines[place]
            table = table_at(self._lines, place) or self._layout.bare_tables.get(place)
            if table is not None:
                self._read_table(table)
                place = table.end
                continue
            self._read_line(line, place)
            place += 1
        self._close()
        points = [draft.finished() for draft in self._found.values()]
        return [point for point in points if is_worth_keeping(point)]

    def _read_line(self, line: Line, place: int) -> None:
        heading = self._layout.headings.get(place)
        referred = refers_to(line)
        if referred is not None and referred[0] in self._numbered:
            self._return_to(self._numbered[referred[0]], line.part(referred[1]))
        elif heading is not None and self._opens(heading, line):
            self._read_heading(heading, line)
        elif place in self._layout.records and self._read_record(line, self._layout.records[place]):
            return
        elif place in self._layout.run_in:
            title, start = self._layout.run_in[place]
            self._open_group(Group(line, title=title))
            self._read_text_line(line.part(start))
        elif (raised := _RAISED_BY.match(line.plain)) and self._group and self._group.title and self._draft is None:
            self._raise(line.part(raised.end()), self._group)
        elif self._group and self._group.title and (content := _CONTENT.match(line.plain)):
            self._read_text_line(line.part(content.end()))
        elif self._lists_tasks:
            self._read_listed_task(line)
        else:
            self._read_text_line(line)

    def _return_to(self, draft: Draft, line: Line) -> None:
        """What is said to a point after others were told."""
        self._close()
        last = self._draft = draft
        for piece, mark in pieces_of(line, self._speakers):
            if mark.kind in (MarkKind.STATEMENT, MarkKind.QUESTION):
                last.add_statement(piece, mark)
            else:
                self._read_piece(piece, mark, is_first=False)

    def _read_record(self, line: Line, labelled: Labelled) -> bool:
        """A labelled line of a record; False where its content is none of a record's."""
        content = line.part(labelled.start)
        if labelled.field is Field.TITLE and len(content.text) <= _LONGEST_TITLE and not content.text.endswith("."):
            self._open_group(Group(line, title=content.text))
        elif labelled.field is Field.RAISED_BY and self._group and self._group.title and self._draft is None:
            self._raise(content, self._group)
        elif self._group is not None and not self._group.is_inline and content.text:
            self._read_text_line(content)
        else:
            return False
        return True

    def _raise(self, said: Line, group: Group) -> None:
        """Whose the points of a title are; a person stands for the organisation."""
        name = said.text.strip(" .")
        speaker = self._speakers.at(name, plain(name), 0)
        if speaker is not None and speaker.end == len(name):
            name = name if speaker.is_organisation and self._speakers.organisations.is_one(name) else _of(speaker)
        self._group = Group(group.line, name, group.title)

    def _opens(self, heading: Heading, line: Line) -> bool:
        # Within a point "MP" on a line of its own, deeper than it, is no heading.
        is_name = heading.kind is HeadingKind.ORGANISATION
        return not is_name or self._draft is None or line.indent <= self._draft.indent or line.is_blank_before

    def _read_heading(self, heading: Heading, line: Line) -> None:
        if heading.kind is HeadingKind.INNER and self._draft is not None:
            self._lists_tasks = is_task_list(heading.title) or _AGREED.match(line.plain) is not None
            self._draft.last = "text"
            return
        if is_generic(heading.title):
            self._close()
            self._group = None
        else:
            self._open_group(Group(line, heading.organisation, heading.title))
            self._lists_tasks = is_task_list(heading.title)
        if heading.content is not None:
            self._read_text_line(heading.content)

    def _read_listed_task(self, line: Line) -> None:
        """A line below "Úkoly:"; a paragraph after the list ends it."""
        own = self._group is not None and is_task_list(self._group.title)
        mark = mark_of(line, self._speakers)
        if mark.kind in (MarkKind.RESPONSIBLE, MarkKind.DEADLINE):
            self._read_piece(line, mark, is_first=True)
        elif line.marker or own:
            draft = self._current(line)
            if own:
                draft.text.append(line)
            draft.add_task(line, mark if mark.kind is MarkKind.TASK else Mark(MarkKind.TASK))
        else:
            self._lists_tasks = False
            self._read_text_line(line)

    def _read_text_line(self, line: Line) -> None:
        for number, (piece, mark) in enumerate(pieces_of(line.part(0) if line.is_row else line, self._speakers)):
            self._read_piece(piece, mark, is_first=number == 0)

    def _open_group(self, group: Group) -> None:
        self._close()
        self._group = group
        self._lists_tasks = False

    def _close(self) -> None:
        if self._draft is not None:
            self._found[id(self._draft)] = self._draft
        self._draft = None

    def _open_point(self, line: Line) -> Draft:
        self._close()
        group = self._group
        organisation, title = (group.organisation, group.title) if group else ("", "")
        heading = group.heading if group else None
        self._draft = Draft(self._reading, organisation, title, line.indent, line.marker, heading)
        sign = (group.line.sign if group and group.is_section else line.sign).strip("().")
        if sign.isdigit():
            self._numbered.setdefault(int(sign), self._draft)
        return self._draft

    def _current(self, line: Line) -> Draft:
        return self._draft or self._open_point(line)

    def _read_piece(self, line: Line, mark: Mark, *, is_first: bool) -> None:
        match mark.kind:
            case MarkKind.TASK:
                self._current(line).add_task(line, mark)
            case MarkKind.RESPONSIBLE:
                self._current(line).responsible(line, mark)
            case MarkKind.DEADLINE:
                self._current(line).deadline(line, mark)
            case MarkKind.STATEMENT | MarkKind.QUESTION:
                self._read_speech(line, mark, is_first=is_first)
            case _ if mark.is_opening and is_first and self._starts_point(line):
                self._open_told(line, mark)
            case _:
                self._read_text(line, is_first=is_first)

    def _read_speech(self, line: Line, mark: Mark, *, is_first: bool) -> None:
        """An organisation speaks: to the open point, or it opens its own group in this very line."""
        if mark.is_prose and (
            self._draft is None
            or not self._draft.lines
            or (is_first and self._starts_point(line) and may_raise(self._group, line, mark))
        ):
            self._open_told(line, mark)
        elif is_first and mark.kind is MarkKind.STATEMENT and self._group is not None and self._group.is_review:
            self._read_text(line, is_first=is_first)
        elif is_first and not (mark.is_reply or mark.is_prose) and self._opens_group(line):
            self._open_group(Group(line, mark.group, is_inline=True))
            self._open_point(line).add_text(line.part(mark.start))
        elif is_first and self._raises(mark):
            # Below a title whoever speaks first raised it.
            self._open_told(line, mark)
        elif is_first and not mark.is_reply and self._draft is None and self._group and self._group.organisation:
            # Below the name of an organisation the first to speak is somebody of it.
            self._open_point(line).add_text(line.part(mark.start), mark.group)
        else:
            self._current(line).add_statement(line, mark)

    def _open_told(self, line: Line, mark: Mark) -> None:
        group = self._group
        if group is None or group.is_inline:
            self._open_group(Group(line, mark.group, is_inline=True))
        draft = self._open_point(line)
        draft.organisation = draft.organisation or mark.group
        draft.add_text(line if mark.is_prose else line.part(mark.start), mark.group)

    def _raises(self, mark: Mark) -> bool:
        group = self._group
        is_statement = mark.kind is MarkKind.STATEMENT and not (mark.is_reply or mark.is_prose)
        is_open = self._draft is None and group is not None and group.is_section and not group.organisation
        return self._layout.speaks_first and is_open and is_statement

    def _opens_group(self, line: Line) -> bool:
        draft = self._draft
        if self._group is None and draft is not None and draft.marker and draft.lines:
            # Below an item of a list, deeper or unmarked, somebody speaks to it.
            return line.marker == draft.marker and line.indent <= draft.indent
        return self._group is None or self._group.ends_with(line, in_blocks=self._layout.in_blocks)

    def _starts_point(self, line: Line) -> bool:
        """Whether a line without a mark begins another point of the group."""
        draft = self._draft
        if draft is None or not draft.lines:
            return True
        if is_turn(self._group, line, self._speakers):
            return True
        is_section = self._group is not None and self._group.is_section
        if line.marker:
            return line.indent <= draft.indent if draft.marker else not is_section
        if line.is_blank_before:
            return (not draft.marker or line.indent <= draft.indent) and not is_section
        return is_next_item(draft, self._group, line, self._speakers)

    def _read_text(self, line: Line, *, is_first: bool) -> None:
        if is_first and self._is_labelled_title(line) and (label := labelled_title(line, self._speakers)):
            self._open_group(Group(line, title=label[0], is_inline=True))
            self._open_point(line).add_text(line.part(label[1]))
        elif is_first and self._starts_point(line):
            if self._group and self._draft and is_nobodys(line, self._group):
                self._group = Group(line, is_inline=True)
            self._lists_tasks = False
            self._open_point(line).add_text(line)
        else:
            self._current(line).go_on(line)

    def _is_labelled_title(self, line: Line) -> bool:
        """Where organisations stand before a colon, so may "z minula"."""
        inline = self._group is None or self._group.is_inline
        return (
            self._layout.has_labels
            and inline
            and not line.marker
            and not line.indent
            and (line.is_blank_before or not self._layout.in_blocks)
        )

    def _read_table(self, table: Table) -> None:
        if table.has_points:
            for number, row in enumerate(rows_of_points(table), 1):
                self._open_group(Group(row.line, organisation=row.organisation, title=row.title))
                if row.content is not None:
                    self._open_point(row.line)
                    self._read_cell(row.content, is_text=True)
                if row.said is not None:
                    self._current(row.line)
                    self._read_cell(row.said, is_text=False)
                if row.task is not None:
                    self._read_row_task(row.task)
                if self._draft is not None:
                    self._numbered.setdefault(number, self._draft)
            self._close()
            self._group = None
        else:
            for task_row in table.rows:
                if task_row.text("task"):
                    self._read_row_task(task_row)

    def _read_row_task(self, row: Row) -> None:
        draft = self._current(row.line)
        if row.cell("who") is None and row.cell("due") is None:
            # One cell says it all: "MP – odvoz – do 15. 2."
            draft.add_task(row.task_line, Mark(MarkKind.TASK))
        else:
            draft.add_row(swapped(task_of_row(row, self._reading.reference), self._speakers), row.task_line)

    def _read_cell(self, cell: Line, *, is_text: bool) -> None:
        for number, (piece, mark) in enumerate(pieces_of(cell, self._speakers)):
            if number == 0 and (mark.kind is MarkKind.NOTHING or (is_text and mark.is_prose)):
                self._current(piece).add_text(piece)
            else:
                self._read_piece(piece, mark, is_first=False)


def _of(speaker: Speaker) -> str:
    return speaker.name if speaker.is_organisation else ""
