"""Protected places, buildings and plots come in by files and stand where zones find them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import shapely
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.model.criteria import NearTo
from geodata.model.people import Actor
from geodata.services.placing import list_waiting, place_record
from geodata.services.zone_ground import zone_ground
from geodata.spatial import subjects_touching
from geodata.tables import LandPiece, ProtectedPlace
from geodata.unit_of_work import data_version
from loaders.loading import LoadOutcome, load
from loaders.prepare import LoadOptions, prepare
from loaders.profile import shipped_profile
from tests.audited import entries_of
from tests.batches import USTI, Record
from tests.samples import sample
from tests.storage.addresses import some_address
from tests.storage.ground_of_zones import a_building, a_school, box_at, load_land, load_protected
from tests.unit.loaders.files import table

NOT_YET = date(2999, 1, 1)
CSV = "id;název;druh;adresa;lon;lat\n"


def load_file(database: Database, actor: Actor, path: Path, profile: str | None = None) -> LoadOutcome:
    options = LoadOptions(profile=shipped_profile(profile) if profile else None, source="Školy")
    with prepare(path, options) as preparation:
        return load(database, actor, preparation, path.name, dry_run=False, keep_good=True)


def stored(database: Database) -> list[tuple[str, str, str]]:
    """Kind, name and the kind of geometry of each place."""
    with database.read() as session:
        places = session.scalars(select(ProtectedPlace).order_by(ProtectedPlace.id)).all()
        return [(place.kind.value, place.name, place.outline.geom_type) for place in places]


def test_a_table_of_places_is_stored_and_measured_from(database: Database, actor: Actor, tmp_path: Path) -> None:
    rows = "1;ZŠ Školní;škola;Školní 1;14,03;50,66\n2;Hřiště;hřiště;;14,04;50,66\n3;Pumpa;benzínka;;14,04;50,66\n"
    path = table(tmp_path / "mista.csv", CSV + rows)
    outcome = load_file(database, actor, path, "protected_places")
    assert (outcome.report.created, outcome.report.rejected) == (2, 1)
    assert stored(database) == [("school", "ZŠ Školní", "Point"), ("playground", "Hřiště", "Point")]
    assert [place.kind for place in zone_ground(database, actor).protected] == [NearTo.SCHOOL, NearTo.PLAYGROUND]
    again = load_file(database, actor, path, "protected_places")
    assert (again.report.created, again.report.updated, again.report.unchanged) == (0, 0, 2)


def test_a_place_that_a_later_file_does_not_name_stays(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"), a_school("2", 500))
    load_protected(database, actor, a_school("1"))
    assert len(zone_ground(database, actor).protected) == 2


def test_a_place_that_closed_keeps_its_row_and_may_open_again(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1", closed_on=date(2020, 6, 30)), a_school("2", closed_on=NOT_YET))
    assert [place.name for place in zone_ground(database, actor).protected] == ["Základní škola 2"]
    assert len(stored(database)) == 2
    load_protected(database, actor, a_school("1"))
    assert len(zone_ground(database, actor).protected) == 2


def test_an_area_is_kept_as_one_and_found_by_its_box(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1", outline=box_at(0, 0, 50)))
    assert stored(database) == [("school", "Základní škola 1", "Polygon")]
    with database.read() as session:
        near = USTI[0] - 0.001, USTI[1] - 0.001, USTI[0] + 0.001, USTI[1] + 0.001
        assert len(subjects_touching(session, "protected_place", near)) == 1
        assert subjects_touching(session, "protected_place", (15.0, 50.0, 15.1, 50.1)) == []


def test_a_place_with_an_address_only_is_found_by_it_or_waits(database: Database, actor: Actor) -> None:
    some_address(database, actor, "Školní", "1", position=USTI)
    nowhere: Record = {"lon": None, "lat": None, "street": "Školní", "municipality_name": "Zkušebnov"}
    result = load_protected(
        database, actor, a_school("1", **nowhere, house_number="1"),
        a_school("2", **nowhere, house_number="99", closed_on=NOT_YET),
    )  # fmt: skip
    assert (result.created, result.to_place) == (1, 1)
    (waiting,) = list_waiting(database, actor).rows
    assert (waiting.name, waiting.kind) == ("Základní škola 2", "school")
    place_record(database, actor, waiting.id, 14.05, 50.67)
    assert list_waiting(database, actor).total == 0
    assert [place.name for place in zone_ground(database, actor).protected] == ["Základní škola 1", "Základní škola 2"]
    again = load_protected(database, actor, a_school("1", **nowhere, house_number="1"))
    assert again.unchanged == 1


def test_a_load_is_audited_and_moves_the_version_of_its_layer(database: Database, actor: Actor) -> None:
    load_protected(database, actor, a_school("1"))
    load_land(database, actor, a_building("1", 0, 0), a_building("2", 20, 0))
    told = [(entry.action, entry.subject) for entry in entries_of(database)]
    assert told.count(("create", "protected_place")) == 1
    assert told.count(("load", "land_piece")) == 1
    with database.read() as session:
        assert (data_version(session, "protected_places"), data_version(session, "land_pieces")) == (1, 1)


def test_a_building_redrawn_in_its_source_is_redrawn_here(database: Database, actor: Actor) -> None:
    load_land(database, actor, a_building("1", 0, 0))
    result = load_land(database, actor, a_building("1", 500, 0))
    assert (result.created, result.updated) == (0, 1)
    with database.read() as session:
        (piece,) = session.scalars(select(LandPiece))
        assert piece.outline.equals(shapely.from_wkb(box_at(500, 0)))
        assert subjects_touching(session, "land_piece", (USTI[0] - 1e-4, USTI[1] - 1e-4, USTI[0], USTI[1])) == []


@pytest.mark.samples
def test_buildings_of_a_ruian_exchange_file_are_stored(database: Database, actor: Actor) -> None:
    outcome = load_file(database, actor, sample("ruian_vfr_ST_ZKSH.xml.gz"), "land_pieces")
    assert (outcome.kept, outcome.report.created, outcome.report.rejected) == (True, 1, 1)
    with database.read() as session:
        (piece,) = session.scalars(select(LandPiece))
        assert (piece.number, piece.recorded_at.date()) == ("150", clock.now().date())
