"""Who meets in Vzorov and when: four police cells with fixed slots, and four groups of the city."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from geodata.demo.workdays import THURSDAY, TUESDAY, WEDNESDAY, Slot, at_hour, slot_days
from geodata.model.czech_holidays import is_holiday
from geodata.model.meetings import BodyKind, MeetingState

PLANNED_AHEAD_DAYS = 62  # two months of dates stand in everybody's calendar


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """A body: the district whose police district it looks after (cells), who chairs it, its slot (None: as needed)."""

    key: str
    name: str
    kind: BodyKind
    chair: str
    said: str
    slot: Slot | None
    place: str
    districts: tuple[str, ...] = ()


BODIES = (
    BodyPlan("bunka_hute", "Policejní buňka Hutě", BodyKind.CELL, "policie_hute", "první čtvrtek v měsíci, 13:00",
             Slot(1, THURSDAY, 13), "Komunitní centrum Hutě", ("hute", "podlesi")),
    BodyPlan("bunka_nadrazi", "Policejní buňka Nádraží", BodyKind.CELL, "policie_hute",
             "druhý čtvrtek v měsíci, 14:00", Slot(2, THURSDAY, 14), "Úřad městského obvodu Nádraží",
             ("nadrazi", "sady")),
    BodyPlan("bunka_mlyny", "Policejní buňka Mlýnské Předměstí", BodyKind.CELL, "policie_zareci",
             "třetí středa v měsíci, 13:00", Slot(3, WEDNESDAY, 13), "Služebna městské policie", ("mlyny", "stred")),
    BodyPlan("bunka_zareci", "Policejní buňka Zářečí", BodyKind.CELL, "policie_zareci",
             "třetí čtvrtek v měsíci, 13:00", Slot(3, THURSDAY, 13), "Základní škola Zářečí, sborovna",
             ("zareci", "vysina")),
    BodyPlan("setkani", "Setkání s koordinátorkou pro integraci", BodyKind.COORDINATOR_MEETING, "magistrat",
             "podle potřeby", None, "Magistrát, zasedací místnost 214"),
    BodyPlan("komise", "Komise prevence kriminality", BodyKind.COMMISSION, "magistrat",
             "druhé úterý v lichém měsíci, 15:00", Slot(2, TUESDAY, 15, 2, 1), "Magistrát, velká zasedací místnost"),
    BodyPlan("bydleni", "Pracovní skupina pro bydlení", BodyKind.WORKING_GROUP, "socialni",
             "čtvrté úterý v sudém měsíci, 9:00", Slot(4, TUESDAY, 9, 2, 0), "Magistrát, zasedací místnost 214"),
    BodyPlan("konzilium", "Sociální konzilium", BodyKind.CONSILIUM, "socialni", "první úterý v měsíci, 9:00",
             Slot(1, TUESDAY, 9), "Odbor sociálních věcí"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """One meeting; `number` is its place among all meetings of the city, in the order of time."""

    number: int
    body: str
    starts_at: datetime
    state: MeetingState
    place: str

    @property
    def day(self) -> date:
        """The day in the city."""
        return self.starts_at.date()

    @property
    def was_held(self) -> bool:
        """Whether it took place."""
        return self.state in {MeetingState.HELD, MeetingState.CLOSED}


class Calendar:
    """All meetings of the city; finds those of a body after a day."""

    def __init__(self, meetings: list[MeetingPlan]) -> None:
        self.meetings = meetings
        self._held = {
            body.key: [meeting for meeting in meetings if meeting.body == body.key and meeting.was_held]
            for body in BODIES
        }

    def held_from(self, body: str, day: date) -> list[MeetingPlan]:
        """Meetings of a body that were held on `day` or later, in the order of time."""
        held = self._held[body]
        return held[bisect_left(held, day, key=lambda meeting: meeting.day) :]

    def next_held(self, body: str, day: date) -> MeetingPlan | None:
        """The first of them, or None if there was none yet."""
        return next(iter(self.held_from(body, day)), None)

    def after(self, body: str, day: date) -> MeetingPlan | None:
        """The meeting of a body that follows a day, held or still to come."""
        coming = (meeting for meeting in self.meetings if meeting.body == body and meeting.day > day)
        return next((meeting for meeting in coming if meeting.state != MeetingState.CANCELLED), None)

    def next_planned(self, body: str) -> MeetingPlan | None:
        """The next meeting of a body that is still to come."""
        coming = (meeting for meeting in self.meetings if meeting.state == MeetingState.PLANNED)
        return next((meeting for meeting in coming if meeting.body == body), None)


def plan_meetings(first: date, today: date, chance: Random) -> Calendar:
    """Meetings from `first` on; those before `today` were held, a few were cancelled, the others are planned."""
    last = today + timedelta(days=PLANNED_AHEAD_DAYS)
    dated = [
        (at_hour(day, body.slot.hour if body.slot else 10), body)
        for body in BODIES
        for day in _days(body, first, last, chance)
    ]
    dated.sort(key=lambda entry: (entry[0], entry[1].key))
    return Calendar(
        [
            MeetingPlan(number, body.key, starts_at, _state(starts_at.date(), today, chance), body.place)
            for number, (starts_at, body) in enumerate(dated)
        ]
    )


def _days(body: BodyPlan, first: date, last: date, chance: Random) -> list[date]:
    if body.slot is not None:
        return list(slot_days(body.slot, first, last))
    days, day = [], first
    while (day := _tuesday_after(day + timedelta(days=chance.randint(30, 55)))) <= last:
        days.append(day)
    return days


def _tuesday_after(day: date) -> date:
    day += timedelta(days=(TUESDAY - day.weekday()) % 7)
    return day + timedelta(days=7) if is_holiday(day) else day


def _state(day: date, today: date, chance: Random) -> MeetingState:
    if day >= today:
        return MeetingState.PLANNED
    if (today - day).days > 40:
        return MeetingState.CANCELLED if chance.random() < 0.015 else MeetingState.CLOSED
    return MeetingState.HELD
