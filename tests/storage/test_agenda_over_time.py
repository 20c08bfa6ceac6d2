"""Over many meetings nothing that was promised is lost, and nothing that was settled comes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.model.meetings import BodyKind, EntryKind, MeetingState, TaskStatus
from geodata.model.people import Actor
from geodata.services.agenda_points import take_points
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.issue_events import day_of
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import plan_meeting
from geodata.services.minutes_states import begin_meeting
from geodata.services.tasks import NewTask, give_task, settle_task
from geodata.tables import AgendaItem, Task
from tests.running_meeting import add_point, lead_to, proposed, say, version_of
from tests.small_city import some_issue

A_WEEK = timedelta(days=7)


@pytest.fixture
def body_id(database: Database, actor: Actor) -> int:
    """A body of its own, without issues."""
    return add_body(database, actor, BodyFacts("Pracovní skupina", BodyKind.WORKING_GROUP))


@contextmanager
def at(database: Database, actor: Actor, meeting_id: int) -> Iterator[None]:
    """Within the first minutes of the meeting."""
    with standing_at(meeting_card(database, actor, meeting_id).starts_at + timedelta(minutes=5)):
        yield


def settle(database: Database, actor: Actor, task_id: int, status: TaskStatus = TaskStatus.DONE) -> None:
    with database.read() as session:
        version = session.get_one(Task, task_id).row_version
    settle_task(database, actor, task_id, version, status)


# ---------------------------------------------------------------------------------------- what comes, and why


@dataclass
class Matter:
    """What the meetings speak of: a point that came back, or an issue of no body. What is true of it, by hand."""

    key: str
    on_agenda: int = 0  # the point of the running meeting
    missed: bool = False  # nobody came to it when it was on an agenda the last time
    tasks: dict[int, bool] = field(default_factory=dict)  # ids, and whether they are still open
    answered: bool = False  # a task was settled since the last meeting

    @property
    def comes(self) -> bool:
        return self.missed or self.answered or any(self.tasks.values())


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_nothing_promised_is_ever_lost_and_nothing_settled_comes_back(
    database: Database, actor: Actor, data: st.DataObject
) -> None:
    """Five meetings of random histories, each agenda against what a person would keep in their head."""
    body = add_body(database, actor, BodyFacts("Skupina", BodyKind.WORKING_GROUP))
    matters: dict[str, Matter] = {}
    began = clock.now() - timedelta(days=60)
    for number in range(5):
        starts_at = began + number * A_WEEK
        with standing_at(starts_at - timedelta(days=1)):
            meeting = plan_meeting(database, actor, body, starts_at)
            _settle_some(database, actor, matters, data, at_meeting=False)
            assert set(proposed(database, actor, meeting)) == {key for key, matter in matters.items() if matter.comes}
            _promised_know_the_day(database, body, starts_at)
        with standing_at(starts_at + timedelta(minutes=5)):
            begin_meeting(database, actor, meeting, version_of(database, actor, meeting))
            _take(database, actor, meeting, matters, data)
            _add(database, actor, meeting, matters, data)
            _speak(database, actor, matters, data)
            _settle_some(database, actor, matters, data, at_meeting=True)
            if data.draw(st.booleans(), "closed at once"):
                lead_to(database, actor, meeting, MeetingState.CLOSED)
        for matter in matters.values():
            matter.on_agenda = 0


def _promised_know_the_day(database: Database, body: int, starts_at: datetime) -> None:
    waiting = Task.due_next_meeting & (Task.status == TaskStatus.OPEN) & (Task.body_id == body)
    with database.read() as session:
        days = set(session.scalars(select(Task.due_on).where(waiting)))
    assert all(day is not None and day <= day_of(starts_at) for day in days)


def _take(database: Database, actor: Actor, meeting: int, matters: dict[str, Matter], data: st.DataObject) -> None:
    coming = [key for key, matter in matters.items() if matter.comes]
    wanted = [key for key in coming if data.draw(st.integers(0, 3), "take")]
    assert take_points(database, actor, meeting, wanted) == len(wanted)
    with database.read() as session:
        for item in session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting)):
            key = f"issue-{item.issue_id}" if item.issue_id else f"point-{item.returns_from_id}"
            matters[key].on_agenda = item.id
    for matter in matters.values():  # an answer that the meeting did not want to hear is told no more
        matter.answered = False


def _add(database: Database, actor: Actor, meeting: int, matters: dict[str, Matter], data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(0, 2), "new points")):
        issue = some_issue(database, actor) if data.draw(st.booleans(), "about an issue") else None
        item = add_point(database, actor, meeting, issue_id=issue)
        key = f"point-{item}" if issue is None else f"issue-{issue}"
        matters[key] = Matter(key, on_agenda=item)


def _speak(database: Database, actor: Actor, matters: dict[str, Matter], data: st.DataObject) -> None:
    for matter in matters.values():
        if not matter.on_agenda:
            continue
        happens = data.draw(st.sampled_from(["nothing", "a note", "said", "a task", "a promise"]), "what happens")
        matter.missed = happens in {"nothing", "a note"}
        match happens:
            case "said":
                say(database, actor, matter.on_agenda)
            case "a note":
                say(database, actor, matter.on_agenda, kind=EntryKind.INTERNAL)
            case "a task" | "a promise":
                new = NewTask("Zjistit", due_next_meeting=happens == "a promise")
                matter.tasks[give_task(database, actor, matter.on_agenda, new)] = True
            case _:
                pass


def _settle_some(
    database: Database, actor: Actor, matters: dict[str, Matter], data: st.DataObject, *, at_meeting: bool
) -> None:
    """At a meeting only what it spoke of just now: then everybody there heard it."""
    for matter in matters.values():
        heard = bool(matter.on_agenda) and not matter.missed
        for task in [task for task, is_open in matter.tasks.items() if is_open]:
            if at_meeting == heard and data.draw(st.booleans(), "settle"):
                settle(database, actor, task)
                matter.tasks[task] = False
                matter.answered = not at_meeting
