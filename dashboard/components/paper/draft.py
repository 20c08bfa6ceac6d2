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
    """What was decided about a part. What is lacking was taken over, and changed since so that it lacks something."""

    WAITING = "waiting"
    TAKEN = "taken"
    LEFT_OUT = "left_out"
    LACKING = "lacking"


UNDECIDED = frozenset({Decision.WAITING, Decision.LACKING})


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
    is_taken: bool = False


@dataclass(slots=True)
class TaskDraft:
    """What is to be done; `who` is whom the minutes name."""

    who: str
    text: str
    assignee_id: int | None
    due: Due
    due_on: date | None
    is_taken: bool = False


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
    is_taken: bool = False


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
    """A point; `adds_places` says that the known issue is about its places too.

    It is kept only where a person takes it, and of what hangs below it only what they take too: what was read is often
    wrong, and whoever is in a hurry must not keep it by a press meant for something else.
    """

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

    @property
    def has_parts(self) -> bool:
        """Whether anything hangs below it that may be taken."""
        return bool(self.statements or self.tasks or self._places_asked)

    @property
    def parts_left(self) -> int:
        """How much hangs below it that nobody has taken."""
        taken = [said.is_taken for said in self.statements] + [task.is_taken for task in self.tasks]
        return (taken + [place.is_taken for place in self._places_asked]).count(False)

    @property
    def _places_asked(self) -> list[PlaceDraft]:
        """The places that can be taken: those that may be known, for an issue that takes places."""
        if self.about == About.NEW or (self.about == About.KNOWN and self.adds_places):
            return [place for place in self.places if place.offers]
        return []


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
    def points_left(self) -> int:
        """How many points nobody decided on: they are left out."""
        return sum(point.decision == Decision.WAITING for point in self.points)

    @property
    def parts_left(self) -> int:
        """How much hangs below the points that are taken, and was not taken with them."""
        return sum(point.parts_left for point in self.points if point.decision == Decision.TAKEN)

    @property
    def places_left(self) -> int:
        """How many places are read in points that are taken without an issue: a place is kept with an issue only."""
        taken = [point for point in self.points if point.decision == Decision.TAKEN and point.about == About.NONE]
        return sum(len(point.places) for point in taken)

    @property
    def asks_for(self) -> int:
        """How many parts must still be decided on before it can be kept: a point that nobody took is left out."""
        head = (self.head_decision, self.present_decision)
        lacking = sum(point.decision == Decision.LACKING for point in self.points)
        return sum(decision in UNDECIDED for decision in head) + lacking

    @property
    def summary(self) -> int:
        """The last step."""
        return len(self.points) + POINTS_FROM

    def decide(self, decision: Decision) -> None:
        """Decide about the step the person is at, and go to the next one that waits; from the last to the summary."""
        self.decide_on(self.step, decision)
        waiting = [step for step, known in enumerate(self.decisions) if known in UNDECIDED]
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
