"""`lokality publish`, as cron runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.cli import run
from dashboard.language import set_default_language
from geodata.database import Database
from geodata.services.city import local_actor
from geodata.services.public_picture import Switch, list_snapshots, set_public_switch
from tests.publishing import WEST, add_district


@pytest.fixture
def installation(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """An installation with one district, in English."""
    monkeypatch.setenv("LOKALITY_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("LOKALITY_DATA_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("LOKALITY_LANGUAGE", "en")
    database = Database(sqlite_url)
    add_district(database, local_actor(database), WEST, 0)
    yield database
    database.close()
    set_default_language("cs")


def test_the_command_makes_what_is_due_and_says_so(installation: Database, capsys: pytest.CaptureFixture[str]) -> None:
    actor = local_actor(installation)
    told = []
    for switch in (Switch(), Switch(on=True), Switch(on=True)):
        set_public_switch(installation, actor, switch)
        assert run(["publish"]) == 0
        told.append(capsys.readouterr().out.strip())
    assert told == [
        "The public picture is switched off; nothing was made.",
        "The snapshot of this month is made.",
        "This month has its snapshot already; nothing was made.",
    ]
    assert [row.limit for row in list_snapshots(installation, actor)] == [8]


def test_the_command_takes_the_limit_of_the_settings(
    installation: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    actor = local_actor(installation)
    set_public_switch(installation, actor, Switch(on=True))
    monkeypatch.setenv("LOKALITY_PUBLIC_LIMIT", "4")
    assert run(["publish"]) == 2
    assert "public_limit" in capsys.readouterr().err
    monkeypatch.setenv("LOKALITY_PUBLIC_LIMIT", "12")
    assert run(["publish"]) == 0
    assert [row.limit for row in list_snapshots(installation, actor)] == [12]
