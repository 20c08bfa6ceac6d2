"""What looks like personal data is told in the yard, before the record is saved, and not hours later."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.field.test_field_access import looked_at
from tests.browser.field_hand import NOTHING_WAITS, begin, rows, save, until
from tests.browser.field_server import FieldServer

NUMBER = "602 111 222"


def asked(page: Page) -> None:
    """Write a number into the note and try to save it without a line."""
    page.context.set_offline(True)
    begin(page)
    page.get_by_label("Poznámka").fill(f"Klíče má soused, {NUMBER}.")
    page.get_by_role("button", name="Uložit").click()
    expect(page.get_by_role("alert")).to_contain_text("Tohle vypadá jako osobní údaj.")
    expect(page.get_by_role("alert")).to_contain_text(f"telefonní číslo: Klíče má soused, {NUMBER}.")
    assert rows(page, "records") == []


def test_a_phone_number_is_told_without_a_line_and_edited(worker: Page, served: FieldServer) -> None:
    asked(worker)
    worker.get_by_role("button", name="Upravit").click()
    note = worker.get_by_label("Poznámka")
    expect(note).to_be_focused()
    note.fill("Klíče má soused.")
    save(worker)
    worker.context.set_offline(False)
    until(worker, NOTHING_WAITS)
    assert [(one["note"], one["keep_personal_data"]) for one in served.records.values()] == [("Klíče má soused.", "")]


def test_it_is_kept_for_a_reason_that_goes_with_the_record(worker: Page, served: FieldServer) -> None:
    asked(worker)
    worker.get_by_role("button", name="Ponechat, je to v pořádku").click()
    expect(worker.get_by_role("alert")).to_contain_text("Nejdřív napište důvod")
    assert rows(worker, "records") == []
    worker.get_by_label("Proč tu musí zůstat").fill("Číslo na technickou správu.")
    worker.get_by_role("button", name="Ponechat, je to v pořádku").click()
    expect(worker.get_by_text("Uloženo v telefonu")).to_be_visible()
    worker.context.set_offline(False)
    until(worker, NOTHING_WAITS)
    (record,) = served.records.values()
    assert NUMBER in record["note"]
    assert record["keep_personal_data"] == "Číslo na technickou správu."


def test_a_title_of_an_issue_is_looked_at_too_and_opened_to_be_edited(worker: Page) -> None:
    begin(worker)
    worker.get_by_text("Podat jako podnět").click()
    worker.get_by_label("Co se má stát").fill("Zavolat paní Novákové")
    worker.get_by_text("Podat jako podnět").click()
    worker.get_by_role("button", name="Uložit").click()
    expect(worker.get_by_role("alert")).to_contain_text("jméno člověka: Zavolat paní Novákové")
    worker.get_by_role("button", name="Upravit").click()
    expect(worker.get_by_label("Co se má stát")).to_be_focused()


def test_a_server_without_the_rules_is_the_judge_alone(worker: Page, served: FieldServer) -> None:
    worker.evaluate(
        """async (at) => {
            const { openDatabase } = await import(`${at}/database.js`);
            const database = await openDatabase(7);
            const { personal_data, ...form } = await database.setting('form');
            await database.keepSetting('form', form);
            database.close();
        }""",
        served.at,
    )
    worker.context.set_offline(True)
    worker.reload()
    begin(worker)
    worker.get_by_label("Poznámka").fill(f"Klíče má soused, {NUMBER}.")
    save(worker)


def test_the_question_can_be_used_by_everybody(worker: Page) -> None:
    asked(worker)
    looked_at(worker, "osobní údaj")
