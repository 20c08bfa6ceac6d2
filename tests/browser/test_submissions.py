"""A coordinator writes to the building authority, is told it has no competence, and turns it into a second letter."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from geodata.database import Database
from geodata.model.people import Actor, OrganisationKind
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionKind
from geodata.services.city import local_actor
from geodata.services.organisations import add_organisation
from geodata.services.submission_card import submission_card
from geodata.services.submission_steps import Answer, Sending, note_answer, send_submission
from geodata.services.submissions import Letter, write_submission
from tests.browser.conftest import STEP_WITHIN, Served, come_to_rest
from tests.small_city import SmallCity, small_city

expect.set_options(timeout=STEP_WITHIN)

BUILDING, HYGIENE = "Stavební úřad v Předlicích", "Krajská hygienická stanice"


@pytest.fixture
def city(server: Served) -> Iterator[SmallCity]:
    """The small city with two authorities, in the database of this test's own server."""
    database = Database(server.database_url)
    try:
        actor = local_actor(database)
        for name in (BUILDING, HYGIENE):
            add_organisation(database, actor, name, OrganisationKind.AUTHORITY)
        yield small_city(database, actor)
    finally:
        database.close()


def choose(page: Page, within: Page | Locator, field: str, option: str) -> None:
    """Choose an option of a list by its words."""
    within.get_by_role("combobox", name=field).click()
    page.get_by_role("option", name=option).click()


def write_to(page: Page, authority: str) -> None:
    """Save the letter that stands on the desk, to this authority."""
    choose(page, page, "Kterému úřadu", authority)
    expect(page.get_by_text("Uloženo v ")).to_be_visible()
    come_to_rest(page)
    page.get_by_role("button", name="Uložit podání").click()
    expect(page).to_have_url(re.compile(r"/submission\?id=\d+"))
    expect(page.get_by_role("button", name="Zapsat odeslání")).to_be_visible()
    come_to_rest(page)


def send(page: Page, reference: str) -> None:
    """Note that it was sent, and under which number they have it."""
    page.get_by_role("button", name="Zapsat odeslání").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Jejich číslo jednací").fill(reference)
    form.get_by_role("button", name="Uložit").click()
    form.get_by_role("button", name="Ano, odesláno").click()
    expect(form).to_have_count(0)
    expect(page.get_by_test_id("stMainBlockContainer").get_by_text(reference).first).to_be_visible()


def downloaded(page: Page, name: str) -> bytes:
    """The letter in one format."""
    page.get_by_role("button", name="Stáhnout podání").click()
    with page.expect_download() as waited:
        page.get_by_role("link", name=name, exact=True).click()
    page.keyboard.press("Escape")
    return waited.value.path().read_bytes()


def test_a_letter_that_met_no_competence_becomes_a_second_one(page: Page, server: Served, city: SmallCity) -> None:
    page.goto(f"{server.address}/issue?id={city.building_issue_id}")
    page.get_by_role("button", name="Napsat úřadu").click()
    text = page.get_by_role("textbox", name="Text podání")
    expect(text).to_have_value(re.compile(r"ohrožuje okolí: Školní 12\..*§ 42 zákona č\. 500/2004 Sb\.", re.DOTALL))
    write_to(page, BUILDING)
    main = page.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_text("ověří právník").first).to_be_visible()

    printed = "\n".join(part.extract_text() for part in PdfReader(io.BytesIO(downloaded(page, "PDF"))).pages)
    assert BUILDING in printed
    assert "Nebezpečné" in printed
    paper = docx.Document(io.BytesIO(downloaded(page, "Word (DOCX)")))
    assert any("Školní 12" in line.text for line in paper.paragraphs)

    send(page, "MU-123/2026")
    expect(main.get_by_text(re.compile("zbývá"))).to_be_visible()
    page.get_by_role("button", name="Zapsat odpověď").click()
    form = page.get_by_role("dialog")
    choose(page, form, "Co odpověděli", "Odmítnuto: věc úřadu nepřísluší")
    form.get_by_label("Poznámka").fill("Stavba prý patří pod hygienu.")
    form.get_by_role("button", name="Uložit").click()
    expect(form).to_have_count(0)
    expect(main.get_by_text("Stavba prý patří pod hygienu.")).to_be_visible()

    page.get_by_role("button", name="Napsat jinému úřadu").click()
    expect(text).to_have_value(re.compile(rf"jinému úřadu: {BUILDING} \(č\. j\. MU-123/2026\)"))
    write_to(page, HYGIENE)
    send(page, "KHS-77/2026")
    expect(main.get_by_role("heading", name="Související podání")).to_be_visible()
    expect(main.get_by_role("link", name=re.compile(BUILDING))).to_be_visible()

    page.goto(f"{server.address}/site?id={city.building_id}")
    story = main.get_by_role("link", name=re.compile("Podnět – "))
    expect(story.filter(has_text="stavba, která ohrožuje okolí").first).to_be_visible()
    expect(main.get_by_text(HYGIENE).first).to_be_visible()
    expect(main.get_by_text(BUILDING).first).to_be_visible()
    story.filter(has_text="stavba, která ohrožuje okolí").first.click()
    expect(page).to_have_url(re.compile(r"/submission\?id=\d+"))
    expect(main.get_by_role("link", name=re.compile(HYGIENE))).to_be_visible()


def test_a_letter_that_is_being_written_survives_back_and_a_reload(page: Page, server: Served, city: SmallCity) -> None:
    page.goto(f"{server.address}/issue?id={city.building_issue_id}")
    page.get_by_role("button", name="Napsat úřadu").click()
    text = page.locator("textarea")
    expect(text).to_be_disabled()
    choose(page, page, "Kterému úřadu", BUILDING)
    expect(page).to_have_url(re.compile(r"draft=\d+"))
    expect(text).to_be_enabled()
    text.fill("Římsa padá na chodník.")
    text.press("Control+Enter")
    come_to_rest(page)
    page.get_by_role("link", name=re.compile("Hrozí zřícení římsy")).click()
    expect(page).to_have_url(re.compile(r"/issue\?id="))
    come_to_rest(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"draft=\d+"))
    expect(text).to_have_value("Římsa padá na chodník.")
    page.reload()
    expect(text).to_have_value("Římsa padá na chodník.")
    text.fill("Římsa spadla.")
    page.locator(".st-key-letter-write button").click()  # the field is left by the press of the button
    expect(page).to_have_url(re.compile(r"/submission\?id=\d+"))
    expect(page.get_by_test_id("stMainBlockContainer").get_by_text("Římsa spadla.")).to_be_visible()


def test_the_desk_and_the_register_fit_a_phone(phone: Page, server: Served, city: SmallCity) -> None:
    phone.goto(f"{server.address}/submission?issue={city.building_issue_id}")
    expect(phone.get_by_role("textbox", name="Text podání")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    phone.goto(f"{server.address}/submissions?filter=all")
    expect(phone.get_by_text("V tomto seznamu není žádné podání.")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


PAYLOAD = '<img src=x onerror="throw 1"> [odkaz](https://evil.example/) ![](https://evil.example/x.png) $x$ :red[x]'


def test_what_people_write_in_a_letter_is_shown_as_they_wrote_it(page: Page, server: Served, city: SmallCity) -> None:
    database = Database(server.database_url)
    try:
        actor = local_actor(database)
        authority = add_organisation(database, actor, f"Úřad {PAYLOAD}", OrganisationKind.AUTHORITY)
        letter = write_letter(database, actor, city.dump_issue_id, authority, PAYLOAD)
    finally:
        database.close()
    main = page.get_by_test_id("stMainBlockContainer")
    for address in (f"submission?id={letter}", "submissions?filter=all", f"issue?id={city.dump_issue_id}"):
        page.goto(f"{server.address}/{address}")
        expect(main.get_by_text(PAYLOAD.partition("(")[0]).first).to_be_visible()
        expect(main.locator("a[href*='evil'], img[src*='evil'], img[src='x']")).to_have_count(0)


def write_letter(database: Database, actor: Actor, issue_id: int, authority_id: int, words: str) -> int:
    """A letter that says these words wherever it says any, answered with a note of the same."""
    letter = Letter(authority_id, SubmissionKind.NOTICE, words, f"Dobrý den,\n{words}")
    submission_id = write_submission(database, actor, issue_id, letter)
    sending = Sending(SendingWay.POST, reference=words[:60], note=words)
    send_submission(database, actor, submission_id, version_of(database, actor, submission_id), sending)
    answer = Answer(AnswerKind.OTHER, note=words)
    note_answer(database, actor, submission_id, version_of(database, actor, submission_id), answer)
    return submission_id


def version_of(database: Database, actor: Actor, submission_id: int) -> int:
    return submission_card(database, actor, submission_id).row_version
