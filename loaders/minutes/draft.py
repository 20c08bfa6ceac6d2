"""A point while it is being read: its pieces of text, statements and tasks, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from loaders.minutes.deadlines import deadline_in
from loaders.minutes.lines import Line
from loaders.minutes.marks import Mark, MarkKind
from loaders.minutes.organisations import Organisations
from loaders.minutes.places import Streets, places_in
from loaders.minutes.result import Place, Point, Span, Statement, Task
from loaders.minutes.tasks import TaskContext, promise_of, promised_in, task_of, with_who

_LONGEST_SAID = 4_000  # characters of one statement or task; what goes on longer is text of the point


@dataclass(frozen=True, slots=True)
class Reading:
    """What all points of one text are read with."""

    organisations: Organisations
    streets: Streets
    reference: date | None


@dataclass(slots=True)
class Draft:
    """One point in the making. `indent` of its first line; `by_label` once a task was announced by a label."""

    reading: Reading
    organisation: str
    title: str
    indent: int = 0
    marker: str = ""
    text: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    last: Literal["text", "statement", "task", ""] = ""

    def add_text(self, line: Line) -> None:
        """More of the point itself."""
        self.lines.append(line)
        self.text.append(line)
        self.tasks += promised_in(line, self._context(self.organisation))
        self.last = "text"

    def add_statement(self, line: Line, mark: Mark) -> None:
        """What an organisation said to the point."""
        said = line.part(mark.start)
        kind: Literal["statement", "question"] = "question" if mark.kind is MarkKind.QUESTION else "statement"
        self.lines.append(line)
        self.statements.append(Statement(mark.organisation, kind, said.text, line.span))
        self.tasks += promised_in(said, self._context(mark.organisation))
        self.last = "statement"

    def add_task(self, line: Line, mark: Mark) -> None:
        """A task under a label."""
        self.lines.append(line)
        said = line.part(mark.start)
        if said.text:
            # The same promise read before in a sentence is not said twice.
            self.tasks.append(replace(task_of(said, self._context(""), mark.organisation), span=line.span))
        self.last = "task"

    def add_row(self, task: Task, line: Line) -> None:
        """A task of a table."""
        self.lines.append(line)
        self.tasks.append(task)
        self.last = "task"

    def go_on(self, line: Line) -> None:
        """A line without a mark: it continues what came before."""
        if self.last == "statement" and line.indent > self.indent and len(self.statements[-1].text) < _LONGEST_SAID:
            before = self.statements[-1]
            self.statements[-1] = replace(
                before, text=f"{before.text} {line.text}", span=Span(before.span.start, line.end)
            )
            self.lines.append(line)
        elif (
            self.last == "task"
            and self.tasks
            and line.indent > self.indent
            and len(self.tasks[-1].what) < _LONGEST_SAID
        ):
            before_task = self.tasks[-1]
            self.tasks[-1] = replace(
                before_task, what=f"{before_task.what} {line.text}", span=Span(before_task.span.start, line.end)
            )
            self.lines.append(line)
        else:
            self.add_text(line)

    def responsible(self, line: Line, mark: Mark) -> None:
        """ "Odpovídá: …": of the last task; without one the point itself is the task."""
        self.lines.append(line)
        self._ensure_task(line)
        said = line.part(mark.start)
        deadline = deadline_in(said.plain, self.reading.reference, labelled=True)
        who = said.text[: deadline.span.start] if deadline else said.text
        task = with_who(self.tasks[-1], who)
        due = deadline.due if deadline and task.due is None else task.due
        self.tasks[-1] = replace(task, due=due, span=Span(min(task.span.start, line.start), line.end))

    def deadline(self, line: Line, mark: Mark) -> None:
        """ "T: …": of the last task; without one the point itself is the task."""
        self.lines.append(line)
        self._ensure_task(line)
        found = deadline_in(line.part(mark.start).plain, self.reading.reference, labelled=True)
        task = self.tasks[-1]
        self.tasks[-1] = replace(task, due=found.due if found else task.due, span=Span(task.span.start, line.end))

    def _ensure_task(self, line: Line) -> None:
        if not self.tasks:
            of = self.text[-1] if self.text else line
            self.tasks.append(promise_of(of, self._context("")))

    def _context(self, speaker: str) -> TaskContext:
        return TaskContext(self.reading.reference, self.reading.organisations, speaker)

    def finished(self) -> Point:
        """The point with the places its lines name."""
        places: list[Place] = []
        for line in self.lines:
            places += places_in(line, self.reading.streets)
        ends = [line.span for line in self.lines] or [Span(0, 0)]
        return Point(
            organisation=self.organisation,
            title=self.title,
            text=" ".join(line.text for line in self.text),
            span=Span(min(span.start for span in ends), max(span.end for span in ends)),
            statements=tuple(self.statements),
            places=tuple(places),
            tasks=tuple(self.tasks),
        )
