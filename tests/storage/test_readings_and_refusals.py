"""Opening a restricted record, and being refused, are in the audit; neither can fill the disk or hold up an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.web.answers import noting_handlers
from dashboard.web.photos import photo_routes
from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, NotFound, StorageError
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.services.issue_card import issue_card
from geodata.services.organisations import add_organisation
from geodata.services.photos import add_photo, read_photo
from geodata.services.refusals import PER_ACCOUNT_AND_MINUTE, Refused, finish_notes, note_refusal, refused
from geodata.services.site_card import site_card
from geodata.services.site_export import export_sites
from geodata.services.story import site_story
from tests.audited import entries_of, whole_detail
from tests.small_city import SmallCity, small_city, worker_of
from tests.storage.test_photo_route import _OnBehalfOf
from tests.storage.test_photos import picture


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    """The small city, in which a site and an issue are restricted."""
    return small_city(database, actor)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock of what was done lately; a test moves it."""
    moments = [1_000.0]
    monkeypatch.setattr("geodata.services.lately.time.monotonic", lambda: moments[0])
    return moments


@pytest.fixture
def stranger(database: Database, actor: Actor) -> Iterator[Actor]:
    """A terrain worker of another organisation, from an address of its own."""
    organisation = add_organisation(database, actor, "Spolek", OrganisationKind.NGO)
    known = worker_of(database, actor, organisation, Role.TERRAIN)
    yield Actor(known.account_id, known.name, known.municipality_id, organisation, known.roles, where="web 192.0.2.7")
    finish_notes()


def readings(database: Database) -> list[tuple[str, int | None]]:
    return [(entry.subject, entry.subject_id) for entry in entries_of(database, "read")]


def test_opening_a_restricted_record_is_noted_once_a_minute(
    database: Database, actor: Actor, city: SmallCity, now: list[float]
) -> None:
    for _ in range(3):
        site_card(database, actor, city.hidden_site_id)
        site_story(database, actor, city.hidden_site_id)
        issue_card(database, actor, city.hidden_issue_id)
    assert readings(database) == [("site", city.hidden_site_id), ("issue", city.hidden_issue_id)]
    now[0] += 61
    site_card(database, actor, city.hidden_site_id)
    assert readings(database)[2:] == [("site", city.hidden_site_id)]


def test_each_account_is_noted_for_itself(database: Database, actor: Actor, city: SmallCity) -> None:
    coordinator = worker_of(database, actor, None, Role.COORDINATOR)
    for reader in (actor, coordinator):
        issue_card(database, reader, city.hidden_issue_id)
    assert [entry.account_id for entry in entries_of(database, "read")] == [actor.account_id, coordinator.account_id]


def test_opening_what_partners_may_see_is_not_noted(database: Database, actor: Actor, city: SmallCity) -> None:
    site_card(database, actor, city.building_id)
    site_story(database, actor, city.building_id)
    issue_card(database, actor, city.building_issue_id)
    assert readings(database) == []


def test_a_photo_of_a_restricted_place_is_a_reading_of_the_place(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    photo = add_photo(database, actor, tmp_path, city.hidden_site_id, None, picture(), clock.today())
    read_photo(database, actor, tmp_path, photo, small=True)
    assert readings(database) == [("site", city.hidden_site_id)]


def test_a_restricted_record_that_cannot_be_noted_is_not_shown(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("The disk is full.")

    event.listen(database._writing_engine, "begin", fail)
    try:
        with pytest.raises(StorageError):
            site_card(database, actor, city.hidden_site_id)
        assert site_card(database, actor, city.building_id).name == "Školní 12"
    finally:
        event.remove(database._writing_engine, "begin", fail)
    assert site_card(database, actor, city.hidden_site_id).sensitivity == Sensitivity.RESTRICTED
    assert readings(database) == [("site", city.hidden_site_id)]


def test_a_download_says_how_many_of_its_records_are_restricted(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    police = worker_of(database, actor, city.police_id, Role.POLICE)
    for reader in (actor, police):
        list(export_sites(database, reader, SiteFilter(), "csv").sites)
    own, theirs = (whole_detail(database, entry) for entry in entries_of(database, "export"))
    assert (own["sites"], own["restricted"]) == (3, 1)
    assert (theirs["sites"], "restricted" in theirs) == (2, False)


def client_of(database: Database, actor: Actor, folder: Path) -> TestClient:
    def forbidden(_: Request) -> PlainTextResponse:
        raise Forbidden

    app = Starlette(
        routes=[Route("/forbidden", forbidden), *photo_routes(database, folder)],
        middleware=[Middleware(_OnBehalfOf, actor=actor)],
        exception_handlers=noting_handlers(database),
    )
    return TestClient(app, raise_server_exceptions=False)


def test_a_refusal_of_a_route_is_noted_with_who_what_and_from_where(
    database: Database, stranger: Actor, tmp_path: Path
) -> None:
    client = client_of(database, stranger, tmp_path)
    for _ in range(3):
        assert client.get("/forbidden?secret=Novák").status_code == 403
        assert client.get("/photos/4711").status_code == 404
    finish_notes()
    entries = entries_of(database, "refuse")
    assert {(entry.account_id, entry.where) for entry in entries} == {(stranger.account_id, "web 192.0.2.7")}
    assert [whole_detail(database, entry) for entry in entries] == [
        {"place": "/forbidden", "refusal": "forbidden"},
        {"place": "/photos/4711", "refusal": "not_found"},
    ]


def test_what_is_no_refusal_is_not_noted() -> None:
    assert refused("/x", StorageError("The disk is full.")) is None
    assert refused("/x", ValueError()) is None
    assert refused("/" + "x" * 999, NotFound()) == Refused("/" + "x" * 199, "not_found")


def test_trying_all_numbers_fills_no_disk_and_is_told(database: Database, stranger: Actor, now: list[float]) -> None:
    for number in range(PER_ACCOUNT_AND_MINUTE * 3):
        note_refusal(database, stranger, Refused(f"/photos/{number}", "not_found"))
    finish_notes()
    assert len(entries_of(database, "refuse")) == PER_ACCOUNT_AND_MINUTE
    now[0] += 61
    note_refusal(database, stranger, Refused("/photos/9", "not_found"))
    finish_notes()
    last = whole_detail(database, entries_of(database, "refuse")[-1])
    assert last == {"place": "/photos/9", "refusal": "not_found", "left_out": PER_ACCOUNT_AND_MINUTE * 2}


def test_nobody_can_be_refused_too(database: Database) -> None:
    note_refusal(database, None, Refused("/photos/1", "not_found"))
    finish_notes()
    (entry,) = entries_of(database, "refuse")
    assert (entry.account_id, entry.municipality_id) == (0, 0)


def test_a_refusal_that_cannot_be_noted_is_answered_as_ever(
    database: Database, stranger: Actor, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no such table")

    client = client_of(database, stranger, tmp_path)
    event.listen(database._writing_engine, "begin", fail)
    try:
        assert client.get("/forbidden").status_code == 403
        finish_notes()
    finally:
        event.remove(database._writing_engine, "begin", fail)
    assert "could not be noted" in caplog.text
    assert entries_of(database, "refuse") == []
