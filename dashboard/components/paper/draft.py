"""Minutes while a person checks them: what was proposed, as it was changed, and what was decided about each part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from geodata.errors import Message
from geodata.model.issues import IssueTopic
from geodata.model.meetings import AgendaKind, EntryKind
from geodata.model.paper_minutes import PaperPlace
from loaders.minutes.result import Span


class Decision(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    LEFT_OUT = "left_out"


class Due(StrEnum):
    """Until when a task is due."""

    NEXT_MEETING = "next_meeting"
    DAY = "day"
    NOBODY_SAID = "nobody_said"


class About(StrEnum):
    """What issue a point is about."""

    NONE = "none"
    KNOWN = "known"
    NEW = "new"


@dataclass(slots=True)
class HeadDraft:
    """Which meeting it was. `next_day` is when the body meets next; it is planned only where `plans_next`, at that
    time and place.
    """

    body_id: int | None
    day: date | None
    at: time | None
    place: str
    origin: str
    next_day: date | None
    plans_next: bool
    spans: tuple[Span, ...]
    next_at: time | None = None
    next_place: str = ""


@dataclass(slots=True)
class PersonDraft:
    """Those who came for one organisation; `said` is what the minutes call it."""

    said: str
    names: str
    organisation_id: int | None
    spans: tuple[Span, ...]
    is_taken: bool = True


@dataclass(slots=True)
class StatementDraft:
    said_by: str
    text: str
    kind: EntryKind
    organisation_id: int | None
    is_taken: bool = True


@dataclass(slots=True)
class TaskDraft:
    """What is to be done; `who` is whom the minutes name."""

    who: str
    text: str
    assignee_id: int | None
    due: Due
    due_on: date | None
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """A known place or an address that may be meant, and what it is called."""

    name: str
    place: PaperPlace


@dataclass(slots=True)
class PlaceDraft:
    """A place as the minutes say it (`said`); `offers` are looked for once somebody needs them."""

    said: str
    street: str
    house_number: str
    span: Span
    offers: tuple[PlaceOffer, ...] | None = None
    chosen: PlaceOffer | None = None


@dataclass(frozen=True, slots=True)
class IssueOffer:
    """A known open issue that fits, and why."""

    issue_id: int
    number: str
    title: str
    topic: IssueTopic
    reason: Message


@dataclass(slots=True)
class PointDraft:
    """A point; `adds_places` says that the known issue is about its places too."""

    said_by: str
    title: str
    text: str
    kind: AgendaKind
    organisation_id: int | None
    span: Span
    statements: list[StatementDraft] = field(default_factory=list)
    tasks: list[TaskDraft] = field(default_factory=list)
    places: list[PlaceDraft] = field(default_factory=list)
    offers: tuple[IssueOffer, ...] = ()
    about: About = About.NONE
    issue_id: int | None = None
    adds_places: bool = False
    new_title: str = ""
    topic: IssueTopic | None = None
    assignee_id: int | None = None
    decision: Decision = Decision.WAITING


@dataclass(slots=True)
class Draft:
    """The whole, and the step at which the person is: the meeting, who came, each point, the summary."""

    token: str
    text: str
    head: HeadDraft
    present: list[PersonDraft]
    points: list[PointDraft]
    head_decision: Decision = Decision.WAITING
    present_decision: Decision = Decision.WAITING
    step: int = 0

    @property
    def decisions(self) -> list[Decision]:
        """What was decided, step by step."""
        return [self.head_decision, self.present_decision, *(point.decision for point in self.points)]

    @property
    def summary(self) -> int:
        """The last step."""
        return len(self.points) + POINTS_FROM

    def decide(self, decision: Decision) -> None:
        """Decide about the step the person is at, and go to the next one that waits; from the last to the summary."""
        self.decide_on(self.step, decision)
        waiting = [step for step, known in enumerate(self.decisions) if known == Decision.WAITING]
        later = [step for step in waiting if step > self.step]
        self.step = (later or waiting or [self.summary])[0]

    def decide_on(self, step: int, decision: Decision) -> None:
        """Decide about a step, and stay where the person is."""
        match step:
            case 0:
                self.head_decision = decision
            case 1:
                self.present_decision = decision
            case _:
                self.points[step - POINTS_FROM].decision = decision


POINTS_FROM = 2  # the step of the first point
