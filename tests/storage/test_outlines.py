"""Outlines are found by their box on both databases, and drawn as the tile needs them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import shapely
from shapely.geometry import shape

from geodata import clock
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.zones import LandPieceKind, ProposalKind, ProposalState, ZoneRule
from geodata.services.organisations import add_organisation
from geodata.services.tiles import tile
from geodata.spatial import index_outline, subjects_touching, tile_box
from geodata.tables import Area, LandPiece, Proposal, ProposalVersion, Street, Zone
from tests.batches import USTI, batch_of, load, square
from tests.small_city import worker_of
from tests.storage.test_tiles import tile_at

AREA = {"source_key": "1", "code": "1", "name": "Střed", "kind": "city_district", "outline": square(*USTI, 0.02)}


def outlines(database: Database, actor: Actor, layer: str, zoom: int = 12) -> dict[str, Any]:
    """Properties and geometry of the features of the tile around the middle of Ústí nad Labem, by name."""
    features = orjson.loads(tile(database, actor, tile_at(zoom, layer=layer)).body)["features"]
    return {feature["properties"]["name"]: feature for feature in features}


def test_both_databases_find_the_boxes_that_meet(database: Database, actor: Actor) -> None:
    chance = random.Random(1)

    def some_box() -> tuple[float, float, float, float]:
        west, south = chance.uniform(12, 19), chance.uniform(48, 51)
        return west, south, west + chance.uniform(0, 0.5), south + chance.uniform(0, 0.5)

    boxes = {}
    with database.write(actor) as work:
        for number in range(60):
            area = Area(
                municipality_id=actor.municipality_id, name=str(number), kind="other",
                outline=shapely.box(*some_box()), recorded_at=work.recorded_at,
            )  # fmt: skip
            work.session.add(area)
            work.session.flush()
            index_outline(work.session, "area", area.id, area.outline)
            index_outline(work.session, "zone", area.id, shapely.box(*some_box()))  # never taken for an area
            assert area.outline is not None
            boxes[area.id] = area.outline.bounds
        work.commit()
    with database.read() as session:
        for wanted in [some_box() for _ in range(40)]:
            found = set(subjects_touching(session, "area", wanted))
            # The indexes of both round a box outwards to single precision.
            assert found >= {id_ for id_, box in boxes.items() if meet(box, wanted)}
            assert found <= {id_ for id_, box in boxes.items() if meet(box, wanted, reach=1e-5)}


def meet(one: tuple[float, ...], other: tuple[float, ...], reach: float = 0.0) -> bool:
    across = one[0] <= other[2] + reach and other[0] <= one[2] + reach
    return across and one[1] <= other[3] + reach and other[1] <= one[3] + reach


def test_an_outline_that_moved_is_found_where_it_is_and_not_where_it_was(database: Database, actor: Actor) -> None:
    load(database, actor, batch_of("areas", [AREA]))
    assert set(outlines(database, actor, "areas")) == {"Střed"}
    load(database, actor, batch_of("areas", [AREA | {"outline": square(USTI[0] + 1, USTI[1], 0.02)}]))
    assert outlines(database, actor, "areas") == {}
    load(database, actor, batch_of("areas", [AREA | {"outline": None}]))
    with database.read() as session:
        assert subjects_touching(session, "area", (-180, -90, 180, 90)) == []


def test_an_outline_is_cut_to_its_tile_and_no_finer_than_its_pixels(database: Database, actor: Actor) -> None:
    middle = shapely.Point(*USTI)
    load(
        database,
        actor,
        batch_of(
            "areas",
            [
                AREA | {"source_key": "large", "name": "Velká", "outline": shapely.to_wkb(middle.buffer(2))},
                AREA | {"source_key": "round", "name": "Kulatá", "outline": shapely.to_wkb(middle.buffer(0.02, 512))},
            ],
        ),
    )
    asked = tile_at(12)
    box = tile_box(12, asked.column, asked.row)
    found = outlines(database, actor, "areas")
    large = shape(found["Velká"]["geometry"])
    margin = (box[2] - box[0]) * 0.03
    assert shapely.box(*box).buffer(margin).contains(large)
    assert large.contains(shapely.box(*box))
    assert shapely.get_num_coordinates(shape(found["Kulatá"]["geometry"])) < 200
    coarse = outlines(database, actor, "areas", zoom=6)
    assert shapely.get_num_coordinates(shape(coarse["Kulatá"]["geometry"])) < 12


def test_a_locality_is_shown_as_it_is_today_to_those_who_may_know_of_it(database: Database, actor: Actor) -> None:
    police = add_organisation(database, actor, "Policie", OrganisationKind.STATE_POLICE)
    stranger = worker_of(database, actor, police, Role.POLICE)
    today = clock.today()

    def locality(key: str, **facts: Any) -> dict[str, Any]:
        told = {"source_key": key, "name": key, "outline": square(*USTI, 0.02), "valid_from": date(2015, 1, 1)}
        return {**told, **facts}

    load(
        database,
        actor,
        batch_of(
            "localities",
            [
                locality("Předlice", inhabitants_low=1_000, inhabitants_high=1_500),
                locality("Budoucí", valid_from=date(today.year + 1, 1, 1)),
                locality("Skrytá", sensitivity="restricted"),
            ],
        ),
    )
    assert set(outlines(database, actor, "localities")) == {"Předlice", "Skrytá"}
    assert set(outlines(database, stranger, "localities")) == {"Předlice"}
    moved = locality("Předlice", outline=square(USTI[0] + 1, USTI[1], 0.02), valid_from=date(2020, 1, 1))
    load(database, actor, batch_of("localities", [moved, locality("Budoucí", sensitivity="restricted")]))
    assert set(outlines(database, actor, "localities")) == {"Budoucí", "Skrytá"}
    assert set(outlines(database, stranger, "localities")) == set()


def test_zones_are_those_of_the_newest_wording_of_living_proposals(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        for title, state, numbers in (
            ("Herny", ProposalState.IN_REVIEW, (1, 2)),
            ("Zamítnutý", ProposalState.REJECTED, (1,)),
        ):
            proposal = Proposal(
                municipality_id=actor.municipality_id, title=title, kind=ProposalKind.GAMBLING, state=state
            )
            work.session.add(proposal)
            work.session.flush()
            for number in numbers:
                version = ProposalVersion(
                    municipality_id=actor.municipality_id, proposal_id=proposal.id, number=number, summary="",
                    drafted_on=date(2026, 1, number), submitted_on=date(2026, 1, number), recorded_at=work.recorded_at,
                )  # fmt: skip
                work.session.add(version)
                work.session.flush()
                zone = Zone(
                    municipality_id=actor.municipality_id, version_id=version.id, name=f"{title} {number}",
                    rule=ZoneRule.TOTAL_BAN, criterion="", outline=shapely.from_wkb(square(*USTI, 0.02)),
                )  # fmt: skip
                work.session.add(zone)
                work.session.flush()
                index_outline(work.session, "zone", zone.id, zone.outline)
        work.version_of("outlines")
        work.commit()
    found = outlines(database, actor, "zones")
    assert set(found) == {"Herny 2"}
    assert found["Herny 2"]["properties"]["proposal"] == "Herny"
    assert found["Herny 2"]["properties"]["rule"] == "total_ban"


def test_streets_are_drawn_where_one_can_tell_them_apart(database: Database, actor: Actor) -> None:
    with database.write(actor) as work:
        line = shapely.LineString([(USTI[0] - 0.001, USTI[1]), (USTI[0] + 0.001, USTI[1])])
        street = Street(
            municipality_id=actor.municipality_id, name="Řehořova", name_folded="rehorova", outline=line,
            recorded_at=work.recorded_at,
        )  # fmt: skip
        work.session.add(street)
        work.session.flush()
        index_outline(work.session, "street", street.id, street.outline)
        work.version_of("outlines")
        work.commit()
    assert outlines(database, actor, "streets", zoom=10) == {}
    assert outlines(database, actor, "streets", zoom=12)["Řehořova"]["geometry"]["type"] == "LineString"


def test_buildings_and_plots_are_there_for_those_who_draw_from_near_by(database: Database, actor: Actor) -> None:
    square = shapely.box(USTI[0], USTI[1], USTI[0] + 0.0001, USTI[1] + 0.0001)
    with database.write(actor) as work:
        for number, kind in (("čp. 1", LandPieceKind.BUILDING), ("st. 7/2", LandPieceKind.PLOT)):
            piece = LandPiece(
                municipality_id=actor.municipality_id, kind=kind, number=number, outline=square,
                recorded_at=work.recorded_at,
            )  # fmt: skip
            work.session.add(piece)
            work.session.flush()
            index_outline(work.session, "land_piece", piece.id, piece.outline)
        work.version_of("land_pieces")
        work.commit()
    assert outlines(database, actor, "buildings", zoom=14) == {}
    assert set(outlines(database, actor, "buildings", zoom=16)) == {"čp. 1"}
    assert set(outlines(database, actor, "plots", zoom=16)) == {"st. 7/2"}


def test_a_tile_of_outlines_changes_when_an_outline_does(database: Database, actor: Actor) -> None:
    load(database, actor, batch_of("areas", [AREA]))
    request = tile_at(12, layer="areas")
    before = tile(database, actor, request)
    assert tile(database, actor, request).etag == before.etag
    load(database, actor, batch_of("areas", [AREA | {"name": "Centrum"}]))
    assert tile(database, actor, request).etag != before.etag


def test_places_of_services_are_found_by_the_text_of_the_filter(database: Database, actor: Actor) -> None:
    def service(key: str, **facts: Any) -> dict[str, Any]:
        told = {"source_key": key, "name": f"Poradna {key}", "provider": "Člověk a tíseň", "kind": "counselling"}
        return {**told, "address": "Řehořova 1", "lon": USTI[0], "lat": USTI[1], **facts}

    load(database, actor, batch_of("services", [service("A"), service("B", name="Azylový dům", kind="shelter")]))
    request = tile_at(12, layer="services")

    def found(text: str) -> list[str]:
        asked = replace(request, chosen=SiteFilter(text=text))
        features = orjson.loads(tile(database, actor, asked).body)["features"]
        return sorted(feature["properties"]["name"] for feature in features)

    assert found("") == ["Azylový dům", "Poradna A"]
    assert found("azylovy") == ["Azylový dům"]
    assert found("clovek rehorova") == ["Azylový dům", "Poradna A"]
    load(database, actor, batch_of("services", [service("A", lon=USTI[0] + 1)]))
    assert found("") == ["Azylový dům"]
