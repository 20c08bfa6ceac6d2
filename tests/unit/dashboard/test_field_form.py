"""Forms for KoboToolbox and ODK: each kind's is accepted by the library both use, in two languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from pyxform.xls2xform import convert

from dashboard.cli import run
from dashboard.exports.field_form import write_field_form
from geodata.model.fields import FIELDS
from geodata.model.sites import CONDITIONS, SiteKind


@pytest.fixture
def dump_form(tmp_path: Path) -> Path:
    path = tmp_path / "dump.xlsx"
    write_field_form(path, SiteKind.ILLEGAL_DUMP)
    return path


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    header, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@pytest.mark.parametrize("kind", SiteKind)
def test_pyxform_takes_the_form_of_each_kind_without_a_warning(kind: SiteKind, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_field_form(path, kind)
    converted = convert(xlsform=path)
    assert converted.warnings == []
    assert f'id="lokality_{kind.value}"' in converted.xform
    for field in FIELDS[kind]:
        assert f'nodeset="/data/{field.name}"' in converted.xform


@pytest.mark.parametrize("kind", SiteKind)
def test_the_choices_are_the_codes_of_the_kind(kind: SiteKind, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_field_form(path, kind)
    offered: dict[str, list[str]] = {}
    for row in sheet(path, "choices"):
        offered.setdefault(row["list_name"], []).append(row["name"])
    kept = {field.name: list(field.choices) for field in FIELDS[kind] if field.choices}
    assert offered == kept | {"condition": [condition.value for condition in CONDITIONS[kind]]}


def test_questions_and_choices_speak_czech_and_english(dump_form: Path) -> None:
    (waste,) = (row for row in sheet(dump_form, "survey") if row["name"] == "waste")
    assert (waste["type"], waste["label::Čeština (cs)"]) == ("select_multiple waste", "Druh odpadu")
    assert waste["label::English (en)"] == "Kind of waste"
    (volume,) = (row for row in sheet(dump_form, "survey") if row["name"] == "volume_m3")
    assert volume["label::English (en)"] == "Volume (m³)"
    labels = [row[f"label::{language}"] for row in sheet(dump_form, "choices") for language in
              ("Čeština (cs)", "English (en)")]  # fmt: skip
    assert all(labels)


def test_the_form_says_its_kind_by_itself_and_asks_for_position_and_photos(dump_form: Path) -> None:
    types = {row["name"]: row["type"] for row in sheet(dump_form, "survey")}
    assert types["lokality_kind"] == "hidden"
    assert types["position"] == "geopoint"
    assert [types[name] for name in ("photo", "photo_2", "photo_3")] == ["image"] * 3
    assert "instanceID" in convert(xlsform=dump_form).xform


def test_a_form_has_a_version_that_moves_only_with_its_questions(dump_form: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again.xlsx", tmp_path / "other.xlsx"
    write_field_form(again, SiteKind.ILLEGAL_DUMP)
    write_field_form(other, SiteKind.HOSTEL)
    versions = [sheet(path, "settings")[0]["version"] for path in (dump_form, again, other)]
    assert versions[0] == versions[1] != versions[2]


def test_the_command_writes_a_form_and_replaces_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "forms" / "hostel.xlsx"
    assert run(["--lang", "cs", "form", "hostel", str(path)]) == 0
    assert "KoboToolbox" in capsys.readouterr().out
    before = path.read_bytes()
    assert run(["--lang", "cs", "form", "hostel", str(path)]) == 2
    assert "už existuje" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert run(["--lang", "cs", "form", "hostel", str(tmp_path / "hostel.doc")]) == 2
    assert ".xlsx" in capsys.readouterr().err
