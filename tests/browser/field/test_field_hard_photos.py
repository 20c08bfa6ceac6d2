"""Photos as they really come: HEIC, a hundred megapixels, broken, empty, no photo at all, and a full phone."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pillow_heif import from_pillow
from playwright.sync_api import Browser, Page, expect

from tests.browser.field_hand import NOTHING_WAITS, begin, field_phone, opened, photo, rows, save, until
from tests.browser.field_server import FieldServer

NOTE = "Za zdí leží pneumatiky."
MEGAPIXELS_100 = (11_600, 8_700)
LONGEST_SIDE = 2_048
OPENED_WITHIN = 60_000  # ms; a hundred megapixels on two shared cores
NO_ROOM_FOR_PICTURES = """() => {
    const real = IDBObjectStore.prototype.put;
    window.full = true;
    IDBObjectStore.prototype.put = function (row) {
        if (window.full && this.name === 'pictures') throw new DOMException('full', 'QuotaExceededError');
        return real.call(this, row);
    };
}"""


def heic(directory: Path) -> Path:
    path = directory / "IMG_0001.HEIC"
    from_pillow(Image.new("RGB", (640, 480), (90, 140, 90))).save(path)
    return path


def a_hundred_megapixels(directory: Path) -> Path:
    path = directory / "velka.jpg"
    Image.new("RGB", MEGAPIXELS_100, (90, 140, 90)).save(path, "JPEG", quality=60)
    return path


def bomb(directory: Path) -> Path:
    """A small file that would take more than a gigabyte when opened."""
    path = directory / "bomba.png"
    Image.new("L", (30_000, 10_000), 128).save(path)
    return path


def broken(directory: Path) -> Path:
    whole = photo(directory, 3).read_bytes()
    path = directory / "rozbita.jpg"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def empty(directory: Path) -> Path:
    path = directory / "prazdna.jpg"
    path.write_bytes(b"")
    return path


def document(directory: Path) -> Path:
    path = directory / "smlouva.jpg"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + b"x" * 4_000)
    return path


def begun(page: Page) -> None:
    """A record of which a note is written."""
    begin(page)
    page.get_by_label("Poznámka").fill(NOTE)


def choose(page: Page, *paths: Path) -> None:
    page.locator("input[type=file]").last.set_input_files(list(paths))


def sent(page: Page, served: FieldServer) -> None:
    """The record arrives, with what was written."""
    save(page)
    until(page, NOTHING_WAITS)
    assert [record["note"] for record in served.records.values()] == [NOTE]


def test_a_heic_is_kept_and_sent_as_it_is_with_a_sentence(worker: Page, served: FieldServer, tmp_path: Path) -> None:
    begun(worker)
    path = heic(tmp_path)
    choose(worker, path)
    expect(worker.get_by_text("IMG_0001.HEIC je uložený a odešle se tak, jak je")).to_be_visible()
    expect(worker.get_by_text("Fotka 1: uložená, tady ji nelze zobrazit")).to_be_visible()
    sent(worker, served)
    assert [hashlib.sha256(body).digest() for body in served.photos.values()] == [
        hashlib.sha256(path.read_bytes()).digest()
    ]


def test_a_heic_beyond_the_limit_is_told_and_not_kept(worker: Page, served: FieldServer, tmp_path: Path) -> None:
    path = heic(tmp_path)
    with path.open("ab") as file:
        file.truncate(21 * 1024 * 1024)
    begun(worker)
    choose(worker, path)
    expect(worker.get_by_role("alert")).to_contain_text("IMG_0001.HEIC je na uložení příliš velký")
    assert rows(worker, "photos") == []
    sent(worker, served)


def test_a_hundred_megapixels_become_a_small_photo(worker: Page, served: FieldServer, tmp_path: Path) -> None:
    begun(worker)
    choose(worker, a_hundred_megapixels(tmp_path))
    expect(worker.get_by_alt_text("Fotka 1")).to_be_visible(timeout=OPENED_WITHIN)
    sent(worker, served)
    (body,) = served.photos.values()
    with Image.open(io.BytesIO(body)) as picture:
        assert (picture.format, max(picture.size)) == ("JPEG", LONGEST_SIDE)


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (bomb, "bomba.png je na uložení příliš velký"),
        (broken, "rozbita.jpg není obrázek"),
        (empty, "prazdna.jpg není obrázek"),
        (document, "smlouva.jpg není obrázek"),
    ],
)
def test_what_cannot_be_kept_is_told_in_one_sentence_and_the_rest_stays(
    worker: Page, served: FieldServer, tmp_path: Path, made: Callable[[Path], Path], sentence: str
) -> None:
    begun(worker)
    choose(worker, made(tmp_path))
    expect(worker.get_by_role("alert")).to_contain_text(sentence)
    expect(worker.get_by_label("Poznámka")).to_have_value(NOTE)
    choose(worker, photo(tmp_path, 1))
    expect(worker.get_by_alt_text("Fotka 1")).to_be_visible()
    sent(worker, served)
    assert len(served.photos) == 1


def test_where_the_phone_says_no_position_a_photo_goes_without_one(
    chromium: Browser, served: FieldServer, tmp_path: Path
) -> None:
    with field_phone(chromium, permissions=[]) as page:
        opened(page, served)
        page.get_by_role("link", name="Zapsat místo").click()
        page.get_by_text("Černá skládka", exact=True).click()
        page.get_by_label("Poznámka").fill(NOTE)
        choose(page, photo(tmp_path, 1))
        expect(page.get_by_alt_text("Fotka 1")).to_be_visible()
        (row,) = rows(page, "photos")
        assert (row["longitude"], row["latitude"], row["accuracy_m"]) == (None, None, None)
        page.get_by_label("Najít adresu").fill("nadr 14")
        page.get_by_role("button", name="Nádražní 14").click()
        sent(page, served)
    assert len(served.photos) == 1


def test_a_phone_without_room_for_a_photo_says_so_and_keeps_what_was_written(
    worker: Page, served: FieldServer, tmp_path: Path
) -> None:
    begun(worker)
    worker.evaluate(NO_ROOM_FOR_PICTURES)  # Chromium's own limit cannot be lowered: its override is not obeyed
    choose(worker, photo(tmp_path, 1))
    expect(worker.get_by_role("alert")).to_contain_text("V telefonu není pro tuto fotku místo.")
    expect(worker.get_by_label("Poznámka")).to_have_value(NOTE)
    assert rows(worker, "photos") == rows(worker, "pictures") == []
    assert [draft["note"] for draft in rows(worker, "drafts")] == [NOTE]
    worker.evaluate("() => { window.full = false; }")
    choose(worker, photo(tmp_path, 1))
    expect(worker.get_by_alt_text("Fotka 1")).to_be_visible()
    sent(worker, served)
    assert len(served.photos) == 1
