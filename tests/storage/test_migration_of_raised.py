"""Migration 0018 on a city that worked before: each issue knows who raised it and when its state was written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from geodata.database import Database
from geodata.migrations import _configuration, upgrade

BEFORE = """
INSERT INTO municipality (id, code, name, fictional) VALUES (1, '1', 'Vzorov', true);
INSERT INTO organisation (id, municipality_id, name, short_name, kind, row_version) VALUES
    (2, 1, 'Terén', 'T', 'ngo', 1);
INSERT INTO issue (id, municipality_id, organisation_id, sensitivity, number, title, topic, search_text, raised_on,
    recorded_at, row_version, status, status_since, due_next_meeting, reopened) VALUES
    (1, 1, 2, 'partners', '1', 'x', 'dump', 'x', '2026-01-01', '2026-01-02', 1, 'done', '2026-01-03', false, 0),
    (2, 1, NULL, 'partners', '2', 'x', 'dump', 'x', '2026-01-01', '2026-01-02', 1, 'raised', '2026-01-01', false, 0);
INSERT INTO issue_event (id, municipality_id, issue_id, kind, happened_on, recorded_at, status) VALUES
    (1, 1, 1, 'status', '2026-01-01', '2026-01-02', 'raised'),
    (2, 1, 1, 'status', '2026-01-03', '2026-01-04', 'done'),
    (3, 1, 1, 'comment', '2026-01-05', '2026-01-06', NULL);
"""


@pytest.fixture(params=["sqlite", "postgis"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A city with the schema before."""
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
        command.upgrade(_configuration(connection), "0017")
        for statement in BEFORE.strip().split(";\n"):
            connection.execute(text(statement))
        connection.commit()
    yield database
    database.close()


def test_what_stood_there_is_who_raised_it_and_when_it_was_written_down(older: Database) -> None:
    upgrade(older)
    with older.connect() as connection:
        rows = connection.execute(text("SELECT id, raised_by_id, status_recorded_at FROM issue ORDER BY id")).all()
    assert [(row.id, row.raised_by_id, str(row.status_recorded_at)[:10]) for row in rows] == [
        (1, 2, "2026-01-04"),
        (2, None, "None"),
    ]
