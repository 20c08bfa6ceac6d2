"""Signing in and out in a real browser: by password, by a link, into the demo city; and what an open page does then."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from dashboard.cookies import PLAIN_NAME
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.services.accounts import NewAccount, invite
from geodata.services.city import local_actor
from geodata.services.sign_in import FREE_FAILURES
from geodata.tables import AccountSession, Municipality
from tests.browser.conftest import AXE, DESKTOP, PHONE, STEP_WITHIN, Served, come_to_rest, serving
from tests.conftest import MISSING
from tests.people import PASSWORD, person, set_account
from tests.small_city import some_site

expect.set_options(timeout=STEP_WITHIN)

# An open page follows within this: it asks every 2.5 s, and the door asks the database again after 2 s.
FOLLOWS_WITHIN = 5.0  # seconds, by the issue
SECRET = "Ubytovna za nádražím"
NEW_PASSWORD = "čtyři staré mosty"


@contextmanager
def opened(served: Served) -> Iterator[tuple[Database, Actor]]:
    """The database of the server, as another process sees it."""
    database = Database(served.database_url)
    try:
        yield database, local_actor(database)
    finally:
        database.close()


@pytest.fixture(scope="module")
def real_city(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A city that is no demo, with Jana of the terrain and one place."""
    directory = tmp_path_factory.mktemp("sign-in")
    path = directory / "lokality.db"
    path.write_bytes(sqlite_template.read_bytes())
    with serving(directory, f"sqlite:///{path}") as served:
        with opened(served) as (database, actor):
            some_site(database, actor, SECRET)
            with database.engine.begin() as connection:
                connection.execute(update(Municipality).values(fictional=False))
        yield served


@pytest.fixture
def jana(real_city: Served, request: pytest.FixtureRequest) -> tuple[str, Actor]:
    """A sign-in name of this test alone, and whose it is."""
    login = f"jana-{abs(hash(request.node.name)) % 10**8}"
    with opened(real_city) as (database, actor):
        return login, person(database, actor, login, Role.TERRAIN, organisation_id=actor.organisation_id)


@pytest.fixture
def stranger(new_page: Callable[..., Page]) -> Page:
    return new_page(signed_in=False)


def fill_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("Přihlašovací jméno").fill(login)
    page.get_by_label("Heslo").fill(password)
    page.get_by_role("button", name="Přihlásit se").click()


def sign_in(page: Page, served: Served, login: str, path: str = "issues") -> None:
    page.goto(f"{served.address}/{path}")
    fill_in(page, login)
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
    come_to_rest(page)


def cookie_of(page: Page) -> str | None:
    found = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == PLAIN_NAME]
    return found[0] if found else None


def expect_sign_in_page(page: Page) -> None:
    expect(page).to_have_url(re.compile("/auth/sign-in"))
    expect(page.get_by_label("Heslo")).to_be_visible()


def test_who_comes_signs_in_and_is_where_they_wanted_to_be(
    stranger: Page, real_city: Served, jana: tuple[str, Actor]
) -> None:
    stranger.goto(f"{real_city.address}/site?id=1")
    expect_sign_in_page(stranger)
    fill_in(stranger, jana[0])
    expect(stranger).to_have_url(f"{real_city.address}/site?id=1")
    expect(stranger.get_by_role("heading", name=SECRET).first).to_be_visible()
    expect(stranger.locator(".lokality-visitor")).to_contain_text("Terénní tým")


def test_what_is_wrong_is_said_in_one_sentence_and_after_some_slips_one_waits(
    stranger: Page, real_city: Served, jana: tuple[str, Actor]
) -> None:
    stranger.goto(f"{real_city.address}/auth/sign-in")
    for login in (f"nikdo-{jana[0]}", *[jana[0]] * (FREE_FAILURES + 1)):
        fill_in(stranger, login, "špatné heslo")
        expect(stranger.get_by_role("alert")).to_have_text(re.compile("^Jméno a heslo k sobě nepatří"))
        expect(stranger.get_by_label("Přihlašovací jméno")).to_have_value(login)
        expect(stranger.get_by_label("Heslo")).to_have_value("")
    fill_in(stranger, jana[0])
    expect(stranger.get_by_role("alert")).to_contain_text(re.compile(r"\d+ s"))
    assert cookie_of(stranger) is None


def test_a_link_that_was_handed_over_leads_to_a_password_and_in(
    stranger: Page, new_page: Callable[..., Page], real_city: Served
) -> None:
    with opened(real_city) as (database, actor):
        secret = invite(database, actor, NewAccount("pozvana", "Pozvaná Paní", frozenset({Role.PARTNER})))
    link = f"{real_city.address}/auth/link/{secret}"
    stranger.goto(link)
    expect(stranger.get_by_text("pozvana")).to_be_visible()
    for password, again in ((NEW_PASSWORD, "něco jiného dlouhého"), (NEW_PASSWORD, NEW_PASSWORD)):
        stranger.get_by_label("Nové heslo").fill(password)
        stranger.get_by_label("Totéž ještě jednou").fill(again)
        stranger.get_by_role("button").click()
        if password != again:
            expect(stranger.get_by_role("alert")).to_be_visible()
    expect(stranger.get_by_test_id("stSidebarNav")).to_be_visible()
    second = new_page(signed_in=False)
    second.goto(link)
    expect(second.get_by_role("alert")).to_be_visible()
    expect(second.get_by_label("Nové heslo")).to_have_count(0)
    sign_in_again = second.get_by_role("link", name="Přihlásit se")
    sign_in_again.click()
    fill_in(second, "pozvana", NEW_PASSWORD)
    expect(second.get_by_test_id("stSidebarNav")).to_be_visible()


def test_in_the_demo_city_a_click_is_enough_and_every_page_says_so(stranger: Page, demo_server: Served) -> None:
    stranger.goto(f"{demo_server.address}/")
    stranger.get_by_role("button", name=re.compile("Terénní")).click()
    expect(stranger.locator(".lokality-banner")).to_contain_text("vymyšlen")
    stranger.goto(f"{demo_server.address}/map")
    expect(stranger.locator(".lokality-banner")).to_be_visible()
    stranger.locator(".lokality-banner a").click()
    expect(stranger.get_by_role("button", name=re.compile("Terénní"))).to_be_visible()
    stranger.get_by_role("button", name=re.compile("Koordin")).click()
    expect(stranger.get_by_test_id("stSidebarNav")).to_be_visible()


def test_a_cookie_planted_before_signing_in_is_worth_nothing_afterwards(
    stranger: Page, real_city: Served, jana: tuple[str, Actor]
) -> None:
    planted = "a-token-that-somebody-else-knows"
    stranger.context.add_cookies([{"name": PLAIN_NAME, "value": planted, "url": real_city.address}])
    sign_in(stranger, real_city, jana[0])
    assert cookie_of(stranger) not in {None, planted}
    assert httpx.get(f"{real_city.address}/auth/state", cookies={PLAIN_NAME: planted}).status_code == 401


def test_after_signing_out_the_token_the_back_button_and_the_other_tab_show_nothing(
    stranger: Page, real_city: Served, jana: tuple[str, Actor]
) -> None:
    sign_in(stranger, real_city, jana[0], "site?id=1")
    expect(stranger.get_by_role("heading", name=SECRET).first).to_be_visible()
    token = cookie_of(stranger)
    assert token is not None
    other = stranger.context.new_page()
    other.goto(f"{real_city.address}/site?id=1")
    expect(other.get_by_role("heading", name=SECRET).first).to_be_visible()
    stranger.locator(".lokality-visitor").get_by_role("link", name="Odhlásit").click()
    began = time.monotonic()
    expect_sign_in_page(stranger)
    other.wait_for_url(re.compile("/auth/sign-in"), timeout=FOLLOWS_WITHIN * 1_000)
    print(f"\nthe other tab followed after {time.monotonic() - began:.1f} s")
    expect(other.get_by_role("alert")).to_be_visible()
    for path in ("auth/state", "site?id=1", "map/sites/1/0/0.json", "exports/sites.csv"):
        answer = httpx.get(f"{real_city.address}/{path}", cookies={PLAIN_NAME: token})
        assert answer.status_code == 401
        assert SECRET not in answer.text
    stranger.go_back()
    expect_sign_in_page(stranger)
    other.go_back()  # the sign-in page has taken the place of the other, so there is nothing before it
    for page in (stranger, other):
        assert SECRET not in page.locator("body").inner_text()


SEEN_BY_SOCKET = """() => { window.sockets = []; const Old = WebSocket;
    window.WebSocket = class extends Old { constructor(...a) { super(...a); window.sockets.push(this); } }; }"""


@pytest.mark.parametrize("change", ["disabled", "signed out by an administrator", "rested too long"])
def test_who_is_put_out_loses_the_open_page_within_five_seconds(
    stranger: Page, real_city: Served, jana: tuple[str, Actor], change: str
) -> None:
    stranger.context.add_init_script(f"({SEEN_BY_SOCKET})()")
    sign_in(stranger, real_city, jana[0], "site?id=1")
    expect(stranger.get_by_role("heading", name=SECRET).first).to_be_visible()
    token = cookie_of(stranger)
    with opened(real_city) as (database, _actor):
        if change == "disabled":
            set_account(database, jana[1].account_id, disabled=True)
        else:
            long_ago = clock.now() - timedelta(minutes=31)
            values = {"used_at": long_ago} if change == "rested too long" else {"ended_at": clock.now()}
            with database.engine.begin() as connection:
                mine = AccountSession.account_id == jana[1].account_id
                connection.execute(update(AccountSession).where(mine).values(**values))
    began = time.monotonic()
    stranger.wait_for_url(re.compile("/auth/sign-in"), timeout=FOLLOWS_WITHIN * 1_000)
    print(f"\n{change}: gone from the open page after {time.monotonic() - began:.1f} s")
    assert SECRET not in stranger.locator("body").inner_text()
    assert httpx.get(f"{real_city.address}/auth/state", cookies={PLAIN_NAME: token or ""}).status_code == 401


def test_the_websocket_of_who_is_put_out_is_closed_though_the_page_keeps_asking_nothing(
    stranger: Page, real_city: Served, jana: tuple[str, Actor]
) -> None:
    """As a page whose script somebody stopped: the server does not rely on the browser."""
    stranger.context.route("**/assets/lokality/session.js*", lambda route: route.fulfill(body=""))
    stranger.context.add_init_script(f"({SEEN_BY_SOCKET})()")
    sign_in(stranger, real_city, jana[0], "issues")
    assert stranger.evaluate("() => sockets.some((socket) => socket.readyState === 1)")
    with opened(real_city) as (database, _actor):
        set_account(database, jana[1].account_id, disabled=True)
    began = time.monotonic()
    stranger.wait_for_function(
        "() => sockets.every((socket) => socket.readyState === 3)", timeout=FOLLOWS_WITHIN * 1_000
    )
    print(f"\nthe websocket was closed after {time.monotonic() - began:.1f} s")


def test_a_role_that_is_taken_away_is_gone_from_the_open_page_within_five_seconds(
    stranger: Page, real_city: Served, jana: tuple[str, Actor]
) -> None:
    with opened(real_city) as (database, _actor):
        set_account(database, jana[1].account_id, roles=[Role.OFFICIAL.value, Role.TERRAIN.value])
    sign_in(stranger, real_city, jana[0], "data")
    menu = stranger.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link", name="Data")).to_be_visible()
    expect(stranger.get_by_test_id("stFileUploaderDropzone").first).to_be_visible()
    with opened(real_city) as (database, _actor):
        set_account(database, jana[1].account_id, roles=[Role.TERRAIN.value])
    began = time.monotonic()
    expect(stranger.get_by_test_id("stFileUploaderDropzone")).to_have_count(0, timeout=FOLLOWS_WITHIN * 1_000)
    print(f"\nthe role was gone from the open page after {time.monotonic() - began:.1f} s")
    expect(stranger.get_by_test_id("stMain").get_by_text("nemáte oprávnění").first).to_be_visible()
    expect(menu.get_by_role("link", name="Data")).to_have_count(0)


def test_an_administrator_looks_as_another_role_and_comes_back(stranger: Page, real_city: Served) -> None:
    with opened(real_city) as (database, actor):
        person(database, actor, "spravkyne", Role.ADMIN)
    sign_in(stranger, real_city, "spravkyne", "administration")
    come_to_rest(stranger)
    stranger.get_by_text("Podívat se jako jiná role").click()
    stranger.get_by_role("button", name="Podívat se", exact=True).click()
    banner = stranger.locator(".st-key-view-as-banner")
    expect(banner).to_be_visible()
    menu = stranger.get_by_test_id("stSidebarNav")
    expect(menu.get_by_role("link", name="Správa")).to_have_count(0)
    stranger.goto(f"{real_city.address}/administration")  # as when the page is drawn anew before it has left
    expect(stranger.get_by_test_id("stMain").get_by_role("heading", name="Dobrý den.")).to_be_visible()
    stranger.goto(f"{real_city.address}/log-place")
    expect(stranger.get_by_test_id("stMain").get_by_text("nemáte oprávnění").first).to_be_visible()
    banner.get_by_role("button").click()
    expect(banner).to_have_count(0)
    expect(menu.get_by_role("link", name="Správa")).to_be_visible()


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_sign_in_page_can_be_used_by_everybody(
    new_page: Callable[..., Page], real_city: Served, demo_city: Served, tmp_path: Path, language: str, size: str
) -> None:
    if not AXE.exists():
        pytest.skip(f"{MISSING}make setup collects axe-core")
    # The page itself runs no script: only the test's own browser may add one to look at it.
    page = new_page(signed_in=False, viewport=PHONE if size == "phone" else DESKTOP, bypass_csp=True)
    for served in (real_city, demo_city):
        page.goto(f"{served.address}/auth/sign-in")
        if language == "en":
            page.goto(f"{served.address}/language/en")
            page.goto(f"{served.address}/auth/sign-in")
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.screenshot(path=tmp_path / f"sign-in-{size}-{language}-{served is demo_city}.png", full_page=True)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        faults = page.evaluate("() => axe.run(document).then((found) => found.violations)")
        assert [fault["id"] for fault in faults if fault["impact"] in {"serious", "critical"}] == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
