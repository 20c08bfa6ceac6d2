"""`lokality load --field-form`: what is kept, what a trial stores (nothing), and which options do not go together."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import geopandas
import pytest
from sqlalchemy import func, select

from dashboard.cli import run
from dashboard.language import set_default_language
from geodata.database import Database
from geodata.model.sites import SiteKind
from geodata.tables import Audit, Observation, Photo, Site
from tests.field_copies import change, set_cells
from tests.field_exports import SECOND, as_csv, dump, jpeg, photo_zip


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh installation in a folder of the test, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOKALITY_DATA_DIRECTORY", str(tmp_path / "data"))
    monkeypatch.setenv("LOKALITY_LANGUAGE", "en")
    monkeypatch.delenv("LOKALITY_DATABASE_URL", raising=False)
    yield tmp_path
    set_default_language("cs")
    logger = logging.getLogger("lokality")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True


def counts(installation: Path) -> tuple[int, ...]:
    database = Database(f"sqlite:///{installation / 'data' / 'lokality.db'}")
    with database.read() as session:
        found = tuple(session.scalar(select(func.count()).select_from(table)) or 0
                      for table in (Site, Observation, Photo, Audit))  # fmt: skip
    database.close()
    return found


def test_an_export_with_photos_is_loaded_and_reported(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = as_csv(installation / "a.csv", dump(photo="a.jpg"), dump(SECOND, lokality_kind="castle"))
    archive = photo_zip(installation / "m.zip", {"a.jpg": jpeg()})
    given = ["load", str(export), "--field-form", "--photos", str(archive), "--report", "r.json", "--city", "Zkušebnov"]
    assert run(given) == 3
    told = capsys.readouterr()
    assert "The city Zkušebnov is founded." in told.out
    assert "Read 2: 1 new, 0 changed, 0 unchanged, 0 to be placed, 0 repaired, 1 rejected." in told.out
    assert "Row 3, column lokality_kind: The record does not say which kind of place it is about." in told.err
    assert counts(installation)[:3] == (1, 1, 1)
    report = json.loads((installation / "r.json").read_text(encoding="utf-8"))
    assert (report["created"], report["rejected"]) == (1, 1)
    assert report["rows"][0]["reason"]["cs"] == "Záznam neříká, o jaký druh místa jde."


def test_a_trial_stores_nothing_and_founds_no_city(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = as_csv(installation / "a.csv", dump())
    assert run(["load", str(export), "--field-form", "--dry-run", "--city", "Zkušebnov"]) == 2
    assert "There is no database" in capsys.readouterr().err
    assert not (installation / "data" / "lokality.db").exists()
    assert run(["load", str(export), "--field-form", "--city", "Zkušebnov"]) == 0
    before = counts(installation)
    other = as_csv(installation / "b.csv", dump(SECOND, name="U lávky"))
    assert run(["load", str(other), "--field-form", "--dry-run", "--report", "r.json"]) == 0
    assert "This was a trial: nothing was stored." in capsys.readouterr().out
    assert json.loads((installation / "r.json").read_text(encoding="utf-8"))["created"] == 1
    assert counts(installation) == before


@pytest.mark.parametrize("option", ["--profile", "--crs", "--layer", "--source", "--rejected"])
def test_options_of_tables_are_refused_with_a_sentence(
    installation: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    export = as_csv(installation / "a.csv", dump())
    assert run(["load", str(export), "--field-form", option, "x", "--city", "Zkušebnov"]) == 2
    assert option in capsys.readouterr().err
    assert not (installation / "data" / "lokality.db").exists()


def test_photos_without_a_form_are_refused(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", "a.csv", "--photos", "m.zip"]) == 2
    assert "--field-form" in capsys.readouterr().err


def test_a_copy_for_qfield_goes_out_and_comes_back_once(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = as_csv(installation / "a.csv", dump(), dump(SECOND, name="U lávky", _position_latitude="50.67"))
    assert run(["load", str(export), "--field-form", "--city", "Zkušebnov"]) == 0
    kind = SiteKind.ILLEGAL_DUMP
    copy = installation / "q.gpkg"
    assert run(["export", "--qfield", str(copy), "--kind", kind.value, "--crs", "EPSG:5514"]) == 0
    assert "Places in q.gpkg: 2." in capsys.readouterr().out.replace(str(copy), "q.gpkg")
    number = int(geopandas.read_file(copy, layer=kind.value)["place_number"][0])
    change(copy, set_cells(number, condition="cleaned", observed_on="2026-03-08"))
    before = counts(installation)
    assert run(["load", str(copy), "--qfield", "--dry-run", "--report", "r.json", "--city", "Zkušebnov"]) == 0
    assert json.loads((installation / "r.json").read_text(encoding="utf-8"))["updated"] == 1
    assert counts(installation) == before
    for _ in range(2):
        assert run(["load", str(copy), "--qfield"]) == 0
    assert "0 new, 0 changed, 2 unchanged" in capsys.readouterr().out
    assert counts(installation)[:2] == (before[0], before[1] + 1)


@pytest.mark.parametrize(
    "given",
    [
        ["export", "--qfield", "q.csv"],
        ["export", "--qfield", "q.gpkg", "--crs", "EPSG:3857"],
        ["export", "q.gpkg", "--crs", "EPSG:5514"],
        ["load", "q.gpkg", "--qfield", "--field-form"],
        ["load", "q.gpkg", "--qfield", "--encoding", "utf-8"],
        ["load", "q.gpkg", "--qfield", "--dry-run"],
    ],
)
def test_what_does_not_go_together_is_refused_and_makes_nothing(installation: Path, given: list[str]) -> None:
    assert run(given) == 2
    assert list(installation.rglob("*.gpkg")) == []
    assert not (installation / "data" / "lokality.db").exists()


def test_an_area_that_is_not_there_is_refused(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = as_csv(installation / "a.csv", dump())
    assert run(["load", str(export), "--field-form", "--city", "Zkušebnov"]) == 0
    assert run(["export", "places.csv", "--area", "Nikde"]) == 2
    assert "0 areas called Nikde" in capsys.readouterr().err
    assert not (installation / "places.csv").exists()
