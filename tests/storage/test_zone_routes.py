"""The routes of a version's zones and venues, over both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import shapely
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.gate import Gate
from dashboard.web import answers
from dashboard.web.map import map_routes
from dashboard.web.zones import zone_routes
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.model.sites import SiteKind
from geodata.model.zones import ProposalKind, ZoneRule
from geodata.services.proposal_card import proposal_card
from geodata.services.proposals import create_proposal
from geodata.services.sites import NewObservation, NewSite, log_site
from geodata.services.zone_drafts import ZoneDraft, add_zone
from tests.open_door import OpenDoor

# More digits than any tile keeps.
CORNER = (14.030123456789, 50.660123456789)
OUTLINE = shapely.Polygon([CORNER, (14.034, 50.6601), (14.034, 50.663), (14.0301, 50.663)])


@contextmanager
def asking(database: Database, actor: Actor) -> Iterator[TestClient]:
    """The routes behind the gate, as the server has them."""
    app = Starlette(
        routes=[*map_routes(database), *zone_routes(database)],
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client(database: Database, actor: Actor) -> Iterator[TestClient]:
    with asking(database, actor) as client:
        yield client


@pytest.fixture
def version_id(database: Database, actor: Actor) -> int:
    """A draft with one zone."""
    proposal_id = create_proposal(database, actor, "Zóny bez hazardu", ProposalKind.GAMBLING, None)
    version_id = proposal_card(database, actor, proposal_id).versions[0].id
    add_zone(database, actor, version_id, ZoneDraft("U školy", ZoneRule.TOTAL_BAN, "Okolí školy", OUTLINE))
    return version_id


def hall(database: Database, actor: Actor, longitude: float, latitude: float) -> int:
    seen = NewObservation(observed_on=clock.today())
    place = NewSite(SiteKind.GAMBLING_VENUE, longitude, latitude, name="Herna", observation=seen)
    return log_site(database, actor, place)


def test_zones_come_with_every_digit_of_their_corners(client: TestClient, version_id: int) -> None:
    (zone,) = client.get(f"/map/versions/{version_id}/zones.json").json()["features"]
    assert {name: zone["properties"][name] for name in ("name", "rule")} == {"name": "U školy", "rule": "total_ban"}
    assert list(CORNER) in zone["geometry"]["coordinates"][0]


def test_venues_are_hit_spared_or_near_an_edge(
    client: TestClient, database: Database, actor: Actor, version_id: int
) -> None:
    inside = hall(database, actor, 14.032, 50.6615)
    beside = hall(database, actor, 14.0343, 50.6615)
    far = hall(database, actor, 14.05, 50.67)
    found = client.get(f"/map/versions/{version_id}/venues.json").json()["features"]
    said = {one["id"]: (one["properties"]["hit"], one["properties"]["near"]) for one in found}
    assert said == {inside: (True, False), beside: (False, True), far: (False, False)}
    assert found[0]["geometry"]["coordinates"] == pytest.approx([14.032, 50.6615], abs=1e-6)


def test_a_venue_limited_alone_is_told_from_one_that_has_to_close(
    client: TestClient, database: Database, actor: Actor, version_id: int
) -> None:
    banned = hall(database, actor, 14.032, 50.6615)
    limited = hall(database, actor, 14.05, 50.67)
    around = shapely.box(14.049, 50.669, 14.051, 50.671)
    add_zone(database, actor, version_id, ZoneDraft("Strop", ZoneRule.MACHINE_CAP, "Okolí úřadu", around, cap=10))
    found = client.get(f"/map/versions/{version_id}/venues.json").json()["features"]
    assert {one["id"]: one["properties"]["limited"] for one in found} == {banned: False, limited: True}


def test_unchanged_zones_are_not_sent_again(
    client: TestClient, database: Database, actor: Actor, version_id: int
) -> None:
    path = f"/map/versions/{version_id}/zones.json"
    first = client.get(path)
    assert first.headers["cache-control"] == "private, no-cache"
    known = {"if-none-match": first.headers["etag"]}
    assert client.get(path, headers=known).status_code == 304
    add_zone(database, actor, version_id, ZoneDraft("Druhá", ZoneRule.TOTAL_BAN, "Okolí úřadu", OUTLINE))
    assert len(client.get(path, headers=known).json()["features"]) == 2


@pytest.mark.parametrize("what", ["zones", "venues"])
def test_a_draft_is_not_there_for_those_outside(database: Database, actor: Actor, version_id: int, what: str) -> None:
    outside = replace(actor, roles=frozenset({Role.PARTNER}))
    with asking(database, outside) as client:
        refused = client.get(f"/map/versions/{version_id}/{what}.json")
        unknown = client.get(f"/map/versions/{version_id + 999}/{what}.json")
    assert (refused.status_code, refused.text) == (404, unknown.text)
