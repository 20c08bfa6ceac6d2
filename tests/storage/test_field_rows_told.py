"""Records that were loaded before and come with something else: what is not taken is told, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import pandas
import pytest
import shapely
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.site_card import site_card
from geodata.services.sites import SiteChange, correct_site
from geodata.tables import AuditWords, Site
from loaders.field_forms.loading import FieldFormOptions, load_field_form
from loaders.loading import LoadOutcome
from tests.field_copies import change, load_copy, sayings, take_copy
from tests.field_exports import FIRST, SECOND, as_csv, as_kobo_json, dump
from tests.small_city import some_site

TODAY = clock.today().isoformat()
OTHERWISE = "This record was loaded before, with other answers."


def load(database: Database, actor: Actor, path: Path) -> LoadOutcome:
    return load_field_form(database, actor, path, path.parent / "kept", FieldFormOptions(), dry_run=False)


def told(outcome: LoadOutcome) -> list[tuple[int, str, str]]:
    return [(finding.row, finding.column, str(finding.reason)) for finding in outcome.report.findings]


def place(database: Database, actor: Actor, name: str) -> int:
    return some_site(database, actor, name, kind=SiteKind.ILLEGAL_DUMP, position=(14.3, 50.7))


@pytest.mark.parametrize(
    ("edited", "column"),
    [
        ({"name": "Přejmenováno"}, "name"),
        ({"address": "Nová 7"}, "address"),
        ({"_position_latitude": "50.9"}, "position"),
        ({"observed_on": "2026-03-04"}, "observed_on"),
        ({"volume_m3": "9"}, "volume_m3"),
        (
            {"lokality_kind": "other", "condition": "", "volume_m3": "", "waste": "", "land_owner": ""},
            "kind, condition",
        ),
    ],
)
def test_an_edited_record_is_told_with_what_it_says_otherwise(
    database: Database, actor: Actor, tmp_path: Path, edited: dict[str, Any], column: str
) -> None:
    load(database, actor, as_csv(tmp_path / "a.csv", dump()))
    outcome = load(database, actor, as_csv(tmp_path / "b.csv", dump(**edited)))
    assert told(outcome) == [(2, column, OTHERWISE)]
    with database.read() as session:
        (site,) = session.scalars(select(Site))
    assert (site.name, site.latitude) == ("Skládka za garážemi", 50.6602)


def test_one_number_twice_in_a_file_at_two_places_is_told_at_the_second(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    rows = dump(), dump(name="Jiná skládka", _position_longitude="14.2")
    outcome = load(database, actor, as_csv(tmp_path / "a.csv", *rows))
    assert (outcome.report.created, told(outcome)) == (1, [(3, "name, position", OTHERWISE)])


def test_an_edited_number_of_the_place_is_told(database: Database, actor: Actor, tmp_path: Path) -> None:
    first, second = (str(place(database, actor, name)) for name in ("První", "Druhá"))
    rows = [dump(), dump(SECOND, place_number=first)]
    load(database, actor, as_csv(tmp_path / "a.csv", *rows))
    moved = [dump(place_number=first), dump(SECOND, place_number=second)]
    expected = [(row, "place_number", OTHERWISE) for row in (2, 3)]
    assert told(load(database, actor, as_csv(tmp_path / "b.csv", *moved))) == expected
    without = load(database, actor, as_csv(tmp_path / "c.csv", dump(SECOND)))
    assert told(without) == [(2, "place_number", OTHERWISE)]


def test_what_was_corrected_here_is_no_edit_of_the_record(database: Database, actor: Actor, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", dump())
    load(database, actor, path)
    with database.read() as session:
        (site_id,) = session.scalars(select(Site.id))
    for name, longitude in (("Podle úřadu", 14.1), ("Podle mapy", 14.2)):
        version = site_card(database, actor, site_id).row_version
        correct_site(database, actor, site_id, version, SiteChange(name=name, longitude=longitude, latitude=50.6602))
    assert told(load(database, actor, path)) == []
    as_corrected = as_csv(tmp_path / "b.csv", dump(name="Podle mapy", _position_longitude="14.2"))
    assert told(load(database, actor, as_corrected)) == []
    edited = as_csv(tmp_path / "c.csv", dump(name="Jinak"))
    assert told(load(database, actor, edited)) == [(2, "name", OTHERWISE)]


def test_words_that_were_erased_are_asked_of_nobody_again(database: Database, actor: Actor, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", dump())
    load(database, actor, path)
    with database.read() as session:
        (site_id,) = session.scalars(select(Site.id))
    version = site_card(database, actor, site_id).row_version
    correct_site(database, actor, site_id, version, SiteChange(name="Podle úřadu"))
    with database.write(actor) as work:
        for word in work.session.scalars(select(AuditWords)):
            work.session.delete(word)
        work.commit()
    assert told(load(database, actor, path)) == []


def test_the_day_when_a_record_was_sent_is_that_of_the_city(database: Database, actor: Actor, tmp_path: Path) -> None:
    late = {"observed_on": "", "_submission_time": "2026-03-06T23:30:00"}
    load(database, actor, as_kobo_json(tmp_path / "a.json", dump(FIRST, **late)))
    load(
        database, actor, as_csv(tmp_path / "b.csv", dump(SECOND, **late | {"_submission_time": "2026-03-06 22:30:00"}))
    )
    with database.read() as session:
        days = session.scalars(select(Site.verified_on).order_by(Site.id)).all()
    assert [str(day) for day in days] == ["2026-03-07", "2026-03-06"]


def with_points(*points: tuple[float, str, str]) -> Any:
    """An edit that adds new points: longitude, uuid and name."""

    def edit(frame: Any) -> Any:
        rows = [
            {
                "uuid": uuid,
                "name": name,
                "observed_on": TODAY,
                "condition": "present",
                "geometry": shapely.Point(x, 50.6),
            }
            for x, uuid, name in points
        ]
        added = geopandas.GeoDataFrame(rows, crs=frame.crs)
        return geopandas.GeoDataFrame(pandas.concat([frame, added], ignore_index=True), crs=frame.crs)

    return edit


def test_a_new_point_renamed_and_moved_after_it_was_loaded_is_told(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    path = change(take_copy(database, actor, tmp_path / "q.gpkg"), with_points((14.06, "u-1", "Nové")))
    assert load_copy(database, actor, path).report.created == 1
    assert told(load_copy(database, actor, path)) == []

    def edit(frame: Any) -> Any:
        return frame.assign(name="Nové opravené").set_geometry(frame.geometry.translate(0.01, 0.0))

    assert told(load_copy(database, actor, change(path, edit))) == [(1, "name, position", OTHERWISE)]


def test_a_point_copied_with_its_uuid_is_not_taken_and_told(database: Database, actor: Actor, tmp_path: Path) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    change(path, with_points((14.06, "u-1", "První"), (14.07, "u-1", "Druhé")))
    same = ("rejected", "Another new point of the file has the same uuid. If this is another place, empty it here.")
    outcome = load_copy(database, actor, path)
    assert (outcome.report.created, outcome.report.rejected, sayings(outcome)) == (1, 1, [same])
    change(path, lambda frame: frame.assign(uuid=["u-1", None]))
    mended = load_copy(database, actor, path)
    assert (mended.report.created, mended.report.unchanged, sayings(mended)) == (1, 1, [])
