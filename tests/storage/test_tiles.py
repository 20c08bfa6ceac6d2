"""Tiles of the map: features or clusters, for each reader what they may see, kept until the data moves on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import orjson
import pytest
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.services import site_selection
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.organisations import add_organisation
from geodata.services.site_list import list_sites
from geodata.services.sites import NewObservation, observe
from geodata.services.tiles import DEEPEST_ZOOM, FEATURES_AT_MOST, LAYERS, TileRequest, tile
from geodata.spatial import mercator_cells, tile_box
from geodata.tables import Site
from tests.batches import USTI, a_site, batch_of, load, load_sites
from tests.busy_city import SITES, busy_city, some_filters
from tests.small_city import some_site, worker_of

WORLD = TileRequest("sites", 0, 0, 0, SiteFilter())


def tile_at(zoom: int, longitude: float = USTI[0], latitude: float = USTI[1], layer: str = "sites") -> TileRequest:
    column, row = mercator_cells(np.array([longitude]), np.array([latitude]), zoom)
    return TileRequest(layer, zoom, int(column[0]), int(row[0]), SiteFilter())


def features(database: Database, actor: Actor, request: TileRequest) -> list[dict[str, Any]]:
    collection = orjson.loads(tile(database, actor, request).body)
    assert collection["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = collection["features"]
    return found


def count_of(feature: dict[str, Any]) -> int:
    return int(feature["properties"].get("count", 1))


def tiles_with_sites(database: Database, zoom: int) -> list[TileRequest]:
    """Every tile of a zoom in which any site lies."""
    with database.read() as session:
        places = session.execute(select(Site.longitude, Site.latitude)).all()
    longitudes, latitudes = (np.array(axis) for axis in zip(*places, strict=True))
    cells = set(zip(*(axis.tolist() for axis in mercator_cells(longitudes, latitudes, zoom)), strict=True))
    return [TileRequest("sites", zoom, column, row, SiteFilter()) for column, row in sorted(cells)]


def test_tiles_of_every_zoom_hold_together_what_the_list_holds(
    database: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_selection, "_PART", SITES // 7)  # a large city is looked at in parts
    city = busy_city(database, actor)
    tiles = {zoom: tiles_with_sites(database, zoom) for zoom in (0, 7, 11)}
    told = set()
    for number, chosen in enumerate(some_filters(8)):
        reader = city.readers[number % 3]
        page = list_sites(database, reader, chosen)
        told.add(page.total)
        for requests in tiles.values():
            found = [
                feature
                for request in requests
                for feature in features(database, reader, replace(request, chosen=chosen))
            ]
            assert sum(map(count_of, found)) == page.total, chosen
            assert kinds_of(found) == {kind.value: number for kind, number in page.by_kind.items() if number}
    assert len(told) > 8
    assert list_sites(database, city.coordinator, SiteFilter()).total == SITES
    assert list_sites(database, city.partner, SiteFilter()).total < SITES


def kinds_of(found: list[dict[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for feature in found:
        of_one = (
            {feature["properties"]["kind"]: 1} if "kind" in feature["properties"] else feature["properties"]["kinds"]
        )
        for kind, number in of_one.items():
            counts[kind] = counts.get(kind, 0) + number
    return counts


def test_many_places_are_clusters_and_few_are_places(database: Database, actor: Actor) -> None:
    spread = [a_site(str(number), lon=USTI[0] + number * 1e-4) for number in range(FEATURES_AT_MOST)]
    load_sites(database, actor, *spread)
    assert all("cluster" not in feature["properties"] for feature in features(database, actor, WORLD))
    load_sites(database, actor, *spread, a_site("one more"))
    clusters = features(database, actor, WORLD)
    assert sum(map(count_of, clusters)) == FEATURES_AT_MOST + 1
    for cluster in clusters:
        assert cluster["properties"]["kinds"] == {"illegal_dump": cluster["properties"]["count"]}
        assert sum(cluster["properties"]["states"].values()) == cluster["properties"]["count"]
        longitude, latitude = cluster["geometry"]["coordinates"]
        assert USTI[0] - 0.01 <= longitude <= USTI[0] + 0.2
        assert latitude == pytest.approx(USTI[1], abs=1e-3)
    opened = features(database, actor, tile_at(14))
    assert all("cluster" not in feature["properties"] for feature in opened)
    west, _, east, _ = tile_box(14, tile_at(14).column, tile_at(14).row)
    assert all(west <= feature["geometry"]["coordinates"][0] <= east for feature in opened)


def test_a_place_tells_what_the_map_draws_and_no_more(database: Database, actor: Actor) -> None:
    site_id = some_site(database, actor, "Školní <b>12</b>", position=USTI, condition=Condition.DANGEROUS)
    assert features(database, actor, tile_at(14)) == [
        {
            "type": "Feature",
            "id": site_id,
            "geometry": {"type": "Point", "coordinates": list(USTI)},
            "properties": {
                "id": site_id,
                "layer": "sites",
                "name": "Školní <b>12</b>",
                "kind": "hazardous_building",
                "state": "none",
                "condition": "dangerous",
            },
        }
    ]


def test_a_restricted_place_is_in_no_tile_of_others_whoever_asked_first(database: Database, actor: Actor) -> None:
    police_id, ngo_id = (
        add_organisation(database, actor, name, OrganisationKind.NGO) for name in ("Městská policie", "Terén")
    )
    author = worker_of(database, actor, police_id, Role.POLICE)
    colleague = worker_of(database, actor, police_id, Role.TERRAIN)
    stranger = worker_of(database, actor, ngo_id, Role.POLICE)
    site_id = some_site(database, author, "Skryté", position=USTI, sensitivity=Sensitivity.RESTRICTED)
    for request in (WORLD, tile_at(14), tile_at(DEEPEST_ZOOM)):
        for reader, seen in ((actor, [site_id]), (stranger, []), (colleague, [site_id]), (stranger, [])):
            assert [feature["id"] for feature in features(database, reader, request)] == seen


def test_the_status_of_an_issue_that_one_may_not_know_of_finds_no_place(database: Database, actor: Actor) -> None:
    police_id = add_organisation(database, actor, "Městská policie", OrganisationKind.MUNICIPAL_POLICE)
    stranger = worker_of(database, actor, police_id, Role.POLICE)
    site_id = some_site(database, actor, position=USTI)
    secret = NewIssue("building", "Citlivá věc", site_ids=(site_id,), sensitivity=Sensitivity.RESTRICTED)  # type: ignore[arg-type]
    raise_issue(database, actor, secret)
    chosen = SiteFilter(statuses=frozenset({"raised"}))  # type: ignore[arg-type]
    for reader, seen in ((actor, 1), (stranger, 0), (actor, 1)):
        assert list_sites(database, reader, chosen).total == seen
        assert len(features(database, reader, replace(tile_at(14), chosen=chosen))) == seen


def test_the_name_of_a_tile_changes_when_what_it_shows_changes_and_not_otherwise(
    database: Database, actor: Actor
) -> None:
    here, elsewhere = tile_at(14), tile_at(14, longitude=USTI[0] + 1)
    site_id = some_site(database, actor, position=USTI, condition=Condition.NEGLECTED)

    def names() -> tuple[str, str]:
        return tile(database, actor, here).etag, tile(database, actor, elsewhere).etag

    before = names()
    assert names() == before
    observe(database, actor, site_id, NewObservation(clock.today(), note="Beze změny"))
    assert names() == before
    load(database, actor, batch_of("areas", []))
    assert names() == before
    observe(database, actor, site_id, NewObservation(clock.today(), Condition.COLLAPSED))
    after = names()
    assert after[0] != before[0]
    assert after[1] == before[1]
    assert after[0].startswith('"')
    assert after[0].endswith('"')


def missing_tiles() -> Iterator[TileRequest]:
    yield replace(WORLD, layer="accounts")
    yield replace(WORLD, zoom=-1)
    yield replace(WORLD, zoom=DEEPEST_ZOOM + 1)
    yield replace(WORLD, zoom=10**12)  # two to that power would be the end of the server
    yield replace(WORLD, column=1)
    yield replace(WORLD, row=-1)
    yield replace(WORLD, zoom=3, column=8)


def test_a_tile_that_does_not_exist_is_not_found(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    reader = Actor(1, "", 1, 1, frozenset({Role.TERRAIN}))
    for request in missing_tiles():
        with pytest.raises(NotFound):
            tile(database, reader, request)
    for layer in LAYERS:
        assert tile(database, reader, replace(WORLD, layer=layer)).body == b'{"type":"FeatureCollection","features":[]}'
    database.close()


def test_many_places_on_one_spot_are_told_at_the_deepest_zoom(database: Database, actor: Actor) -> None:
    load_sites(database, actor, *[a_site(str(number), kind=SiteKind.OTHER.value) for number in range(1_100)])
    assert len(features(database, actor, tile_at(DEEPEST_ZOOM))) == 1_100
    assert sum(map(count_of, features(database, actor, tile_at(10)))) == 1_100
