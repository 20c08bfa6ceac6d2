"""The doors of `/auth`: forms, cookies and headers, over the whole application."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from sqlalchemy import select
from starlette.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from dashboard.cookies import PLAIN_NAME, SECURE_NAME
from dashboard.gate import FORWARDED
from geodata import clock
from geodata.database import Database
from geodata.errors import StorageError
from geodata.model.people import Role
from geodata.services.accounts import NewAccount, invite
from geodata.services.city import local_actor
from geodata.services.refusals import finish_notes
from geodata.services.sessions import IDLE, signed_in, token_hash
from geodata.settings import Settings
from geodata.tables import AccountSession, AuditWords
from tests.people import PASSWORD, hash_quickly, person, session_of
from tests.web_app import whole_app

OWN = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
PUBLIC = "https://lokality.city.example"
TOKEN_FIELD = re.compile(r'name="form" value="([^"]+)"')


@pytest.fixture
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    hash_quickly(monkeypatch)
    database = Database(sqlite_url)
    person(database, local_actor(database), "jana", Role.TERRAIN)
    yield database
    database.close()


@pytest.fixture
def client(database: Database, tmp_path: Path) -> Iterator[TestClient]:
    with whole_app(database, Settings(data_directory=tmp_path, base_map="none")) as client:
        yield client


@pytest.fixture
def behind_tls(database: Database, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(data_directory=tmp_path, base_map="none", public_address=PUBLIC, trusted_proxies="10.0.0.9")
    with whole_app(database, settings) as client:
        yield client


def form_of(client: TestClient, path: str = "/auth/sign-in") -> str:
    """The secret of the form on a page; its cookie is in the client."""
    found = TOKEN_FIELD.search(client.get(path).text)
    assert found is not None
    return found[1]


def sign_in(client: TestClient, **fields: str) -> httpx.Response:
    form = {"form": form_of(client), "login": "jana", "password": PASSWORD, "next": "/"}
    return client.post("/auth/sign-in", data=form | fields, headers=OWN)


def set_cookies(answer: httpx.Response) -> dict[str, str]:
    """What each cookie of the answer is set to, with its attributes."""
    return {line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie")}


def test_signing_in_leads_to_where_one_wanted_to_go(client: TestClient) -> None:
    answer = sign_in(client, next="/site?id=7")
    assert (answer.status_code, answer.headers["location"]) == (303, "/site?id=7")
    assert client.get("/site?id=7").status_code == 200
    assert client.get("/auth/state").json()["stamp"]


def test_a_refusal_is_the_form_again_with_one_sentence_and_no_password(client: TestClient) -> None:
    answer = sign_in(client, password="špatné heslo ><", login="<b>jana</b>")
    assert answer.status_code == 422
    assert "Jméno a heslo k sobě nepatří" in answer.text
    assert "špatné heslo" not in answer.text
    assert "<b>jana" not in answer.text
    assert PLAIN_NAME not in set_cookies(answer)


@pytest.mark.parametrize("path", ["/auth/sign-in", "/auth/demo", "/auth/sign-out", "/auth/link/{secret}"])
def test_a_form_without_its_secret_changes_nothing(client: TestClient, database: Database, path: str) -> None:
    actor = local_actor(database)
    secret = invite(database, actor, NewAccount("petr", "Petr", frozenset({Role.POLICE})))
    token = session_of(database, actor)
    with database.read() as session:
        sessions = len(list(session.scalars(select(AccountSession.id))))
    fields = {"login": "jana", "password": PASSWORD, "again": PASSWORD, "account": str(actor.account_id)}
    for form, cookie in (
        ({}, ""),
        ({"form": "x"}, ""),
        ({"form": ""}, "lokality_form="),
        ({"form": "x"}, "lokality_form=y"),
    ):
        headers = OWN | {"cookie": f"{PLAIN_NAME}={token}; {cookie}"}
        answer = client.post(path.format(secret=secret), data=fields | form, headers=headers)
        assert answer.status_code in {400, 422}
        assert PLAIN_NAME not in set_cookies(answer)
    assert signed_in(database, token) is not None
    with database.read() as session:
        assert len(list(session.scalars(select(AccountSession.id)))) == sessions


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
        {"sec-fetch-site": "same-site", "origin": "http://localhost"},
        {"sec-fetch-site": "none", "origin": "http://localhost"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example"},
        {},
    ],
)
def test_a_form_that_another_site_sends_is_refused_even_with_its_secret(
    client: TestClient, headers: dict[str, str]
) -> None:
    form = {"form": form_of(client), "login": "jana", "password": PASSWORD}
    answer = client.post("/auth/sign-in", data=form, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("content_type", "size"),
    [
        ("application/x-www-form-urlencoded", 50_000),
        ("multipart/form-data; boundary=x", 50_000),
        ("multipart/form-data; boundary=x", 500),
        ("application/json", 20),
        ("", 20),
    ],
)
def test_strangers_make_the_server_read_nothing_but_a_small_form(
    client: TestClient, content_type: str, size: int
) -> None:
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        yield b"login="
        while sent < size:
            sent += 1_000
            yield b"a" * 1_000

    answer = client.post("/auth/sign-in", content=body(), headers=OWN | {"content-type": content_type})
    assert answer.status_code in {400, 413, 422}
    assert len(answer.content) < 300


def test_the_session_before_signing_in_is_not_the_one_after(client: TestClient, database: Database) -> None:
    """Session fixation: what somebody planted in the browser is worth nothing."""
    planted = "planted-by-somebody-else"
    client.cookies.set(PLAIN_NAME, planted)
    given_token = SimpleCookie(set_cookies(sign_in(client))[PLAIN_NAME])[PLAIN_NAME].value
    assert given_token != planted
    assert signed_in(database, planted) is None
    assert signed_in(database, given_token) is not None


def test_each_sign_in_has_a_token_of_its_own(client: TestClient) -> None:
    tokens = set()
    for _ in range(5):
        tokens.add(SimpleCookie(set_cookies(sign_in(client))[PLAIN_NAME])[PLAIN_NAME].value)
        client.cookies.clear()
    assert len(tokens) == 5
    assert min(map(len, tokens)) >= 43  # 256 bits


def test_a_stolen_token_is_worth_nothing_after_signing_out(client: TestClient) -> None:
    sign_in(client)
    stolen = client.cookies[PLAIN_NAME]
    client.post("/auth/sign-out", data={"form": form_of(client, "/auth/sign-out")}, headers=OWN)
    client.cookies.clear()
    for path in ("/auth/state", "/issues", "/exports/sites.csv", "/map/sites/1/0/0.json"):
        assert client.get(path, headers={"cookie": f"{PLAIN_NAME}={stolen}"}).status_code == 401


def test_a_link_of_another_site_asks_before_it_signs_out(client: TestClient) -> None:
    sign_in(client)
    answer = client.get("/auth/sign-out", headers=OWN | {"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert client.get("/auth/state").status_code == 200
    assert client.get("/auth/sign-out", headers=OWN).status_code == 303
    assert client.get("/auth/state").status_code == 401


def test_choosing_the_language_on_the_page_of_signing_out_signs_nobody_out(client: TestClient) -> None:
    sign_in(client)
    answer = client.get("/language/en", headers=OWN | {"referer": "http://localhost/auth/sign-out"})
    assert answer.headers["location"] == "/"


def test_on_this_machine_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    form = set_cookies(client.get("/auth/sign-in"))["lokality_form"].casefold()
    cookie = set_cookies(sign_in(client))[PLAIN_NAME].casefold()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/;" in f"{cookie};"
    assert "domain" not in cookie
    assert "httponly" in form
    assert "samesite=strict" in form


def test_behind_tls_the_cookie_travels_by_tls_alone(behind_tls: TestClient) -> None:
    assert "secure" in set_cookies(behind_tls.get("/auth/sign-in"))["lokality_form"].casefold()
    answer = sign_in(behind_tls)
    cookies = set_cookies(answer)
    assert PLAIN_NAME not in cookies
    for part in ("httponly", "samesite=lax", "secure", "path=/"):
        assert part in cookies[SECURE_NAME].casefold()
    assert "domain" not in cookies[SECURE_NAME].casefold()
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert behind_tls.get("/issues").status_code == 200


def test_without_tls_nothing_is_said_about_it(client: TestClient) -> None:
    assert "strict-transport-security" not in client.get("/auth/sign-in").headers


def test_behind_tls_a_cookie_of_the_plain_name_is_none(behind_tls: TestClient, database: Database) -> None:
    token = session_of(database, local_actor(database))
    assert behind_tls.get("/issues", headers={"cookie": f"{PLAIN_NAME}={token}"}).status_code == 401
    assert behind_tls.get("/issues", headers={"cookie": f"{SECURE_NAME}={token}"}).status_code == 200


def test_behind_tls_there_is_no_demo_though_the_city_is_invented(behind_tls: TestClient, database: Database) -> None:
    assert "/auth/demo" not in behind_tls.get("/auth/sign-in").text
    form = {"form": form_of(behind_tls), "account": str(local_actor(database).account_id)}
    answer = behind_tls.post("/auth/demo", data=form, headers=OWN)
    assert answer.status_code == 404
    assert SECURE_NAME not in set_cookies(answer)


@pytest.mark.parametrize(("proxy", "believed"), [("10.0.0.9", "198.51.100.4"), ("10.0.0.8", "10.0.0.8")])
def test_only_a_trusted_proxy_is_believed_for_whom_it_asks(
    behind_tls: TestClient, database: Database, proxy: str, believed: str
) -> None:
    # As `serve` tells uvicorn: the setting itself, and nothing where it is empty.
    proxied: Any = ProxyHeadersMiddleware(cast(Any, behind_tls.app), trusted_hosts="10.0.0.9")
    behind_proxy = TestClient(
        proxied,
        base_url=PUBLIC,
        follow_redirects=False,
        client=(proxy, 1234),
    )
    behind_proxy.headers["x-forwarded-for"] = "203.0.113.1, 198.51.100.4"
    sign_in(behind_proxy)
    with database.read() as session:
        assert session.scalars(select(AccountSession.address)).one() == believed


def test_what_a_client_writes_of_itself_is_not_believed_without_a_proxy(client: TestClient, database: Database) -> None:
    client.headers["x-real-ip"] = "203.0.113.1"
    sign_in(client)
    with database.read() as session:
        assert session.scalars(select(AccountSession.address)).one() == "testclient"


def test_a_proxy_that_nobody_told_us_of_opens_nothing(client: TestClient) -> None:
    for name in FORWARDED:
        answer = client.get("/auth/sign-in", headers={name: "203.0.113.1"})
        assert (answer.status_code, "LOKALITY_PUBLIC_ADDRESS" in answer.text) == (403, True)


def test_signing_out_holds_at_once_even_while_the_database_is_busy(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    token = client.cookies[PLAIN_NAME]
    tried: list[str] = []

    def busy(_database: Database, given: str) -> None:
        tried.append(given)
        raise StorageError("The database is busy.")

    monkeypatch.setattr("dashboard.door.end_this_session", busy)
    assert PLAIN_NAME in set_cookies(client.get("/auth/sign-out", headers=OWN))
    client.cookies.set(PLAIN_NAME, token)
    assert client.get("/auth/state").status_code == 401
    assert tried == [token]


def test_a_crowd_at_the_door_is_told_to_come_back(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.web.sign_in.WAITING_AT_MOST", 0)
    assert sign_in(client).status_code == 503


def test_an_address_that_holds_a_secret_is_not_written_down(client: TestClient, database: Database) -> None:
    client.get("/auth/link/secret-of-somebody/")
    finish_notes()
    with database.read() as session:
        assert not session.scalars(select(AuditWords.text).where(AuditWords.text.contains("secret"))).all()


def test_who_has_no_page_that_takes_a_file_uploads_none(client: TestClient, database: Database) -> None:
    person(database, local_actor(database), "pavla", Role.PARTNER)
    sign_in(client, login="pavla")
    assert client.put("/_stcore/upload_file/session/file", headers=OWN).status_code == 403


def test_asking_for_the_state_keeps_no_session_alive(client: TestClient, database: Database) -> None:
    sign_in(client)
    token = client.cookies[PLAIN_NAME]
    with clock.standing_at(clock.now() + IDLE - timedelta(minutes=1)):
        for path in ("/auth/state", "/_stcore/health", "/_stcore/host-config"):
            client.get(path)
    with database.read() as session:
        kept = session.scalars(select(AccountSession).where(AccountSession.token_hash == token_hash(token))).one()
    assert kept.used_at == kept.began_at


def test_nobody_reads_how_the_sessions_of_others_are_doing(client: TestClient) -> None:
    sign_in(client)
    for path in ("/_stcore/metrics", "/_stcore/metrics?families=session_memory_bytes"):
        assert client.get(path).status_code == 404
    assert client.get("/_stcore/agent/openapi.json").status_code == 404
    assert client.get("/_stcore/script-health-check").headers["content-type"].startswith("text/html")  # no such route


@pytest.mark.parametrize("strange", ['a={"x": 1}', "b c", "ž=1", 'x="a b', "a[b]=1"])
def test_cookies_of_other_programs_on_this_machine_keep_nobody_out(
    client: TestClient, database: Database, strange: str
) -> None:
    token = session_of(database, local_actor(database))
    for header in (f"{strange}; {PLAIN_NAME}={token}", f"{PLAIN_NAME}={token}; {strange}"):
        assert client.get("/issues", headers={"cookie": header.encode("latin-1", "replace")}).status_code == 200


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "https://evil.example", "/auth/sign-out", "/x/../auth/sign-out", ""]
)
def test_the_form_itself_leads_nowhere_else(client: TestClient, wanted: str) -> None:
    answer = sign_in(client, next=wanted)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    client.cookies.clear()
