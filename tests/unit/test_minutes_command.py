"""`lokality minutes`: JSON of what was understood, a summary for people, a sentence for what cannot be read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from dashboard.cli import run
from geodata.database import Database
from geodata.migrations import upgrade
from geodata.model.people import OrganisationKind
from geodata.services.city import found_city
from geodata.services.organisations import add_organisation
from tests.minutes_corpus.measuring import HERE

FIRST = HERE / "tuned" / "01.txt"


@pytest.fixture(autouse=True)
def place(bare_machine: Path) -> Path:
    """No test of these sees an installation."""
    return bare_machine


def test_json_says_what_was_understood_where_there_is_no_database(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["minutes", str(FIRST), "--json"]) == 0
    spoken = capsys.readouterr()
    found = json.loads(spoken.out)
    assert spoken.err == ""
    assert (found["body"], found["date"], found["next_date"]) == ("Policejní buňka Hutě", "2026-03-05", "2026-04-02")
    assert found["attendees"][0] == {"name": "npor. Bájný", "organisation": "PČR"}
    point = found["points"][1]
    assert (point["organisation"], point["places"][0]["street"]) == ("PČR", "Sokolská")
    assert point["tasks"] == [{"what": "prověří vlastníka", "who": "stavební úřad", "due": "2026-04-15"}]
    assert found["points"][2]["statements"][1]["kind"] == "question"
    assert found["points"][3]["tasks"][0]["due"] == "next meeting"
    assert list(place.iterdir()) == []


def test_names_of_the_city_are_used_and_nothing_is_stored(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(f"sqlite:///{place / 'lokality.db'}")
    upgrade(database)
    actor = found_city(database, code="1", name="Zkušebnov")
    add_organisation(database, actor, "Městská policie Zkušebnov", OrganisationKind.MUNICIPAL_POLICE)
    database.close()
    before = (place / "lokality.db").read_bytes()
    assert run(["minutes", str(FIRST), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["organisations"] == {"MP": "Městská policie Zkušebnov"}
    assert (place / "lokality.db").read_bytes() == before


def test_people_read_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["minutes", str(FIRST)]) == 0
    said = capsys.readouterr().out
    assert "Body: Policejní buňka Hutě" in said
    assert "npor. Bájný (PČR)" in said
    assert "Task: prověří vlastníka – stavební úřad, 15\N{NO-BREAK SPACE}Apr\N{NO-BREAK SPACE}2026" in said


def test_a_text_may_come_from_the_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(FIRST.read_text(encoding="utf-8")))
    assert run(["minutes", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["date"] == "2026-03-05"


def test_what_cannot_be_read_is_said_in_one_sentence(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "zapis.docx").write_bytes(b"nothing")
    assert run(["minutes", str(place / "zapis.docx")]) == 2
    assert "is no Word document" in capsys.readouterr().err
    assert run(["minutes", str(place / "missing.txt")]) == 2
    assert "There is no file missing.txt" in capsys.readouterr().err
    (place / "poem.txt").write_text("les a louka", encoding="utf-8")
    assert run(["minutes", str(place / "poem.txt")]) == 0
