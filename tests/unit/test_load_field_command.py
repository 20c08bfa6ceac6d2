"""`lokality load --field-form`: what is kept, what a trial stores (nothing), and which options do not go together."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dashboard.cli import run
from dashboard.language import set_default_language
from geodata.database import Database
from geodata.tables import Audit, Observation, Photo, Site
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
