"""Journeys of a meeting in a real browser: from the agenda to signed minutes, two who write at once, on a phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from geodata import clock
from geodata.database import Database
from geodata.model.meetings import EntryKind, MeetingState
from geodata.model.people import Actor
from geodata.services.city import local_actor
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import MeetingCard, meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.minutes_states import begin_meeting
from geodata.services.site_card import site_card
from tests.browser.conftest import PHONE, STEP_WITHIN, Served
from tests.browser.explorer import Explorer
from tests.small_city import SmallCity, small_city

expect.set_options(timeout=STEP_WITHIN)

SENTENCES = 12  # of each of the two, faster than the server draws a page
RAISED_WITHIN = 20  # seconds, from the button to the saved issue


@dataclass(frozen=True)
class Cell:
    """The small city with a meeting of its cell today, and the next one planned."""

    city: SmallCity
    today_id: int
    next_id: int


@contextmanager
def looking_into(served: Served) -> Iterator[tuple[Database, Actor]]:
    database = Database(served.database_url)
    try:
        yield database, local_actor(database)
    finally:
        database.close()


def stored(served: Served, meeting_id: int) -> MeetingCard:
    """The meeting as the database has it."""
    with looking_into(served) as (database, actor):
        return meeting_card(database, actor, meeting_id)


@pytest.fixture
def cell(server: Served) -> Cell:
    """In the database of this test's own server."""
    with looking_into(server) as (database, actor):
        city = small_city(database, actor)
        today = plan_meeting(database, actor, city.cell_id, clock.now() - timedelta(minutes=10), "Škola")
        return Cell(city, today, city.meeting_id)


@pytest.fixture
def running(server: Served, cell: Cell) -> Cell:
    """The meeting has begun, with two points."""
    with looking_into(server) as (database, actor):
        for title in ("Osvětlení podchodu", "Společné pochůzky"):
            point = NewAgendaItem(title, organisation_id=cell.city.police_id)
            add_agenda_item(database, actor, cell.today_id, point)
        begin_meeting(database, actor, cell.today_id, meeting_card(database, actor, cell.today_id).row_version)
    return cell


def open_meeting(page: Page, served: Served, meeting_id: int, face: str = "") -> Locator:
    """Open the page; returns its main part."""
    page.goto(f"{served.address}/meeting?id={meeting_id}{f'&face={face}' if face else ''}")
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_role("heading", name="Buňka Předlice")).to_be_visible()
    rested(page)
    return main


def rested(page: Page) -> None:
    """Wait until no run of the page is under way."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def writing(page: Page, point_id: int) -> FrameLocator:
    """The frame in which one writes at a point."""
    return page.frame_locator(f".st-key-desk-point-{point_id} iframe")


def words_field(page: Page, point_id: int) -> Locator:
    return writing(page, point_id).get_by_role("textbox")


def write(page: Page, point_id: int, text: str) -> None:
    """Type and save as a person does who never takes their hands off the keys."""
    field = words_field(page, point_id)
    field.focus()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


def test_the_room_of_the_writing_field_is_kept_before_its_frame_has_come(
    page: Page, server: Served, running: Cell
) -> None:
    point = stored(server, running.today_id).points[0]
    for width in (1280, PHONE["width"]):
        page.set_viewport_size({"width": width, "height": 800})
        open_meeting(page, server, running.today_id, face="minutes")
        expect(words_field(page, point.id)).to_be_visible()
        room = page.locator(f".st-key-write-{point.id}-field")
        kept = room.evaluate("room => parseFloat(getComputedStyle(room).minHeight)")
        expect(room.locator("iframe")).to_have_attribute("height", f"{kept:.0f}")
        assert room.evaluate("room => room.getBoundingClientRect().height") == kept


def test_what_is_chosen_and_written_without_waiting_for_the_page_is_stored_as_what_was_chosen(
    page: Page, server: Served, running: Cell
) -> None:
    main = open_meeting(page, server, running.today_id, face="minutes")
    point = stored(server, running.today_id).points[0]
    for said, kind in (("Lampy nesvítí.", "Rozhodnutí"), ("Opravit lampy", "Úkol")):
        main.get_by_role("radio", name=kind).click()
        write(page, point.id, said)
        expect(main.get_by_text(said)).to_be_visible()
    point = stored(server, running.today_id).points[0]
    assert [(entry.kind, entry.text) for entry in point.entries] == [(EntryKind.DECISION, "Lampy nesvítí.")]
    assert [task.text for task in point.tasks] == ["Opravit lampy"]


def test_a_leader_runs_a_cell_from_agenda_to_signed_minutes_and_the_next_agenda_holds_what_was_promised(
    page: Page, server: Served, cell: Cell
) -> None:
    main = open_meeting(page, server, cell.today_id)
    expect(main.get_by_role("heading", name="Co se slíbilo minule")).to_be_visible()
    main.get_by_text(re.compile("Co je tu ještě otevřené")).or_(main.get_by_text("Řeší se tady")).first.wait_for()
    tick = main.locator(f".st-key-take-issue-{cell.city.building_issue_id}")
    tick.locator("label").first.click()
    main.get_by_role("button", name="Přidat na program (1)").click()
    expect(main.locator("[class*='st-key-agenda-']").get_by_text("Hrozí zřícení římsy")).to_be_visible()

    page.get_by_role("button", name="Zahájit schůzku").click()
    expect(page).to_have_url(re.compile("face=minutes"))
    (point,) = stored(server, cell.today_id).points
    write(page, point.id, "Vchod je zazděný.")
    expect(main.get_by_text("Vchod je zazděný.")).to_be_visible()
    expect(main.get_by_text(re.compile(r"Uloženo \d+:\d\d"))).to_be_visible()
    expect(words_field(page, point.id)).to_have_value("")
    main.get_by_role("radio", name="Úkol").click()
    expect(writing(page, point.id).get_by_label("Co je potřeba udělat")).to_be_visible()
    write(page, point.id, "Zjistit vlastníka domu")
    expect(main.get_by_text("Zjistit vlastníka domu")).to_be_visible()

    page.get_by_role("button", name="Uzavřít zápis").click()
    asked = page.get_by_role("dialog")
    expect(asked.get_by_text("Všechny body se projednaly.")).to_be_visible()
    asked.get_by_role("button", name="Uzavřít", exact=True).click()
    page.get_by_role("button", name="Podepsat zápis").click()
    expect(asked.get_by_text("Po něm už jen dodatek.")).to_be_visible()
    asked.get_by_role("button", name="Podepsat", exact=True).click()
    expect(main.get_by_text("podepsáno")).to_be_visible()
    expect(main.get_by_text("Zjistit vlastníka domu")).to_be_visible()
    assert stored(server, cell.today_id).state == MeetingState.SIGNED

    main.get_by_role("link", name=re.compile("Příští schůzka")).click()
    expect(page).to_have_url(re.compile(rf"id={cell.next_id}"))
    expect(main.get_by_role("heading", name="Co se slíbilo minule")).to_be_visible()
    expect(main.locator("[class*='st-key-task-promised-']").get_by_text("Zjistit vlastníka domu")).to_be_visible()


def test_two_who_write_at_one_meeting_see_each_other_and_lose_nothing(
    page: Page, new_page: Callable[..., Page], server: Served, running: Cell
) -> None:
    other = new_page()
    open_meeting(page, server, running.today_id)
    open_meeting(other, server, running.today_id)
    first = stored(server, running.today_id).points[0].id
    mine, theirs = words_field(page, first), words_field(other, first)
    frames = [one.locator(f".st-key-desk-point-{first} iframe") for one in (page, other)]
    for frame in frames:
        frame.evaluate("frame => frame.dataset.mark = 'first'")
    mine.click()
    page.keyboard.type("Rozepsaná věta, ")
    for number in range(3):
        write(other, first, f"Jejich věta {number}.")
        expect(other.get_by_text(f"Jejich věta {number}.")).to_be_visible()
    # What the other wrote appears by itself, and the words being typed stay with their cursor.
    expect(page.get_by_text("Jejich věta 2.")).to_be_visible()
    expect(mine).to_have_value("Rozepsaná věta, ")
    expect(mine).to_be_focused()
    page.keyboard.type("dopsaná.")
    page.keyboard.press("Control+Enter")
    expect(other.get_by_text("Rozepsaná věta, dopsaná.")).to_be_visible()
    expect(theirs).to_have_value("")
    # Both at once, one sentence after another, without waiting for anything.
    for number in range(SENTENCES):
        for who, page_of in (("A", page), ("B", other)):
            write(page_of, first, f"{who}{number}.")
    expected = {f"{who}{number}." for who in "AB" for number in range(SENTENCES)}
    for seen in (page, other):
        for text in sorted(expected):
            expect(seen.get_by_text(text, exact=False).first).to_be_visible()
    for frame in frames:  # made anew under somebody's hands it would lose the cursor
        expect(frame).to_have_attribute("data-mark", "first")
    written = [entry.text for entry in stored(server, running.today_id).points[0].entries]
    assert expected <= set(written)
    assert sorted(written) == sorted(set(written))


def test_a_double_click_writes_one_entry(page: Page, server: Served, running: Cell) -> None:
    main = open_meeting(page, server, running.today_id)
    first = stored(server, running.today_id).points[0].id
    words_field(page, first).fill("Jen jednou.")
    writing(page, first).get_by_role("button", name="Zapsat", exact=True).dblclick()
    expect(main.get_by_text("Jen jednou.")).to_be_visible()
    rested(page)
    assert [entry.text for entry in stored(server, running.today_id).points[0].entries] == ["Jen jednou."]


def test_what_is_refused_comes_back_into_the_field(page: Page, server: Served, running: Cell) -> None:
    main = open_meeting(page, server, running.today_id)
    first = stored(server, running.today_id).points[0].id
    write(page, first, "Volat 777 123 456.")
    expect(main.get_by_text(re.compile("vypadá jako osobní údaj"))).to_be_visible()
    write(page, first, "A píše se dál.")
    expect(main.get_by_text("A píše se dál.")).to_be_visible()
    waiting = main.get_by_label("Zatím nezapsáno")
    expect(waiting).to_have_value("Volat 777 123 456.")
    main.get_by_role("button", name="Odstranit z textu").click()
    expect(waiting).to_have_value(re.compile(r"Volat \[…\]"))
    main.get_by_role("button", name="Uložit", exact=True).click()
    expect(waiting).to_have_count(0)
    expect(main.get_by_text(re.compile(r"Volat \[…\]")).first).to_be_visible()
    texts = [entry.text for entry in stored(server, running.today_id).points[0].entries]
    assert texts[0] == "A píše se dál."
    assert len(texts) == 2
    assert "777" not in texts[1]


def test_an_issue_with_its_place_is_raised_without_leaving_the_screen_in_less_than_twenty_seconds(
    page: Page, server: Served, running: Cell
) -> None:
    main = open_meeting(page, server, running.today_id)
    began = time.monotonic()
    page.get_by_role("button", name="Nový podnět s místem").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Co je špatně, pár slovy").fill("Rozbité okno do dvora")
    form.get_by_label("Místo nebo adresa").fill("skolni")
    page.keyboard.press("Enter")
    form.get_by_role("button", name=re.compile("Školní 12")).first.click()
    expect(form.get_by_text("Známé místo: Školní 12")).to_be_visible()
    form.get_by_role("button", name="Vznést podnět").click()
    expect(main.get_by_text("Rozbité okno do dvora").first).to_be_visible()
    took = time.monotonic() - began
    print(f"raised in {took:.1f} s")
    assert took < RAISED_WITHIN
    point = stored(server, running.today_id).points[-1]
    assert point.issue is not None
    assert [site.id for site in point.sites] == [running.city.building_id]


def test_a_tap_on_the_map_of_the_form_makes_a_new_place(page: Page, server: Served, running: Cell) -> None:
    main = open_meeting(page, server, running.today_id)
    main.get_by_role("button", name="Zavřít", exact=True).click()  # the map's frame is then the only one
    expect(page.locator("iframe")).to_have_count(0)
    page.get_by_role("button", name="Nový podnět s místem").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Co je špatně, pár slovy").fill("Vraky u garáží")
    explorer = Explorer(page, server.address).wait()
    # The form was still opening when the map began: it shows the city all the same, not the country.
    assert explorer.ask("map.getZoom()") >= 11
    size = explorer.ask("map.getSize()")
    explorer.tap({"x": size["x"] / 2 + 60, "y": size["y"] / 2 + 50})
    expect(form.get_by_text("Nové místo:")).to_be_visible()
    form.get_by_role("button", name="Vznést podnět").click()
    expect(main.get_by_text("Vraky u garáží").first).to_be_visible()
    point = stored(server, running.today_id).points[-1]
    assert point.issue is not None
    with looking_into(server) as (database, actor):
        (site,) = issue_card(database, actor, point.issue.id).sites
        seen = site_card(database, actor, site.id).verified_on
    assert (site.name, seen) == ("Vraky u garáží", None)  # it was spoken of, nobody was there


@pytest.mark.parametrize("face", ["program", "minutes", "results"])
def test_every_face_fits_a_phone_and_can_be_used_without_seeing_it(
    phone: Page, server: Served, running: Cell, face: str
) -> None:
    open_meeting(phone, server, running.today_id, face)
    if face == "minutes":
        first = stored(server, running.today_id).points[0].id
        write(phone, first, "Dlouhé slovo bezpečnostněpreventivníinformačníkampaněvlokalitách a dál.")
        expect(phone.get_by_text(re.compile("Dlouhé slovo")).first).to_be_visible()
    rested(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    inner = phone.get_by_test_id("stMain").evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert inner[0] <= inner[1]
    assert Explorer(phone, server.address).serious_faults() == []
