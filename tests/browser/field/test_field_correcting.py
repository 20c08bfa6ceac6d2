"""A record that waits is opened and corrected; it goes out once, as it was corrected."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.field_hand import NOTE_IS_KEPT, NOTHING_WAITS, begin, save, until
from tests.browser.field_server import FieldServer


def opened_again(page: Page) -> None:
    """Log a dump without a line and open its record."""
    page.context.set_offline(True)
    begin(page)
    page.get_by_label("Poznámka").fill("Dvě pneumatiky.")
    save(page)
    page.get_by_role("link", name="K odeslání").click()
    page.get_by_role("link", name="Černá skládka: opravit").click()
    expect(page.get_by_label("Poznámka")).to_have_value("Dvě pneumatiky.")


def test_what_waits_is_corrected_and_arrives_once(worker: Page, served: FieldServer) -> None:
    opened_again(worker)
    worker.get_by_label("Poznámka").fill("Tři pneumatiky.")
    until(worker, NOTE_IS_KEPT)
    worker.context.set_offline(False)
    worker.get_by_role("link", name="K odeslání").click()
    expect(worker.get_by_text("Máte ho otevřený k opravě")).to_be_visible()
    worker.reload()
    expect(worker.get_by_text("Máte ho otevřený k opravě")).to_be_visible()
    assert served.records == {}
    worker.get_by_role("link", name="Černá skládka: opravit").click()
    expect(worker.get_by_label("Poznámka")).to_have_value("Tři pneumatiky.")
    save(worker)
    until(worker, NOTHING_WAITS)
    assert [record["note"] for record in served.records.values()] == ["Tři pneumatiky."]


def test_what_was_opened_and_left_as_it_was_goes_out(worker: Page, served: FieldServer) -> None:
    opened_again(worker)
    worker.context.set_offline(False)
    worker.get_by_role("link", name="Dnes").click()
    until(worker, NOTHING_WAITS)
    assert [record["note"] for record in served.records.values()] == ["Dvě pneumatiky."]
