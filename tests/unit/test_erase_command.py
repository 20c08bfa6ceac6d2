"""`lokality erase`: nothing without --due, nothing with --dry-run, then what was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.cli import run
from dashboard.language import set_default_language
from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Erased
from geodata.migrations import upgrade
from geodata.model.people import Actor
from geodata.model.sites import Condition
from geodata.services.city import found_city
from geodata.services.site_card import site_card
from tests.small_city import some_site


@pytest.fixture
def old_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Database, Actor, int]]:
    """An installation with a house that was demolished eleven years ago, and a new one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOKALITY_DATA_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("LOKALITY_LANGUAGE", "en")
    monkeypatch.setenv("LOKALITY_RETENTION", '{"audit_words": 0}')
    monkeypatch.delenv("LOKALITY_DATABASE_URL", raising=False)
    database = Database(f"sqlite:///{tmp_path / 'lokality.db'}")
    upgrade(database)
    actor = found_city(database, code="1", name="Zkušebnov")
    with standing_at(clock.now() - timedelta(days=4_000)):
        house = some_site(database, actor, condition=Condition.DEMOLISHED)
    some_site(database, actor, "Nový dům", position=(14.06, 50.66))
    yield database, actor, house
    database.close()
    set_default_language("cs")


def test_what_is_due_is_said_before_it_is_erased(
    old_house: tuple[Database, Actor, int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["erase"]) == 2
    assert "--due" in capsys.readouterr().err
    assert run(["erase", "--due", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("Places that are no more: 1 record, of ")
    assert site_card(*old_house).name == "Školní 12"
    assert run(["erase", "--due"]) == 0
    assert "1 record erased." in capsys.readouterr().out
    with pytest.raises(Erased):
        site_card(*old_house)
    assert run(["erase", "--due"]) == 0
    assert capsys.readouterr().out == "Nothing is due today.\n"
