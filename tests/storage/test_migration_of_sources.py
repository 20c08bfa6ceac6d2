"""Migration 0011 on a city that worked before it: each organisation keeps what it loaded, old shares end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from geodata.database import Database
from geodata.migrations import _configuration, upgrade

# Two organisations and somebody without one loaded under the same name; one source nobody loaded.
BEFORE = """
INSERT INTO municipality (id, code, name, fictional) VALUES (1, '1', 'Vzorov', true);
INSERT INTO organisation (id, municipality_id, name, short_name, kind, row_version) VALUES
    (1, 1, 'Stavební', 'S', 'city', 1), (2, 1, 'Terén', 'T', 'ngo', 1);
INSERT INTO account (id, municipality_id, organisation_id, login, name, roles, disabled, row_version) VALUES
    (1, 1, 2, 'a', 'A', '[]', false, 1), (2, 1, 1, 'b', 'B', '[]', false, 1), (3, 1, NULL, 'c', 'C', '[]', false, 1);
INSERT INTO source (id, municipality_id, name) VALUES (3, 1, 'Odbor'), (5, 1, 'Rejstřík'), (6, 1, 'Bytovky');
INSERT INTO load (id, municipality_id, source_id, file_name, target, recorded_at, recorded_by, counts) VALUES
    (1, 1, 3, 'a.csv', 'sites', '2026-01-01', 1, '{}'), (2, 1, 3, 'b.csv', 'sites', '2026-01-02', 2, '{}'),
    (3, 1, 3, 'c.csv', 'sites', '2026-01-03', 1, '{}'), (4, 1, 3, 'd.csv', 'sites', '2026-01-04', 3, '{}'),
    (5, 1, 6, 'e.csv', 'sites', '2026-01-05', 3, '{}');
INSERT INTO "placing" (id, municipality_id, load_id, source_id, source_key, target, record) VALUES
    (1, 1, 2, 3, 'waits', 'sites', '{}');
"""
SITE = """
INSERT INTO site (id, municipality_id, kind, sensitivity, name, search_text, longitude, latitude, tile_key, source_id,
    source_key, load_id, recorded_at, row_version, open_issues, changed)
VALUES (:id, 1, 'other', :sensitivity, 'x', 'x', 14, 50, 1, 3, :key, :load, '2026-01-01', 1, 0, 1)
"""
SHARE = "INSERT INTO site_share (site_id, organisation_id, shared_at) VALUES (:id, 2, '2026-01-01')"


@pytest.fixture(params=["sqlite", "postgis"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with the schema before."""
    if request.param == "sqlite":
        yield from _older(f"sqlite:///{tmp_path / 'older.db'}")
        return
    with request.getfixturevalue("postgis_server").new_database("template1") as url:
        yield from _older(url)


def _older(url: str) -> Iterator[Database]:
    database = Database(url)
    with database.connect(writing=True) as connection:
        if not database.is_sqlite:
            connection.execute(text("CREATE EXTENSION postgis"))
        command.upgrade(_configuration(connection), "0010")
        connection.commit()
    yield database
    database.close()


def told(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_each_organisation_keeps_what_it_loaded_and_old_shares_end(older: Database) -> None:
    with older.connect(writing=True) as connection:
        for statement in BEFORE.split(";\n")[:-1]:
            connection.execute(text(statement))
        if not older.is_sqlite:
            connection.execute(text("SELECT setval(pg_get_serial_sequence('source', 'id'), 6)"))
        for id_, load, sensitivity in ((1, 1, "restricted"), (2, 2, "partners"), (3, 3, "partners"), (4, 4, "public")):
            values = {"id": id_, "load": load, "key": str(id_), "sensitivity": sensitivity}
            connection.execute(text(SITE), values)
            connection.execute(text(SHARE), {"id": id_})
        connection.commit()
    upgrade(older)
    sources = told(older, "SELECT id, organisation_id, name FROM source ORDER BY id")
    assert sources == [
        (3, 2, "Odbor"), (5, None, "Rejstřík"), (6, None, "Bytovky"), (7, 1, "Odbor"), (8, None, "Odbor")
    ]  # fmt: skip
    assert told(older, "SELECT id, source_id FROM load ORDER BY id") == [(1, 3), (2, 7), (3, 3), (4, 8), (5, 6)]
    assert told(older, "SELECT id, source_id FROM site ORDER BY id") == [(1, 3), (2, 7), (3, 3), (4, 8)]
    assert told(older, 'SELECT source_id FROM "placing"') == [(7,)]
    assert told(older, "SELECT site_id FROM site_share") == [(1,)]
    if older.is_sqlite:
        assert told(older, "PRAGMA foreign_key_check") == []
        assert told(older, "PRAGMA integrity_check") == [("ok",)]


def test_a_city_that_never_loaded_a_file_migrates_too(older: Database) -> None:
    upgrade(older)
    assert told(older, "SELECT * FROM source") == []
