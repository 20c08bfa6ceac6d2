"""What the places of the area looked like is on the phone: without a line too, and only as long as one may see them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.field_hand import rows, until
from tests.browser.field_server import FieldServer

PICTURE = "Místo dne 2.\u00a010.\u00a02026"
IS_KEPT = """async () => (await (new Promise((resolve) => {
    const asking = indexedDB.open('lokality-terrain-7');
    asking.onsuccess = () => {
        const keys = asking.result.transaction('site_pictures').objectStore('site_pictures').getAllKeys();
        keys.onsuccess = () => { asking.result.close(); resolve(keys.result); };
    };
}))).length"""


def test_the_picture_of_a_place_is_shown_in_the_list_and_on_its_screen_without_a_line(worker: Page) -> None:
    until(worker, IS_KEPT)
    worker.context.set_offline(True)
    worker.reload()
    picture = worker.get_by_alt_text(PICTURE)
    expect(picture).to_be_visible()
    assert picture.evaluate("(one) => [one.naturalWidth, one.naturalHeight]") == [480, 360]
    worker.get_by_role("link", name="Za garážemi: změnilo se").click()
    expect(worker.get_by_role("figure", name=PICTURE).locator("img")).to_be_visible()


def test_a_picture_that_arrives_later_appears_where_its_place_is_listed(worker: Page) -> None:
    expect(worker.get_by_alt_text(PICTURE)).to_be_visible()


def test_a_picture_the_server_does_not_show_is_not_kept_and_the_place_is(worker: Page, served: FieldServer) -> None:
    until(worker, IS_KEPT)
    served.pictures.clear()
    worker.evaluate("indexedDB.deleteDatabase('lokality-terrain-7')")
    worker.reload()
    worker.get_by_label("Místa tohoto území").select_option("3")
    expect(worker.get_by_role("heading", name="Za garážemi")).to_be_visible()
    with worker.expect_response("**/photos/12/small") as asked:
        worker.reload()
    assert asked.value.status == 404
    assert rows(worker, "site_pictures") == []


def test_a_place_that_is_hidden_takes_its_picture_along(worker: Page, served: FieldServer) -> None:
    until(worker, IS_KEPT)
    served.hidden.add(5)
    worker.reload()
    until(worker, f"async () => !(await ({IS_KEPT})())")
    worker.get_by_role("link", name="Poblíž").click()
    expect(worker.get_by_role("heading", name="Ubytovna U mostu")).to_be_visible()
    expect(worker.get_by_alt_text(PICTURE)).to_have_count(0)
