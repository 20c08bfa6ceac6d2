"""The calendar in a real browser: a group is founded, its dates planned, moved and followed by another calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta

import httpx
import pytest
import vobject
from playwright.sync_api import Locator, Page, expect

from geodata import clock
from geodata.database import Database
from geodata.model.meetings import BodyKind
from geodata.model.slots import moment_on
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.city import local_actor
from geodata.services.meeting_list import list_meetings
from geodata.services.meetings import plan_meeting
from tests.browser.conftest import AXE, PHONE, STEP_WITHIN, Served
from tests.conftest import MISSING

expect.set_options(timeout=STEP_WITHIN)


@pytest.fixture
def cell(server: Served) -> tuple[int, int]:
    """A cell and its meeting of today at noon."""
    database = Database(server.database_url)
    try:
        actor = local_actor(database)
        body_id = add_body(
            database, actor, BodyFacts("Buňka Předlice", BodyKind.CELL, slot="každou středu 13:00, škola")
        )
        noon = moment_on(clock.today(), time(12))
        return body_id, plan_meeting(database, actor, body_id, noon, "Radnice")
    finally:
        database.close()


def main_of(page: Page) -> Locator:
    return page.get_by_test_id("stMainBlockContainer")


def faults_of(page: Page) -> list[str]:
    """What axe finds on the page, beyond what Streamlit itself brings to every page."""
    if not AXE.exists():
        pytest.skip(f"{MISSING}make setup-test collects axe-core")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "() => axe.run('.lokality-month').then(found => found.violations.map(one => one.id + ': ' + one.nodes[0].html))"
    )
    return list(found)


def test_a_group_is_founded_planned_and_seen_in_the_calendar(page: Page, server: Served) -> None:
    page.goto(f"{server.address}/meetings")
    page.get_by_role("button", name="Založit skupinu").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Název skupiny").fill("Policejní buňka Hutě")
    form.get_by_role("textbox", name="Kdy se schází").fill("kdykoli")
    form.get_by_role("button", name="Založit", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("nerozumíme")
    form.get_by_role("textbox", name="Kdy se schází").fill("každou středu v 9, ve škole")
    form.get_by_role("button", name="Založit", exact=True).click()
    expect(page).to_have_url(re.compile(r"/body\?id=\d+"))
    page.get_by_role("button", name="Naplánovat schůzky").click()
    plan = page.get_by_role("dialog")
    expect(plan.get_by_label("Místo schůzky")).to_have_value("ve škole")
    for question in plan.get_by_role("radiogroup").filter(has_text="tentokrát vůbec").all():
        question.get_by_text("tentokrát vůbec").click()
        expect(question.get_by_role("radio", name="tentokrát vůbec")).to_be_checked()
    plan.get_by_role("button", name=re.compile(r"Naplánovat \d+ schůz")).click()
    expect(plan).to_have_count(0)
    main = main_of(page)
    expect(main.get_by_role("link", name=re.compile("Policejní buňka Hutě")).first).to_be_visible()
    page.goto(f"{server.address}/meetings")
    page.get_by_role("link", name="Další měsíc").click()
    expect(page).to_have_url(re.compile(r"month=\d{4}-\d\d"))
    links = main.get_by_role("table").get_by_role("link", name=re.compile("9:00 Policejní buňka Hutě"))
    expect(links.first).to_be_visible()
    assert links.count() >= 3
    links.first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/meeting\?id=\d+"))
    expect(page.get_by_role("heading", name="Policejní buňka Hutě")).to_be_visible()


def test_a_meeting_is_moved_and_then_cancelled(page: Page, server: Served, cell: tuple[int, int]) -> None:
    database = Database(server.database_url)
    try:
        actor = local_actor(database)
        later = clock.now().replace(microsecond=0) + timedelta(days=3)
        plan_meeting(database, actor, cell[0], later, "Radnice")
        page.goto(f"{server.address}/body?id={cell[0]}")
        page.get_by_role("button", name="Přesunout").first.click()
        form = page.get_by_role("dialog")
        form.get_by_label("Místo schůzky").fill("Škola, sborovna")
        form.get_by_role("button", name="Přesunout schůzku").click()
        expect(form).to_have_count(0)
        expect(main_of(page).get_by_text("Škola, sborovna").first).to_be_visible()
        before = len(list_meetings(database, actor, coming=True, body_id=cell[0]))
        page.get_by_role("button", name="Zrušit schůzku").first.click()
        page.get_by_role("dialog").get_by_role("button", name="Zrušit tuto schůzku").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert len(list_meetings(database, actor, coming=True, body_id=cell[0])) == before - 1
    finally:
        database.close()


def test_another_calendar_follows_the_link_until_it_is_withdrawn(
    page: Page, server: Served, cell: tuple[int, int]
) -> None:
    page.goto(f"{server.address}/account")
    page.get_by_role("button", name="Vytvořit odkaz na moje schůzky").click()
    shown = page.locator("code", has_text="/calendar/")
    expect(shown).to_be_visible()
    address = shown.inner_text().strip()
    answer = httpx.get(address)  # as a calendar's server does: no cookie, no browser
    assert answer.status_code == httpx.codes.OK
    (calendar,) = vobject.readComponents(answer.text)
    (event,) = calendar.contents["vevent"]
    assert event.summary.value == "Buňka Předlice"
    assert event.url.value == f"{server.address}/meeting?id={cell[1]}"
    page.get_by_role("button", name="Zrušit odkaz").click()
    expect(page.get_by_role("button", name="Zrušit odkaz")).to_have_count(0)
    assert httpx.get(address).status_code == httpx.codes.NOT_FOUND


def test_an_invitation_is_downloaded(page: Page, server: Served, cell: tuple[int, int]) -> None:
    database = Database(server.database_url)
    try:
        later = clock.now() + timedelta(days=3)
        plan_meeting(database, local_actor(database), cell[0], later, "Radnice")
    finally:
        database.close()
    page.goto(f"{server.address}/body?id={cell[0]}")
    page.get_by_role("button", name="Pozvánka").first.click()
    expect(page.get_by_text("Pozvánka: Buňka Předlice").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Stáhnout do kalendáře")).click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"LOCATION:Radnice" in content


def test_on_a_phone_the_month_is_a_list(phone: Page, server: Served, cell: tuple[int, int]) -> None:
    phone.goto(f"{server.address}/meetings")
    main = main_of(phone)
    link = main.locator(".lokality-month .days").get_by_role("link", name=re.compile("12:00 Buňka Předlice"))
    expect(link).to_be_visible()
    expect(main.get_by_role("table")).to_have_count(0)
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    assert faults_of(phone) == []
    link.tap()
    expect(phone).to_have_url(re.compile(rf"/meeting\?id={cell[1]}"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_calendar_can_be_read_by_everybody(
    new_page: Callable[..., Page], server: Served, cell: tuple[int, int], scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{server.address}/meetings")
    expect(main_of(page).get_by_role("table").get_by_role("link", name=re.compile("Buňka Předlice"))).to_be_visible()
    assert faults_of(page) == []
    heads = main_of(page).get_by_role("columnheader")
    expect(heads).to_have_count(7)
    assert "pondělí" in heads.first.inner_text()
