"""The button of a meeting that hands out its documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import update

from dashboard.components.meeting.take_minutes import document_links
from geodata.database import Database
from geodata.model.meetings import MeetingState
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.meetings import NewAgendaItem, add_agenda_item
from geodata.settings import Settings
from geodata.tables import Issue, Meeting
from tests.pages.shown import showing, words_of
from tests.small_city import SmallCity, small_city, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    """The small city, whose coming meeting speaks of a restricted issue too."""
    city = small_city(database, actor)
    add_agenda_item(database, actor, city.meeting_id, NewAgendaItem("Citlivá věc", issue_id=city.hidden_issue_id))
    with database.write(actor) as work:
        work.session.execute(
            update(Issue).where(Issue.id == city.hidden_issue_id).values(sensitivity=Sensitivity.RESTRICTED)
        )
        work.commit()
    return city


def links(database: Database, actor: Actor, meeting_id: int, directory: Path) -> list[str]:
    """The addresses that the page of the meeting offers."""
    with showing(database, actor, Settings(data_directory=directory, base_map="none")) as show:
        words = words_of(show("meeting", id=meeting_id))
    return list(dict.fromkeys(re.findall(r'href="(/exports/meeting/[^"]+(?:docx|pdf|txt)[^"]*)"', words)))


def test_a_meeting_is_taken_away_in_three_formats_with_and_without_restricted_matters(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    address = f"/exports/meeting/{city.meeting_id}"
    whole = [f"{address}.{ending}" for ending in ("docx", "pdf", "txt")]
    assert links(database, actor, city.meeting_id, tmp_path) == [*whole, *(f"{each}?restricted=no" for each in whole)]


def test_who_sees_nothing_restricted_is_offered_one_version(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    partner = worker_of(database, actor, city.ngo_id, Role.PARTNER)
    address = f"/exports/meeting/{city.meeting_id}"
    offered = links(database, partner, city.meeting_id, tmp_path)
    assert offered == [f"{address}.{ending}" for ending in ("docx", "pdf", "txt")]


def test_a_cancelled_meeting_offers_nothing(database: Database, actor: Actor, city: SmallCity, tmp_path: Path) -> None:
    with database.write(actor) as work:
        work.session.get_one(Meeting, city.meeting_id).state = MeetingState.CANCELLED
        work.commit()
    assert links(database, actor, city.meeting_id, tmp_path) == []


def test_a_link_downloads() -> None:
    assert document_links(7, "Vše").count(" download ") == 3
