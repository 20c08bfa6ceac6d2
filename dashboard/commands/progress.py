"""How far a command is: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dashboard.commands.speech import complain
from dashboard.formats import number
from dashboard.language import _

Report = Callable[[int, int | None], None]
_LINE_EVERY = 0.1  # of the whole; a log wants ten lines, not a thousand
_LINE_EVERY_ROWS = 100_000  # where nobody knows how many there will be


@contextmanager
def shown_progress(what: str) -> Iterator[Report]:
    """A function that takes what is done and of how much (None: not known)."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines(what)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Lines:
    """Says how far it is, at most every tenth of the whole."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._next = 0.0

    def __call__(self, done: int, total: int | None) -> None:
        if done < self._next or not done:
            return
        self._next = done + (total * _LINE_EVERY if total else _LINE_EVERY_ROWS)
        if total:
            complain(_("{what}: {done} of {total}").format(what=self._what, done=number(done), total=number(total)))
        else:
            complain(_("{what}: {done}").format(what=self._what, done=number(done)))
