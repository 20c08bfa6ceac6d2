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
from tests.small_city import SmallCity, advance, another_person, small_city

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
    page.get_by_role("button", name="Nechat, co tam stojí").click()
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


def test_an_issue_is_done_by_a_visit_and_confirmed_by_somebody_else(
    page: Page, server: Served, city: SmallCity
) -> None:
    page.goto(f"{server.address}/site?id={city.dump_id}")
    page.get_by_role("button", name="Zapsat kontrolu").click()
    visit = page.get_by_role("dialog")
    visit.get_by_role("combobox", name="Stav").click()
    page.get_by_role("option", name="Uklizeno", exact=True).click()  # where it is still there, nothing is shown by it
    visit.get_by_label("Poznámka").fill("Odvezeno, uklizeno.")
    visit.get_by_role("button", name="Uložit kontrolu").click()
    expect(visit).to_have_count(0)
    save(begin_step(page, server, city.dump_issue_id, "Přijmout"))
    done = begin_step(page, server, city.dump_issue_id, "Označit jako hotové")
    done.get_by_text("Kontrola na místě", exact=True).click()
    expect(done.get_by_role("combobox", name="Kontrola")).to_be_visible()
    done.get_by_role("button", name=re.compile("Odpad byl odvezen")).click()
    expect(done.get_by_label("Poznámka")).to_have_value(re.compile("Odpad byl odvezen a místo uklizeno"))
    save(done)
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_role("link", name=re.compile("Kontrola na místě.*Za tratí"))).to_be_visible()
    # Whoever noted it does not confirm it.
    own = begin_step(page, server, city.dump_issue_id, "Ověřeno na místě")
    expect(own.get_by_text("Požádejte o potvrzení někoho jiného")).to_be_visible()
    own.get_by_role("button", name="Uložit").click()
    expect(own.get_by_role("alert").filter(has_text="Potvrdí to někdo jiný")).to_be_visible()
    assert stored(server, city.dump_issue_id).status == IssueStatus.DONE


def test_somebody_else_confirms_what_a_colleague_noted_as_done(page: Page, server: Served, city: SmallCity) -> None:
    database = Database(server.database_url)
    try:
        mate = another_person(database, local_actor(database))
        advance(database, mate, city.dump_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    finally:
        database.close()
    form = begin_step(page, server, city.dump_issue_id, "Ověřeno na místě")
    form.get_by_label("Poznámka").fill("Byli jsme tam, je čisto.")
    save(form)
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_text("Byli jsme tam, je čisto.")).to_be_visible()
    expect(main.get_by_text("Předávací protokol")).to_be_visible()
    assert stored(server, city.dump_issue_id).status == IssueStatus.VERIFIED


def test_a_duplicate_is_seen_before_it_is_written_and_merged_after(page: Page, server: Served, city: SmallCity) -> None:
    page.goto(f"{server.address}/site?id={city.dump_id}")
    page.get_by_role("button", name="Nový podnět").click()
    form = page.get_by_role("dialog")
    offered = form.get_by_role("link", name=re.compile("Skládka se vrátila"))
    expect(offered).to_be_visible()
    form.get_by_label("Co je špatně, pár slovy").fill("Zase odpad za tratí")
    form.get_by_role("button", name="Vznést podnět").click()
    expect(page.get_by_role("heading", name=re.compile("Zase odpad za tratí"))).to_be_visible()
    page.get_by_role("button", name="Je to duplicita").click()
    merging = page.get_by_role("dialog")
    merging.get_by_role("combobox", name="Ve kterém podnětu se sleduje dál").click()
    page.get_by_role("option", name=re.compile("Skládka se vrátila")).click()
    merging.get_by_role("button", name="Sloučit").click()
    expect(page).to_have_url(re.compile(rf"/issue\?id={city.dump_issue_id}"))
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_role("heading", name="Sloučeno sem", exact=True)).to_be_visible()
    main.get_by_role("link", name=re.compile("Zase odpad za tratí")).first.click()
    expect(page.get_by_role("heading", name=re.compile("Zase odpad za tratí"))).to_be_visible()
    expect(main.get_by_text("Tento podnět se dál sleduje jinde")).to_be_visible()
    main.get_by_role("link", name=re.compile("Skládka se vrátila")).first.click()
    expect(page).to_have_url(re.compile(rf"/issue\?id={city.dump_issue_id}"))


def test_ticked_issues_are_accepted_together_and_the_rest_is_told(page: Page, server: Served, city: SmallCity) -> None:
    database = Database(server.database_url)
    try:
        advance(database, local_actor(database), city.dump_issue_id, IssueStatus.ACCEPTED)
    finally:
        database.close()
    page.goto(f"{server.address}/issues")
    page.get_by_role("button", name="Označit tyto").click()
    bar = page.locator(".st-key-bulk-bar")
    expect(bar.get_by_text("označeny 3")).to_be_visible()
    bar.get_by_role("button", name="Přijmout").click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Uložit").click()
    expect(form).to_have_count(0)
    left = page.locator(".st-key-bulk-left-out")
    expect(left.get_by_role("link", name=re.compile("Skládka se vrátila"))).to_be_visible()
    assert stored(server, city.building_issue_id).status == IssueStatus.ACCEPTED
    page.get_by_role("button", name="Rozumím").click()
    expect(left).to_have_count(0)
    page.get_by_text("Nástěnka", exact=True).click()
    accepted = page.locator(".st-key-board-accepted")
    expect(accepted.get_by_role("link", name=re.compile("Hrozí zřícení římsy"))).to_be_visible()


def test_a_kept_list_is_opened_by_its_button(page: Page, server: Served, city: SmallCity) -> None:
    page.goto(f"{server.address}/issues?filter=all")
    search = page.get_by_label("Hledat", exact=True)
    search.fill("skladka")
    search.press("Enter")
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_role("link", name=re.compile("Hrozí zřícení římsy"))).to_have_count(0)
    page.get_by_role("button", name="Uložit tento seznam").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Název").fill("Naše skládky")
    form.get_by_role("button", name="Uložit").click()
    expect(form).to_have_count(0)
    page.goto(f"{server.address}/issues")
    expect(main.get_by_role("link", name=re.compile("Hrozí zřícení římsy"))).to_be_visible()
    page.get_by_role("button", name="Naše skládky").click()
    expect(main.get_by_role("link", name=re.compile("Skládka se vrátila"))).to_be_visible()
    expect(main.get_by_role("link", name=re.compile("Hrozí zřícení římsy"))).to_have_count(0)
