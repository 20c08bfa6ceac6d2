"""Visits of another tool, as the service takes them: what fails leaves nothing, and no city learns of another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.field_visits import FieldVisit, record_id, take_visits
from geodata.services.personal_data import PersonalDataFound
from geodata.services.sites import NewObservation
from geodata.tables import Audit, Site

SEEN = NewObservation(clock.today(), client_id="a")
VISIT = FieldVisit(SiteKind.HOSTEL, SEEN, longitude=14.05, latitude=50.66, name="Ubytovna")


def counts(database: Database) -> tuple[int, int]:
    with database.read() as session:
        sites, audits = (session.scalar(select(func.count()).select_from(table)) or 0 for table in (Site, Audit))
        return sites, audits


@pytest.mark.parametrize(
    "broken",
    [
        replace(VISIT, observation=replace(SEEN, details={"towers": 3})),
        replace(VISIT, longitude=999.0),
        replace(VISIT, name="x" * 201),
        replace(VISIT, site_number=40_000_000),
    ],
)
def test_a_visit_that_cannot_be_taken_leaves_nothing_and_the_next_is_taken(
    database: Database, actor: Actor, broken: FieldVisit
) -> None:
    before = counts(database)
    good = replace(VISIT, observation=replace(SEEN, client_id="b"))
    first, second = take_visits(database, actor, [broken, good], keep=True)
    assert first.fault is not None
    assert (second.fault, second.is_new_place) == (None, True)
    assert counts(database) == (before[0] + 1, before[1] + 1)


def test_words_that_were_not_searched_stop_the_whole(database: Database, actor: Actor) -> None:
    before = counts(database)
    with pytest.raises(PersonalDataFound):
        take_visits(
            database,
            actor,
            [VISIT, replace(VISIT, observation=replace(SEEN, client_id="b"), name="Volat 602 123 456")],
            keep=True,
        )
    assert counts(database) == before


def test_a_record_is_known_within_its_city_only(actor: Actor) -> None:
    assert record_id(actor, "a") != record_id(replace(actor, municipality_id=actor.municipality_id + 1), "a")
