"""Minutes and programmes of Vzorov's meetings: what was promised, what is new, what else was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from geodata.demo.agenda_texts import GENERAL_POINTS, POINTS
from geodata.demo.bodies import BODIES, BodyPlan, Calendar, MeetingPlan
from geodata.demo.issues import IssuePlan
from geodata.demo.organisations import SHORT
from geodata.demo.stories import EventPlan
from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus
from geodata.model.meetings import AgendaKind, BodyKind

_KEEPS_QUIET = 0.6  # the share of points on which nobody else has anything to add


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """A point of a meeting; `issue` is its place in the list of issues, `organisation` who raised it."""

    meeting: int
    kind: AgendaKind
    title: str
    text: str
    organisation: str | None = None
    issue: int | None = None


def plan_agenda(calendar: Calendar, issues: Sequence[IssuePlan], chance: Random) -> list[ItemPlan]:
    """All points of all meetings, in the order in which they stand in the minutes."""
    bodies = {body.key: body for body in BODIES}
    spoken: dict[int, list[int]] = defaultdict(list)
    for number, issue in enumerate(issues):
        for place in dict.fromkeys(event.meeting for event in issue.events if event.meeting is not None):
            spoken[place].append(number)
    waiting = _promised_last_time(calendar, issues)
    items: list[ItemPlan] = []
    for meeting in calendar.meetings:
        body = bodies[meeting.body]
        if meeting.was_held:
            items.extend(_minutes(meeting, body, issues, spoken[meeting.number], chance))
        elif meeting is calendar.next_planned(body.key):
            items.extend(_programme(meeting, body, issues, waiting[body.key], chance))
    return items


def _promised_last_time(calendar: Calendar, issues: Sequence[IssuePlan]) -> dict[str, list[int]]:
    """By body: the open issues about which somebody promised something for the next meeting, at its last one."""
    last = {meeting.body: meeting.number for meeting in calendar.meetings if meeting.was_held}
    waiting: dict[str, list[int]] = defaultdict(list)
    for number, issue in enumerate(issues):
        status = [event.status for event in issue.events if event.status is not None][-1]
        deadlines = [event for event in issue.events if event.kind == IssueEventKind.DEADLINE]
        is_open = status in OPEN_STATUSES and status != IssueStatus.DONE
        promised = deadlines and deadlines[-1].due_next_meeting and deadlines[-1].meeting == last.get(issue.part.body)
        if is_open and promised:
            waiting[issue.part.body].append(number)
    return waiting


def _minutes(
    meeting: MeetingPlan, body: BodyPlan, issues: Sequence[IssuePlan], spoken: list[int], chance: Random
) -> Iterator[ItemPlan]:
    """What was promised last time, then what is new by who raised it, then the rest."""
    old = [number for number in spoken if issues[number].raised_meeting != meeting.number]
    new = sorted((number for number in spoken if number not in old), key=lambda number: issues[number].part.raiser)
    parts = [issues[number].part for number in spoken]
    present = dict.fromkeys([body.chair, *(key for part in parts for key in (part.raiser, part.assignee))])
    for number in (*old, *new):
        yield _point(meeting, issues[number], number, list(present), chance)
    yield from _rest(meeting, body, chance)


def _point(meeting: MeetingPlan, issue: IssuePlan, number: int, present: list[str], chance: Random) -> ItemPlan:
    events = [event for event in issue.events if event.meeting == meeting.number]
    said = [f"{SHORT[event.organisation]}: {event.note}" for event in events if event.note]
    others = [key for key in present if key not in {issue.part.raiser, issue.part.assignee}]
    if others and chance.random() > _KEEPS_QUIET:
        said.append(f"{SHORT[chance.choice(others)]}: {chance.choice(issue.part.texts.remarks)}")
    task = _task(events)
    return ItemPlan(
        meeting.number,
        AgendaKind.TASK if task else AgendaKind.INFORMATION,
        issue.title,
        "\n".join([*said, *task]),
        issue.part.raiser,
        number,
    )


def _task(events: list[EventPlan]) -> list[str]:
    """The line that says who does it until when, if somebody took it on."""
    deadline = next((event for event in events if event.kind == IssueEventKind.DEADLINE), None)
    if deadline is None:
        return []
    if deadline.due_next_meeting:
        until = "do příští schůzky"
    elif deadline.due_on is not None:
        until = f"do {deadline.due_on.day}. {deadline.due_on.month}. {deadline.due_on.year}"
    else:
        until = "bez termínu"
    return [f"Úkol: {SHORT[deadline.organisation]}, {until}."]


def _rest(meeting: MeetingPlan, body: BodyPlan, chance: Random) -> Iterator[ItemPlan]:
    kind = AgendaKind.DECISION if body.kind == BodyKind.COMMISSION else AgendaKind.INFORMATION
    for title, text in chance.sample(POINTS.get(body.kind, GENERAL_POINTS), chance.randint(1, 2)):
        yield ItemPlan(meeting.number, kind, title, text, body.chair)


def _programme(
    meeting: MeetingPlan, body: BodyPlan, issues: Sequence[IssuePlan], waiting: list[int], chance: Random
) -> Iterator[ItemPlan]:
    """What was promised for this meeting stands on its programme before anything else."""
    for number in waiting:
        issue = issues[number]
        yield ItemPlan(
            meeting.number, AgendaKind.TASK, issue.title, "Kontrola úkolu z minula.", issue.part.raiser, number
        )
    title, _ = chance.choice(POINTS.get(body.kind, GENERAL_POINTS))
    yield ItemPlan(meeting.number, AgendaKind.INFORMATION, title, "", body.chair)
