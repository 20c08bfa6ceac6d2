"""Issues of a city of any size, with their events, meetings, agendas and links. The n-th is about the n-th site."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import select

from geodata import clock
from geodata.bulk import insert_rows, stored
from geodata.folding import folded
from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus, IssueTopic
from geodata.model.meetings import AgendaKind, BodyKind, EntryKind, MeetingState, TaskStatus
from geodata.model.people import Sensitivity
from geodata.model.submissions import SubmissionKind, SubmissionState
from geodata.tables import (
    AgendaItem,
    Body,
    Issue,
    IssueEvent,
    IssueSite,
    Meeting,
    MinutesEntry,
    Organisation,
    Submission,
    Task,
)
from geodata.unit_of_work import UnitOfWork
from tests.benchmarks.points import SEED

BODIES = 8
ISSUES_A_MEETING = 20
MISSED = 50  # one point in so many is one that nobody came to
A_TASK_IN = 5
A_LETTER_IN = 5
_OPEN_SHARE = 0.2
_YEARS = 900  # days: issues of two and a half years
_Path = tuple[IssueStatus, ...]
_LIVES: dict[IssueStatus, _Path] = {
    IssueStatus.RAISED: (IssueStatus.RAISED,),
    IssueStatus.ACCEPTED: (IssueStatus.RAISED, IssueStatus.ACCEPTED),
    IssueStatus.IN_PROGRESS: (IssueStatus.RAISED, IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS),
    IssueStatus.DONE: (IssueStatus.RAISED, IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE),
    IssueStatus.VERIFIED: (IssueStatus.RAISED, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED),
    IssueStatus.REFUSED: (IssueStatus.RAISED, IssueStatus.REFUSED),
    IssueStatus.REOPENED: (IssueStatus.RAISED, IssueStatus.DONE, IssueStatus.REOPENED),
}


class Story(NamedTuple):
    """One issue in short."""

    status: IssueStatus
    raised_on: date
    due_on: date | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES


def stories(count: int) -> list[Story]:
    """What became of `count` issues; a fifth of them is open, a third has no deadline."""
    chance, today = np.random.default_rng(SEED), clock.today()
    closed = (IssueStatus.VERIFIED, IssueStatus.VERIFIED, IssueStatus.REFUSED)
    is_open = (chance.random(count) < _OPEN_SHARE).tolist()
    which, age = chance.integers(0, 15, count).tolist(), chance.integers(1, _YEARS, count).tolist()
    left = chance.integers(-60, 120, count).tolist()
    still_open = sorted(OPEN_STATUSES)
    return [
        Story(
            still_open[number % 5] if one else closed[number % 3],
            today - timedelta(days=days),
            today + timedelta(days=rest) if number % 3 else None,
        )
        for one, number, days, rest in zip(is_open, which, age, left, strict=True)
    ]


def add_issues(work: UnitOfWork, told: list[Story]) -> None:
    """Insert one issue a story, about the site of the same number (every tenth about the next site too)."""
    session = work.session
    office = session.scalars(select(Organisation.id)).one()
    meetings = _add_meetings(work, max(1, len(told) // ISSUES_A_MEETING))
    recorded = stored(session, work.recorded_at)
    same = {"municipality_id": work.actor.municipality_id, "organisation_id": office}
    topics = list(IssueTopic)
    numbers = range(1, len(told) + 1)
    issue = same | {"sensitivity": Sensitivity.PARTNERS.value, "recorded_at": recorded, "row_version": 1}
    issue |= {"recorded_by": work.actor.account_id, "due_next_meeting": stored(session, False), "reopened": 0}
    issue |= {"assignee_id": office, "raised_by_id": office, "status_recorded_at": recorded}
    titles = [f"Věc číslo {number} čeká na opravu" for number in numbers]
    columns: dict[str, Any] = {
        "id": numbers,
        "number": [f"{story.raised_on.year}-{number}" for number, story in zip(numbers, told, strict=True)],
        "title": titles,
        "search_text": [folded(title) for title in titles],
        "topic": [topics[number % len(topics)] for number in numbers],
        "body_id": [number % BODIES + 1 for number in numbers],
        "raised_on": [story.raised_on.isoformat() for story in told],
        "status": [story.status for story in told],
        "status_since": [_day(story, len(_LIVES[story.status]) - 1).isoformat() for story in told],
        "due_on": [story.due_on and story.due_on.isoformat() for story in told],
    }
    insert_rows(session, Issue, list(columns), zip(*columns.values(), strict=True), issue)
    _add_events(work, told, meetings, same)
    links = [(number, number) for number in numbers]
    links += [(number, number + 1) for number in numbers[:-1] if number % 10 == 0]
    insert_rows(session, IssueSite, ["issue_id", "site_id"], links, {"linked_at": recorded})
    agenda = {"municipality_id": work.actor.municipality_id, "recorded_at": recorded, "row_version": 1}
    agenda |= {"kind": AgendaKind.TASK.value, "organisation_id": office}
    spoken_of = [stored(session, True), stored(session, False)]
    points = (
        (number, number % meetings + 1, number, number, title, spoken_of[number % MISSED == 0])
        for number, title in zip(numbers, titles, strict=True)
    )
    named = ["id", "meeting_id", "issue_id", "position", "title", "discussed"]
    insert_rows(session, AgendaItem, named, points, agenda)
    _add_minutes(work, told, meetings, same)
    _add_letters(work, told, same)


def _add_letters(work: UnitOfWork, told: list[Story], same: dict[str, Any]) -> None:
    """A letter to an authority about every fifth issue: two thirds wait, half of these past the deadline."""
    session, today, moment = work.session, clock.today(), work.recorded_at
    letters = (
        (
            number,
            SubmissionState.SENT if number % 3 else SubmissionState.ANSWERED,
            story.raised_on.isoformat(),
            (today + timedelta(days=number % 120 - 60)).isoformat(),
            None if number % 3 else stored(session, moment - timedelta(days=number % 300)),
        )
        for number, story in enumerate(told, 1)
        if number % A_LETTER_IN == 0
    )
    columns = ["issue_id", "state", "sent_on", "due_on", "answer_recorded_at"]
    base = {"municipality_id": same["municipality_id"], "organisation_id": same["organisation_id"]}
    base |= {"authority_id": same["organisation_id"], "kind": SubmissionKind.NOTICE.value, "row_version": 1}
    base |= {"subject": "Podnět", "text": "Žádáme o prohlídku.", "recorded_at": stored(session, moment)}
    insert_rows(session, Submission, columns, letters, base)


def _add_minutes(work: UnitOfWork, told: list[Story], meetings: int, same: dict[str, Any]) -> None:
    """An entry under every point, and a task at every fifth; those of issues that are open are open too."""
    session, recorded, today = work.session, stored(work.session, work.recorded_at), clock.today()
    base = {"municipality_id": same["municipality_id"], "recorded_at": recorded, "row_version": 1}
    numbers = range(1, len(told) + 1)
    entries = ((number % meetings + 1, number, f"Věc číslo {number} trvá.") for number in numbers)
    columns = ["meeting_id", "agenda_item_id", "text"]
    insert_rows(session, MinutesEntry, columns, entries, base | {"kind": EntryKind.STATEMENT.value})
    tasks = (
        (
            (number % meetings + 1) % BODIES + 1,
            number % meetings + 1,
            number,
            number,
            f"Zjistit stav věci číslo {number}",
            (today + timedelta(days=number % 90 - 30)).isoformat(),
            TaskStatus.OPEN if story.is_open else TaskStatus.DONE,
            story.raised_on.isoformat(),
        )
        for number, story in zip(numbers, told, strict=True)
        if number % A_TASK_IN == 0
    )
    columns = ["body_id", "meeting_id", "agenda_item_id", "issue_id", "text", "due_on", "status", "status_since"]
    given = {"assignee_id": same["organisation_id"], "due_next_meeting": stored(session, False)}
    insert_rows(session, Task, columns, tasks, base | given | {"status_recorded_at": recorded})


def _day(story: Story, step: int) -> date:
    """The day of a step in the life of an issue: they follow each other by two weeks, and none lies ahead."""
    return min(story.raised_on + timedelta(days=14 * step), clock.today())


def _add_events(work: UnitOfWork, told: list[Story], meetings: int, same: dict[str, Any]) -> None:
    session = work.session
    events: list[tuple[Any, ...]] = []
    for number, story in enumerate(told, 1):
        for step, status in enumerate(_LIVES[story.status]):
            day = _day(story, step)
            moment = stored(session, datetime.combine(day, time(9), UTC))
            events.append((number, IssueEventKind.STATUS, day.isoformat(), moment, status, None))
        meeting = number % meetings + 1
        events.append((number, IssueEventKind.DISCUSSED, day.isoformat(), moment, None, meeting))
    columns = ["issue_id", "kind", "happened_on", "recorded_at", "status", "meeting_id"]
    insert_rows(session, IssueEvent, columns, events, same | {"recorded_by": work.actor.account_id})


def _add_meetings(work: UnitOfWork, count: int) -> int:
    """Bodies with `count` meetings between them, the last three still to come. Returns the number of meetings."""
    session, today = work.session, clock.today()
    same = {"municipality_id": work.actor.municipality_id, "row_version": 1}
    bodies = [(number, f"Buňka {number}") for number in range(1, BODIES + 1)]
    insert_rows(session, Body, ["id", "name"], bodies, same | {"kind": BodyKind.CELL.value})
    days = [today - timedelta(days=_YEARS * number // count) for number in range(count)]
    days += [today + timedelta(days=number * 7) for number in range(1, 4)]
    rows = [
        (
            number,
            number % BODIES + 1,
            stored(session, datetime.combine(day, time(13), UTC)),
            MeetingState.PLANNED if day > today else MeetingState.CLOSED,
        )
        for number, day in enumerate(days, 1)
    ]
    insert_rows(session, Meeting, ["id", "body_id", "starts_at", "state"], rows, same | {"place": "Radnice"})
    return count
