"""Minutes from paper in a real browser: pasted, checked beside the text, kept, and found on the page of the meeting."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import docx
import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfWriter

from dashboard import formats
from geodata import clock
from geodata.database import Database
from geodata.model.meetings import MeetingState
from geodata.services.city import local_actor
from geodata.services.issue_events import day_of
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_list import list_meetings
from tests.browser.conftest import STEP_WITHIN, Served, come_to_rest
from tests.small_city import SmallCity, small_city

expect.set_options(timeout=STEP_WITHIN)

HELD_ON = clock.today() - timedelta(days=40)
ACCEPT = re.compile("Přijmout a dál|Vzít a další")
PAYLOAD = "<img src=x onerror=\"document.title='hit'\"> <script>document.title='hit'</script>"


def said(day: date) -> str:
    return formats.day(day).replace("\u00a0", " ")


TEXT = f"""Zápis z jednání Buňka Předlice

Datum: {said(HELD_ON)} od 13:00, ZŠ Hutnická

Přítomni:
Městská policie: str. Vymyslil
Terén: Domněnková, Mgr. Pohádková
Farnost: P. Neznámý

Městská policie:
- V ulici Tratová vznikla znovu černá skládka {PAYLOAD}.
  K tomu Terén: skládka je tam už potřetí.

Terén:
- Ve Školní 12 se zdržují cizí osoby. Úkol: Městská policie prověří vlastníka, do příští buňky.
- Zveme na den otevřených dveří.

Příští buňka se koná {said(clock.today() + timedelta(days=12))} ve 13.00 v ZŠ Hutnická.
"""


@pytest.fixture
def city(server: Served) -> SmallCity:
    """In the database of this test's own server."""
    database = Database(server.database_url)
    try:
        return small_city(database, local_actor(database))
    finally:
        database.close()


def open_page(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/meetings")
    page.get_by_role("button", name="Zápis z papíru").click(timeout=3 * STEP_WITHIN)
    expect(page.get_by_role("heading", name="Zápis z papíru")).to_be_visible()


def read_pasted(page: Page, text: str = TEXT) -> None:
    page.get_by_label("Text zápisu").fill(text)
    page.get_by_role("button", name="Přečíst zápis").click()
    expect(page.get_by_role("heading", name="Schůzka", exact=True)).to_be_visible()


def accept(page: Page, then: str) -> None:
    """Accept what stands there; `then` is the heading that follows."""
    page.get_by_role("button", name=ACCEPT).click()
    expect(page.get_by_role("heading", name=then, exact=True)).to_be_visible()


def take(page: Page, what: str) -> None:
    """Take what hangs below the point, by the one press that it needs."""
    box = page.get_by_test_id("stCheckbox").filter(has_text=what)
    box.locator("label").click()
    expect(box.get_by_role("checkbox")).to_be_checked()


def choose_topic(page: Page, topic: str) -> None:
    page.get_by_role("combobox", name="Téma").click()
    page.get_by_role("option", name=topic).click()
    expect(page.get_by_role("combobox", name="Téma")).to_have_value(topic)


def text_of_minutes(page: Page) -> Locator:
    return page.get_by_role("region", name="Text zápisu")


def leave_out_the_parish(page: Page) -> None:
    parish = page.get_by_test_id("stCheckbox").filter(has_text="Farnost")
    parish.locator("label").click()
    expect(parish.get_by_role("checkbox")).not_to_be_checked()
    expect(page.get_by_label("Kdo za ni přišel")).to_have_count(2)


def test_pasted_minutes_are_checked_point_by_point_and_found_on_the_meeting(
    page: Page, server: Served, city: SmallCity
) -> None:
    open_page(page, server)
    read_pasted(page)
    expect(text_of_minutes(page).locator("mark").first).to_be_visible()
    expect(page.get_by_label("Místo schůzky")).to_have_value("ZŠ Hutnická")
    accept(page, "Kdo přišel")
    page.get_by_role("button", name="Přijmout a dál").click()
    expect(page.get_by_role("alert")).to_contain_text("Farnost")
    leave_out_the_parish(page)
    accept(page, "Bod 1 z 3")
    expect(text_of_minutes(page).locator("mark")).to_contain_text("V ulici Tratová vznikla znovu černá skládka <img")
    page.get_by_label("Nadpis").fill("Skládka v Tratové")
    page.get_by_label("Text", exact=True).fill("Vrátila se.")
    accept(page, "Bod 2 z 3")
    page.get_by_text("Nový podnět", exact=True).click()
    choose_topic(page, "Zchátralá budova")
    take(page, "Vzít místo: Ve Školní 12")
    take(page, "Vzít úkol")
    expect(page.get_by_text("Všechno pod bodem je vzaté.")).to_be_visible()
    accept(page, "Bod 3 z 3")
    page.get_by_role("button", name="Vynechat", exact=True).click()
    expect(page.get_by_role("heading", name="Souhrn")).to_be_visible()
    expect(page.get_by_text("Uloží se: 1 schůzka, 2 organizace, 2 body, 1 úkol, 1 podnět")).to_be_visible()
    page.get_by_role("button", name="Uložit zápis").click()
    expect(page).to_have_url(re.compile(r"/meeting\?id=\d+&face=minutes"))
    expect(page.get_by_text("Skládka v Tratové").first).to_be_visible()
    expect(page.get_by_text("prověří vlastníka").first).to_be_visible()
    assert "hit" not in page.title()
    database = Database(server.database_url)
    try:
        actor = local_actor(database)
        rows = list_meetings(database, actor, coming=False, body_id=city.cell_id)
        (row,) = [row for row in rows if day_of(row.starts_at) == HELD_ON]
        card = meeting_card(database, actor, row.id)
    finally:
        database.close()
    assert card.state == MeetingState.HELD
    assert [point.title for point in card.points] == ["Skládka v Tratové", "Ve Školní 12 se zdržují cizí osoby"]
    assert card.points[1].issue is not None


def test_a_reload_loses_nothing_of_what_is_half_checked(page: Page, server: Served, city: SmallCity) -> None:
    open_page(page, server)
    read_pasted(page)
    accept(page, "Kdo přišel")
    page.get_by_role("button", name="Vynechat", exact=True).click()
    page.get_by_label("Nadpis").fill("Skládka v Tratové")
    accept(page, "Bod 2 z 3")
    page.reload()
    expect(page.get_by_role("heading", name="Bod 2 z 3")).to_be_visible()
    page.get_by_role("button", name="Zpět", exact=True).click()
    expect(page.get_by_role("heading", name="Bod 1 z 3")).to_be_visible()
    come_to_rest(page)  # the box of the point before goes when the run ends
    expect(page.get_by_label("Nadpis")).to_have_value("Skládka v Tratové")


def scan() -> bytes:
    """A PDF as a scanner makes it: a page without a letter."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def many_pages() -> bytes:
    writer = PdfWriter()
    for _ in range(201):
        writer.add_blank_page(595, 842)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def word() -> bytes:
    document = docx.Document()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_document_that_cannot_be_read_gets_a_sentence_and_a_good_one_is_read(
    page: Page, server: Served, city: SmallCity
) -> None:
    open_page(page, server)
    for name, content, sentence in (
        ("sken.pdf", scan(), "obrázek papíru"),
        ("dlouhy.pdf", many_pages(), "více než 200 stran"),
        ("zapis.docx", b"PK\x03\x04 to neni dokument", "není dokument Wordu"),
        ("zapis.pdf", b"%PDF-1.7 rozbite", "poškozené PDF"),
        ("zapis.bin", b"\x00\x01\x02" * 50, "zapis.bin"),
        ("prazdny.txt", b"", "prazdny.txt"),
    ):
        drop(page, name, content)
        page.get_by_role("button", name="Přečíst zápis").click()
        expect(page.get_by_role("alert")).to_contain_text(re.compile(sentence))
        page.get_by_test_id("stFileChipDeleteBtn").click()
        expect(page.get_by_text("Připraveno ke čtení")).to_have_count(0)
    drop(page, "zapis.docx", word())
    page.get_by_role("button", name="Přečíst zápis").click()
    expect(page.get_by_role("heading", name="Schůzka", exact=True)).to_be_visible()
    expect(page.get_by_label("Odkud zápis je")).to_have_value("Převzato z: zapis.docx")


def drop(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_text(f"Připraveno ke čtení: {name}")).to_be_visible()


def test_on_a_phone_the_mark_and_the_decision_are_in_sight_together(
    phone: Page, server: Served, city: SmallCity
) -> None:
    phone.goto(f"{server.address}/minutes-from-paper")
    read_pasted(phone)
    phone.get_by_role("button", name="Přijmout a dál").tap()
    expect(phone.get_by_role("heading", name="Kdo přišel")).to_be_visible()
    phone.get_by_role("button", name="Vynechat", exact=True).tap()
    expect(phone.get_by_role("heading", name="Bod 1 z 3")).to_be_visible()
    mark = text_of_minutes(phone).locator("mark").first
    mark.scroll_into_view_if_needed()
    marked, decision = mark.bounding_box(), phone.get_by_role("button", name="Vzít a další").bounding_box()
    assert marked is not None
    assert decision is not None
    assert 0 < decision["y"] - marked["y"] < 844
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_list_that_was_opened_is_closed_by_a_hand_and_not_by_a_page_that_moves(
    page: Page, server: Served, city: SmallCity
) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    open_page(page, server)
    read_pasted(page)
    accept(page, "Kdo přišel")
    page.get_by_role("button", name="Vynechat", exact=True).click()
    page.get_by_text("Nový podnět", exact=True).click()
    page.get_by_role("combobox", name="Téma").click()
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.evaluate(MOVES)
    expect(options.first).to_be_visible()
    field = page.get_by_role("combobox", name="Téma").bounding_box()
    opened = page.get_by_test_id("stSelectboxVirtualDropdown").bounding_box()
    assert field is not None
    assert opened is not None
    # The list went along with its field: it begins below it, or ends above it.
    above, below = field["y"] - opened["y"] - opened["height"], opened["y"] - field["y"] - field["height"]
    assert 0 <= max(above, below) < 20
    options.filter(has_text="Zchátralá budova").click()
    expect(page.get_by_role("combobox", name="Téma")).to_have_value("Zchátralá budova")
    page.get_by_role("combobox", name="Téma").click()
    expect(options.first).to_be_visible()
    page.mouse.move(field["x"] + 5, field["y"] - 5)
    page.mouse.wheel(0, -60)
    expect(options).to_have_count(0)


# The box around the proposal is scrolled by nobody; answers when the browser has told of it and drawn what follows.
MOVES = """() => new Promise((done, failed) => {
  const box = document.querySelector('[class*="st-key-paper-proposal-"]'), before = box.scrollTop;
  box.scrollTop = before > 30 ? before - 30 : before + 30;
  if (box.scrollTop === before) failed(new Error("there was nothing to scroll"));
  let frames = 0;
  const next = () => (++frames < 5 ? requestAnimationFrame(next) : done());
  next();
})"""
