"""The command line of a city of one's own: founded under its name, and what a load says of places outside of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.cli import run
from dashboard.language import set_default_language

PLACES = "nazev;druh;lon;lat\nDům Lipová 1;havarijní objekt;14.03;50.66\nDům Lipová 2;havarijní objekt;14.04;50.67\n"
AREA = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"nazev": "Střed", "kod": "1"},
"geometry": {"type": "Polygon", "coordinates": [[[14.0, 50.6], [14.1, 50.6], [14.1, 50.7], [14.0, 50.7], [14.0, 50.6]]]}
}]}"""


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh installation in a folder of the test; English, as the sentences are asserted in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOKALITY_DATA_DIRECTORY", str(tmp_path / "data"))
    monkeypatch.setenv("LOKALITY_LANGUAGE", "en")
    monkeypatch.delenv("LOKALITY_DATABASE_URL", raising=False)
    yield tmp_path
    set_default_language("cs")


def test_a_city_is_founded_under_its_name_by_whichever_command_comes_first(
    installation: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (installation / "domy.csv").write_text(PLACES, encoding="utf-8")
    for number, command in enumerate((["user", "create-admin"], ["load", "domy.csv"])):
        monkeypatch.setenv("LOKALITY_DATA_DIRECTORY", str(installation / str(number)))
        assert run([*command, "--city", " Nové  Město "]) == 0
        said = capsys.readouterr()
        assert said.out.startswith("The city Nové Město is founded.\n")
        assert "Administration" not in said.out + said.err
        assert run(["user", "create-admin", "--city", "Jinak"]) == 0
        said = capsys.readouterr()
        assert said.err == "The city here is called Nové Město. Rename it on the page Administration.\n"
        assert "/auth/link/" in said.out
        assert run(["user", "create-admin", "--city", "Nové Město"]) == 0
        assert not capsys.readouterr().err


@pytest.mark.parametrize("name", ["", " ", "Mě\u200bsto"])
def test_a_city_is_founded_under_a_name_that_can_be_read_or_not_at_all(
    installation: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run(["user", "create-admin", "--city", name]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert run(["user", "create-admin"]) == 2
    assert "lokality serve --city NAME" in capsys.readouterr().err


def test_somebody_at_the_terminal_is_asked_for_the_name(
    installation: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("dashboard.commands.founding.sys.stdin.isatty", lambda: True, raising=False)

    def prompt(said: str) -> str:
        asked.append(said)
        return "Nové Město"

    monkeypatch.setattr("dashboard.commands.founding.typer.prompt", prompt)
    assert run(["user", "create-admin"]) == 0
    assert capsys.readouterr().out.startswith("The city Nové Město is founded.\n")
    assert run(["user", "create-admin"]) == 0
    assert asked == ["There is no city here yet. What is yours called"]


def test_places_outside_of_the_city_are_told_and_stop_nothing(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (installation / "obvody.geojson").write_text(AREA, encoding="utf-8")
    (installation / "domy.csv").write_text(PLACES + "Dům jinde;havarijní objekt;18.5;49\n", encoding="utf-8")
    assert run(["load", "obvody.geojson", "--profile", "areas"]) == 0
    capsys.readouterr()
    told = "1 place lies outside the areas of the city: row 4 (Dům jinde)."
    assert run(["load", "domy.csv", "--dry-run"]) == 0
    assert told in capsys.readouterr().err
    assert run(["load", "domy.csv", "--report", "report.json"]) == 0
    said = capsys.readouterr()
    assert told in said.err
    assert "3 new" in said.out
    assert json.loads((installation / "report.json").read_text(encoding="utf-8"))["outside_areas"] == 1
