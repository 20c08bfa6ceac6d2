"""What is written arrives once and whole, whatever the line, the server, the sign-in or the battery do."""

from __future__ import annotations

import hashlib
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page, expect
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tests.browser.field_hand import (
    NOTHING_IS_SENT_NOW,
    NOTHING_WAITS,
    begin,
    databases,
    field_phone,
    lasting_phone,
    opened,
    photo,
    ready,
    rows,
    save,
    until,
)
from tests.browser.field_server import CutLine, FieldServer

PLACES, PHOTOS = 50, 3
# Writes many records by the app's own modules: through the form it would take minutes.
WRITE_MANY = """async ([at, places, photos]) => {
    const [{ openDatabase }, { newDraft, keepPhoto, save }, { checksum, shrunk }] = await Promise.all(
        ['database', 'record', 'pictures'].map((name) => import(`${at}/${name}.js`)));
    const database = await openDatabase(7);
    const form = { default_sensitivity: 'partners' };
    const sums = [];
    for (let place = 0; place < places; place += 1) {
        const where = { longitude: 14.03 + place / 1e4, latitude: 50.66, position_from: 'map' };
        const draft = { ...newDraft(form), kind: 'illegal_dump', note: `Místo ${place}`, ...where };
        for (let number = 1; number <= photos; number += 1) {
            const canvas = new OffscreenCanvas(64, 48);
            const context = canvas.getContext('2d');
            context.fillStyle = `hsl(${place * 7} ${number * 30}% 50%)`;
            context.fillRect(place, number, 40, 30);
            const { bytes, type } = await shrunk(await canvas.convertToBlob({ type: 'image/png' }));
            const sum = await checksum(bytes);
            sums.push(sum);
            await keepPhoto(database, draft, { client_id: crypto.randomUUID(), number, type, checksum: sum }, bytes);
        }
        await save(database, draft);
    }
    database.close();
    return sums;
}"""


def line_is_back(page: Page) -> None:
    """Tell the app that there is a line again, and wait until it has sent what it could."""
    with page.expect_response("**/terrain/ground/3"):
        page.evaluate("() => { dispatchEvent(new Event('online')); }")
    until(page, NOTHING_IS_SENT_NOW)


class Chance:
    """Breaks something at every fifth moment: before the commit or after it, in words or in the middle of one."""

    def __init__(self) -> None:
        self.moments = 0

    def __call__(self, moment: str) -> Response | None:
        self.moments += 1
        if self.moments % 5:
            return None
        ways = (
            PlainTextResponse("broken", status_code=500),
            CutLine(),
            JSONResponse({}, status_code=503, headers={"retry-after": "1"}),
            PlainTextResponse("<html>Wi-Fi</html>"),
        )
        return ways[(self.moments // 5) % len(ways)]


def test_50_places_with_150_photos_arrive_once_over_a_line_that_breaks_and_a_phone_that_dies(
    chromium: Browser, served: FieldServer, tmp_path: Path
) -> None:
    page = opened(lasting_phone(chromium, tmp_path / "profile"), served)
    served.fault = Chance()
    page.context.set_offline(True)
    sums = page.evaluate(WRITE_MANY, [served.at, PLACES, PHOTOS])
    page.context.set_offline(False)
    while len(served.photos) < PLACES * PHOTOS // 2:
        line_is_back(page)
    page.context.close()

    page = lasting_phone(chromium, tmp_path / "profile")
    page.goto(f"{served.address}/terrain")
    ready(page)
    while not page.evaluate(NOTHING_WAITS):
        line_is_back(page)
    assert len(served.records) == PLACES
    assert sorted(record["note"] for record in served.records.values()) == sorted(f"Místo {at}" for at in range(PLACES))
    assert sorted(hashlib.sha256(body).hexdigest() for body in served.photos.values()) == sorted(sums)
    assert len(served.received) > PLACES * (1 + PHOTOS)  # some of it was sent more than once
    assert rows(page, "pictures") == []
    page.context.close()


def test_after_an_expired_sign_in_the_outbox_goes_on(worker: Page, served: FieldServer) -> None:
    served.signed_in = False
    begin(worker)
    save(worker)
    expect(worker.get_by_text("Vaše přihlášení skončilo.")).to_be_visible()
    assert served.records == {}
    worker.get_by_role("link", name="Přihlásit se").click()
    worker.get_by_role("link", name="Hotovo").click()
    until(worker, NOTHING_WAITS)
    assert len(served.records) == 1
    expect(worker.get_by_text("Vaše přihlášení skončilo.")).to_have_count(0)


def test_signing_out_wipes_the_phone_after_a_warning(worker: Page, served: FieldServer) -> None:
    served.fault = lambda moment: PlainTextResponse("broken", status_code=500)
    begin(worker)
    save(worker)
    worker.get_by_role("link", name="Nastavení").click()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    worker.once("dialog", stay)
    with worker.expect_event("dialog"):  # it comes once the phone has counted what waits
        worker.get_by_role("button", name="Odhlásit").click()
    assert asked == ["Zatím neodesláno: 1. Odhlášení to z telefonu natrvalo smaže. Přesto odhlásit?"]
    assert len(rows(worker, "records")) == 1
    worker.once("dialog", lambda dialog: dialog.accept())
    worker.get_by_role("button", name="Odhlásit").click()
    expect(worker.get_by_role("heading", name="Odhlásit?")).to_be_visible()
    assert databases(worker) == []
    assert worker.evaluate("localStorage.getItem('lokality-terrain-account')") is None


def test_another_account_sees_nothing_and_what_waited_goes_out_under_its_own(worker: Page, served: FieldServer) -> None:
    served.signed_in = False
    begin(worker)
    worker.get_by_label("Poznámka").fill("Jen moje.")
    save(worker)
    served.signed_in, served.account_id = True, 8
    worker.get_by_role("link", name="K odeslání").click()
    worker.get_by_role("button", name="Odeslat teď").click()  # the page of the first account is still open
    expect(worker.get_by_text("Nic nečeká.")).to_be_visible()  # it has begun anew, for the second one
    worker.get_by_role("link", name="Dnes").click()
    expect(worker.get_by_label("Místa tohoto území")).to_be_visible()
    expect(worker.get_by_role("heading", name="Za garážemi")).to_have_count(0)
    assert rows(worker, "ground") == []
    assert rows(worker, "records", account_id=8) == []
    assert served.records == {}
    served.account_id = 7
    worker.reload()
    until(worker, NOTHING_WAITS)
    assert [record["note"] for record in served.records.values()] == ["Jen moje."]


def test_a_refused_note_is_shown_with_its_reason_mended_and_sent(worker: Page, served: FieldServer) -> None:
    begin(worker)
    worker.get_by_label("Poznámka").fill("Bydlí tu Jana Vymyšlená.")
    save(worker)
    worker.get_by_role("link", name="K odeslání").click()
    expect(worker.get_by_text("V textu je zřejmě jméno.")).to_be_visible()
    worker.get_by_role("link", name="opravit").click()
    expect(worker.get_by_label("Poznámka")).to_have_value("Bydlí tu Jana Vymyšlená.")
    worker.get_by_label("Poznámka").fill("Beze jména.")
    save(worker)
    until(worker, NOTHING_WAITS)
    assert [record["note"] for record in served.records.values()] == ["Beze jména."]


def test_a_refused_photo_holds_up_no_record_and_can_be_left_out(
    worker: Page, served: FieldServer, tmp_path: Path
) -> None:
    refusal = JSONResponse({"code": "no_picture", "reason": "Toto není fotka."}, status_code=422)
    served.fault = lambda moment: refusal if moment == "before photo" else None
    begin(worker)
    worker.locator("input[type=file]").first.set_input_files(photo(tmp_path, 1))
    expect(worker.get_by_alt_text("Fotka 1")).to_be_visible()
    save(worker)
    worker.get_by_role("link", name="K odeslání").click()
    expect(worker.get_by_text("Toto není fotka.")).to_be_visible()
    worker.once("dialog", lambda dialog: dialog.accept())
    worker.get_by_role("button", name="Odmítnuté fotky vynechat").click()
    until(worker, NOTHING_WAITS)
    assert len(served.records) == 1
    assert served.photos == {}


def test_a_clock_a_day_wrong_holds_nothing_up(chromium: Browser, served: FieldServer) -> None:
    with field_phone(chromium) as page:
        page.clock.install(time="2026-11-27T08:00:00Z")
        opened(page, served)
        begin(page)
        save(page)
        until(page, NOTHING_WAITS)
    (record,) = served.records.values()
    assert record["seen_at"].startswith("2026-11-27T09:00:")
    assert record["sent_at"].startswith("2026-11-27T09:00:")
