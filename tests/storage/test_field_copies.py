"""Copies for QField and back: what was changed is merged once, what others did meanwhile stays and is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import geopandas
import pandas
import pyogrio
import pytest
import shapely
from sqlalchemy import func, select

from geodata import clock
from geodata.crs import KROVAK, distance_m
from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, SiteChange, correct_site, observe
from geodata.tables import Audit, Observation, Photo, Site
from loaders.errors import UnreadableFile
from tests.field_copies import DUMPS, change, load_copy, sayings, set_cells, take_copy
from tests.field_exports import as_csv, dump, jpeg, photo_zip
from tests.small_city import another_person, some_site, worker_of

TODAY = clock.today().isoformat()


@pytest.fixture
def dump_id(database: Database, actor: Actor) -> int:
    id_ = some_site(database, actor, "U lávky", kind=DUMPS, condition=Condition.PRESENT, address="Mostní 1")
    details = {"volume_m3": 2.5, "waste": ["tyres", "other"], "cleaned_on": "2026-02-01"}
    observe(database, actor, id_, NewObservation(clock.today() - timedelta(days=9), details=details))
    return id_


def counts(database: Database) -> tuple[int, ...]:
    with database.read() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0
                     for table in (Site, Observation, Photo, Audit))  # fmt: skip


@pytest.mark.parametrize("crs", [4326, KROVAK])
def test_a_copy_that_nobody_changed_changes_nothing(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path, crs: int
) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg", crs=crs)
    frame = geopandas.read_file(path, layer=DUMPS.value)
    assert frame.crs.to_epsg() == crs
    assert dict(frame.iloc[0])["waste"] == "tyres,other"
    before = counts(database)
    for written in (path, change(path, lambda same: same)):
        outcome = load_copy(database, actor, written)
        assert (outcome.report.created, outcome.report.updated, outcome.report.unchanged) == (0, 0, 1)
        assert (sayings(outcome), outcome.report.notes) == ([], [])
    assert counts(database) == before


def test_a_changed_row_is_a_visit_and_a_correction_and_loaded_twice_it_is_one(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg", crs=KROVAK)

    def edit(frame: Any) -> Any:
        frame = set_cells(
            dump_id, condition="cleaned", volume_m3=0.0, observed_on=TODAY, note="Odvezeno.", name="U nové lávky"
        )(frame)
        frame.geometry = frame.geometry.translate(30.0, 0.0)
        return frame

    change(path, edit)
    tried = load_copy(database, actor, path, dry_run=True)
    assert site_card(database, actor, dump_id).condition is Condition.PRESENT
    before = counts(database)
    for expected in (1, 0):
        outcome = load_copy(database, actor, path)
        assert (outcome.report.created, outcome.report.updated, sayings(outcome)) == (0, expected, [])
    assert tried.report.updated == 1
    assert not tried.kept
    card = site_card(database, actor, dump_id)
    assert (card.name, card.address, card.condition) == ("U nové lávky", "Mostní 1", Condition.CLEANED)
    assert card.details == {"volume_m3": 0.0, "waste": ["tyres", "other"], "cleaned_on": "2026-02-01"}
    assert distance_m((14.05, 50.66), (card.longitude, card.latitude)) == pytest.approx(30, abs=0.2)
    sites, observations, _, audits = counts(database)
    assert (sites, observations, audits) == (before[0], before[1] + 1, before[3] + 2)


def test_a_dry_run_stores_nothing_at_all(database: Database, actor: Actor, dump_id: int, tmp_path: Path) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    change(path, set_cells(dump_id, condition="cleaned", observed_on=TODAY, name="Jinak", photos="DCIM/a.jpg"))
    before = counts(database)
    archive = photo_zip(tmp_path / "m.zip", {"DCIM/a.jpg": jpeg()})
    outcome = load_copy(database, actor, path, dry_run=True, photos=archive)
    assert (outcome.report.updated, outcome.kept) == (1, False)
    assert counts(database) == before
    assert not (tmp_path / "kept").exists()


def test_a_visit_of_somebody_else_meanwhile_stays_beside_and_is_told(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = change(
        take_copy(database, actor, tmp_path / "q.gpkg"), set_cells(dump_id, condition="growing", observed_on=TODAY)
    )
    other = another_person(database, actor)
    observe(database, other, dump_id, NewObservation(clock.today(), Condition.CLEANED))
    outcome = load_copy(database, actor, path)
    assert sayings(outcome) == [("repaired", "Somebody else saw the place since the copy was taken.")]
    with database.read() as session:
        seen = session.scalars(select(Observation.condition).where(Observation.site_id == dump_id)).all()
    assert {Condition.CLEANED, Condition.GROWING} <= set(seen)
    assert sayings(load_copy(database, actor, path)) == []


def test_a_correction_of_somebody_else_meanwhile_is_kept_and_the_clash_is_told(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = change(
        take_copy(database, actor, tmp_path / "q.gpkg"), set_cells(dump_id, name="Podle mapy", address="Mostní 2")
    )
    version = site_card(database, actor, dump_id).row_version
    other = another_person(database, actor)
    correct_site(database, other, dump_id, version, SiteChange(name="Podle úřadu"))
    outcome = load_copy(database, actor, path)
    assert sayings(outcome) == [("repaired", "Somebody else corrected this since the copy was taken.")]
    (said,) = outcome.report.findings
    assert (said.column, said.value) == ("name", "Podle mapy")
    card = site_card(database, actor, dump_id)
    assert (card.name, card.address) == ("Podle úřadu", "Mostní 2")


def new_row(frame: Any, **cells: Any) -> Any:
    point = shapely.Point(14.06, 50.67)
    row = geopandas.GeoDataFrame([{**cells, "geometry": point}], crs=frame.crs)
    return geopandas.GeoDataFrame(pandas.concat([frame, row], ignore_index=True), crs=frame.crs)


def test_a_new_row_is_a_new_place_once(database: Database, actor: Actor, dump_id: int, tmp_path: Path) -> None:
    path = change(
        take_copy(database, actor, tmp_path / "q.gpkg"),
        lambda frame: new_row(frame, name="Za tratí", condition="present", observed_on=TODAY, waste="bulky,other"),
    )
    for created in (1, 0):
        outcome = load_copy(database, actor, path)
        assert (outcome.report.created, outcome.report.updated, sayings(outcome)) == (created, 0, [])
    with database.read() as session:
        site = session.scalars(select(Site).where(Site.name == "Za tratí")).one()
        (seen,) = session.scalars(select(Observation).where(Observation.site_id == site.id))
    assert (site.kind, site.sensitivity, seen.details) == (DUMPS, Sensitivity.PARTNERS, {"waste": ["bulky", "other"]})


def test_a_point_drawn_in_the_file_gets_its_own_number_there(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(
            f'INSERT INTO "{DUMPS.value}" (geom, name) SELECT geom, ? FROM "{DUMPS.value}"', ("Nakresleno v terénu",)
        )
        (number, day) = file.execute(
            f'SELECT uuid, observed_on FROM "{DUMPS.value}" WHERE name LIKE ?', ("Nakr%",)
        ).fetchone()
        assert (len(number), day) == (32, TODAY)
    assert load_copy(database, actor, path).report.created == 1
    change(path, lambda frame: frame.assign(name=frame["name"].replace({"Nakresleno v terénu": "Jiné jméno"})))
    assert load_copy(database, actor, path).report.created == 0


def test_a_deleted_row_is_told_and_deletes_nothing(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = change(take_copy(database, actor, tmp_path / "q.gpkg"), lambda frame: frame.iloc[:0])
    before = counts(database)
    outcome = load_copy(database, actor, path)
    assert [str(note) for note in outcome.report.notes] == [
        f"Places deleted in the file and kept here: 1 (their numbers: {dump_id})."
    ]
    assert counts(database) == before


def test_what_cannot_be_taken_is_told_and_the_rest_is_merged(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    other = some_site(database, actor, "Za školou", kind=DUMPS, condition=Condition.PRESENT)
    third = some_site(database, actor, "U hřiště", kind=DUMPS)
    path = take_copy(database, actor, tmp_path / "q.gpkg")

    def edit(frame: Any) -> Any:
        frame = set_cells(dump_id, condition="cleaned")(frame)  # no day
        frame = set_cells(other, condition="cleaned", observed_on=TODAY)(frame)
        frame = set_cells(third, condition="operating", observed_on=TODAY)(frame)
        twice = frame[frame["place_number"] == other].assign(condition="growing")
        return pandas.concat([frame, twice, twice.assign(place_number=40_000_000)], ignore_index=True)

    outcome = load_copy(database, actor, change(path, edit))
    assert sorted(sayings(outcome)) == [
        ("rejected", "The number of the place stands in the file twice."),
        ("rejected", "The number of the place was not given by Lokality."),
        ("rejected", "The row has no day of the visit."),
        ("repaired", "A place of this kind cannot be in this condition."),
    ]
    assert (outcome.report.rejected, outcome.report.updated) == (3, 2)
    assert site_card(database, actor, other).condition is Condition.CLEANED


def test_a_copy_holds_only_what_its_reader_sees_and_brings_back_no_more(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    hidden = some_site(database, actor, "Tajná", kind=DUMPS, sensitivity=Sensitivity.RESTRICTED)
    official = worker_of(database, actor, None, Role.OFFICIAL)
    path = take_copy(database, official, tmp_path / "q.gpkg")
    assert list(geopandas.read_file(path, layer=DUMPS.value)["place_number"]) == [dump_id]
    assert b"Tajn" not in path.read_bytes()
    whole = change(
        take_copy(database, actor, tmp_path / "w.gpkg"),
        set_cells(hidden, name="Jinak", condition="cleaned", observed_on=TODAY),
    )
    before = counts(database)
    outcome = load_copy(database, official, whole)
    assert {said for _, said in sayings(outcome)} == {"This record is not here, or it is not shared with you."}
    assert counts(database) == before
    terrain = worker_of(database, actor, actor.organisation_id, Role.TERRAIN)
    with pytest.raises(Forbidden):
        load_copy(database, terrain, path)
    with pytest.raises(Forbidden):
        take_copy(database, terrain, tmp_path / "t.gpkg")


def test_personal_data_that_was_kept_stays_and_what_is_new_is_taken_out(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    version = site_card(database, actor, dump_id).row_version
    named = SiteChange(name="Volat 602 123 456", keep_personal_data="Vlastník to chtěl.")
    correct_site(database, actor, dump_id, version, named)
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    change(path, set_cells(dump_id, note="Volat 602 999 888", observed_on=TODAY))
    outcome = load_copy(database, actor, path)
    assert sum(outcome.report.personal_data.values()) == 1
    assert site_card(database, actor, dump_id).name == "Volat 602 123 456"
    with database.read() as session:
        assert "Volat […]" in set(session.scalars(select(Observation.note)))


def test_photos_of_a_row_come_from_the_archive_once(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    change(path, set_cells(dump_id, photos="DCIM/a.jpg, DCIM/b.jpg", observed_on=TODAY))
    archive = photo_zip(tmp_path / "m.zip", {"DCIM/a.jpg": jpeg()})
    for _ in range(2):
        outcome = load_copy(database, actor, path, photos=archive)
        assert sayings(outcome) == [("repaired", "The photo b.jpg is not in the ZIP file.")]
    assert counts(database)[2] == 1


@pytest.mark.parametrize(
    ("members", "said", "kept"),
    [
        (["B/foto.jpg"], "The photo foto.jpg is not in the ZIP file.", 1),
        (["A/foto.jpg", "B/foto.jpg"], None, 2),
        (["copy/A/foto.jpg", "copy/B/foto.jpg", "copy/old/foto.jpg"], None, 2),
        (
            ["foto.jpg"],
            "Several records name the photo foto.jpg, and the ZIP file has one; whose it is is not clear.",
            0,
        ),
    ],
)
def test_a_photo_goes_to_the_row_that_names_its_folder(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path, members: list[str], said: str | None, kept: int
) -> None:
    second = some_site(database, actor, "Za školou", kind=DUMPS, position=(14.2, 50.6))
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    for number, photo in ((dump_id, "A/foto.jpg"), (second, "B/foto.jpg")):
        change(path, set_cells(number, photos=photo, observed_on=TODAY))
    archive = photo_zip(tmp_path / "m.zip", {name: jpeg() for name in members})
    assert {reason for _, reason in sayings(load_copy(database, actor, path, photos=archive))} == ({said} - {None})
    assert counts(database)[2] == kept


def test_code_lists_travel_along(database: Database, actor: Actor, dump_id: int, tmp_path: Path) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg", DUMPS, SiteKind.HOSTEL)
    assert {"illegal_dump", "hostel", "lokality_choices"} <= {str(name) for name, _ in pyogrio.list_layers(path)}
    choices = pyogrio.read_dataframe(path, layer="lokality_choices")
    (tyres,) = choices[(choices["list"] == "illegal_dump.waste") & (choices["code"] == "tyres")].itertuples()
    assert (tyres.cs, tyres.en) == ("Pneumatiky", "Tyres")
    with closing(sqlite3.connect(path)) as file:
        offered = file.execute(
            "SELECT value FROM gpkg_data_column_constraints JOIN gpkg_data_columns USING (constraint_name)"
            " WHERE table_name = 'hostel' AND column_name = 'condition'"
        ).fetchall()
        types = dict(file.execute("SELECT name, type FROM pragma_table_info('illegal_dump')").fetchall())
    assert {code for (code,) in offered} == {"good", "neglected", "dangerous", "closed", "unknown"}
    assert (types["observed_on"], types["volume_m3"], types["cleaned_on"]) == ("DATE", "REAL", "DATE")


def test_a_file_that_is_no_copy_of_this_city_is_refused(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    point = geopandas.GeoDataFrame({"name": ["x"]}, geometry=[shapely.Point(14, 50)], crs=4326)
    point.to_file(tmp_path / "other.gpkg", layer="illegal_dump")
    copy = take_copy(database, actor, tmp_path / "q.gpkg")
    with closing(sqlite3.connect(copy)) as file, file:
        file.execute("UPDATE lokality_about SET value = 'Jinde' WHERE key = 'city'")
    for path in (tmp_path / "other.gpkg", copy, as_csv(tmp_path / "a.csv", dump())):
        with pytest.raises(UnreadableFile):
            load_copy(database, actor, path)
