"""Minutes of Vzorov's meetings of the last months, and who belongs to which body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from geodata.demo.agenda import ItemPlan
from geodata.demo.bodies import BODIES, BodyPlan, Calendar, MeetingPlan
from geodata.demo.issues import IssuePlan
from geodata.demo.stories import EventPlan
from geodata.model.issues import IssueEventKind, IssueStatus
from geodata.model.meetings import EntryKind, MeetingState, Presence, TaskStatus

RECENT_DAYS = 120  # before that, minutes were kept on paper: their points carry a summary
SIGNED_AFTER_DAYS = 10
_COMES = 0.85  # the share of members who come to a meeting that speaks of nothing of theirs


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """What an organisation said at a point; `item` is the place of the point among all."""

    item: int
    kind: EntryKind
    organisation: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """What somebody took on at a point, and what became of it."""

    item: int
    organisation: str
    text: str
    due_on: date | None
    due_next_meeting: bool
    status: TaskStatus
    settled_on: date | None
    answer: str


@dataclass(frozen=True, slots=True)
class AttendancePlan:
    meeting: int
    organisation: str
    presence: Presence


@dataclass(frozen=True, slots=True)
class MinutesPlan:
    """`missed` are the points that a meeting did not come to, by their places among all."""

    attendances: list[AttendancePlan]
    entries: list[EntryPlan]
    tasks: list[TaskPlan]
    missed: frozenset[int]


def members_of(body: BodyPlan, issues: Sequence[IssuePlan]) -> tuple[str, ...]:
    """The organisations that belong to a body: its chair first, then whoever raises things there or does them."""
    parts = [issue.part for issue in issues if issue.part.body == body.key]
    others = sorted({key for part in parts for key in (part.raiser, part.assignee)})
    return tuple(dict.fromkeys((body.chair, *others)))


def is_recent(meeting: MeetingPlan, today: date) -> bool:
    """Whether its minutes were written in the program, not on paper."""
    return meeting.was_held and meeting.day >= today - timedelta(days=RECENT_DAYS)


def state_of(meeting: MeetingPlan, today: date) -> MeetingState:
    """Minutes that were closed in the program are signed off some days later."""
    signed = meeting.state == MeetingState.CLOSED and is_recent(meeting, today)
    return MeetingState.SIGNED if signed else meeting.state


def plan_minutes(
    calendar: Calendar, issues: Sequence[IssuePlan], agenda: Sequence[ItemPlan], today: date, chance: Random
) -> MinutesPlan:
    """Who came, what was said and what was taken on, at the meetings of the last months."""
    members = {body.key: members_of(body, issues) for body in BODIES}
    recent = {meeting.number for meeting in calendar.meetings if is_recent(meeting, today)}
    there = _whose_matters(issues, agenda)
    attendances = [
        AttendancePlan(meeting.number, key, _presence(place == 0 or key in there[meeting.number], chance))
        for meeting in calendar.meetings
        if meeting.was_held
        for place, key in enumerate(members[meeting.body])
    ]
    entries: list[EntryPlan] = []
    tasks: list[TaskPlan] = []
    for place, item in enumerate(agenda):
        if item.meeting in recent and item.issue is not None:
            issue = issues[item.issue]
            at_meeting = [event for event in issue.events if event.meeting == item.meeting]
            entries += _said(place, at_meeting)
            tasks += _taken_on(place, issue, at_meeting)
    return MinutesPlan(attendances, entries, tasks, _missed(calendar, agenda))


def _whose_matters(issues: Sequence[IssuePlan], agenda: Sequence[ItemPlan]) -> dict[int, set[str]]:
    """By meeting: those who raised or did what it spoke of. They came: their words stand in the minutes."""
    there: dict[int, set[str]] = defaultdict(set)
    for item in agenda:
        if item.issue is not None:
            issue = issues[item.issue]
            there[item.meeting] |= {issue.part.raiser, issue.part.assignee}
            there[item.meeting] |= {event.organisation for event in issue.events if event.meeting == item.meeting}
    return there


def _presence(came: bool, chance: Random) -> Presence:
    return Presence.PRESENT if came or chance.random() < _COMES else Presence.EXCUSED


def _said(item: int, events: Sequence[EventPlan]) -> list[EntryPlan]:
    return [
        EntryPlan(
            item,
            EntryKind.STATEMENT if event.status == IssueStatus.RAISED else EntryKind.INFORMATION,
            event.organisation,
            event.note,
        )
        for event in events
        if event.note
    ]


def _taken_on(item: int, issue: IssuePlan, events: Sequence[EventPlan]) -> list[TaskPlan]:
    """A deadline that a meeting set is a task; it is settled by what the organisation did next."""
    deadline = next((event for event in events if event.kind == IssueEventKind.DEADLINE), None)
    if deadline is None:
        return []
    later = issue.events[issue.events.index(deadline) + 1 :]
    settled = next((event for event in later if _settles(event)), None)
    return [
        TaskPlan(
            item,
            deadline.organisation,
            f"Vyřídit a podat zprávu: {issue.title}",
            deadline.due_on,
            deadline.due_next_meeting,
            TaskStatus.OPEN if settled is None else TaskStatus.DONE,
            None if settled is None else settled.day,
            next((event.note for event in later if event.note and settled and event.day <= settled.day), ""),
        )
    ]


def _settles(event: EventPlan) -> bool:
    """Done or refused, or told of at a meeting that set another day: that one is another task."""
    return event.status in {IssueStatus.DONE, IssueStatus.REFUSED} or event.kind == IssueEventKind.DEADLINE


def _missed(calendar: Calendar, agenda: Sequence[ItemPlan]) -> frozenset[int]:
    """Time ran out at the last meeting that was held: its last point waits for the next one."""
    last = max((meeting.number for meeting in calendar.meetings if meeting.was_held), default=-1)
    points = [place for place, item in enumerate(agenda) if item.meeting == last and item.issue is None]
    return frozenset(points[-1:])
