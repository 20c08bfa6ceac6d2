"""A pair reports from a phone; the staff's board shows it by itself, and an address is settled."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from geodata.database import Database
from geodata.model.people import OrganisationKind
from geodata.services.city import local_actor
from geodata.services.organisations import add_organisation
from tests.browser.conftest import Served
from tests.emergencies import some_address, some_assignment, some_emergency


def test_a_report_from_a_phone_comes_to_the_board_by_itself(server: Served, page: Page, phone: Page) -> None:
    database = Database(server.database_url)
    actor = local_actor(database)
    event_id = some_emergency(database, actor)
    door = some_address(database, actor, event_id)
    for name in ("Charita", "Terénní programy"):
        some_assignment(database, actor, event_id, add_organisation(database, actor, name, OrganisationKind.NGO), door)
    database.close()
    event = f"{server.address}/emergencies?id={event_id}"
    page.goto(event)
    expect(page.get_by_text("zatím nic nehlásila").first).to_be_visible(timeout=30_000)

    phone.goto(f"{event}&filter=reports")
    phone.get_by_role("textbox", name="Několika slovy").fill("Na rohu je klid, jdeme dál.")
    phone.get_by_role("button", name="Odeslat hlášení").click()
    expect(phone.get_by_text("Na rohu je klid, jdeme dál.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Na rohu je klid, jdeme dál.")).to_be_visible(timeout=30_000)
    _picture(page, "board")
    _picture(phone, "reports")

    phone.goto(f"{event}&filter=addresses")
    phone.get_by_text("Nic dalšího tu není třeba").click()
    phone.get_by_role("combobox", name="Která organizace tam byla").click()
    phone.get_by_role("option", name="Charita").click()
    phone.get_by_role("button", name="Uložit návštěvu").click()
    expect(phone.get_by_text("Návštěva je uložena.")).to_be_visible(timeout=30_000)
    waiting = page.get_by_test_id("stMetric").filter(has_text="Nikdo tam ještě nebyl")
    expect(waiting).to_contain_text("0", timeout=30_000)
    _picture(phone, "addresses")


def _picture(page: Page, name: str) -> None:
    if directory := os.environ.get("LOKALITY_TEST_PICTURES"):
        page.screenshot(path=Path(directory) / f"{name}.png", full_page=True)
