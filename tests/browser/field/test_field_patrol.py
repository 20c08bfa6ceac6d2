"""A patrol under way in the field app: named on the first screen, carried by records, taken off, told when over."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from geodata import clock
from tests.browser.field_hand import NOTHING_WAITS, begin, field_phone, opened, save, until
from tests.browser.field_server import FieldServer

NAME = "Sklepy <b>večer</b>"


def patrol(id_: int, name: str = NAME) -> dict[str, object]:
    since = (clock.now() - timedelta(hours=4)).isoformat()
    return {"id": id_, "name": name, "since": since, "until": (clock.now() + timedelta(hours=20)).isoformat()}


def log_one(page: Page) -> None:
    begin(page)
    save(page)
    until(page, NOTHING_WAITS)


def test_records_carry_the_patrol_that_is_under_way_until_it_is_taken_off(
    chromium: Browser, served: FieldServer
) -> None:
    served.patrols = [patrol(6)]
    with field_phone(chromium) as page:
        opened(page, served)
        expect(page.get_by_text(f"Pochůzka: {NAME}")).to_be_visible()
        log_one(page)
        page.get_by_text("Zapisovat jinam").click()
        page.get_by_label("Kam se záznamy zařadí").select_option("")
        expect(page.get_by_text("se pod pochůzku nezařadí")).to_be_visible()
        log_one(page)
    assert [record["patrol_id"] for record in served.records.values()] == [6, None]


def test_a_record_under_a_patrol_that_is_over_is_sent_and_the_phone_says_so(
    chromium: Browser, served: FieldServer
) -> None:
    served.patrols = [patrol(6)]
    with field_phone(chromium) as page:
        opened(page, served)
        page.context.set_offline(True)
        begin(page)
        save(page)
        served.patrols = []
        page.context.set_offline(False)
        until(page, NOTHING_WAITS)
        page.get_by_role("link", name="K odeslání").click()
        expect(page.get_by_text("Záznam je uložený, ale ne pod pochůzkou")).to_be_visible()
    assert [record["patrol_id"] for record in served.records.values()] == [6]


def test_where_no_patrol_is_under_way_nothing_speaks_of_one(worker: Page) -> None:
    expect(worker.get_by_role("link", name="Zapsat místo")).to_be_visible()
    assert worker.get_by_text("Pochůzka").count() == 0


def test_a_draft_begun_before_the_phone_knew_of_the_patrol_goes_under_it(worker: Page, served: FieldServer) -> None:
    begin(worker)
    expect(worker.get_by_text("pod pochůzku")).to_have_count(0)
    served.patrols = [patrol(6)]
    worker.evaluate("() => { dispatchEvent(new Event('online')); }")
    expect(worker.get_by_text(f"Zapíše se pod pochůzku: {NAME}")).to_be_visible()
    save(worker)
    until(worker, NOTHING_WAITS)
    assert [record["patrol_id"] for record in served.records.values()] == [6]


def test_one_record_is_taken_off_the_patrol_in_its_form_and_the_next_goes_under_it(
    chromium: Browser, served: FieldServer
) -> None:
    served.patrols = [patrol(6)]
    with field_phone(chromium) as page:
        opened(page, served)
        begin(page)
        page.get_by_text("Zapisovat jinam").click()
        page.get_by_label("Kam se záznamy zařadí").select_option("")
        expect(page.get_by_text("Pod pochůzku se nezařadí.")).to_be_visible()
        page.reload()
        expect(page.get_by_text("Pod pochůzku se nezařadí.")).to_be_visible()
        save(page)
        until(page, NOTHING_WAITS)
        log_one(page)
    assert [record["patrol_id"] for record in served.records.values()] == [None, 6]


def test_what_turns_out_to_be_a_known_place_stays_under_the_patrol(chromium: Browser, served: FieldServer) -> None:
    served.patrols = [patrol(6)]
    with field_phone(chromium) as page:
        opened(page, served)
        begin(page)
        page.get_by_role("button", name="Je to toto: Za garážemi").click()
        expect(page.get_by_text(f"Zapíše se pod pochůzku: {NAME}")).to_be_visible()
        save(page)
        until(page, NOTHING_WAITS)
    assert [(record["site_id"], record["patrol_id"]) for record in served.records.values()] == [(5, 6)]
