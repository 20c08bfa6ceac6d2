"""A place logged without a line stands among the places near me, and is visited before anybody else knows of it."""

from __future__ import annotations

from playwright.sync_api import Dialog, Page, expect

from tests.browser.field_hand import NOTHING_WAITS, begin, rows, save, until
from tests.browser.field_server import ONLY_HERE, FieldServer


def logged(page: Page, note: str = "") -> None:
    """Log a growing dump called Za zdí where one stands, without a line."""
    page.context.set_offline(True)
    begin(page)
    page.get_by_text("roste", exact=True).click()
    page.get_by_label("Název místa").fill("Za zdí")
    page.get_by_label("Poznámka").fill(note)
    save(page)
    page.get_by_role("link", name="Poblíž").click()
    expect(page.get_by_role("heading", name="Za zdí")).to_be_visible()


def test_a_place_of_the_outbox_is_visited_and_arrives_before_its_visits(worker: Page, served: FieldServer) -> None:
    logged(worker)
    expect(worker.get_by_text("Zapsáno v tomto telefonu, čeká na odeslání.")).to_be_visible()
    worker.reload()
    worker.get_by_role("button", name="Za zdí: beze změny").click()
    expect(worker.get_by_text("Zapsáno, čeká na odeslání.")).to_be_visible()
    worker.get_by_role("link", name="Dnes").click()
    worker.get_by_role("link", name="Poblíž").click()
    expect(worker.get_by_text("Zapsáno, čeká na odeslání.")).to_be_visible()
    worker.context.set_offline(False)
    until(worker, NOTHING_WAITS)
    place, visit = served.records.values()
    assert (place["name"], place["site_client_id"]) == ("Za zdí", None)
    assert (visit["site_id"], visit["site_client_id"]) == (None, place["client_id"])
    assert (visit["based_on"], visit["condition"]) == (None, "growing")


def test_what_changed_there_is_described_as_at_any_other_place(worker: Page, served: FieldServer) -> None:
    logged(worker)
    worker.get_by_role("link", name="Za zdí: změnilo se").click()
    expect(worker.get_by_role("heading", name="Za zdí", level=1)).to_be_visible()
    expect(worker.get_by_role("radio", name="roste")).to_be_checked()
    worker.get_by_text("uklizená", exact=True).click()
    worker.get_by_role("link", name="Dnes").click()
    worker.get_by_role("link", name="Dopsat: Za zdí").click()
    expect(worker.get_by_role("radio", name="uklizená")).to_be_checked()
    save(worker)
    worker.context.set_offline(False)
    until(worker, NOTHING_WAITS)
    assert [record["condition"] for record in served.records.values()] == ["growing", "cleaned"]


def test_logging_it_a_second_time_asks_whether_it_is_that_one(worker: Page) -> None:
    logged(worker)
    worker.get_by_role("link", name="Dnes").click()
    begin(worker)
    worker.get_by_role("button", name="Je to toto: Za zdí").click()
    expect(worker.get_by_role("heading", name="Za zdí", level=1)).to_be_visible()
    save(worker)
    place, visit = sorted(rows(worker, "records"), key=lambda record: str(record["number"]))
    assert visit["body"]["site_client_id"] == place["client_id"]  # type: ignore[index]


def test_a_refused_place_is_mended_first_and_its_visits_wait(worker: Page, served: FieldServer) -> None:
    logged(worker, note=f"Ptala se {ONLY_HERE}.")
    worker.get_by_role("button", name="Za zdí: beze změny").click()
    expect(worker.get_by_text("Zapsáno, čeká na odeslání.")).to_be_visible()
    worker.context.set_offline(False)
    worker.get_by_role("link", name="K odeslání").click()
    expect(worker.get_by_text("Čeká, až opravíte místo, které server odmítl.")).to_be_visible()
    assert served.records == {}
    worker.get_by_role("link", name="Poblíž").click()
    expect(worker.get_by_text("Server toto místo odmítl. Nejdřív ho opravte; kontroly na to počkají.")).to_be_visible()
    expect(worker.get_by_role("button", name="Za zdí: beze změny")).to_have_count(0)
    worker.get_by_role("link", name="Za zdí: opravit").click()
    expect(worker.get_by_role("button", name="Je to toto: Za zdí")).to_have_count(0)
    worker.get_by_label("Poznámka").fill("Bez čísla.")
    save(worker)
    until(worker, NOTHING_WAITS)
    assert [(record["note"], record["site_client_id"] is None) for record in served.records.values()] == [
        ("Bez čísla.", True),
        ("", False),
    ]


def test_a_place_thrown_away_says_that_its_visits_go_too(worker: Page) -> None:
    logged(worker)
    worker.get_by_role("button", name="Za zdí: beze změny").click()
    expect(worker.get_by_text("Zapsáno, čeká na odeslání.")).to_be_visible()
    worker.get_by_role("link", name="K odeslání").click()
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    worker.once("dialog", agree)
    worker.get_by_role("button", name="Za zdí: zahodit").last.click()
    expect(worker.get_by_text("Zahozeno.")).to_be_visible()
    assert rows(worker, "records") == []
    assert "kontroly tohoto místa (počet: 1)" in asked[0]
