"""A page that lost its connection comes back to what was on it: for the session that it belongs to, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.cookies import PLAIN_NAME
from geodata.database import Database
from geodata.model.people import Role
from geodata.services.city import local_actor
from tests.browser.conftest import STEP_WITHIN, Served, serving
from tests.people import person, session_of

expect.set_options(timeout=STEP_WITHIN)

# Notes the sockets of a page and what they were opened with; the third word of that is the page to come back to.
LISTENING = """window.sockets = []; window.opened = []; const Plain = window.WebSocket;
    window.WebSocket = class extends Plain { constructor(address, words) {
        super(address, RESUMED ? [words[0], words[1], RESUMED] : words);
        window.sockets.push(this); window.opened.push(words); } };"""
DRAFT = ".st-key-one-time-link"


@pytest.fixture
def served(sqlite_url: str, tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, sqlite_url) as served:
        yield served


@pytest.fixture
def administrators(served: Served) -> dict[str, str]:
    """The tokens of two administrators, each signed in once."""
    database = Database(served.database_url)
    try:
        here = local_actor(database)
        return {login: session_of(database, person(database, here, login, Role.ADMIN)) for login in ("prvni", "druha")}
    finally:
        database.close()


def page_of(new_page: Callable[..., Page], served: Served, token: str, resumed: str = "") -> Page:
    """The administration as the owner of the token sees it, asking for the page `resumed` if one is named."""
    page = new_page(signed_in=False)
    page.context.add_cookies([{"name": PLAIN_NAME, "value": token, "url": served.address, "sameSite": "Lax"}])
    page.add_init_script(f"(() => {{ const RESUMED = {json.dumps(resumed)}; {LISTENING} }})()")
    page.goto(f"{served.address}/administration")
    expect(page.get_by_role("combobox", name=re.compile("Změnit účet"))).to_be_visible()
    return page


def make_link(page: Page) -> str:
    """Make a one-time link and return it; it stands on this page alone until it is handed over."""
    page.get_by_role("combobox", name=re.compile("Změnit účet")).click()
    page.get_by_role("option", name=re.compile("druha")).click()
    page.get_by_role("button", name="Nový jednorázový odkaz").click()
    expect(page.locator(DRAFT)).to_be_visible()
    return page.locator(f"{DRAFT} code").inner_text()


def lose_connection(page: Page) -> str:
    """Cut the page's socket, wait until it is back, and return which page it asked for."""
    page.evaluate("() => sockets.at(-1).close()")
    page.wait_for_function("() => opened.length === 2 && sockets.at(-1).readyState === 1")
    words: list[str] = page.evaluate("() => opened.at(-1)")
    assert len(words) == 3
    return words[2]


def test_only_the_session_that_began_a_page_comes_back_to_it(
    new_page: Callable[..., Page], served: Served, administrators: dict[str, str]
) -> None:
    first = page_of(new_page, served, administrators["prvni"])
    link = make_link(first)
    name_of_page = lose_connection(first)
    # Drawn anew by the server, which still knows what was on the page.
    first.get_by_test_id("stSidebarNav").get_by_role("link", name="Podněty").click()
    expect(first.get_by_role("heading", name="Podněty").first).to_be_visible()
    first.get_by_test_id("stSidebarNav").get_by_role("link", name="Správa").click()
    expect(first.locator(f"{DRAFT} code")).to_have_text(link)

    while_open = page_of(new_page, served, administrators["druha"], resumed=name_of_page)
    assert link not in while_open.content()
    expect(while_open.locator(DRAFT)).to_have_count(0)
    assert first.evaluate("() => sockets.at(-1).readyState === 1")  # nor was the owner thrown out

    first.close()
    afterwards = page_of(new_page, served, administrators["druha"], resumed=name_of_page)
    expect(afterwards.locator(DRAFT)).to_have_count(0)
    assert link not in afterwards.content()
    owner = page_of(new_page, served, administrators["prvni"], resumed=name_of_page)
    expect(owner.locator(f"{DRAFT} code")).to_have_text(link)
