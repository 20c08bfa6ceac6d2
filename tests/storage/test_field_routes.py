"""`/terrain…`: what a phone takes and sends by HTTP; whatever it sends, the answer is a sentence and never a 500."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.door import Door
from dashboard.gate import Gate
from dashboard.headers import Room, content_policy, room_of
from dashboard.web import field_shell, terrain
from dashboard.web.answers import HANDLERS
from dashboard.web.terrain import terrain_routes
from geodata import clock
from geodata.database import Database
from geodata.errors import N_, StorageError
from geodata.model.people import Actor, Role
from geodata.settings import Settings
from tests.field_records import photo_of, said
from tests.small_city import SmallCity, small_city, worker_of
from tests.storage.test_field_ground import area_id  # noqa: F401 - a fixture
from tests.storage.test_photo_route import _OnBehalfOf
from tests.storage.test_photos import picture
from tests.unit.geodata.test_field_records import JSON

BASE_MAP = "https://mapa.example/{z}/{x}/{y}.png"


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def walker(database: Database, actor: Actor, city: SmallCity) -> Actor:
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


def client_of(database: Database, actor: Actor, directory: Path) -> TestClient:
    settings = Settings(data_directory=directory, photo_limit_mib=1, base_map=BASE_MAP, base_map_attribution="Město")
    app = Starlette(
        routes=terrain_routes(database, settings),
        middleware=[Middleware(_OnBehalfOf, actor=actor)],
        exception_handlers=HANDLERS,
    )
    client = TestClient(app, raise_server_exceptions=False)
    client.headers["lokality-account"] = str(actor.account_id)
    return client


@pytest.fixture
def client(database: Database, walker: Actor, tmp_path: Path) -> TestClient:
    return client_of(database, walker, tmp_path)


def put_photo(client: TestClient, record: str, data: bytes, **changes: str) -> Any:
    told = photo_of(record, data)
    query = {"record": record, "checksum": told.checksum, "taken_at": "2026-11-20T10:00:00+01:00", **changes}
    return client.put(f"/terrain/photos/{told.client_id}", params=query, content=data)


def test_a_record_and_its_photo_are_acknowledged_by_their_ids(client: TestClient) -> None:
    record = said()
    first, again = (client.post("/terrain/records", json=record) for _ in range(2))
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-store")
    assert first.json() == again.json()
    assert first.json()["client_id"] == record["client_id"]
    kept = put_photo(client, record["client_id"], picture(), longitude="14.05", latitude="50.66", accuracy_m="5")
    assert kept.status_code == 200
    assert kept.json()["checksum"] == photo_of("", picture()).checksum
    assert client.get("/terrain/reports").json()["reports"][0]["site"] == "Za garážemi"


def test_each_refusal_has_its_code_and_a_czech_sentence(client: TestClient, city: SmallCity) -> None:
    kinds = {
        "personal_data": said(note="Volat 602 123 456."), "gone": said(site_id=city.hidden_site_id),
        "invalid": said(kind="castle"),
    }  # fmt: skip
    for code, record in kinds.items():
        answer = client.post("/terrain/records", json=record)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert answer.json()["reason"]
    assert client.post("/terrain/records", json=kinds["personal_data"]).json()["found"] == ["602 123 456"]
    assert "telefonu" in client.post("/terrain/records", json=kinds["gone"]).json()["reason"]


def test_photos_that_are_not_taken(client: TestClient) -> None:
    record = said()
    assert put_photo(client, record["client_id"], picture()).json()["code"] == "record_unknown"
    client.post("/terrain/records", json=record)
    key = record["client_id"]
    assert put_photo(client, key, picture(), checksum="0" * 64).json()["code"] == "damaged"
    assert put_photo(client, key, b"<svg/>").json()["code"] == "no_picture"
    assert put_photo(client, key, b"x" * (1024 * 1024 + 1)).status_code == 413
    for wrong in ({"longitude": "nan", "latitude": "1"}, {"longitude": "1"}, {"taken_at": "x"}, {"checksum": "1"}):
        assert put_photo(client, key, picture(), **wrong).json()["code"] == "invalid"


def test_a_photo_of_a_wrong_clock_and_one_that_belongs_to_another_record(client: TestClient) -> None:
    behind = clock.now() - timedelta(days=4_000)
    when = {"taken_at": behind.isoformat(), "sent_at": behind.isoformat()}
    records = [said(seen_at=behind.isoformat(), sent_at=behind.isoformat()), said()]
    for record in records:
        client.post("/terrain/records", json=record)
    kept = put_photo(client, records[0]["client_id"], picture(), **when)
    assert kept.status_code == 200
    address = f"/terrain/photos/{kept.json()['client_id']}"
    query = {"record": records[1]["client_id"], "checksum": kept.json()["checksum"]}
    refused = client.put(address, params=query, content=picture())
    assert (refused.status_code, refused.json()["code"]) == (422, "conflict")
    assert refused.json()["reason"]
    assert put_photo(client, records[0]["client_id"], picture(), sent_at="x").json()["code"] == "invalid"


def test_a_record_too_large_is_not_read(client: TestClient) -> None:
    assert client.post("/terrain/records", json=said(note="x" * 70_000)).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b'{"client_id":NaN}', b"[" * 5_000, b"1e999", b'"\\ud800"', b"null",
        json.dumps({**said(), "longitude": 10**400}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_with_a_sentence(client: TestClient, body: bytes) -> None:
    answer = client.post("/terrain/records", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.sampled_from(sorted(said())), JSON, max_size=4), whole=JSON)
def test_nothing_that_is_sent_breaks_the_server(client: TestClient, changes: dict[str, Any], whole: Any) -> None:
    for sent in ({**said(), **changes}, whole):
        body = json.dumps(sent).encode()
        answer = client.post("/terrain/records", content=body, headers={"content-type": "application/json"})
        assert answer.status_code in {200, 413, 422}


def test_under_another_account_nothing_is_taken(database: Database, client: TestClient) -> None:
    for account in ("", "999", "x"):
        headers = {"lokality-account": account}
        assert client.post("/terrain/records", json=said(), headers=headers).status_code == 401
    assert client.get("/terrain/reports").json() == {"reports": []}


def test_who_may_only_look_writes_nothing(database: Database, actor: Actor, city: SmallCity, tmp_path: Path) -> None:
    looking = client_of(database, worker_of(database, actor, city.ngo_id, Role.COMMISSION), tmp_path)
    refused = (looking.post("/terrain/records", json=said()), put_photo(looking, said()["client_id"], picture()))
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(422, "forbidden")] * 2
    assert looking.get("/terrain/account").json()["may_log"] is False


def test_a_busy_server_says_when_to_come_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise StorageError(N_("The database is busy with another change. Nothing was changed; try again in a minute."))

    monkeypatch.setattr(terrain, "take_record", busy)
    answer = client.post("/terrain/records", json=said())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "15")


def test_the_ground_is_sent_once(client: TestClient, area_id: int, city: SmallCity) -> None:  # noqa: F811
    account = client.get("/terrain/account").json()
    assert [area["id"] for area in account["areas"]] == [area_id]
    ground = client.get(f"/terrain/ground/{area_id}")
    assert {site["id"] for site in ground.json()["sites"]} == {city.building_id, city.dump_id}
    assert ground.json()["boundaries"][0]["outline"]["type"] == "MultiPolygon"
    again = client.get(f"/terrain/ground/{area_id}", headers={"if-none-match": ground.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/terrain/ground/999999").status_code == 404


def test_the_form_speaks_both_languages(client: TestClient) -> None:
    form = client.get("/terrain/form").json()
    assert form["base_map"] == {
        "url": BASE_MAP, "link": "", "deepest": 19, "attribution": {"cs": "Město", "en": "Město"}
    }  # fmt: skip
    dump = next(kind for kind in form["kinds"] if kind["kind"] == "illegal_dump")
    assert dump["label"] == {"cs": "Černá skládka", "en": "Illegal dump"}
    assert {question["name"] for question in dump["questions"]} == {"volume_m3", "waste"}
    assert form["limits"]["photo_bytes"] == 1024 * 1024


def test_the_version_of_the_shell_is_that_of_its_files(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "worker.js").write_text("work();")
    (tmp_path / "start.js").write_text("start();")
    first = field_shell.shell_of(tmp_path)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "list.js").write_text("list();")
    second = field_shell.shell_of(tmp_path)
    assert first.version != second.version
    monkeypatch.setattr(field_shell, "MODULES", tmp_path)
    monkeypatch.setattr(field_shell, "shell", lambda: second)
    assert f'src="{second.address}/whole.js"' in client.get("/terrain").text
    worker = client.get("/terrain/worker.js")
    assert worker.headers["service-worker-allowed"] == "/terrain"
    assert f'"{second.address}/whole.js"' in worker.text
    assert "start();" in client.get(f"{second.address}/whole.js").text
    assert worker.text.endswith("work();")
    module = client.get(f"{second.address}/parts/list.js")
    assert (module.text, "immutable" in module.headers["cache-control"]) == ("list();", True)
    for missing in (f"{first.address}/start.js", f"{second.address}/../field_shell.py", f"{second.address}/x.js"):
        assert client.get(missing).status_code == 404


def test_the_app_runs_its_own_files_only() -> None:
    assert {room_of(path) for path in ("/terrain", "/terrain/records", "/terrain/worker.js")} == {Room.FIELD}
    assert room_of("/terraine") == Room.PAGE
    policy = content_policy("/terrain", "https://tiles.example")
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "img-src 'self' blob: data: https://tiles.example;" in policy


def test_without_a_session_a_person_signs_in_and_comes_back_and_a_program_is_told(
    database: Database, client: TestClient
) -> None:
    guarded = TestClient(Gate(client.app, Door(database)), base_url="http://localhost", follow_redirects=False)
    person = guarded.get("/terrain", headers={"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"})
    assert (person.status_code, person.headers["location"]) == (303, "/auth/sign-in?next=%2Fterrain")
    for path in ("/terrain", "/terrain/worker.js", "/terrain/account", "/terrain/words/cs.json"):
        assert guarded.get(path, headers={"sec-fetch-mode": "cors"}).status_code == 401
    sent = {"json": said(), "headers": {"sec-fetch-site": "cross-site"}}
    assert guarded.post("/terrain/records", **sent).status_code == 403
