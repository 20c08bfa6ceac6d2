"""The page between signing out and signing in: whose it is, where it leads, and that it wipes nothing of who works."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.storage.test_sign_in_route import OWN, client, database, sign_in  # noqa: F401

MODULE = re.compile(r'<script type="module" src="(/assets/terrain/[0-9a-f]{16}/signed_out\.js)"></script>')


def on(page: str) -> str:
    """Where the page leads."""
    found = re.search(r'id="on" href="([^"]+)"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_signing_out_leads_over_the_page_that_wipes(client: TestClient) -> None:  # noqa: F811
    sign_in(client)
    left = client.get("/auth/sign-out", headers=OWN)
    assert (left.status_code, left.headers["location"]) == (303, "/auth/signed-out")
    page = client.get("/auth/signed-out")
    assert on(page.text) == "/auth/sign-in"
    assert '<noscript><meta http-equiv="refresh" content="0; url=/auth/sign-in"></noscript>' in page.text
    assert page.headers["cache-control"] == "no-store"
    module = MODULE.search(page.text)
    assert module is not None
    assert client.get(module[1]).status_code == 200


def test_a_session_that_ended_leads_on_to_where_one_was(client: TestClient) -> None:  # noqa: F811
    page = client.get("/auth/signed-out", params={"ended": "1", "next": "/issues?a=1&b=2"})
    assert on(page.text) == "/auth/sign-in?ended=1&next=%2Fissues%3Fa%3D1%26b%3D2"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/auth/sign-out"])
def test_it_leads_nowhere_else(client: TestClient, wanted: str) -> None:  # noqa: F811
    assert on(client.get("/auth/signed-out", params={"next": wanted, "by": "openid"}).text) == "/auth/sign-in"


def test_who_is_signed_in_loses_nothing_by_a_link(client: TestClient) -> None:  # noqa: F811
    sign_in(client)
    answer = client.get("/auth/signed-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/auth/state").status_code == 200


def test_the_sign_in_page_says_how_much_waits(client: TestClient) -> None:  # noqa: F811
    assert "čekají na odeslání 3 záznamy" in client.get("/auth/sign-in", params={"waits": "3"}).text
    for nonsense in ("", "-1", "1e3", "<b>", "1234567"):
        assert "čeká" not in client.get("/auth/sign-in", params={"waits": nonsense}).text
