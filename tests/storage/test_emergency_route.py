"""What the map of an emergency event is given, over both databases."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.gate import Gate
from dashboard.web import answers
from dashboard.web.emergencies import emergency_routes
from dashboard.web.emergency_documents import emergency_document_routes
from geodata.database import Database
from geodata.model.emergencies import Need, ReportKind
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.services.emergency_addresses import NewVisit, load_emergency_addresses, record_visit
from geodata.services.emergency_assignments import withdraw_assignment
from geodata.services.emergency_export import export_emergency
from geodata.services.emergency_reports import NewReport, report
from geodata.services.organisations import add_organisation
from tests.audited import entries_of, whole_detail
from tests.emergencies import board, some_address, some_assignment, some_emergency
from tests.open_door import OpenDoor
from tests.small_city import worker_of
from tests.storage import addresses

AT = (14.055, 50.6601)


@pytest.fixture
def event_id(database: Database, actor: Actor) -> int:
    return some_emergency(database, actor)


@pytest.fixture
def ngo_id(database: Database, actor: Actor) -> int:
    return add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)


@contextmanager
def _asking(database: Database, actor: Actor) -> Iterator[TestClient]:
    app = Starlette(
        routes=[*emergency_routes(database), *emergency_document_routes(database)],
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


def _told(database: Database, actor: Actor, event_id: int) -> dict[str, list[dict[str, Any]]]:
    """By what it is what the map is given."""
    with _asking(database, actor) as client:
        features = client.get(f"/map/emergencies/{event_id}/board.json").json()["features"]
    told: dict[str, list[dict[str, Any]]] = {}
    for feature in features:
        told.setdefault(feature["properties"]["what"], []).append(feature)
    return told


def test_the_map_is_given_the_place_the_addresses_the_calls_and_the_pairs(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    addresses.some_address(database, actor, "Lipová", "12", position=(14.055, 50.6602))
    load_emergency_addresses(database, actor, event_id)
    (door,) = board(database, actor, event_id).addresses
    record_visit(database, actor, door.id, NewVisit(frozenset({Need.WATER}), organisation_id=ngo_id))
    pair = some_assignment(database, actor, event_id, ngo_id, door.id)
    longitude, latitude = AT
    call = NewReport(ReportKind.TROUBLE, "Hádka.", pair, longitude=longitude, latitude=latitude)
    report(database, actor, event_id, call)
    told = _told(database, actor, event_id)
    assert told["place"][0]["geometry"]["type"] == "LineString"
    said = told["address"][0]["properties"]
    assert (said["name"], said["state"], said["needs"], said["several"]) == (
        "Lipová 12", "still_needs", ["water"], False,
    )  # fmt: skip
    assert told["call"][0]["geometry"]["coordinates"] == list(AT)
    assert told["call"][0]["properties"]["kind"] == "trouble"
    assert told["pair"][0]["properties"]["name"] == "Terénní programy · Dvojice 1"


def test_others_are_given_the_places_of_their_own_pairs_alone(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    other_id = add_organisation(database, actor, "Charita", OrganisationKind.NGO)
    worker = worker_of(database, actor, ngo_id, Role.TERRAIN)
    longitude, latitude = AT
    for organisation_id in (ngo_id, other_id):
        pair = some_assignment(database, actor, event_id, organisation_id)
        call = NewReport(ReportKind.TROUBLE, "Hádka.", pair, longitude=longitude, latitude=latitude)
        report(database, actor, event_id, call)
    assert len(_told(database, actor, event_id)["pair"]) == 2
    told = _told(database, worker, event_id)
    assert [one["properties"]["name"] for one in told["pair"]] == ["Terénní programy · Dvojice 1"]
    assert len(told["call"]) == 1


def test_who_may_not_know_of_the_event_gets_nothing_and_who_left_it_no_place(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    worker = worker_of(database, actor, ngo_id, Role.TERRAIN)
    with _asking(database, worker) as client:
        assert client.get(f"/map/emergencies/{event_id}/board.json").status_code == 404
    pair = some_assignment(database, actor, event_id, ngo_id)
    report(database, actor, event_id, NewReport(ReportKind.ALL_QUIET, assignment_id=pair))
    withdraw_assignment(database, actor, pair)
    assert _told(database, worker, event_id) == {}


def test_what_did_not_change_is_not_sent_again(database: Database, actor: Actor, event_id: int) -> None:
    path = f"/map/emergencies/{event_id}/board.json"
    with _asking(database, actor) as client:
        etag = client.get(path).headers["etag"]
        assert client.get(path, headers={"if-none-match": etag}).status_code == 304
        report(database, actor, event_id, NewReport(ReportKind.TROUBLE, "Hádka.", longitude=AT[0], latitude=AT[1]))
        assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_the_workbook_says_of_each_address_who_was_there_and_only_to_who_may_export(
    database: Database, actor: Actor, event_id: int, ngo_id: int
) -> None:
    door = some_address(database, actor, event_id)
    some_assignment(database, actor, event_id, ngo_id, door)
    record_visit(database, actor, door, NewVisit(frozenset({Need.WATER}), "Spadlý komín", organisation_id=ngo_id))
    export = export_emergency(database, actor, event_id, "xlsx")
    (line,) = export.board.addresses
    assert [visit.organisation for visit in line.visits] == ["Terénní programy"]
    with _asking(database, actor) as client:
        answer = client.get(f"/exports/emergency/{event_id}.xlsx")
    package = zipfile.ZipFile(io.BytesIO(answer.content))
    words = package.read("xl/sharedStrings.xml").decode()
    for told in (
        "Jak se stav určuje",
        "Pochod 23. listopadu",
        "Lipová 12",
        "Terénní programy",
        "Pitná voda (Terénní programy, ",
        "Spadlý komín",
    ):
        assert told in words, told
    assert "vyřízeno: " not in words
    record_visit(database, actor, door, NewVisit(settled=True, organisation_id=ngo_id))
    with _asking(database, actor) as client:
        package = zipfile.ZipFile(io.BytesIO(client.get(f"/exports/emergency/{event_id}.xlsx").content))
    assert "), vyřízeno: Terénní programy" in package.read("xl/sharedStrings.xml").decode()
    last = whole_detail(database, entries_of(database, "export")[-1])
    assert (last["format"], last["addresses"]) == ("xlsx", 1)
    worker = worker_of(database, actor, ngo_id, Role.TERRAIN)
    with _asking(database, worker) as client:
        assert client.get(f"/exports/emergency/{event_id}.xlsx").status_code == 403
    stranger = worker_of(
        database, actor, add_organisation(database, actor, "Jiní", OrganisationKind.NGO), Role.OFFICIAL
    )
    with _asking(database, stranger) as client:
        assert client.get(f"/exports/emergency/{event_id}.xlsx").status_code == 404
