"""A draft with a computed zone is written, answered for and submitted; an official reads it, and it fits a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.model.zones import ZoneSource
from geodata.services.city import local_actor
from geodata.services.zone_drafts import add_zone
from tests.browser.conftest import AXE, PHONE, STEP_WITHIN, Served, come_to_rest
from tests.browser.proposal_desk import choose, figure, main_of, signed_in_as
from tests.conftest import MISSING
from tests.proposals import AROUND_WEST, Proposed, a_zone, newest, proposed, submitted
from tests.small_city import small_city, worker_of

expect.set_options(timeout=STEP_WITHIN)

OFFICIAL = "referent"


@pytest.fixture
def author(server: Served) -> Iterator[tuple[Database, Actor]]:
    """The database of this test's own server, and who writes in it."""
    database = Database(server.database_url)
    try:
        yield database, local_actor(database)
    finally:
        database.close()


@pytest.fixture
def made(author: tuple[Database, Actor]) -> Proposed:
    """An empty draft beside a locality with two gaming halls, and an official who may read."""
    database, actor = author
    city = small_city(database, actor)
    worker_of(database, actor, city.police_id, Role.OFFICIAL, login=OFFICIAL)
    return proposed(database, actor, city.cell_id)


def faults_of(page: Page) -> list[str]:
    """What axe finds in what this page brings, beyond what Streamlit itself brings to every page."""
    come_to_rest(page)  # while a run is under way the page is paler
    if not AXE.exists():
        pytest.skip(f"{MISSING}make setup-test collects axe-core")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(
        page.evaluate(
            "() => axe.run({include: ['.lokality-path', '.lokality-figures', '.lokality-table']})"
            ".then(found => found.violations.map(one => one.id + ': ' + one.nodes[0].html))"
        )
    )


def test_a_draft_with_a_computed_zone_is_answered_for_and_submitted(
    page: Page, server: Served, author: tuple[Database, Actor], made: Proposed, new_page: Callable[..., Page]
) -> None:
    page.goto(f"{server.address}/proposals")
    main_of(page).get_by_role("link", name="Zóny bez hazardu").click()
    expect(figure(page, "Zasažené provozovny")).to_have_text("0 z 2")

    page.get_by_role("button", name="Přidat zónu").click()
    choose(page, "Kde leží", "Vypočteno z kritéria")
    choose(page, "Měřeno od", "Lokalita")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Vyzkoušet dopad").click()
    expect(figure(page, "Zasažené provozovny")).to_have_text("2 z 2")
    tried = page.frame_locator(".st-key-proposal-map-folded iframe").locator(".lokality-tried-zone")
    expect(tried).to_have_count(1)
    page.get_by_role("textbox", name="Název zóny").fill("Kolem lokality")
    page.get_by_role("button", name="Uložit zónu").click()
    expect(page.get_by_role("rowheader", name="Kolem lokality")).to_be_visible()
    expect(tried).to_have_count(0)
    expect(figure(page, "Zasažené provozovny")).to_have_text("2 z 2")

    database, actor = author  # a ban on hours over one hall alone: the other one is treated unlike
    add_zone(database, actor, made.version_id, a_zone(AROUND_WEST, name="Strop", rule="machine_cap", cap=10))
    page.goto(f"{server.address}/proposal?id={made.proposal_id}")
    expect(figure(page, "Otevřené nálezy")).to_have_text("1")
    page.get_by_role("button", name="Odpovědět na nálezy").click()
    expect(page.get_by_role("button", name="Vše")).to_be_visible()
    come_to_rest(page)  # it may have come in the midst of a run
    page.get_by_role("button", name="Vše").click()
    page.get_by_role("textbox", name="Proč se s nimi zachází jinak").fill("Druhá herna má přístrojů méně.")
    page.get_by_role("button", name="Odpovědět na 1 nález").click()
    expect(figure(page, "Otevřené nálezy")).to_have_text("0")

    page.get_by_role("button", name="Podat komisi").click()
    page.get_by_role("dialog").get_by_role("button", name="Souhrn je prázdný").click()
    page.get_by_role("button", name="Psát texty").click()
    form = page.get_by_role("dialog")
    form.get_by_role("textbox", name="Souhrn").fill("Zákaz do 100 m od lokality.")
    form.get_by_role("button", name="Uložit texty").click()
    expect(form).to_have_count(0)
    page.get_by_role("button", name="Podat komisi").click()
    page.get_by_role("dialog").get_by_role("button", name="Ano, podat").click()
    expect(page.locator(".lokality-path [aria-current=step]")).to_contain_text("podán")
    assert faults_of(page) == []

    reader = signed_in_as(new_page(signed_in=False), server, OFFICIAL)
    reader.goto(f"{server.address}/proposal?id={made.proposal_id}&show=impact")
    expect(reader.get_by_role("rowheader", name=re.compile("Herna Západ"))).to_be_visible()
    expect(reader.get_by_role("button", name="Podat komisi")).to_have_count(0)
    expect(reader.get_by_role("button", name="Posoudit návrh")).to_be_visible()


def test_a_zone_is_drawn_counted_named_and_saved(
    page: Page, server: Served, author: tuple[Database, Actor], made: Proposed
) -> None:
    page.set_viewport_size({"width": 1280, "height": 1200})  # the whole map is in sight
    page.goto(f"{server.address}/proposal?id={made.proposal_id}")
    frame = page.frame_locator(".st-key-proposal-map-folded iframe")
    expect(frame.locator("#map_div")).to_have_attribute("data-zones", "drawn")
    come_to_rest(page)
    frame.get_by_role("button", name="Nakreslit zónu jako obdélník").click()
    box = frame.locator("#map_div").bounding_box()
    assert box is not None
    for across, down in ((0.3, 0.5), (0.8, 0.8)):
        x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
        page.mouse.move(x + 3, y + 3)
        page.mouse.move(x, y, steps=3)
        page.mouse.click(x, y)
    expect(main_of(page).get_by_text("Obrys z mapy je připravený.")).to_be_visible()
    expect(main_of(page).get_by_text("I se zónou, která ještě není uložená.")).to_be_visible()
    page.get_by_role("textbox", name="Název zóny").fill("Nakreslená")
    page.get_by_role("button", name="Uložit zónu").click()
    expect(page.get_by_role("rowheader", name="Nakreslená")).to_be_visible()
    expect(main_of(page).get_by_text("I se zónou, která ještě není uložená.")).to_have_count(0)
    (zone,) = newest(*author, made.proposal_id).zones
    assert zone.source == ZoneSource.DRAWN


def test_a_proposal_fits_a_phone_and_its_map_is_folded(
    phone: Page, server: Served, author: tuple[Database, Actor], made: Proposed
) -> None:
    submitted(*author, made)
    phone.goto(f"{server.address}/proposal?id={made.proposal_id}")
    expect(figure(phone, "Zasažené provozovny")).to_have_text("2 z 2")
    expect(phone.locator(".lokality-path [aria-current=step]")).to_contain_text("podán")
    expect(phone.locator(".st-key-proposal-map-folded")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    path = phone.locator(".lokality-path").bounding_box()
    assert path is not None
    assert path["height"] < 40  # one line
    main_of(phone).get_by_text("Platnost").first.scroll_into_view_if_needed()
    expect(figure(phone, "Zasažené provozovny")).to_be_in_viewport()  # the figures stay in sight
    phone.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(figure(phone, "Zasažené provozovny")).to_be_in_viewport()
    button, last = phone.locator(".st-key-log-place-at-hand a"), main_of(phone).get_by_role("table").last
    under, over = last.bounding_box(), button.bounding_box()
    assert under is not None
    assert over is not None
    assert under["y"] + under["height"] <= over["y"]  # nothing is read through the button
    phone.get_by_text("Ukázat mapu").click()
    expect(phone.locator(".st-key-proposal-map iframe").first).to_be_visible()
    assert phone.viewport_size == PHONE
    assert faults_of(phone) == []
