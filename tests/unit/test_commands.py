"""The command line: exit codes, sentences in two languages, and nothing but sentences."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import dashboard.commands.migrate
from dashboard.cli import run
from dashboard.commands.progress import shown_progress
from dashboard.language import set_default_language

PLACES = "nazev;druh;lon;lat\nDům Lipová 1;havarijní objekt;14.03;50.66\nDům Lipová 2;havarijní objekt;14.04;50.67\n"


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh installation in a folder of the test; English, as the sentences are asserted in it."""
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


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city, built once by its own command."""
    path = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOKALITY_DATA_DIRECTORY", str(path))
        assert run(["--lang", "en", "demo"]) == 0
    return path / "lokality.db"


@pytest.fixture
def demo(demo_file: Path, installation: Path) -> Path:
    """An installation with the demo city in it."""
    database = installation / "data" / "lokality.db"
    database.parent.mkdir()
    database.write_bytes(demo_file.read_bytes())
    return installation


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "cs", "--help"]) == 0
    assert "Vytvoří ukázkové město" in capsys.readouterr().out
    assert run(["--lang=en", "demo", "--help"]) == 0
    assert "Do nothing where a city is already there" in capsys.readouterr().out


def test_the_setting_chooses_the_language(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKALITY_LANGUAGE", "cs")
    assert run(["migrate"]) == 0
    assert capsys.readouterr().out == "Databáze je aktuální.\n"


def test_the_demo_comes_once(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 2
    assert "There is a city in this database already" in capsys.readouterr().err
    assert run(["demo", "--if-empty"]) == 0
    assert capsys.readouterr().out == "A city is there already.\n"


def test_a_real_city_without_records_is_a_city(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["load", "missing.csv", "--city", "Zkušebnov"]) == 2
    assert capsys.readouterr().out == "The city Zkušebnov is founded.\n"
    assert run(["demo", "--if-empty"]) == 0
    assert capsys.readouterr().out == "A city is there already.\n"


def test_every_missing_database_says_how_to_make_one(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["backup", "b.zip"], ["copy-to", "sqlite:///other.db"]):
        assert run(arguments) == 2
        assert "lokality demo" in capsys.readouterr().err
    assert not (installation / "data").exists()


def test_a_newer_database_is_a_sentence(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(demo / "data" / "lokality.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for arguments in (["migrate"], ["backup", "b.zip"], ["demo"]):
        assert run(arguments) == 2
        assert "newer Lokality" in capsys.readouterr().err
    assert run(["doctor"]) == 2
    assert "newer Lokality" in capsys.readouterr().out


def test_only_this_machine_is_served(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for host in ("0.0.0.0", "192.168.1.2", "example.org"):
        assert run(["serve", "--host", host]) == 2
        said = capsys.readouterr()
        assert "127.0.0.1" in said.err
        assert said.out == ""


def test_the_first_administrator_gets_a_link(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["user", "create-admin", "--name", "První"]) == 0
    assert "http://127.0.0.1:8501/auth/link/" in capsys.readouterr().out
    assert run(["user", "invite", "teren", "--role", "terrain", "--organisation", "nikde"]) == 2
    assert "nikde" in capsys.readouterr().err
    assert run(["user", "invite", "teren", "--role", "king"]) == 2
    assert "king is not a role" in capsys.readouterr().err
    assert run(["user", "invite", "teren", "--role", "terrain", "--role", "police"]) == 0
    assert run(["user", "reset", "TEREN "]) == 0
    assert run(["user", "reset", "nobody"]) == 2
    capsys.readouterr()
    assert run(["user", "list"]) == 0
    assert "teren\tteren\tpolice,terrain\t–\tinvited" in capsys.readouterr().out


def test_an_occupied_port_is_a_sentence(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 2
    assert f"Port {port} is taken" in capsys.readouterr().err


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LOKALITY_PORT", "many")
    assert run(["migrate"]) == 2
    assert "LOKALITY_PORT" in capsys.readouterr().err
    assert run(["doctor"]) == 2
    assert "LOKALITY_PORT" in capsys.readouterr().out


def test_a_wrong_option_shows_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--no-such-option"]) == 2
    assert "Usage" in capsys.readouterr().err


def test_what_nobody_foresaw_is_a_number_in_the_log(
    installation: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(dashboard.commands.migrate, "made_database", fail)
    assert run(["migrate"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "secret detail" not in said
    number = said.split()[-1].rstrip(".")
    log = (installation / "data" / "log" / "lokality.log").read_text(encoding="utf-8")
    assert number in log
    assert "secret detail" in log


def test_backup_and_restore(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["backup", "b.zip"]) == 0
    assert "Vzorov" in capsys.readouterr().out
    assert run(["restore", "b.zip"]) == 2
    assert "--force" in capsys.readouterr().err
    assert run(["restore", "b.zip", "--force"]) == 0
    assert "is kept as" in capsys.readouterr().out
    assert run(["doctor", "--audit"]) in (0, 2)
    assert "The audit chain holds" in capsys.readouterr().out


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "xlsx"])
def test_places_are_taken_away(demo: Path, capsys: pytest.CaptureFixture[str], ending: str) -> None:
    assert run(["export", f"hostels.{ending}", "--kind", "hostel"]) == 0
    assert capsys.readouterr().out == f"Places in hostels.{ending}: 18.\n"
    assert (demo / f"hostels.{ending}").stat().st_size > 500
    assert run(["export", f"hostels.{ending}"]) == 2
    assert "exists already" in capsys.readouterr().err


def test_an_export_of_no_known_kind_is_a_sentence(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "places.pdf"]) == 2
    assert ".geojson, .gpkg, .csv, .xlsx" in capsys.readouterr().err


def test_copy_to_another_file(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["copy-to", f"sqlite:///{demo / 'copy.db'}"]) == 0
    assert "copied and checked" in capsys.readouterr().out
    assert run(["copy-to", f"sqlite:///{demo / 'copy.db'}"]) == 2
    assert "not empty" in capsys.readouterr().err


def test_the_doctor_finds_a_broken_chain(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(demo / "data" / "lokality.db")) as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET action = 'nothing' WHERE id = 77")
        connection.commit()
    assert run(["doctor", "--audit"]) == 2
    assert "broken at entry 77" in capsys.readouterr().out


def test_the_doctor_says_what_to_do_first(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["doctor"])
    assert "lokality demo" in capsys.readouterr().out


def test_loading_a_file_twice_changes_nothing(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (installation / "domy.csv").write_text(PLACES, encoding="utf-8")
    options = ["load", "domy.csv", "--source", "Úřad", "--report", "report.json"]
    assert run(options) == 0
    first = json.loads((installation / "report.json").read_text(encoding="utf-8"))
    assert (first["read"], first["created"], first["rejected"]) == (2, 2, 0)
    assert run(options) == 0
    second = json.loads((installation / "report.json").read_text(encoding="utf-8"))
    assert (second["created"], second["updated"], second["unchanged"]) == (0, 0, 2)
    assert "2 unchanged" in capsys.readouterr().out


def test_a_trial_stores_nothing(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (installation / "domy.csv").write_text(PLACES, encoding="utf-8")
    assert run(["load", "domy.csv", "--dry-run"]) == 0
    assert "This was a trial" in capsys.readouterr().out
    assert run(["load", "domy.csv"]) == 0
    assert "2 new" in capsys.readouterr().out


def test_rejected_rows_stop_a_load_unless_the_good_ones_are_kept(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (installation / "domy.csv").write_text(PLACES + "Dům v moři;havarijní objekt;999;999\n", encoding="utf-8")
    assert run(["load", "domy.csv", "--rejected", "bad.csv"]) == 3
    said = capsys.readouterr()
    assert "Nothing was stored" in said.out
    assert "Row 4" in said.err
    assert "Dům v moři" in (installation / "bad.csv").read_text(encoding="utf-8-sig")
    assert run(["load", "domy.csv", "--keep-good"]) == 3
    assert "2 new" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_a_sentence(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (installation / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    for name in ("broken.xlsx", "missing.csv"):
        assert run(["load", name]) == 2
        said = capsys.readouterr()
        assert said.err.strip()
        assert "Traceback" not in said.err
    assert not (installation / "data" / "log").exists()


def test_a_text_in_the_name_of_a_workbook_stores_nothing(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("text.xlsx", "text.gpkg", "text"):
        (installation / name).write_text("hello I am text\n", encoding="utf-8")
        assert run(["load", name]) == 2
        said = capsys.readouterr()
        assert len(said.err.strip().splitlines()) == 1
        assert "1 new" not in said.out


def test_repaired_rows_are_said_the_first_ten_with_their_cells(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"Dům {number};14.03;50.66;29. 2. 2023\n" for number in range(12))
    (installation / "domy.csv").write_text("nazev;lon;lat;zjisteno dne\n" + rows, encoding="utf-8")
    assert run(["load", "domy.csv"]) == 0
    said = capsys.readouterr().err
    assert "Row 2, column zjisteno dne, “29. 2. 2023”: This is not a day of the calendar. The field was left" in said
    assert said.count("29. 2. 2023") == 10
    assert "And 2 more" in said
    assert "--report" in said


def test_a_fault_of_a_whole_row_names_no_column(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (installation / "domy.csv").write_text("nazev;lon;lat\nDům;14.03;50.66\n;;x\n", encoding="utf-8")
    assert run(["load", "domy.csv", "--profile", "hazardous_buildings"]) == 3
    said = capsys.readouterr()
    assert "“”" not in said.err
    assert "column ," not in said.err
    assert "Row 3, column nazev: The row has no position" in said.err
    assert "Rows are: Places (hazardous_buildings)." in said.out


def test_progress_without_a_terminal_is_some_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress("Loading") as report:
        for done in range(1, 1001):
            report(done, 1000)
    assert 5 <= len(capsys.readouterr().err.splitlines()) <= 12
