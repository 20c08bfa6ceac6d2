"""What the phone says will happen is what happens."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.field_hand import begin, save
from tests.browser.field_server import FieldServer


def test_after_saving_the_phone_tells_whether_it_is_being_sent(worker: Page, served: FieldServer) -> None:
    begin(worker)
    save(worker)
    expect(worker.get_by_text("Uloženo v telefonu. Právě se odesílá.")).to_be_visible()
    worker.context.set_offline(True)
    worker.get_by_role("link", name="Dnes").click()
    begin(worker)
    save(worker)
    expect(worker.get_by_text("Odešle se samo, jakmile bude signál.")).to_be_visible()


def test_the_settings_say_that_signing_out_here_deletes_what_waits(worker: Page) -> None:
    worker.get_by_role("link", name="Nastavení").click()
    expect(
        worker.get_by_text("Odhlášení tady smaže z telefonu všechno, i to, co ještě čeká na odeslání")
    ).to_be_visible()
    expect(worker.get_by_text("Když se odhlásíte v přehledu")).to_contain_text("Neodeslané záznamy zůstanou.")
