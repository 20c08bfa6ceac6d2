"""`/auth/openid` against a certified provider: what a browser brings back is believed once, and only by itself."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from dashboard.web.openid import ATTEMPT_COOKIE
from geodata.database import Database
from tests.oidc.provider import CLIENT_ID, OpenIdProvider
from tests.oidc.visits import HERE, Browser, Doors, roles_claim, told


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """One kind is enough here: these tests end before an account is looked for, or do not ask which."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def doors(database: Database, openid_provider: OpenIdProvider) -> Doors:
    return Doors(database, openid_provider.issuer)


@pytest.fixture
def browser(doors: Doors) -> Browser:
    return doors.browser()


def changed(address: str, **parameters: str) -> str:
    """The address with other values in its query."""
    parts = urlsplit(address)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | parameters)).geturl()


def test_the_cookies_are_out_of_reach_of_scripts_and_of_other_sites(
    openid_provider: OpenIdProvider, browser: Browser
) -> None:
    openid_provider.account("p-2", name="Jan", realm_access=roles_claim("city-coordinators"))
    begun = browser.lokality.get("/auth/openid")
    (attempt,) = SimpleCookie(begun.headers["set-cookie"]).values()
    assert (attempt.key, attempt["path"], attempt["samesite"], attempt["httponly"]) == (
        *(ATTEMPT_COOKIE, "/auth", "lax"),
        True,
    )
    asked = parse_qs(urlsplit(begun.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"][0] not in attempt.value
    browser.come_back(browser.sign_in_there(begun.headers["location"], "p-2"))
    assert ATTEMPT_COOKIE not in browser.lokality.cookies
    assert browser.who() == "Jan coordinator"


def test_the_same_answer_of_the_provider_opens_once(openid_provider: OpenIdProvider, browser: Browser) -> None:
    openid_provider.account("p-9", name="Alena", realm_access=roles_claim("city-coordinators"))
    address = browser.begin()
    kept = browser.lokality.cookies[ATTEMPT_COOKIE]
    back = browser.sign_in_there(address, "p-9")
    browser.come_back(back)
    assert browser.who() == "Alena coordinator"
    browser.lokality.cookies.clear()
    assert browser.come_back(back).status_code == 400
    # Even whoever has copied the cookie before: the provider takes its code once.
    browser.lokality.cookies.set(ATTEMPT_COOKIE, kept, path="/auth")
    answer = browser.come_back(back)
    assert answer.status_code == 400
    assert "Město" in told(answer)
    assert browser.who() is None


def test_an_answer_is_worth_nothing_in_another_browser(openid_provider: OpenIdProvider, doors: Doors) -> None:
    openid_provider.account("p-10", name="Útočník", realm_access=roles_claim("city-coordinators"))
    attacker, victim = doors.browser(), doors.browser()
    back = attacker.sign_in_there(attacker.begin(), "p-10")
    victim.begin()
    answer = victim.come_back(back)
    assert answer.status_code == 400
    assert "jiném okně" in told(answer)
    assert victim.who() is None
    assert ATTEMPT_COOKIE in victim.lokality.cookies  # what the victim had begun goes on


@pytest.mark.parametrize("parameter", ["state", "code", "iss"])
def test_a_tampered_answer_signs_nobody_in(openid_provider: OpenIdProvider, browser: Browser, parameter: str) -> None:
    openid_provider.account("p-11", name="Alena", realm_access=roles_claim("city-coordinators"))
    back = browser.sign_in_there(browser.begin(), "p-11")
    answer = browser.come_back(changed(back, **{parameter: "https://elsewhere.example"}))
    assert answer.status_code == 400
    assert told(answer)
    assert browser.who() is None


def test_a_token_made_for_another_attempt_signs_nobody_in(openid_provider: OpenIdProvider, browser: Browser) -> None:
    openid_provider.account("p-12", name="Alena", realm_access=roles_claim("city-coordinators"))
    back = browser.sign_in_there(changed(browser.begin(), nonce="chosen-by-somebody-else"), "p-12")
    answer = browser.come_back(back)
    assert answer.status_code == 400
    assert "věřit" in told(answer)
    assert browser.who() is None


def test_a_code_asked_for_with_another_verifier_is_refused(openid_provider: OpenIdProvider, browser: Browser) -> None:
    openid_provider.account("p-13", name="Alena", realm_access=roles_claim("city-coordinators"))
    back = browser.sign_in_there(changed(browser.begin(), code_challenge="A" * 43), "p-13")
    assert browser.come_back(back).status_code == 400
    assert browser.who() is None


def test_whoever_declines_is_told_so_in_our_words(openid_provider: OpenIdProvider, browser: Browser) -> None:
    answer = browser.come_back(browser.sign_in_there(browser.begin(), "nobody", act="decline"))
    assert answer.status_code == 400
    assert "odmítnuto" in told(answer)
    assert "<script" not in answer.text
    assert browser.who() is None


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/" + "x" * 5_000],
)
def test_the_way_on_never_leads_to_another_site(openid_provider: OpenIdProvider, browser: Browser, wanted: str) -> None:
    openid_provider.account("p-14", name="Alena", realm_access=roles_claim("city-coordinators"))
    assert browser.sign_in("p-14", wanted).headers["location"] == "/"


def test_a_new_key_of_the_provider_is_fetched_when_it_signs(openid_provider: OpenIdProvider, doors: Doors) -> None:
    openid_provider.account("p-15", name="Alena", realm_access=roles_claim("city-coordinators"))
    doors.browser().sign_in("p-15")
    openid_provider.stop()
    openid_provider.start()
    browser = doors.browser()
    browser.sign_in("p-15")
    assert browser.who() == "Alena coordinator"


def test_a_silent_provider_is_named_and_the_local_way_in_stays_open(
    openid_provider: OpenIdProvider, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.openid.provider.RESTS", 0.0)
    browser = doors.browser()
    openid_provider.account("p-16", name="Alena", realm_access=roles_claim("city-coordinators"))
    openid_provider.stop()
    try:
        answer = browser.lokality.get("/auth/openid")
        assert answer.status_code == 503
        assert "Město" in told(answer)
        page = browser.lokality.get("/auth/sign-in")
        assert page.status_code == 200
        assert 'name="password"' in page.text
    finally:
        openid_provider.start()
    browser.sign_in("p-16")
    assert browser.who() == "Alena coordinator"


def test_the_button_stands_where_a_provider_is_configured(openid_provider: OpenIdProvider, doors: Doors) -> None:
    page = doors.browser().lokality.get("/auth/sign-in", params={"next": "/issues?a=1&b=2"})
    assert "Přihlásit se přes Město" in page.text
    assert 'href="/auth/openid?next=/issues%3Fa%3D1%26b%3D2"' in page.text


def test_signing_out_leads_on_to_the_provider(openid_provider: OpenIdProvider, browser: Browser) -> None:
    openid_provider.account("p-17", name="Alena", realm_access=roles_claim("city-coordinators"))
    browser.sign_in("p-17")
    left = browser.lokality.get("/auth/sign-out", headers={"sec-fetch-site": "same-origin"})
    assert left.headers["location"] == "/auth/signed-out?by=openid"
    assert 'id="on" href="/auth/openid/out"' in browser.lokality.get(left.headers["location"]).text
    assert browser.who() is None
    page = browser.lokality.get("/auth/openid/out")
    address = page.headers["refresh"].partition("url=")[2]
    assert urlsplit(address)[:3] == urlsplit(f"{openid_provider.issuer}/session/end")[:3]
    asked = dict(parse_qsl(urlsplit(address).query))
    assert (asked["client_id"], asked["post_logout_redirect_uri"]) == (CLIENT_ID, f"{HERE}/auth/sign-in")
    assert browser.there.get(address).status_code == 200


def test_whoever_calls_itself_by_another_name_is_not_believed(
    database: Database, openid_provider: OpenIdProvider
) -> None:
    doors = Doors(database, f"http://localhost:{openid_provider.port}")
    answer = doors.browser().lokality.get("/auth/openid")
    assert answer.status_code == 400
    assert "věřit" in told(answer)
