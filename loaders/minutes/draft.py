"""A point while it is being read: its pieces of text, statements and tasks, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from loaders.minutes.deadlines import deadline_in
from loaders.minutes.lines import Line, plain
from loaders.minutes.marks import Mark, MarkKind
from loaders.minutes.organisations import Organisations
from loaders.minutes.places import places_of
from loaders.minutes.result import Point, Span, Statement, Task
from loaders.minutes.speakers import Speakers
from loaders.minutes.streets import Streets
from loaders.minutes.tasks import TaskContext, orders, promise_of, promised_in, swapped, task_of, with_who

# "Úkol: bez úkolu", "Úkol: –".
NO_TASK = re.compile(r"(?:[-–—./]+|0|nic|neni|nejsou|bez|zadn[eay]\w*|neuklada|na vedomi)(?:\W.*|\s+ukol\w*\W*)?$")
_FULL_LINE = 50  # characters of a line that was broken for its length
_LONGEST_SAID = 4_000  # characters of one statement or task; what goes on longer is text of the point


@dataclass(frozen=True, slots=True)
class Reading:
    """What all points of one text are read with."""

    speakers: Speakers
    streets: Streets
    reference: date | None

    @property
    def organisations(self) -> Organisations:
        """The organisations that may speak."""
        return self.speakers.organisations


@dataclass(slots=True)
class Draft:
    """One point in the making. `heading`: the words of its title; `indent` and `marker` of its first line."""

    reading: Reading
    organisation: str
    title: str
    indent: int = 0
    marker: str = ""
    heading: Line | None = None
    text: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    last: Literal["text", "statement", "task", ""] = ""

    def add_text(self, line: Line, speaker: str = "") -> None:
        """More of the point itself; `speaker`: who says it, if not who raised it."""
        self.lines.append(line)
        self.text.append(line)
        self.tasks += promised_in(line, self._context(speaker or self.organisation))
        self.last = "text"

    def add_statement(self, line: Line, mark: Mark) -> None:
        """What an organisation said to the point; "MP: posílit hlídky do 5. 5." is what it is to do."""
        said = line.part(mark.start)
        if not mark.is_prose and mark.organisation and orders(said, self._context("")):
            self.add_task(line, replace(mark, kind=MarkKind.TASK))
            return
        kind: Literal["statement", "question"] = "question" if mark.kind is MarkKind.QUESTION else "statement"
        self.lines.append(line)
        self.statements.append(
            Statement(mark.organisation, kind, " ".join(said.text.rstrip(" –—-").split()), line.span)
        )
        self.tasks += promised_in(said, self._context(mark.organisation))
        self.last = "statement"

    def add_task(self, line: Line, mark: Mark) -> None:
        """A task under a label."""
        self.lines.append(line)
        said = line.part(mark.start)
        if said.text and not NO_TASK.match(said.plain):
            # The same promise read before in a sentence is not said twice.
            task = replace(task_of(said, self._context(""), mark.organisation), span=line.span)
            task = swapped(task, self.reading.speakers)
            speaker = self.reading.speakers.at(task.what, plain(task.what), 0) if not task.who and self.text else None
            if speaker is not None and speaker.end == len(task.what):
                # "prosba o návštěvu -> OSV do příští buňky": only who has it, what stands before.
                task = replace(task, who=task.what, what=self.text[-1].text.rstrip(" ."))
            self.tasks.append(task)
        self.last = "task"

    def add_row(self, task: Task, line: Line) -> None:
        """A task of a table."""
        self.lines.append(line)
        self.tasks.append(task)
        self.last = "task"

    def go_on(self, line: Line) -> None:
        """A line without a mark: it continues what came before."""
        if self.last == "statement" and self._is_deeper(line) and len(self.statements[-1].text) < _LONGEST_SAID:
            before = self.statements[-1]
            self.statements[-1] = replace(
                before, text=" ".join(f"{before.text} {line.text}".split()), span=Span(before.span.start, line.end)
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

    def _is_deeper(self, line: Line) -> bool:
        """Whether a line goes on with the statement above it: deeper than that, or in the middle of its sentence."""
        above = self.lines[-1]
        is_full = len(above.text) >= _FULL_LINE and not above.text.endswith((".", "?", "!", ":", ";"))
        is_broken = is_full and line.text[:1].islower() and not line.marker
        return is_broken or (line.indent > self.indent and line.indent > above.indent)

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
        if self.tasks and self.last == "text" and self.tasks[-1].due is not None:
            # The last task has its day; what was told since then has this one.
            self.tasks.append(promise_of(self.text[-1], self._context("")))
        self._ensure_task(line)
        found = deadline_in(line.part(mark.start).plain, self.reading.reference, labelled=True)
        task = self.tasks[-1]
        who = task.who or mark.organisation
        self.tasks[-1] = replace(
            task, who=who, due=found.due if found else task.due, span=Span(task.span.start, line.end)
        )

    def _ensure_task(self, line: Line) -> None:
        if not self.tasks:
            of = self.text[-1] if self.text else line
            self.tasks.append(promise_of(of, self._context("")))

    def _context(self, speaker: str) -> TaskContext:
        return TaskContext(self.reading.reference, self.reading.speakers, speaker)

    def finished(self) -> Point:
        """The point with the places its lines name."""
        places = places_of([self.heading, *self.lines] if self.heading else self.lines, self.reading.streets)
        ends = [line.span for line in self.lines] or [Span(0, 0)]
        return Point(
            organisation=self.organisation,
            title=self.title,
            text=" ".join(" ".join(line.text for line in self.text).split()),
            span=Span(min(span.start for span in ends), max(span.end for span in ends)),
            statements=tuple(self.statements),
            places=tuple(places),
            tasks=tuple(swapped(task, self.reading.speakers) if task.who else task for task in self.tasks),
        )
