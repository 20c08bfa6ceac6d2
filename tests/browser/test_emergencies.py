"""A pair reports from a phone; the staff's board shows it by itself, and an address is settled."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import shapely
from playwright.sync_api import Page, expect

from geodata.database import Database
from geodata.model.emergencies import Need, ReportKind
from geodata.model.people import OrganisationKind
from geodata.services.city import local_actor
from geodata.services.emergencies import list_emergencies
from geodata.services.emergency_addresses import NewVisit, load_emergency_addresses, record_visit
from geodata.services.emergency_reports import NewReport, report
from geodata.services.organisations import add_organisation
from tests.browser.conftest import PHONE, Served
from tests.emergencies import board, some_address, some_assignment, some_emergency
from tests.storage import addresses


def test_a_report_from_a_phone_comes_to_the_board_by_itself(server: Served, page: Page, phone: Page) -> None:
    database = Database(server.database_url)
    actor = local_actor(database)
    event_id = some_emergency(database, actor)
    door = some_address(database, actor, event_id)
    for name in ("Charita", "Terénní programy"):
        some_assignment(database, actor, event_id, add_organisation(database, actor, name, OrganisationKind.NGO), door)
    event = f"{server.address}/emergencies?id={event_id}"
    page.goto(event)
    expect(page.get_by_text("zatím nic nehlásila").first).to_be_visible(timeout=30_000)

    at_hand = phone.locator(".st-key-log-place-at-hand")
    phone.goto(event)
    expect(at_hand).to_be_visible(timeout=30_000)
    phone.goto(f"{event}&filter=reports")
    phone.get_by_role("textbox", name="Několika slovy").fill("Na rohu je klid, jdeme dál.")
    expect(at_hand).to_be_hidden()  # it would lie over the button that sends
    phone.get_by_role("button", name="Odeslat hlášení").click()
    expect(phone.get_by_text("Na rohu je klid, jdeme dál.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Na rohu je klid, jdeme dál.")).to_be_visible(timeout=30_000)
    _picture(page, "board")
    _picture(phone, "reports")

    phone.get_by_text("Připojit, kde jsme").click()
    phone.context.set_geolocation({"latitude": 50.6601, "longitude": 14.0551, "accuracy": 9})
    where = phone.frame_locator("iframe")
    where.get_by_role("button", name="Kde jsem").click()
    expect(phone.get_by_text("Vaše poloha: 50,66010")).to_be_visible(timeout=30_000)
    _picture(phone, "reports-where")
    phone.get_by_role("textbox", name="Několika slovy").fill("Stojíme u zastávky.")
    phone.get_by_role("button", name="Odeslat hlášení").click()
    expect(page.get_by_text("Stojíme u zastávky.")).to_be_visible(timeout=30_000)
    (placed,) = [line for line in board(database, actor, event_id).reports if line.longitude is not None]
    assert (placed.longitude, placed.latitude) == (14.0551, 50.6601)
    database.close()

    phone.goto(f"{event}&filter=addresses")
    phone.get_by_text("Nic dalšího tu není třeba").click()
    expect(at_hand).to_be_hidden()
    phone.get_by_role("combobox", name="Která organizace tam byla").click()
    phone.get_by_role("option", name="Charita").click()
    phone.get_by_role("button", name="Uložit návštěvu").click()
    expect(phone.get_by_text("Návštěva je uložena.")).to_be_visible(timeout=30_000)
    waiting = page.get_by_role("link").filter(has_text="Nikdo tam ještě nebyl")
    expect(waiting).to_contain_text("0", timeout=30_000)
    _picture(phone, "addresses")


def test_the_map_of_the_board_follows_what_happens_and_stays_where_it_was_moved(server: Served, page: Page) -> None:
    database = Database(server.database_url)
    actor = local_actor(database)
    event_id = some_emergency(database, actor, name="Vichřice v Lipové")
    ngo_id = add_organisation(database, actor, "Středisko pomoci", OrganisationKind.NGO)
    pair = some_assignment(database, actor, event_id, ngo_id)
    for number, visit in enumerate((None, NewVisit(frozenset({Need.WATER})), NewVisit(settled=True), NewVisit())):
        position = (14.052 + number * 0.0015, 50.6601)
        addresses.some_address(database, actor, "Lipová", str(number + 1), position=position)
        load_emergency_addresses(database, actor, event_id)
        door = board(database, actor, event_id).addresses[-1]
        if visit is not None:
            record_visit(database, actor, door.id, replace(visit, organisation_id=ngo_id))
    page.goto(f"{server.address}/emergencies?id={event_id}")
    frame = page.frame_locator("iframe")
    shown = frame.locator("#map_div")
    expect(shown).to_have_attribute("data-emergency", "drawn", timeout=30_000)
    expect(frame.locator(".lokality-emergency-legend")).to_contain_text("Nikdo tam nebyl")
    frame.get_by_role("button", name="Přiblížit").click()
    shown.evaluate("(it) => (it.dataset.same = 'yes')")

    call = NewReport(ReportKind.TROUBLE, "Hádka u vchodu.", pair, longitude=14.055, latitude=50.6602)
    report(database, actor, event_id, call)
    expect(frame.locator(".lokality-pair-label")).to_contain_text("Středisko pomoci · Dvojice 1", timeout=30_000)
    expect(page.get_by_text("Nevyřízená hlášení")).to_be_visible()
    expect(shown).to_have_attribute("data-same", "yes")  # the frame is the same, so the view is nobody else's
    _picture(page, "board-map")
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    expect(frame.locator(".lokality-pair-label")).to_be_visible()
    _picture(page, "board-map-narrow")
    database.close()


def test_a_route_is_drawn_when_an_event_is_founded(server: Served, page: Page) -> None:
    page.goto(f"{server.address}/emergencies")
    page.get_by_role("button", name="Nová událost").click()
    page.get_by_role("textbox", name="Jak se událost jmenuje").fill("Průvod nakreslený")
    page.get_by_text("Podle kresby v mapě").click()
    frame = page.frame_locator("iframe")
    shown = frame.locator("#map_div")
    expect(shown).to_have_attribute("data-zones", "drawn", timeout=30_000)
    frame.get_by_role("button", name="Nakreslit trasu bod po bodu").click()
    for number, (x, y) in enumerate(((200, 150), (330, 190), (420, 250)), start=1):
        shown.click(position={"x": x, "y": y})
        expect(frame.locator(".marker-icon")).to_have_count(number + 1)  # and that under the hand
    frame.get_by_role("button", name="Dokončit obrys").click()
    expect(frame.locator(".lokality-measure")).to_contain_text("bodů: 3")
    expect(page.get_by_text("Tvar z mapy je připraven")).to_be_visible(timeout=30_000)
    _picture(page, "found-route")
    page.get_by_role("button", name="Založit událost").click()
    expect(page.get_by_role("heading", name="Průvod nakreslený")).to_be_visible(timeout=30_000)
    database = Database(server.database_url)
    actor = local_actor(database)
    (row,) = [row for row in list_emergencies(database, actor) if row.name == "Průvod nakreslený"]
    outline = board(database, actor, row.id).outline
    database.close()
    assert (outline.geom_type, len(outline.coords)) == ("LineString", 3)


def test_a_route_of_several_lines_is_changed_on_the_map(server: Served, page: Page) -> None:
    bent = [(14.05, 50.665), (14.055, 50.667), (14.06, 50.665)]
    lines = shapely.MultiLineString([[(14.05, 50.66), (14.06, 50.66)], bent])
    database = Database(server.database_url)
    actor = local_actor(database)
    event_id = some_emergency(database, actor, name="Dvě ulice", outline=lines)
    page.goto(f"{server.address}/emergencies?id={event_id}")
    page.get_by_role("button", name="Upravit událost").click()
    form = page.get_by_role("dialog")
    form.get_by_text("Podle kresby v mapě").click()
    frame = form.frame_locator("iframe")
    corners = frame.locator(".marker-icon:not(.marker-icon-middle)")
    expect(corners).to_have_count(5, timeout=30_000)
    expect(frame.locator(".lokality-measure")).to_contain_text("bodů: 5")
    corners.nth(1).drag_to(frame.locator("#map_div"), target_position={"x": 330, "y": 120})
    expect(frame.get_by_role("button", name="Zpět", exact=True)).to_be_visible()
    expect(form.get_by_text("Tvar z mapy je připraven")).to_be_visible()
    _picture(page, "change-route")
    form.get_by_role("button", name="Uložit událost").click()
    expect(page.get_by_text("Událost je upravena")).to_be_visible(timeout=30_000)
    outline = board(database, actor, event_id).outline
    database.close()
    assert outline.geom_type == "MultiLineString"
    assert not outline.equals(lines)
    assert len(shapely.get_coordinates(outline)) == 5


def _picture(page: Page, name: str) -> None:
    if directory := os.environ.get("LOKALITY_TEST_PICTURES"):
        page.screenshot(path=Path(directory) / f"{name}.png", full_page=True)
