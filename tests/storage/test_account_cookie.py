"""Whose browser it is, told to the field app by a cookie that opens nothing: set on signing in, taken on leaving."""

from __future__ import annotations

from starlette.testclient import TestClient

from dashboard.cookies import ACCOUNT_NAME
from tests.storage.test_sign_in_route import (  # noqa: F401 - fixtures
    OWN,
    client,
    database,
    set_cookies,
    sign_in,
)


def test_signing_in_tells_whose_browser_it_is_and_signing_out_takes_it_back(client: TestClient) -> None:  # noqa: F811
    told = set_cookies(sign_in(client))[ACCOUNT_NAME]
    number = told.partition("=")[2].partition(";")[0]
    assert number.isdigit()
    assert "path=/terrain" in told.casefold()
    assert "httponly" not in told.casefold(), "the app reads it"
    left = set_cookies(client.get("/auth/sign-out", headers=OWN))[ACCOUNT_NAME]
    assert "max-age=0" in left.casefold()


def test_a_refused_sign_in_tells_nothing(client: TestClient) -> None:  # noqa: F811
    assert ACCOUNT_NAME not in set_cookies(sign_in(client, password="špatné heslo"))


def test_the_app_is_told_again_with_its_account_and_the_cookie_opens_nothing(client: TestClient) -> None:  # noqa: F811
    told = set_cookies(sign_in(client))[ACCOUNT_NAME].partition(";")[0]
    answer = client.get("/terrain/account")
    assert set_cookies(answer)[ACCOUNT_NAME].startswith(f"{told};")
    assert told == f"{ACCOUNT_NAME}={answer.json()['account_id']}"
    client.cookies.clear()
    assert client.get("/terrain/account", headers={"cookie": told}).status_code == 401
