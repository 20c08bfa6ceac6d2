"""Points, grouped by who raised them or by heading, with what others said and the tasks below each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.minutes.draft import Draft, Reading
from loaders.minutes.lines import Line
from loaders.minutes.marks import Mark, MarkKind, pieces_of
from loaders.minutes.result import Point
from loaders.minutes.tables import Table, table_at, task_of_row
from loaders.minutes.titles import is_generic, title_of

_AGENDA = re.compile(r"(?:navrzeny )?(?:program|porad jednani|body programu)(?: jednani| schuze)?\s*:?$")
_END = re.compile(r"s pozdravem|s uctou|zapsal\w*\b|zapisovatel\w*\b|overil\w*\b|overovatel\w*\b|v \w+ dne \d|podpis")
_SKIPPED = re.compile(
    r"(?:jednani|schuze|setkani|bunka)?\s*(?:byl[ao]? )?(?:ukoncen[ao]?|ukonceno|zahajen[ao]?)\b|stran[ay]? \d+"
    r"|hlasovani\b|pro\s*:?\s*\d+,"
)
_SHORTEST = 3
_AGENDA_WITHIN = 40  # lines of the beginning in which an agenda stands


class Points:
    """Reads the lines one after another; a heading opens a group, a bullet or a paragraph a point."""

    def __init__(self, reading: Reading, lines: Sequence[Line]) -> None:
        self._reading = reading
        self._lines = lines
        self._organisation = ""
        self._title = ""
        self._group: Line | None = None  # the line of the heading
        self._is_inline = False  # the group began in the line of its first point: "PČR: text"
        self._draft: Draft | None = None
        self._found: list[Point] = []

    def read(self) -> list[Point]:
        """All points."""
        place = self._after_agenda(0)
        while place < len(self._lines):
            line = self._lines[place]
            if _END.match(line.plain):
                break
            table = table_at(self._lines, place)
            if table is not None:
                self._read_table(table)
                place = table.end
                continue
            if not _SKIPPED.match(line.plain) and not self._is_repeated_head(line):
                self._read_line(line, place)
            place = self._after_agenda(place + 1)
        self._close()
        return self._found

    def _after_agenda(self, place: int) -> int:
        """Leave out the agenda at the beginning, where its headings come again with their points."""
        if place >= min(len(self._lines), _AGENDA_WITHIN) or not _AGENDA.match(self._lines[place].plain):
            return place
        end = place + 1
        while (
            end < len(self._lines)
            and self._lines[end].marker
            and (end == place + 1 or not self._lines[end].is_blank_before)
        ):
            end += 1
        later = {line.plain.rstrip(" :.") for line in self._lines[end:]}
        listed = [line.plain.rstrip(" :.") for line in self._lines[place + 1 : end]]
        return end if listed and any(item in later for item in listed) else place + 1

    def _is_repeated_head(self, line: Line) -> bool:
        return re.search(r"\bstran[ay] \d+\s*(?:/|z)\s*\d+", line.plain) is not None

    def _read_line(self, line: Line, place: int) -> None:
        pieces = list(pieces_of(line.part(0) if "\t" in line.text else line, self._reading.organisations))
        mark = pieces[0][1]
        if mark.kind is MarkKind.GROUP and self._is_heading(line):
            self._open_group(line, organisation=mark.organisation)
            return
        title = None
        if mark.kind in (MarkKind.NOTHING, MarkKind.GROUP):
            title = title_of(self._lines, place, self._group, in_organisation=bool(self._organisation))
        if title is not None:
            self._open_group(line, title="" if is_generic(title) else title)
            if is_generic(title):
                self._group = None
            return
        for number, (piece, piece_mark) in enumerate(pieces):
            self._read_piece(piece, piece_mark, is_first=number == 0)

    def _is_heading(self, line: Line) -> bool:
        # Within a point "MP" on a line of its own, deeper than it, is no heading.
        return self._draft is None or line.indent <= self._draft.indent or line.is_blank_before

    def _open_group(self, line: Line, organisation: str = "", title: str = "") -> None:
        self._close()
        self._organisation, self._title, self._group, self._is_inline = organisation, title, line, False

    def _close(self) -> None:
        if self._draft is not None:
            point = self._draft.finished()
            if len(point.text) >= _SHORTEST or point.statements or point.tasks:
                self._found.append(point)
        self._draft = None

    def _open_point(self, line: Line) -> Draft:
        self._close()
        self._draft = Draft(self._reading, self._organisation, self._title, line.indent, line.marker)
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
            case _:
                self._read_text(line, is_first=is_first)

    def _read_speech(self, line: Line, mark: Mark, *, is_first: bool) -> None:
        """An organisation speaks: to the open point, or it opens its own group in this very line."""
        if mark.is_prose and (self._draft is None or not self._draft.lines or (is_first and self._starts_point(line))):
            if self._group is None or self._is_inline:
                self._open_inline(line, mark)
            self._open_point(line).add_text(line)
        elif is_first and not mark.is_reply and self._opens_group(line):
            self._open_inline(line, mark)
            self._open_point(line).add_text(line.part(mark.start))
        else:
            self._current(line).add_statement(line, mark)

    def _opens_group(self, line: Line) -> bool:
        if self._group is None:
            return True
        if self._is_inline:
            return line.is_blank_before and line.indent <= self._group.indent
        return (
            bool(self._organisation) and line.is_blank_before and line.indent <= self._group.indent and not line.marker
        )

    def _open_inline(self, line: Line, mark: Mark) -> None:
        self._close()
        self._organisation, self._title, self._group, self._is_inline = mark.organisation, "", line, True

    def _starts_point(self, line: Line) -> bool:
        """Whether a line without a mark begins another point of the group."""
        draft = self._draft
        if draft is None or not draft.lines:
            return True
        if line.marker:
            return line.indent <= draft.indent or not draft.marker
        in_list = bool(draft.marker)
        if line.is_blank_before:
            return (not in_list or line.indent <= draft.indent) and (not self._title or self._group is None)
        return False

    def _read_text(self, line: Line, *, is_first: bool) -> None:
        if is_first and self._starts_point(line):
            if self._is_inline and line.is_blank_before and self._draft is not None and not line.marker:
                self._organisation = ""
            self._open_point(line).add_text(line)
        else:
            self._current(line).go_on(line)

    def _read_table(self, table: Table) -> None:
        if table.has_points:
            for row in table.rows:
                self._open_group(row.line, organisation=row.text("organisation"), title=row.text("title"))
                content = row.cell("text")
                if content is not None:
                    for number, (piece, mark) in enumerate(pieces_of(content, self._reading.organisations)):
                        if number == 0 and mark.kind in (MarkKind.NOTHING, MarkKind.GROUP):
                            self._open_point(row.line).add_text(piece)
                        else:
                            self._read_piece(piece, mark, is_first=False)
                if row.text("task"):
                    self._current(row.line).add_row(task_of_row(row, self._reading.reference), row.task_line)
            self._close()
            self._organisation = self._title = ""
        else:
            for row in table.rows:
                if row.text("task"):
                    self._current(row.line).add_row(task_of_row(row, self._reading.reference), row.task_line)
