"""Meetings that run, made by the services, as the tests of minutes need them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from geodata import clock
from geodata.database import Database
from geodata.model.meetings import EntryKind, MeetingState
from geodata.model.people import Actor, Role
from geodata.model.slots import moment_on
from geodata.services.agenda import Proposed, proposed_points
from geodata.services.meeting_card import AgendaPoint, MeetingCard, meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.minutes import NewEntry, write_entry
from geodata.services.minutes_states import begin_meeting, close_minutes, sign_minutes
from tests.small_city import worker_of


def run_meeting(database: Database, actor: Actor, body_id: int, starts_at: datetime | None = None) -> int:
    """A meeting of the body that began, an hour ago unless said otherwise; returns its id.

    Today in any case: in the first hour of a day it began with the day.
    """
    an_hour_ago = max(clock.now() - timedelta(hours=1), moment_on(clock.today(), time()))
    meeting_id = plan_meeting(database, actor, body_id, starts_at or an_hour_ago)
    begin_meeting(database, actor, meeting_id, version_of(database, actor, meeting_id))
    return meeting_id


def add_point(database: Database, actor: Actor, meeting_id: int, title: str = "Osvětlení", **facts: object) -> int:
    """A point at the end of the agenda; `facts` are further fields of NewAgendaItem."""
    return add_agenda_item(database, actor, meeting_id, NewAgendaItem(title, **facts))  # type: ignore[arg-type]


def say(database: Database, actor: Actor, item_id: int, text: str = "Lampa svítí.", **facts: object) -> int:
    """An entry under the point; `facts` are further fields of NewEntry."""
    facts = {"kind": EntryKind.STATEMENT, **facts}
    return write_entry(database, actor, item_id, NewEntry(text=text, **facts))  # type: ignore[arg-type]


def version_of(database: Database, actor: Actor, meeting_id: int) -> int:
    return meeting_card(database, actor, meeting_id).row_version


def lead_to(database: Database, actor: Actor, meeting_id: int, state: MeetingState) -> MeetingCard:
    """Close the minutes of a meeting that runs, and sign them off where that is wanted."""
    close_minutes(database, actor, meeting_id, version_of(database, actor, meeting_id))
    if state == MeetingState.SIGNED:
        sign_minutes(database, actor, meeting_id, version_of(database, actor, meeting_id))
    return meeting_card(database, actor, meeting_id)


def point_of(database: Database, actor: Actor, meeting_id: int, item_id: int) -> AgendaPoint:
    """The point as it is read."""
    return next(point for point in meeting_card(database, actor, meeting_id).points if point.id == item_id)


def proposed(database: Database, actor: Actor, meeting_id: int) -> dict[str, Proposed]:
    """What is proposed for the meeting, by keys."""
    return {point.key: point for point in proposed_points(database, actor, meeting_id).points}


def another_keeper(database: Database, actor: Actor, organisation_id: int) -> Actor:
    """Somebody who keeps meetings and sees no restricted records of others."""
    return worker_of(database, actor, organisation_id, Role.POLICE, login="another-keeper")
