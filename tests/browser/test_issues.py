"""Journeys of an issue in a real browser: followed from the overview, led on, contended for, raised at a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.services.city import local_actor
from geodata.services.issue_card import IssueCard, issue_card
from tests.browser.conftest import STEP_WITHIN, Served
from tests.small_city import SmallCity, small_city

expect.set_options(timeout=STEP_WITHIN)


@pytest.fixture
def city(server: Served) -> Iterator[SmallCity]:
    """The small city, in the database of this test's own server."""
    database = Database(server.database_url)
    try:
        yield small_city(database, local_actor(database))
    finally:
        database.close()


def stored(served: Served, issue_id: int) -> IssueCard:
    """The issue as the database has it."""
    database = Database(served.database_url)
    try:
        return issue_card(database, local_actor(database), issue_id)
    finally:
        database.close()


def begin_step(page: Page, served: Served, issue_id: int, step: str) -> Locator:
    """Open the form of a step and return it."""
    page.goto(f"{served.address}/issue?id={issue_id}")
    page.get_by_role("button", name=step, exact=True).click()
    form = page.get_by_role("dialog")
    expect(form.get_by_role("button", name="Uložit")).to_be_visible()
    return form


def save(form: Locator) -> None:
    form.get_by_role("button", name="Uložit").click()
    expect(form).to_have_count(0)


def test_an_issue_is_followed_from_the_overview_to_its_place_and_its_meeting(page: Page, demo_city: Served) -> None:
    page.goto(f"{demo_city.address}/")
    discussed = page.locator("[class*='st-key-row-issue-']").filter(has_text=re.compile("projednáno"))
    issue = discussed.get_by_role("link").first
    number = re.search(r"20\d\d-\d{4}", issue.inner_text())
    assert number is not None
    issue.click()
    expect(page).to_have_url(re.compile(r"/issue\?id=\d+"))
    expect(page.get_by_role("heading", name=re.compile(number[0]))).to_be_visible()
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_role("heading", name="Co se s ním dělo")).to_be_visible()
    place = main.locator("a[href*='site?id=']").first
    name = place.locator("p").inner_text()
    place.click()
    expect(page).to_have_url(re.compile(r"/site\?id=\d+"))
    expect(page.get_by_role("heading", name=name).first).to_be_visible()
    expect(main.get_by_role("link", name=re.compile(number[0])).first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name=re.compile(number[0]))).to_be_visible()
    main.locator("a[href*='meeting?id=']").first.click()
    expect(page).to_have_url(re.compile(r"/meeting\?id=\d+"))
    expect(main.get_by_role("link", name=re.compile(number[0])).first).to_be_visible()


def test_an_issue_is_led_a_step_on(page: Page, server: Served, city: SmallCity) -> None:
    form = begin_step(page, server, city.building_issue_id, "Přijmout")
    form.get_by_label("Poznámka").fill("Převzala městská policie.")
    save(form)
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_text("Převzala městská policie.")).to_be_visible()
    expect(page.get_by_role("button", name="Začít řešit")).to_be_visible()
    expect(page.get_by_role("button", name="Přijmout", exact=True)).to_have_count(0)
    assert stored(server, city.building_issue_id).status == IssueStatus.ACCEPTED


def test_who_comes_second_sees_both_versions_and_overwrites_nothing(
    page: Page, new_page: Callable[..., Page], server: Served, city: SmallCity
) -> None:
    other = new_page()
    mine = begin_step(page, server, city.dump_issue_id, "Přijmout")
    theirs = begin_step(other, server, city.dump_issue_id, "Odmítnout")
    theirs.get_by_role("combobox", name="Druh důvodu").click()
    other.get_by_role("option").first.click()
    save(theirs)
    expect(other.get_by_role("button", name="Znovu otevřít")).to_be_visible()
    save(mine)
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_text("Co jste viděli vy")).to_be_visible()
    expect(main.get_by_text("Jak je to teď")).to_be_visible()
    expect(main.get_by_role("alert")).to_contain_text("mezitím změnil někdo jiný")
    assert stored(server, city.dump_issue_id).status == IssueStatus.REFUSED
    page.get_by_role("button", name="Rozumím").click()
    expect(main.get_by_text("Co jste viděli vy")).to_have_count(0)


def test_a_new_issue_is_raised_at_a_place(page: Page, server: Served, city: SmallCity) -> None:
    page.goto(f"{server.address}/site?id={city.building_id}")
    page.get_by_role("button", name="Nový podnět").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Co je špatně, pár slovy").fill("Uvolněná římsa nad chodníkem")
    form.get_by_role("button", name="Vznést podnět").click()
    expect(page).to_have_url(re.compile(r"/issue\?id=\d+"))
    expect(page.get_by_role("heading", name=re.compile("Uvolněná římsa nad chodníkem"))).to_be_visible()
    main = page.get_by_test_id("stMainBlockContainer")
    main.get_by_role("link", name="Školní 12").click()
    expect(page).to_have_url(re.compile(rf"/site\?id={city.building_id}"))
    expect(main.get_by_role("link", name=re.compile("Uvolněná římsa")).first).to_be_visible()
