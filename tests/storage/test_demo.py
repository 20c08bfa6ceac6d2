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
from geodata.demo.photos import PHOTOS
from geodata.demo.projection import MIDDLE
from geodata.demo.submissions import LETTERS
from geodata.errors import StorageError
from geodata.migrations import upgrade
from geodata.model.emergencies import AddressState, EmergencyState, ReportKind
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind
from geodata.model.personal_data import find
from geodata.model.submissions import AnswerKind
from geodata.model.zones import LandPieceKind
from geodata.services.city import city_name, found_city, local_actor
from geodata.services.derivation import derive_site, place_in_areas, replay
from geodata.services.emergency_board import emergency_board
from geodata.services.outline_tiles import LAND_LAYERS, OUTLINE_LAYERS
from geodata.services.personal_data import allowed_names_of
from geodata.services.photos import path_of
from geodata.services.submission_events import derive_submission
from geodata.services.submissions_waiting import submissions_waiting
from geodata.services.tiles import TileRequest, tile
from geodata.spatial import mercator_cells
from geodata.tables import (
    Area,
    Base,
    Issue,
    IssueEvent,
    IssueSite,
    LandPiece,
    LocalityVersion,
    Observation,
    Organisation,
    Photo,
    Site,
    Street,
    Submission,
    Zone,
)
from geodata.tables.base import Words
from tests.conftest import TEMPLATE
from tests.jpeg import telling_segments

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
_TODAY = ("condition", "condition_since", "verified_on", "open_issues", "worst_status", "open_since", "due_on")


@pytest.fixture(scope="module")
def photo_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures of the demo city lie."""
    return tmp_path_factory.mktemp("demo-photos")


@pytest.fixture(scope="module", params=["sqlite", "postgis"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, photo_directory: Path
) -> Iterator[Database]:
    """The demo city, built once on each kind of database: the tests of this module only look."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("demo") / "lokality.db"
            shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
            database = Database(f"sqlite:///{path}")
        else:
            server = request.getfixturevalue("postgis_server")
            database = Database(stack.enter_context(server.new_database(TEMPLATE)))
        build_demo(database, photo_directory=photo_directory)
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


def test_every_letter_stands_where_its_events_lead_and_their_stories_differ(database: Database, demo: Actor) -> None:
    with database.write(demo) as work:
        letters = work.session.scalars(select(Submission)).all()
        stored = [(letter.state, letter.due_on, letter.answer_kind, letter.row_version) for letter in letters]
        for letter in letters:
            derive_submission(work.session, letter)
        assert stored == [(one.state, one.due_on, one.answer_kind, one.row_version) for one in letters]
    assert len(letters) == sum(len(story.letters) for story in LETTERS) == 11
    assert len({letter.issue_id for letter in letters}) == len(LETTERS)
    answers = {letter.answer_kind for letter in letters}
    assert answers == set(AnswerKind) - {AnswerKind.NO_ANSWER, AnswerKind.OTHER} | {None}
    assert [line.days_late > 0 for line in submissions_waiting(database, demo).overdue] == [True, True]


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
        for table in (Area, LandPiece, LocalityVersion, Street, Zone):
            for outline in session.scalars(select(table.outline)):
                assert outline is None or outline.is_valid
        built = session.scalars(select(LandPiece.outline).where(LandPiece.kind == LandPieceKind.BUILDING)).first()
    assert built is not None
    corner = built.exterior.coords[0]  # the city has no plots
    drawn = [(layer, 12, MIDDLE) for layer in ("sites", "services", *OUTLINE_LAYERS) if layer not in LAND_LAYERS]
    for layer, zoom, (longitude, latitude) in [*drawn, ("buildings", 16, corner)]:
        columns, rows = mercator_cells(np.array([longitude]), np.array([latitude]), zoom)
        request = TileRequest(layer, zoom, int(columns[0]), int(rows[0]), SiteFilter())
        assert b'"Feature"' in tile(database, demo, request).body, layer


def test_a_few_places_have_pictures_that_everybody_of_the_city_may_see(
    database: Database, demo: Actor, photo_directory: Path
) -> None:
    with database.read() as session:
        rows = session.execute(
            select(Photo, Site.sensitivity, Observation.site_id, Observation.observed_on)
            .join(Site, Site.id == Photo.site_id)
            .join(Observation, Observation.id == Photo.observation_id)
        ).all()
    assert len(rows) == PHOTOS == 12
    for photo, sensitivity, observed_at, observed_on in rows:
        assert sensitivity != "restricted"
        assert (observed_at, observed_on) == (photo.site_id, photo.taken_on)
        for small in (False, True):
            data = path_of(photo_directory, photo.checksum, small=small).read_bytes()
            assert telling_segments(data) == []
            assert len(data) < 60_000
    days = {site_id: {row.Photo.taken_on for row in rows if row.Photo.site_id == site_id} for *_, site_id, _ in rows}
    assert sum(len(of_site) == 2 for of_site in days.values()) == 4  # before and after


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
    build_demo(database, photo_directory=path.with_suffix(".photos"))
    with database.engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name in Base.metadata.tables]
        contents = {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")]
            for name in names
        }
    database.close()
    return contents


def test_the_city_is_written_without_the_search_for_personal_data_and_holds_none(
    database: Database, demo: Actor
) -> None:
    columns = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Words) and table.name not in {"audit", "audit_words"}
    ]
    with database.read() as session:
        allowed = allowed_names_of(session, demo)
        texts = {(str(column), text) for column in columns for text in session.scalars(select(column).distinct())}
    alarms = [(where, text) for where, text in texts if text and find(text, allowed)]
    assert len(texts) > 5_000
    assert alarms == []


def test_one_emergency_is_over_with_its_reports_and_one_is_prepared(database: Database, demo: Actor) -> None:
    over, prepared = (emergency_board(database, demo, event_id) for event_id in (1, 2))
    assert (over.state, prepared.state) == (EmergencyState.OVER, EmergencyState.PREPARED)
    assert {line.state for line in over.addresses} == set(AddressState)
    assert any(line.several for line in over.addresses)
    assert [line.kind for line in over.calls] == [ReportKind.NEED]
    assert prepared.agreed
    assert prepared.reports == ()
    assert all(line.longitude is not None for line in (*over.addresses, *prepared.addresses))
