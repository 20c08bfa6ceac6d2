"""The head of an event says where it is by names: the streets of its route, else the smallest area around it."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.areas import AreaKind
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.services.emergency_place import EmergencyPlace, emergency_place
from geodata.services.organisations import add_organisation
from geodata.spatial import index_outline
from geodata.tables import Area, Street
from tests.emergencies import ROUTE, some_emergency
from tests.small_city import worker_of

ACROSS = shapely.LineString([(14.055, 50.655), (14.055, 50.665)])


def _street(database: Database, actor: Actor, name: str, line: BaseGeometry) -> None:
    with database.write(actor) as work:
        street = Street(
            municipality_id=actor.municipality_id,
            name=name,
            name_folded=name.casefold(),
            outline=line,
            recorded_at=work.recorded_at,
        )
        work.session.add(street)
        work.session.flush()
        index_outline(work.session, "street", street.id, line)
        work.commit()


def _area(database: Database, actor: Actor, name: str, outline: BaseGeometry, kind: AreaKind) -> None:
    with database.write(actor) as work:
        area = Area(
            municipality_id=actor.municipality_id,
            name=name,
            kind=kind,
            outline=outline,
            recorded_at=work.recorded_at,
        )
        work.session.add(area)
        work.session.flush()
        index_outline(work.session, "area", area.id, outline)
        work.commit()


def test_a_route_is_named_by_the_streets_it_goes_along_and_not_by_those_it_crosses(
    database: Database, actor: Actor
) -> None:
    _street(database, actor, "Školní", shapely.LineString([(14.06, 50.66), (14.06, 50.6625)]))
    _street(database, actor, "Lipová", ROUTE)
    _street(database, actor, "Čechova", ACROSS)
    _street(database, actor, "Daleká", shapely.LineString([(14.05, 50.67), (14.06, 50.67)]))
    event_id = some_emergency(database, actor)
    assert emergency_place(database, actor, event_id) == EmergencyPlace(("Lipová",))
    # Drawn by hand: a few metres beside the middle of the street.
    bent = shapely.LineString([(14.05, 50.66005), (14.06, 50.66005), (14.06005, 50.6625)])
    drawn = some_emergency(database, actor, outline=bent)
    assert emergency_place(database, actor, drawn).streets == ("Lipová", "Školní")


def test_an_area_is_named_by_the_smallest_one_around_it_that_people_know(database: Database, actor: Actor) -> None:
    event = shapely.box(14.05, 50.65, 14.06, 50.66)
    event_id = some_emergency(database, actor, outline=event)
    assert emergency_place(database, actor, event_id) == EmergencyPlace()
    _area(database, actor, "Město", shapely.box(14, 50.6, 14.2, 50.7), AreaKind.MUNICIPALITY)
    _area(database, actor, "Střed", event, AreaKind.CITY_PART)
    _area(database, actor, "Vedle", shapely.box(14.055, 50.65, 14.07, 50.66), AreaKind.CITY_PART)
    _area(database, actor, "Okrsek", event.buffer(0.00001), AreaKind.POLICE_DISTRICT)
    assert emergency_place(database, actor, event_id) == EmergencyPlace(area="Střed")
    wider = some_emergency(database, actor, outline=shapely.box(14.05, 50.65, 14.065, 50.66))
    assert emergency_place(database, actor, wider) == EmergencyPlace(area="Město")


def test_where_an_event_is_is_told_to_none_but_those_who_may_know_of_it(database: Database, actor: Actor) -> None:
    event_id = some_emergency(database, actor)
    stranger = worker_of(
        database, actor, add_organisation(database, actor, "Charita", OrganisationKind.NGO), Role.TERRAIN
    )
    with pytest.raises(NotFound):
        emergency_place(database, stranger, event_id)
