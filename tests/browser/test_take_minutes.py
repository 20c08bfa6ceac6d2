"""A person takes the documents of a meeting away: whole, or without what is restricted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import update

from geodata.database import Database
from geodata.model.people import Sensitivity
from geodata.services.city import local_actor
from geodata.services.meetings import NewAgendaItem, add_agenda_item
from geodata.tables import Issue
from tests.browser.conftest import STEP_WITHIN, Served
from tests.small_city import SmallCity, small_city

expect.set_options(timeout=STEP_WITHIN)
WHOLE, WITHOUT = "Celé, jen pro členy schůzky", "Bez věcí s omezeným přístupem, lze předat dál"


@pytest.fixture
def city(server: Served) -> Iterator[SmallCity]:
    """The small city, whose coming meeting speaks of a restricted issue too."""
    database = Database(server.database_url)
    try:
        actor = local_actor(database)
        city = small_city(database, actor)
        add_agenda_item(database, actor, city.meeting_id, NewAgendaItem("Citlivá věc", issue_id=city.hidden_issue_id))
        with database.write(actor) as work:
            work.session.execute(
                update(Issue).where(Issue.id == city.hidden_issue_id).values(sensitivity=Sensitivity.RESTRICTED)
            )
            work.commit()
        yield city
    finally:
        database.close()


def taken(page: Page, name: str, whole_or_not: str) -> tuple[str, bytes]:
    """The name and the content of the file behind a link of one of the two versions."""
    with page.expect_download() as waiting:
        page.get_by_role("navigation", name=whole_or_not).get_by_role("link", name=name, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def words_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_an_agenda_is_taken_whole_or_to_be_passed_on(page: Page, server: Served, city: SmallCity) -> None:
    page.goto(f"{server.address}/meeting?id={city.meeting_id}")
    page.get_by_role("button", name=re.compile("Stáhnout program")).click()
    name, whole = taken(page, "PDF", WHOLE)
    assert re.fullmatch(r"Program Buňka Předlice \d{4}-\d{2}-\d{2}\.pdf", name)
    assert "Citlivá věc" in words_of(whole)
    _name, passed_on = taken(page, "PDF", WITHOUT)
    assert "Školní 12" in words_of(passed_on)
    assert "Citlivá věc" not in words_of(passed_on)
    name, document = taken(page, "Word (DOCX)", WHOLE)
    assert name.endswith(".docx")
    assert document.startswith(b"PK")


def test_the_links_fit_on_a_phone(phone: Page, server: Served, city: SmallCity) -> None:
    phone.goto(f"{server.address}/meeting?id={city.meeting_id}")
    phone.get_by_role("button", name=re.compile("Stáhnout program")).click()
    link = phone.get_by_role("link", name="Word (DOCX)").first
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["height"] >= 32
