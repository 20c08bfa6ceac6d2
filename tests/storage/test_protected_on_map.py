"""Protected places on the map: their tiles and their card."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from geodata.crs import from_krovak, to_krovak
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.criteria import NearTo
from geodata.model.people import Actor
from geodata.services.ground_card import protected_card
from geodata.spatial import tile_box
from tests.batches import USTI
from tests.storage.ground_of_zones import a_school, box_at, load_protected
from tests.storage.test_tiles import features, tile_at

HERE = tile_at(14, layer="protected_places")


def test_a_tile_has_each_place_as_one_point_with_its_kind(database: Database, actor: Actor) -> None:
    load_protected(
        database, actor, a_school("1"), a_school("2", kind="playground", name="Hřiště", outline=box_at(0, 0))
    )
    school, playground = features(database, actor, HERE)
    assert school["geometry"] == {"type": "Point", "coordinates": pytest.approx(list(USTI))}
    assert school["properties"] | {"id": 0} == {
        "id": 0, "layer": "protected_places", "name": "Základní škola 1", "kind": "school", "state": "none",
    }  # fmt: skip
    assert playground["properties"]["kind"] == "playground"
    assert shapely.from_wkb(box_at(0, 0)).contains(shapely.Point(playground["geometry"]["coordinates"]))


def test_an_area_across_tiles_stands_in_one_of_them(database: Database, actor: Actor) -> None:
    west, south, east, _north = tile_box(HERE.zoom, HERE.column, HERE.row)
    corner = to_krovak(shapely.Point(east, (south + USTI[1]) / 2))
    across = from_krovak(shapely.box(corner.x - 40, corner.y - 40, corner.x + 40, corner.y + 40))
    load_protected(database, actor, a_school("1", outline=shapely.to_wkb(across)))
    beside = tile_at(HERE.zoom, longitude=east + (east - west) / 2, layer="protected_places")
    assert len(features(database, actor, HERE)) + len(features(database, actor, beside)) == 1


def test_a_tile_shows_what_was_loaded_since_and_not_what_closed(database: Database, actor: Actor) -> None:
    assert features(database, actor, HERE) == []
    load_protected(database, actor, a_school("1"))
    assert len(features(database, actor, HERE)) == 1
    load_protected(database, actor, a_school("1", closed_on=date(2020, 6, 30)))
    assert features(database, actor, HERE) == []


def test_the_card_tells_kind_address_and_source_and_whether_it_closed(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"), source="Rejstřík škol")
    (found,) = features(database, actor, HERE)
    card = protected_card(database, actor, found["id"])
    assert (card.name, card.kind, card.address) == ("Základní škola 1", NearTo.SCHOOL, "Školní 1")
    assert (card.source, card.is_gone) == ("Rejstřík škol", False)
    load_protected(database, actor, a_school("1", closed_on=date(2020, 6, 30)), source="Rejstřík škol")
    assert protected_card(database, actor, found["id"]).is_gone
    with pytest.raises(NotFound):
        protected_card(database, actor, found["id"] + 1_000)
