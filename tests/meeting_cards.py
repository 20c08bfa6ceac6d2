"""Meetings as the card tells them, made up without a database: what the documents are built from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from geodata.model.issues import IssueStatus
from geodata.model.meetings import AgendaKind, AgendaReason, BodyKind, EntryKind, MeetingState, Presence, TaskStatus
from geodata.model.sites import SiteKind
from geodata.services.meeting_card import AgendaPoint, MeetingCard
from geodata.services.minutes_lines import AttendanceLine, EntryLine
from geodata.services.references import Deadline, IssueRef, MeetingRef, SiteRef
from geodata.services.task_lines import TaskLine

STARTS_AT = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)  # 13:00 in the city
CITY = "Ústí nad Labem"
POLICE, NGO, OFFICE, SCHOOL = "Městská policie", "Terén", "Stavební úřad", "ZŠ Školní"
SECRET = "Tajná poznámka zapisovatele"


def entry(kind: EntryKind, organisation: str | None, text: str) -> EntryLine:
    """What somebody said, or a decision of everybody."""
    return EntryLine(1, 1, kind, None, organisation, text, "Zapisovatel", STARTS_AT, 1)


def task(text: str, who: str | None = POLICE, due_on: date | None = None, *, next_meeting: bool = False) -> TaskLine:
    """An open task of an organisation."""
    deadline = Deadline(due_on, next_meeting, overdue=False)
    open_since = STARTS_AT.date()
    return TaskLine(
        1, text, TaskStatus.OPEN, open_since, None, None, None, 1, None, None, who, None, due_on, deadline, 1
    )


def point(title: str, organisation: str | None = POLICE, **facts: Any) -> AgendaPoint:
    """A discussed point that the organisation raised; `facts` are further fields."""
    plain = AgendaPoint(
        id=1,
        number=1,
        position=1,
        kind=AgendaKind.INFORMATION,
        title=title,
        text=None,
        reason=AgendaReason.FREE,
        discussed=True,
        organisation_id=None,
        organisation=organisation,
        issue=None,
        proposal=None,
        sites=(),
        photo_id=None,
        erased=None,
        entries=(),
        tasks=(),
        row_version=1,
    )
    return replace(plain, **facts)


def usual_points() -> tuple[AgendaPoint, ...]:
    """Two points of the police, one of nobody in particular between them, and one that nobody came to."""
    return (
        point(
            "Školní 12, padá římsa",
            issue=IssueRef(1, "2026-0014", "Hrozí zřícení římsy", IssueStatus.ACCEPTED),
            sites=(SiteRef(1, SiteKind.HAZARDOUS_BUILDING, "Školní 12"),),
            text="Padají kusy omítky.\nChodník je zatím průchozí.",
            entries=(
                entry(EntryKind.STATEMENT, NGO, "Vchod ze dvora je vylomený."),
                entry(EntryKind.QUESTION, OFFICE, "Byl vlastník už vyzván?"),
                entry(EntryKind.INTERNAL, POLICE, SECRET),
                entry(EntryKind.DECISION, None, "Chodník se zahradí."),
            ),
            tasks=(
                task("Zahradit chodník", next_meeting=True),
                task("Vyzvat vlastníka", OFFICE, date(2026, 11, 20)),
            ),
        ),
        point(
            "Novinky",
            None,
            entries=(entry(EntryKind.INFORMATION, NGO, "Poradna otevírá v ulici Na Příkopě každé úterý."),),
        ),
        point("Skládka za tratí", entries=(entry(EntryKind.STATEMENT, POLICE, "Vrátila se potřetí."),)),
        point("Záškoláctví", SCHOOL, discussed=False),
    )


def attendance(organisation: str, presence: Presence | None, names: str | None = None) -> AttendanceLine:
    """Whether somebody came for an organisation."""
    return AttendanceLine(1, organisation, True, presence, names, 1)


def meeting(state: MeetingState = MeetingState.CLOSED, **facts: Any) -> MeetingCard:
    """A cell with the usual points and attendance; `facts` are further fields."""
    plain = MeetingCard(
        id=12,
        body_id=1,
        body="Buňka Předlice",
        body_kind=BodyKind.CELL,
        slot="první čtvrtek 13:00",
        starts_at=STARTS_AT,
        place="Radnice, místnost 3",
        state=state,
        closed_at=STARTS_AT + timedelta(days=1),
        signed_at=STARTS_AT + timedelta(days=2),
        signed_by="Vedoucí buňky",
        next_meeting=MeetingRef(13, "Buňka Předlice", STARTS_AT + timedelta(days=28)),
        row_version=1,
        points=usual_points(),
        attendance=(
            attendance(POLICE, Presence.PRESENT, "velitel, strážník"),
            attendance(NGO, Presence.PRESENT),
            attendance(SCHOOL, Presence.EXCUSED, "zástupce ředitele"),
            attendance("Obvod Střekov", Presence.ABSENT),
            attendance(OFFICE, None),
        ),
        addenda=(),
    )
    return replace(plain, **facts)


def long_meeting(points: int) -> MeetingCard:
    """Minutes of so many points: fourteen lines of speech and a task at each."""
    said = "Obyvatelé upozornili na odpad v průchodu a na rozbité osvětlení; věc se vrací od jara. " * 3
    entries = tuple(entry(EntryKind.STATEMENT, NGO, said) for _ in range(5))
    many = tuple(
        point(f"Bod {number}", (POLICE, NGO, OFFICE)[number % 3], entries=entries, tasks=(task(f"Prověřit {number}"),))
        for number in range(points)
    )
    return meeting(points=many)
