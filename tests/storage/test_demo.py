"""The demo city as it is stored, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import func, inspect, select

from geodata.bulk import new_ids
from geodata.clock import standing_at
from geodata.database import Database
from geodata.demo import build_demo
from geodata.demo.projection import MIDDLE
from geodata.errors import StorageError
from geodata.migrations import upgrade
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind
from geodata.services.city import city_name, found_city, local_actor
from geodata.services.derivation import derive_site, place_in_areas, replay
from geodata.services.outline_tiles import OUTLINE_LAYERS
from geodata.services.tiles import TileRequest, tile
from geodata.spatial import mercator_cells
from geodata.tables import Area, Base, Issue, IssueEvent, IssueSite, LocalityVersion, Organisation, Site, Street, Zone
from tests.conftest import TEMPLATE

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
_TODAY = ("condition", "condition_since", "verified_on", "open_issues", "worst_status", "open_since", "due_on")


@pytest.fixture(scope="module", params=["sqlite", "postgis"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The demo city, built once on each kind of database: the tests of this module only look."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("demo") / "lokality.db"
            shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
            database = Database(f"sqlite:///{path}")
        else:
            server = request.getfixturevalue("postgis_server")
            database = Database(stack.enter_context(server.new_database(TEMPLATE)))
        build_demo(database)
        yield database
        database.close()


@pytest.fixture
def demo(database: Database) -> Iterator[Actor]:
    """Whoever sits at this machine, in the morning of the day the demo city was built for."""
    with standing_at(MORNING):
        yield local_actor(database)


def test_the_city_says_that_it_is_fictional(database: Database, demo: Actor) -> None:
    assert city_name(database, demo) == ("Vzorov", True)


def test_every_issue_stands_where_its_events_lead(database: Database, demo: Actor) -> None:
    with database.read() as session:
        for issue in session.scalars(select(Issue)):
            stored = (issue.status, issue.status_since, issue.assignee_id, issue.due_on, issue.due_next_meeting)
            events = session.scalars(
                select(IssueEvent)
                .where(IssueEvent.issue_id == issue.id)
                .order_by(IssueEvent.happened_on, IssueEvent.id)
            ).all()
            with session.no_autoflush:
                replay(issue, events)
            assert stored == (
                issue.status,
                issue.status_since,
                issue.assignee_id,
                issue.due_on,
                issue.due_next_meeting,
            )
            assert events[0].happened_on == issue.raised_on
            assert all(event.recorded_at.date() >= event.happened_on for event in events)


def test_every_site_stands_where_its_observations_and_issues_lead(database: Database, demo: Actor) -> None:
    with database.write(demo) as work:
        for site in work.session.scalars(select(Site)).all():
            names = (*_TODAY, "area_id", "locality_id")
            stored = [getattr(site, name) for name in names]
            place_in_areas(work.session, site)
            derive_site(work, site)
            assert [getattr(site, name) for name in names] == stored


def test_every_site_lies_in_a_district_and_many_in_a_locality(database: Database, demo: Actor) -> None:
    with database.read() as session:
        assert session.scalar(select(func.count()).where(Site.area_id.is_(None))) == 0
        assert (session.scalar(select(func.count()).where(Site.locality_id.is_not(None))) or 0) > 100


def test_links_are_hidden_where_a_linked_site_is(database: Database, demo: Actor) -> None:
    with database.read() as session:
        loose = (
            select(func.count())
            .select_from(IssueSite)
            .join(Issue, Issue.id == IssueSite.issue_id)
            .join(Site, Site.id == IssueSite.site_id)
            .where(Site.sensitivity == "restricted", Issue.sensitivity != "restricted")
        )
        assert session.scalar(loose) == 0


def test_every_outline_is_valid_and_drawn_by_its_layer(database: Database, demo: Actor) -> None:
    with database.read() as session:
        for table in (Area, LocalityVersion, Street, Zone):
            for outline in session.scalars(select(table.outline)):
                assert outline is None or outline.is_valid
    columns, rows = mercator_cells(np.array([MIDDLE[0]]), np.array([MIDDLE[1]]), 12)
    for layer in ("sites", "services", *OUTLINE_LAYERS):
        request = TileRequest(layer, 12, int(columns[0]), int(rows[0]), SiteFilter())
        assert b'"Feature"' in tile(database, demo, request).body, layer


def test_a_new_record_gets_an_id_after_those_of_the_demo(database: Database, demo: Actor) -> None:
    with database.write(demo) as work:
        highest = work.session.scalar(select(func.max(Site.id))) or 0
        assert min(new_ids(work.session, Site, 1)) > highest
        work.session.add(Organisation(municipality_id=1, name="Nová", short_name="Nová", kind=OrganisationKind.NGO))
        work.session.flush()


def test_a_second_city_is_refused(database: Database, demo: Actor) -> None:
    with pytest.raises(StorageError):
        build_demo(database)


def test_a_real_city_is_never_overwritten(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'real.db'}")
    upgrade(database)
    found_city(database, code="554804", name="Skutečnov", fictional=False)
    with pytest.raises(StorageError):
        build_demo(database)
    database.close()


def test_the_same_day_gives_the_same_rows(tmp_path: Path) -> None:
    first, second = (_contents(tmp_path / name) for name in ("one.db", "two.db"))
    assert first == second


def _contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    build_demo(database)
    with database.engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name in Base.metadata.tables]
        contents = {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")]
            for name in names
        }
    database.close()
    return contents
