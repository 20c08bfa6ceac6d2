"""A crowd that writes the minutes of one meeting at once, and what must be there when it is done."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from geodata.database import Database
from geodata.errors import StaleEdit
from geodata.model.meetings import BodyKind, EntryKind
from geodata.model.people import Actor
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item
from geodata.services.minutes import EntryChange, NewEntry, change_entry, write_entry
from geodata.services.tasks import NewTask, give_task
from geodata.tables import MinutesEntry
from tests.running_meeting import add_point, run_meeting, say


@dataclass(frozen=True)
class Crowd:
    """One meeting: the point everybody writes under, and the entry everybody adds a word to."""

    database: Database
    actor: Actor
    meeting_id: int
    item_id: int
    shared_id: int


@dataclass(frozen=True)
class Written:
    """How long each edit took in seconds; `refused` counts the changes that had to be made again on a newer version."""

    times: Sequence[float]
    refused: int


def gather(database: Database, actor: Actor) -> Crowd:
    """A meeting that runs, with one point and one entry."""
    body = add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL))
    meeting = run_meeting(database, actor, body)
    item = add_point(database, actor, meeting)
    return Crowd(database, actor, meeting, item, say(database, actor, item, "Společně:"))


def write_at_once(crowd: Crowd, writers: int, edits: int) -> Written:
    """So many writers make so many edits each, all at once. Whatever a service raises is raised."""
    with ThreadPoolExecutor(writers) as pool:
        done = list(pool.map(partial(_write, crowd, edits), range(writers)))
    return Written([taken for times, _ in done for taken in times], sum(refused for _, refused in done))


def _write(crowd: Crowd, edits: int, writer: int) -> tuple[list[float], int]:
    times, refused = [], 0
    for number in range(edits):
        started = time.perf_counter()
        refused += _edit(crowd, f"{writer}/{number}", number)
        times.append(time.perf_counter() - started)
    return times, refused


def _edit(crowd: Crowd, word: str, number: int) -> int:
    """One edit of the kind that comes next; how often it was refused before."""
    here = crowd.database, crowd.actor
    match number % 10:
        case 7:
            give_task(*here, crowd.item_id, NewTask(word, client_id=f"task {word}"))
        case 8:
            add_agenda_item(*here, crowd.meeting_id, NewAgendaItem(word))
        case 9:
            return _add_to_the_shared(crowd, word)
        case kind:
            new = NewEntry(list(EntryKind)[kind % len(EntryKind)], word, client_id=f"entry {word}")
            write_entry(*here, crowd.item_id, new)
            if kind == 0:
                write_entry(*here, crowd.item_id, new)  # the screen did not hear the answer and sent it again
    return 0


def _add_to_the_shared(crowd: Crowd, word: str) -> int:
    refused = 0
    while True:
        with crowd.database.read() as session:
            entry = session.get_one(MinutesEntry, crowd.shared_id)
        change = EntryChange(EntryKind.STATEMENT, f"{entry.text} {word}")
        try:
            change_entry(crowd.database, crowd.actor, crowd.shared_id, entry.row_version, change)
        except StaleEdit:
            refused += 1
        else:
            return refused


def words_written(crowd: Crowd) -> list[str]:
    """Every word that is there, sorted; one that is there twice stands twice."""
    card = meeting_card(crowd.database, crowd.actor, crowd.meeting_id)
    first = card.points[0]
    shared = next(entry for entry in first.entries if entry.id == crowd.shared_id)
    return sorted(
        [
            *shared.text.split()[1:],
            *(entry.text for entry in first.entries if entry.id != crowd.shared_id),
            *(task.text for task in first.tasks),
            *(point.title for point in card.points[1:]),
        ]
    )


def words_expected(writers: int, edits: int) -> list[str]:
    return sorted(f"{writer}/{number}" for writer in range(writers) for number in range(edits))
