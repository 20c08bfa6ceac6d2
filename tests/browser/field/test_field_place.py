"""Log a place in the street: few taps, nothing asked twice, and what the phone refuses is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.field_hand import NOTHING_WAITS, begin, field_phone, opened, photo, save, until
from tests.browser.field_server import FieldServer

ACTIONS_AT_MOST = 12


@pytest.fixture
def silent(chromium: Browser, served: FieldServer) -> Iterator[Page]:
    """A phone that does not tell the page where it is."""
    with field_phone(chromium, permissions=[]) as page:
        yield opened(page, served)


def test_a_dump_with_a_photo_is_saved_within_twelve_actions(worker: Page, served: FieldServer, tmp_path: Path) -> None:
    actions = 1  # the app was opened
    worker.get_by_role("link", name="Zapsat místo").click()
    worker.get_by_text("Černá skládka", exact=True).click()
    worker.get_by_text("roste", exact=True).click()
    worker.get_by_text("pneumatiky", exact=True).click()
    actions += 4
    expect(worker.get_by_text("Podle telefonu, s přesností")).to_be_visible()
    worker.locator("input[type=file]").first.set_input_files(photo(tmp_path, 1))
    actions += 3  # the button, the shutter, "use it"
    expect(worker.get_by_alt_text("Fotka 1")).to_be_visible()
    save(worker)
    actions += 1
    assert actions <= ACTIONS_AT_MOST
    until(worker, NOTHING_WAITS)
    (record,) = served.records.values()
    assert record["kind"] == "illegal_dump"
    assert record["condition"] == "growing"
    assert record["details"] == {"waste": ["tyres"]}
    assert (record["longitude"], record["latitude"], record["accuracy_m"]) == (14.0323, 50.6607, 12)
    assert record["position_from"] == "gps"
    assert record["sensitivity"] == "partners"
    assert len(served.photos) == 1


def test_a_known_place_near_by_is_offered_and_becomes_a_visit_with_the_photo(
    worker: Page, served: FieldServer, tmp_path: Path
) -> None:
    begin(worker)
    worker.locator("input[type=file]").first.set_input_files(photo(tmp_path, 1))
    expect(worker.get_by_alt_text("Fotka 1")).to_be_visible()
    worker.get_by_label("Poznámka").fill("Přibylo.")
    worker.get_by_role("button", name="Je to toto: Za garážemi").click()
    expect(worker.get_by_role("heading", name="Za garážemi", level=1)).to_be_visible()
    expect(worker.get_by_label("Poznámka")).to_have_value("Přibylo.")
    expect(worker.get_by_alt_text("Fotka 1")).to_be_visible()
    save(worker)
    until(worker, NOTHING_WAITS)
    (record,) = served.records.values()
    assert (record["site_id"], record["based_on"], record["condition"]) == (5, 95, "present")
    assert len(served.photos) == 1


def test_unchanged_is_one_tap(worker: Page, served: FieldServer) -> None:
    worker.get_by_role("link", name="Poblíž").click()
    expect(worker.get_by_text("Od místa, kde jste")).to_be_visible()
    with worker.expect_response("**/terrain/ground/3"):  # the next visit is based on this one
        worker.get_by_role("button", name="Za garážemi: beze změny").click()
        expect(worker.get_by_text("Zapsáno, čeká na odeslání.")).to_be_visible()
    until(worker, NOTHING_WAITS)
    (record,) = served.records.values()
    assert (record["site_id"], record["based_on"], record["condition"], record["note"]) == (5, 95, "present", "")


def test_where_the_phone_is_silent_an_address_says_it(silent: Page, served: FieldServer) -> None:
    silent.get_by_role("link", name="Zapsat místo").click()
    silent.get_by_text("Ubytovna", exact=True).click()
    silent.get_by_role("button", name="Kde teď stojím").click()
    expect(silent.get_by_role("alert")).to_contain_text("Telefon této stránce neprozradil, kde jste.")
    silent.get_by_role("button", name="Uložit").click()
    expect(silent.get_by_role("alert")).to_contain_text("Jedno chybí: kde to je.")
    silent.get_by_label("Najít adresu").fill("nadr 14")
    silent.get_by_role("button", name="Nádražní 14").click()
    save(silent)
    until(silent, NOTHING_WAITS)
    (record,) = served.records.values()
    assert (record["address"], record["position_from"]) == ("Nádražní 14", "address")
    assert record["accuracy_m"] is None


def test_a_text_that_calls_itself_a_photo_is_refused_in_words(worker: Page, tmp_path: Path) -> None:
    false_photo = tmp_path / "ulice.jpg"
    false_photo.write_text("toto není fotka", encoding="utf-8")
    begin(worker)
    worker.get_by_label("Poznámka").fill("Zůstane.")
    worker.locator("input[type=file]").last.set_input_files([false_photo, photo(tmp_path, 2)])
    expect(worker.get_by_role("alert")).to_contain_text("Soubor ulice.jpg není obrázek")
    expect(worker.get_by_alt_text("Fotka 1")).to_be_visible()
    expect(worker.get_by_label("Poznámka")).to_have_value("Zůstane.")


def test_without_a_camera_the_record_is_saved_all_the_same(worker: Page, served: FieldServer) -> None:
    begin(worker)
    worker.locator("input[type=file]").first.set_input_files([])
    save(worker)
    until(worker, NOTHING_WAITS)
    assert served.photos == {}


def test_an_issue_is_raised_at_a_body(worker: Page, served: FieldServer) -> None:
    begin(worker)
    worker.get_by_text("Podat jako podnět").click()
    worker.get_by_label("Co se má stát").fill("Odvézt.")
    worker.get_by_label("Kde se podává").select_option("2")
    save(worker)
    until(worker, NOTHING_WAITS)
    (record,) = served.records.values()
    assert record["issue"] == {"body_id": 2, "title": "Odvézt."}


def test_text_of_others_is_never_markup(worker: Page) -> None:
    begin(worker)
    worker.get_by_label("Název místa").fill("<img src=x onerror=alert(1)>")
    save(worker)
    worker.get_by_role("link", name="K odeslání").click()
    expect(worker.get_by_role("heading", name="<img src=x onerror=alert(1)>")).to_be_visible()
    expect(worker.locator("main img")).to_have_count(0)
