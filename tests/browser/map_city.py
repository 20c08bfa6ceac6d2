"""A little city for the tests of the map: known places, a crowd, outlines across tile borders, hostile names."""

from __future__ import annotations

import random
from datetime import date, timedelta

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import clock
from geodata.database import Database
from geodata.model.areas import AreaKind
from geodata.model.criteria import NearTo
from geodata.model.issues import IssueTopic
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import CONDITIONS, Condition, SiteKind
from geodata.services.city import local_actor
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.sites import NewObservation, NewSite, log_site
from geodata.spatial import index_outline
from geodata.tables import Area, Locality, LocalityVersion, ProtectedPlace

HOSTILE = "<img src=x onerror=alert(1)>${alert(2)}{{alert(3)}}"
CENTRE = (50.6607, 14.0323)  # latitude, longitude: START of map_page
CROWD = 240


def fill(database: Database) -> dict[str, int]:
    """Fill a founded city; returns the ids of the known places by name."""
    actor = local_actor(database)
    known = {
        "house": _site(database, actor, SiteKind.HAZARDOUS_BUILDING, "Stará pošta", 0.004, 0.004),
        "dump": _site(database, actor, SiteKind.ILLEGAL_DUMP, "Skládka pod mostem", -0.004, 0.004),
        "hostile": _site(database, actor, SiteKind.HOSTEL, HOSTILE, 0.0, -0.006),
        "hall": _site(database, actor, SiteKind.GAMBLING_VENUE, "Herna u nádraží", 0.009, 0.0),
        "upstairs": _site(database, actor, SiteKind.HOSTEL, "Ubytovna ve dvoře", 0.009, 0.0),
    }
    a_month_ago = clock.now() - timedelta(days=30)
    with clock.standing_at(a_month_ago):
        _issue(database, actor, known["house"], due_on=clock.today() + timedelta(days=20))
    _issue(database, actor, known["dump"], due_on=clock.today() + timedelta(days=20))
    _crowd(database, actor)
    _outlines(database, actor)
    _school(database, actor)
    return known


def _site(database: Database, actor: Actor, kind: SiteKind, name: str, east: float, north: float) -> int:
    seen = NewObservation(observed_on=clock.today() - timedelta(days=9), condition=CONDITIONS[kind][0])
    place = NewSite(kind=kind, longitude=CENTRE[1] + east, latitude=CENTRE[0] + north, name=name, observation=seen)
    return log_site(database, actor, place)


def _issue(database: Database, actor: Actor, site_id: int, due_on: date) -> None:
    new = NewIssue(title="Stav objektu", topic=IssueTopic.BUILDING, site_ids=(site_id,), due_on=due_on)
    raise_issue(database, actor, new)


def _crowd(database: Database, actor: Actor) -> None:
    # East of the known places, so that these stand free.
    chance = random.Random(7)
    for number in range(CROWD):
        kind = chance.choice(list(SiteKind))
        seen = NewObservation(observed_on=clock.today(), condition=Condition.UNKNOWN if number % 2 else None)
        place = NewSite(
            kind=kind,
            longitude=CENTRE[1] + 0.05 + chance.gauss(0, 0.01),
            latitude=CENTRE[0] + chance.gauss(0, 0.008),
            name=f"Místo {number}",
            observation=seen,
        )
        log_site(database, actor, place)


def _school(database: Database, actor: Actor) -> None:
    """South-west of the middle, where nothing else stands; its layer is off until somebody switches it on."""
    with database.write(actor) as work:
        school = ProtectedPlace(
            municipality_id=actor.municipality_id,
            kind=NearTo.SCHOOL,
            name="Základní škola Nádražní",
            outline=shapely.Point(CENTRE[1] - 0.004, CENTRE[0] - 0.004),
            recorded_at=clock.now(),
        )
        work.session.add(school)
        work.session.flush()
        index_outline(work.session, "protected_place", school.id, school.outline)
        work.version_of("protected_places")
        work.commit()


def _outlines(database: Database, actor: Actor) -> None:
    latitude, longitude = CENTRE
    locality = shapely.box(longitude - 0.012, latitude - 0.009, longitude - 0.006, latitude - 0.002)
    district = shapely.Point(longitude, latitude).buffer(0.06)
    with database.write(actor) as work:
        area = Area(
            municipality_id=actor.municipality_id,
            name="Městský obvod Zkušebnov-střed",
            kind=AreaKind.CITY_DISTRICT,
            outline=district,
            recorded_at=clock.now(),
        )
        place = Locality(
            municipality_id=actor.municipality_id,
            name="Předlíčí <b>& spol.</b>",
            search_text="predlici",
            sensitivity=Sensitivity.PARTNERS,
            recorded_at=clock.now(),
        )
        work.session.add_all([area, place])
        work.session.flush()
        version = LocalityVersion(
            municipality_id=actor.municipality_id,
            locality_id=place.id,
            outline=locality,
            valid_from=clock.today(),
            recorded_at=clock.now(),
        )
        work.session.add(version)
        work.session.flush()
        outlines: list[tuple[str, int, BaseGeometry]] = [
            ("area", area.id, district),
            ("locality_version", version.id, locality),
        ]
        for subject, number, outline in outlines:
            index_outline(work.session, subject, number, outline)
        work.version_of("outlines")
        work.commit()
