"""How one issue went: told step by step, at meetings and between them, never later than the last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from geodata.demo.bodies import Calendar, MeetingPlan
from geodata.demo.issue_texts import NOBODY, REFUSALS, STILL_WAITING, VERIFIED, TopicTexts
from geodata.demo.lives import Trouble
from geodata.demo.workdays import workday
from geodata.model.czech_holidays import next_working_day
from geodata.model.issues import IssueEventKind, IssueStatus, RefusalReason
from geodata.workflow import require_transition

Kind, Status = IssueEventKind, IssueStatus

NOBODY_SHARE = 0.06
FOLLOWED_SHARE = 0.68  # of what lasts; the rest becomes overdue, and in the end nobody speaks of it
_MEETING_SHARE = 0.8  # most issues are raised at a meeting, the others by telephone or in the field
_LONGEST_WAIT_FOR_MEETING_DAYS = 50
_DISCUSSED_AT_MOST = 5
_DEADLINE_DAYS = (14, 21, 30, 30, 45, 60, 90)
_LONGER_DAYS = (60, 90, 90, 120, 150)
_REOPENED_WITHIN_DAYS = 240


@dataclass(frozen=True, slots=True)
class EventPlan:
    """One step; `meeting` is the number of the meeting it happened at."""

    day: date
    kind: IssueEventKind
    organisation: str
    note: str = ""
    meeting: int | None = None
    status: IssueStatus | None = None
    assignee: str | None = None
    due_on: date | None = None
    due_next_meeting: bool = False
    reason: RefusalReason | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Who takes part in a story, where, and what refusals would be given."""

    body: str
    raiser: str
    assignee: str
    texts: TopicTexts
    refused_share: float
    reasons: tuple[RefusalReason, ...]


@dataclass
class Story:
    """The steps so far. `tell` returns False, and nothing is added, when a step would be later than `last`."""

    part: Part
    calendar: Calendar
    last: date
    chance: Random
    events: list[EventPlan] = field(default_factory=list)
    status: IssueStatus | None = None
    due_on: date | None = None

    @property
    def day(self) -> date:
        """The day of the last step."""
        return self.events[-1].day

    def tell(self, event: EventPlan) -> bool:
        """Add one step; a change of status must be one that the workflow allows."""
        if event.day > self.last:
            return False
        if event.status is not None:
            if self.status is not None:
                require_transition(self.status, event.status)
            self.status = event.status
        if event.kind == Kind.DEADLINE:
            self.due_on = event.due_on
        self.events.append(event)
        if event.meeting is not None and not self._was_discussed(event.meeting):
            self.events.append(EventPlan(event.day, Kind.DISCUSSED, event.organisation, meeting=event.meeting))
        return True

    def later(self, shortest: int, longest: int) -> date:
        """A working day some days after the last step, later than it."""
        day = workday(self.day + timedelta(days=self.chance.randint(shortest, longest)))
        return day if day > self.day else next_working_day(self.day)

    # ------------------------------------------------------------------ steps

    def raise_(self, noticed: date) -> bool:
        """Raised at the next meeting, or without one when that would be too far."""
        note = self.chance.choice(self.part.texts.raised)
        meeting = self.calendar.next_held(self.part.body, noticed + timedelta(days=1))
        soon = meeting is not None and (meeting.day - noticed).days <= _LONGEST_WAIT_FOR_MEETING_DAYS
        if meeting is not None and soon and self.chance.random() < _MEETING_SHARE:
            return self._status(Status.RAISED, meeting.day, self.part.raiser, note, meeting)
        return self._status(Status.RAISED, workday(noticed), self.part.raiser, note)

    def accept(self) -> bool:
        """Taken on at the same meeting or a few days later, with somebody's name and a deadline."""
        raised = self.events[-1]
        meeting = self._meeting(raised.meeting)
        if meeting is None or self.chance.random() > 0.72:
            meeting = None
            day = self.later(2, 12)
        else:
            day = raised.day
        note = self.chance.choice(self.part.texts.accepted)
        if not self._status(Status.ACCEPTED, day, self.part.assignee, note, meeting):
            return False
        number = meeting.number if meeting else None
        self.tell(EventPlan(day, Kind.ASSIGNMENT, self.part.assignee, meeting=number, assignee=self.part.assignee))
        self.set_deadline(day, meeting, _DEADLINE_DAYS)
        return True

    def set_deadline(self, day: date, meeting: MeetingPlan | None, days: tuple[int, ...]) -> None:
        """By a date some of `days` later, or by the next meeting of the same body."""
        number = meeting.number if meeting else None
        if meeting is not None and days is _DEADLINE_DAYS and self.chance.random() < 0.4:
            coming = self.calendar.after(self.part.body, day)
            due_on = coming.day if coming else None
            event = EventPlan(
                day, Kind.DEADLINE, self.part.assignee, meeting=number, due_on=due_on, due_next_meeting=True
            )
        else:
            due = workday(day + timedelta(days=self.chance.choice(days)))
            event = EventPlan(day, Kind.DEADLINE, self.part.assignee, meeting=number, due_on=due)
        self.tell(event)

    def begin(self) -> bool:
        """Work has begun, with one remark of the assignee on the way."""
        note = self.chance.choice(self.part.texts.progress)
        if not self._status(Status.IN_PROGRESS, self.later(4, 25), self.part.assignee, note):
            return False
        if self.chance.random() < 0.3:
            others = [text for text in self.part.texts.progress if text != note] or [note]
            self.tell(EventPlan(self.later(3, 20), Kind.COMMENT, self.part.assignee, self.chance.choice(others)))
        return True

    def discuss_until(self, end: date, followed: bool) -> None:
        """Asked about at the meetings before `end`. What is followed gets a new deadline as often as one passes; of the
        rest nobody speaks any more after some meetings."""
        asked = 0
        for meeting in self.calendar.held_from(self.part.body, self.day + timedelta(days=1)):
            if meeting.day >= end:
                return
            passed = self.due_on is None or self.due_on <= meeting.day
            tired = asked >= _DISCUSSED_AT_MOST
            if not (passed and followed) and (tired or self.chance.random() > 0.55):
                continue
            asked += 1
            note = self.chance.choice((*STILL_WAITING, *self.part.texts.progress))
            self.tell(EventPlan(meeting.day, Kind.DISCUSSED, self.part.assignee, note, meeting.number))
            if passed and (followed or self.chance.random() < 0.5):
                self.set_deadline(meeting.day, meeting, _LONGER_DAYS if tired else _DEADLINE_DAYS)

    def stay_with_nobody(self) -> None:
        """Heard again at the next meetings, and nobody may do anything about it."""
        for meeting in self.calendar.held_from(self.part.body, self.day + timedelta(days=1))[:3]:
            if self.chance.random() < 0.75:
                note = self.chance.choice(NOBODY)
                self.tell(EventPlan(meeting.day, Kind.DISCUSSED, self.part.raiser, note, meeting.number))

    def refuse(self) -> bool:
        """Answered that nothing can be done, with the kind of reason."""
        reason = self.chance.choice(self.part.reasons)
        note = self.chance.choice(REFUSALS[reason])
        day = self.later(15, 45)
        return self.tell(EventPlan(day, Kind.STATUS, self.part.assignee, note, status=Status.REFUSED, reason=reason))

    def finish(self, end: date) -> bool:
        """Reported as done, on the day it ended or as soon as work allowed."""
        day = end if end > self.day else self.later(1, 3)
        return self._status(Status.DONE, day, self.part.assignee, self.chance.choice(self.part.texts.done))

    def verify(self) -> bool:
        """Checked by whoever raised it: at the next meeting, or on the way."""
        note = self.chance.choice(VERIFIED)
        meeting = self.calendar.next_held(self.part.body, self.day + timedelta(days=1))
        if meeting is not None and self.chance.random() < 0.7:
            return self._status(Status.VERIFIED, meeting.day, self.part.raiser, note, meeting)
        return self._status(Status.VERIFIED, self.later(5, 20), self.part.raiser, note)

    def reopen(self, day: date) -> bool:
        """Back again."""
        note = self.chance.choice(self.part.texts.reopened)
        if not self._status(Status.REOPENED, max(day, self.later(1, 4)), self.part.raiser, note):
            return False
        self.set_deadline(self.day, None, _DEADLINE_DAYS)
        return True

    def _status(
        self, status: IssueStatus, day: date, organisation: str, note: str, meeting: MeetingPlan | None = None
    ) -> bool:
        number = meeting.number if meeting else None
        return self.tell(EventPlan(day, Kind.STATUS, organisation, note, number, status=status))

    def _was_discussed(self, meeting: int) -> bool:
        return any(event.meeting == meeting and event.kind == Kind.DISCUSSED for event in self.events)

    def _meeting(self, number: int | None) -> MeetingPlan | None:
        return None if number is None else self.calendar.meetings[number]


def tell_story(story: Story, troubles: Sequence[Trouble]) -> int:
    """Tell how the first of the troubles was dealt with; returns how many of them this one issue came to cover."""
    chance, first = story.chance, troubles[0]
    if not story.raise_(first.start):
        return 0
    if chance.random() < NOBODY_SHARE and first.end is None:
        story.stay_with_nobody()
        return 1
    if not story.accept() or (first.end is None and chance.random() < 0.08):
        return 1
    lasts = first.end is None or (first.end - story.day).days > 60
    if lasts and chance.random() < story.part.refused_share and not _refused_and_reopened(story):
        return 1
    covered = 1
    for place, trouble in enumerate(troubles):
        if place:
            back_soon = (trouble.start - story.day).days <= _REOPENED_WITHIN_DAYS
            if not back_soon or chance.random() > 0.6 or not story.reopen(trouble.start):
                break
            covered += 1
            if trouble.end is None and chance.random() < 0.4:
                break
        if not _worked_on(story, trouble):
            break
    return covered


def _refused_and_reopened(story: Story) -> bool:
    """Refused; some come again with new evidence. False when the refusal is where the story ends."""
    return story.refuse() and story.chance.random() < 0.25 and story.reopen(story.later(30, 120))


def _worked_on(story: Story, trouble: Trouble) -> bool:
    """From the beginning of work to the check; False when the story ends before."""
    if not story.begin():
        return False
    followed = story.chance.random() < FOLLOWED_SHARE
    story.discuss_until(trouble.end or story.last, followed and trouble.end is None)
    if trouble.end is None:
        return False
    if not story.finish(trouble.end):
        return False
    return story.chance.random() > 0.06 and story.verify()
