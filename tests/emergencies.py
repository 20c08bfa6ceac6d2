"""Emergency events made by the services, as the tests of them need them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import clock
from geodata.database import Database
from geodata.model.emergencies import EmergencyKind, EmergencyState
from geodata.model.people import Actor
from geodata.services.emergencies import EmergencyFacts, found_emergency, lead_emergency_on
from geodata.services.emergency_addresses import add_emergency_address
from geodata.services.emergency_assignments import NewAssignment, assign
from geodata.services.emergency_board import EmergencyBoard, emergency_board

# About 700 m from the west to the east, in degrees WGS84.
ROUTE = shapely.LineString([(14.05, 50.66), (14.06, 50.66)])


def some_facts(name: str = "Pochod 23. listopadu", outline: BaseGeometry = ROUTE, **facts: Any) -> EmergencyFacts:
    """A march that begins in an hour."""
    told: dict[str, Any] = {"kind": EmergencyKind.MARCH, "starts_at": clock.now() + timedelta(hours=1)}
    return EmergencyFacts(**{"name": name, "outline": outline} | told | facts)


def some_emergency(database: Database, actor: Actor, **facts: Any) -> int:
    """An event along ROUTE, unless said otherwise, that is being prepared."""
    return found_emergency(database, actor, some_facts(**facts))


def some_address(database: Database, actor: Actor, event_id: int, address: str = "Lipová 12") -> int:
    return add_emergency_address(database, actor, event_id, address)


def some_assignment(database: Database, actor: Actor, event_id: int, organisation_id: int, *address_ids: int) -> int:
    """A pair of the organisation along a street, and to these addresses."""
    return assign(database, actor, event_id, NewAssignment(organisation_id, "Dvojice 1", "Lipová", address_ids))


def board(database: Database, actor: Actor, event_id: int) -> EmergencyBoard:
    return emergency_board(database, actor, event_id)


def lead_on(database: Database, actor: Actor, event_id: int, *wanted: EmergencyState) -> None:
    """Lead the event through the states."""
    for state in wanted:
        version = board(database, actor, event_id).row_version
        lead_emergency_on(database, actor, event_id, version, state, "Spojení fungovalo.")
