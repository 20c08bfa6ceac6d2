"""The desk of a running meeting, as the tests of its page use it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.meeting_card import AgendaPoint, MeetingCard, meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.minutes_states import begin_meeting
from geodata.tables import Meeting
from tests.pages.shown import without_failure
from tests.small_city import SmallCity


def press(page: AppTest, key: str) -> AppTest:
    """Press a button by its key, that of a form included."""
    return without_failure(page.button(key=key).click().run())


def send(page: AppTest, point_id: int, text: str, *, goes_on: bool = False, **about: object) -> AppTest:
    """What the field of a point tells once somebody has sent their words; AppTest shows no frames."""
    sent = {"id": uuid4().hex, "text": text, "next": goes_on, "about": about}
    page.session_state[f"write-{point_id}-field"] = [sent]
    return without_failure(page.run())


def begun(database: Database, actor: Actor, city: SmallCity) -> MeetingCard:
    """The small city's meeting, moved to this hour and begun; the next one is planned."""
    with database.write(actor) as work:
        an_hour_ago = clock.now() - timedelta(hours=1)
        work.session.execute(update(Meeting).where(Meeting.id == city.meeting_id).values(starts_at=an_hour_ago))
        work.version_of("meetings")
        work.commit()
    plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=28), "Radnice")
    add_agenda_item(database, actor, city.meeting_id, NewAgendaItem("Pozvánka na den otevřených dveří"))
    card = meeting_card(database, actor, city.meeting_id)
    begin_meeting(database, actor, card.id, card.row_version)
    return meeting_card(database, actor, card.id)


def point_of(database: Database, actor: Actor, card: MeetingCard, number: int = 0) -> AgendaPoint:
    """A point as it is now."""
    return meeting_card(database, actor, card.id).points[number]
