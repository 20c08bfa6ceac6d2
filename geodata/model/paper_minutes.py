"""Minutes that were written elsewhere, as a person checked them: what is to be kept of them, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from geodata.model.issues import IssueTopic
from geodata.model.meetings import AgendaKind, EntryKind
from geodata.model.sites import SiteKind


@dataclass(frozen=True, slots=True)
class PaperAttendance:
    """An organisation that came, and the names of those who came for it."""

    organisation_id: int
    names: str = ""


@dataclass(frozen=True, slots=True)
class PaperStatement:
    """What somebody said to a point; `organisation_id` is whose words they are."""

    kind: EntryKind
    text: str
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class PaperTask:
    """What has to be done, who does it, and by when: a day, the next meeting of the body, or nobody said."""

    text: str
    assignee_id: int | None = None
    due_on: date | None = None
    due_next_meeting: bool = False


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """A known place (`site_id`), or else a new one at a position in degrees WGS84."""

    site_id: int | None = None
    kind: SiteKind = SiteKind.OTHER
    address: str = ""
    longitude: float = 0.0
    latitude: float = 0.0


@dataclass(frozen=True, slots=True)
class PaperIssue:
    """An issue that is raised because the minutes speak of it."""

    topic: IssueTopic
    title: str
    assignee_id: int | None = None
    places: tuple[PaperPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperPoint:
    """A point, raised by `organisation_id`; it is about a known issue (`issue_id`), a new one, or none.

    `places` are those that the known issue turns out to be about too; a new one has its own.
    """

    title: str
    text: str = ""
    kind: AgendaKind = AgendaKind.INFORMATION
    organisation_id: int | None = None
    statements: tuple[PaperStatement, ...] = ()
    tasks: tuple[PaperTask, ...] = ()
    issue_id: int | None = None
    new_issue: PaperIssue | None = None
    places: tuple[PaperPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperMinutes:
    """The whole. `origin` says where the minutes come from; `next_on` is the day on which they say the body meets next.

    `next_at` and `next_place` are the next meeting that is to be planned, unless the body meets on that day already.
    `client_id` is made by the screen: the same one sent twice is one meeting. `keep_personal_data` is the reason for
    which personal data in any of the texts has to stay.
    """

    body_id: int
    starts_at: datetime
    origin: str
    place: str = ""
    present: tuple[PaperAttendance, ...] = ()
    points: tuple[PaperPoint, ...] = ()
    next_on: date | None = None
    next_at: datetime | None = None
    next_place: str = ""
    client_id: str | None = None
    keep_personal_data: str = ""
