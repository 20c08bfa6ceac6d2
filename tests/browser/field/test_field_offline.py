"""Without a line: the app opens, what is typed stays, and a newer version takes nothing away."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.field_hand import NOTE_IS_KEPT, NOTHING_WAITS, begin, lasting_phone, opened, photo, rows, save, until
from tests.browser.field_server import FieldServer

FIRST_LOAD_AT_MOST = 300 * 1024  # bytes, uncompressed


def test_the_app_opens_without_a_line_after_the_first_visit(worker: Page) -> None:
    worker.context.set_offline(True)
    worker.reload()
    expect(worker.get_by_role("heading", name="Dnes", level=1)).to_be_visible()
    expect(worker.get_by_text("Bez signálu.")).to_be_visible()
    expect(worker.get_by_role("heading", name="Za garážemi")).to_be_visible()


def test_what_one_came_for_can_be_pressed_before_the_database_is_open(worker: Page) -> None:
    worker.context.set_offline(True)
    worker.add_init_script(
        """(() => {
            const real = IDBFactory.prototype.open;
            IDBFactory.prototype.open = function (...asked) {
                const asking = {};
                window.letOpen = () => {
                    const opening = real.apply(this, asked);
                    opening.onsuccess = () => {
                        asking.result = opening.result;
                        asking.onsuccess();
                    };
                };
                return asking;
            };
        })()"""
    )
    worker.reload()
    worker.get_by_role("link", name="Zapsat místo").click()
    assert worker.evaluate("location.hash") == "#/place"
    worker.evaluate("window.letOpen()")
    expect(worker.get_by_role("heading", name="Zapsat místo", level=1)).to_be_visible()
    expect(worker.get_by_role("radio", name="Černá skládka")).to_be_visible()


def test_on_a_line_that_answers_nothing_the_app_opens_all_the_same(worker: Page) -> None:
    worker.context.route("**/terrain/account", lambda route: None)
    worker.reload()
    expect(worker.get_by_role("heading", name="Za garážemi")).to_be_visible(timeout=10_000)


def test_what_was_kept_too_long_goes_and_what_waits_stays(worker: Page, served: FieldServer) -> None:
    worker.context.set_offline(True)
    begin(worker)
    save(worker)
    worker.evaluate(
        """() => {
            const kept = JSON.parse(localStorage.getItem('lokality-terrain-account'));
            localStorage.setItem('lokality-terrain-account', JSON.stringify({ ...kept, answered_at: 1 }));
        }"""
    )
    worker.reload()
    expect(worker.get_by_text("První otevření potřebuje signál.")).to_be_visible()
    assert rows(worker, "ground") == []
    assert len(rows(worker, "records")) == 1
    worker.context.set_offline(False)
    worker.reload()
    until(worker, NOTHING_WAITS)
    assert len(served.records) == 1


def test_the_map_opens_without_a_line(worker: Page, served: FieldServer) -> None:
    worker.context.set_offline(True)
    worker.reload()
    begin(worker)
    worker.get_by_role("button", name="Klepnout do mapy").click()
    worker.locator(".map canvas").wait_for()
    worker.locator(".map").click(position={"x": 60, "y": 200})
    expect(worker.get_by_text("Vybráno na mapě.")).to_be_visible()
    assert served.received == []


def test_what_is_typed_survives_the_closing_of_the_browser(
    chromium: Browser, served: FieldServer, tmp_path: Path
) -> None:
    def start() -> Page:
        return lasting_phone(chromium, tmp_path / "profile")

    page = opened(start(), served)
    begin(page)
    page.locator("input[type=file]").first.set_input_files(photo(tmp_path, 1))
    expect(page.get_by_alt_text("Fotka 1")).to_be_visible()
    page.get_by_label("Poznámka").fill("Za zdí leží pneumatiky.")
    until(page, NOTE_IS_KEPT)
    page.context.close()

    page = start()
    page.context.set_offline(True)
    page.goto(f"{served.address}/terrain")
    page.get_by_role("link", name="Dopsat").click()
    expect(page.get_by_label("Poznámka")).to_have_value("Za zdí leží pneumatiky.")
    expect(page.get_by_alt_text("Fotka 1")).to_be_visible()
    expect(page.get_by_role("radio", name="Černá skládka")).to_be_checked()
    save(page)
    page.context.close()

    page = start()
    page.goto(f"{served.address}/terrain")
    until(page, NOTHING_WAITS)
    assert [record["note"] for record in served.records.values()] == ["Za zdí leží pneumatiky."]
    assert len(served.photos) == 1
    page.context.close()


def test_a_newer_version_is_offered_and_keeps_the_draft(worker: Page, served: FieldServer) -> None:
    begin(worker)
    worker.get_by_label("Poznámka").fill("Rozepsáno.")
    until(worker, NOTE_IS_KEPT)
    served.version = "2"
    worker.reload()
    worker.get_by_role("button", name="Použít ji").click()
    worker.wait_for_function("() => document.querySelector('script[type=module]').src.includes('/terrain/2/')")
    expect(worker.get_by_label("Poznámka")).to_have_value("Rozepsáno.")
    assert worker.evaluate("caches.keys()") == ["lokality-terrain-2"]


def test_the_worker_keeps_no_data_beside_the_database(worker: Page) -> None:
    paths = worker.evaluate(
        """async () => {
            const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
            return all.flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    assert paths
    data = ("/terrain/account", "/terrain/ground", "/terrain/form", "/terrain/reports", "/photos")
    assert not [path for path in paths if path.startswith(data)]


def test_the_first_load_is_small(served: FieldServer, worker: Page) -> None:
    sizes = worker.evaluate(
        """() => performance.getEntriesByType('resource')
            .filter((one) => !one.name.includes('/terrain/ground')).map((one) => one.decodedBodySize)"""
    )
    assert 0 < sum(sizes) <= FIRST_LOAD_AT_MOST


def test_a_full_phone_says_so_and_loses_nothing_that_stands_on_the_screen(worker: Page, served: FieldServer) -> None:
    begin(worker)
    worker.evaluate(
        """() => {
            const real = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (row) {
                if (window.full) throw new DOMException('full', 'QuotaExceededError');
                return real.call(this, row);
            };
            window.full = true;
        }"""
    )
    worker.get_by_label("Poznámka").fill("Nevejde se.")
    expect(worker.get_by_role("alert")).to_contain_text("V telefonu už není místo.")
    worker.evaluate("() => document.getElementById('told').replaceChildren()")
    worker.get_by_role("button", name="Uložit").click()
    expect(worker.get_by_role("alert")).to_contain_text("V telefonu už není místo.")
    expect(worker.get_by_label("Poznámka")).to_have_value("Nevejde se.")
    worker.evaluate("() => { window.full = false; }")
    save(worker)
    until(worker, NOTHING_WAITS)
    assert [record["note"] for record in served.records.values()] == ["Nevejde se."]
