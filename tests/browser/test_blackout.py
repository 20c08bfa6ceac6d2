"""Covering a part of a photo before it is kept: by mouse, by finger, by keyboard; what is stored is black there."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FrameLocator, Locator, Page, expect

from geodata.database import Database
from geodata.services.city import local_actor
from tests.browser.conftest import AXE, STEP_WITHIN, Served
from tests.browser.test_log_place import begin, save, tap_middle
from tests.small_city import some_site
from tests.storage.test_photos import picture, telling_exif

expect.set_options(timeout=STEP_WITHIN)

BLACK_AT_MOST = 40  # of 255, after JPEG


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A HEIC as a phone makes it: red in the upper left quarter, white elsewhere."""
    path = tmp_path / "ulice.heic"
    path.write_bytes(picture("HEIF", exif=telling_exif()))
    return path


def opened(page: Page, served: Served, photo: Path) -> FrameLocator:
    """The frame in which the photo of a new place is being covered; the place has its position already."""
    explorer = begin(page, served, "Jiné místo")
    tap_middle(explorer)
    expect(page.get_by_text("Vybraná poloha")).to_be_visible()
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Zakrýt část: ulice").click()
    frame = page.frame_locator("iframe[title*=blackout]")
    expect(frame.get_by_role("img", name="Fotka: ulice")).to_be_visible()
    return frame


def stage_of(page: Page, frame: FrameLocator) -> tuple[float, float, float, float]:
    """Where the picture lies in the window, once it is wholly in it: left, top, width, height."""
    stage = frame.locator("#stage")
    stage.evaluate("stage => stage.scrollIntoView({block: 'center', behavior: 'instant'})")
    page.wait_for_function("() => document.querySelector('iframe[title*=blackout]').offsetHeight > 200")
    box = stage.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def places(
    page: Page, frame: FrameLocator, start: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    """Where a drag begins, passes and ends in the window; given as fractions of the picture."""
    left, top, width, height = stage_of(page, frame)
    (x, y), (u, v) = [(left + across * width, top + down * height) for across, down in (start, end)]
    return [(x, y), ((x + u) / 2, (y + v) / 2), (u, v)]


def drag(page: Page, frame: FrameLocator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag with the mouse from one place of the picture to another, both as fractions of it."""
    begun, *on = places(page, frame, start, end)
    page.mouse.move(*begun)
    page.mouse.down()
    for x, y in on:
        page.mouse.move(x, y)
    page.mouse.up()


def swipe(page: Page, frame: FrameLocator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """The same with one finger, as Chromium itself makes the touches."""
    touches = [[{"x": x, "y": y}] for x, y in places(page, frame, start, end)]
    hand = page.context.new_cdp_session(page)
    for kind, points in zip(("touchStart", "touchMove", "touchMove", "touchEnd"), [*touches, []], strict=True):
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    hand.detach()


def parts(frame: FrameLocator) -> Locator:
    return frame.locator(".part")


def kept(served: Served) -> tuple[Image.Image, Image.Image]:
    """The only photo of the server: large and small."""
    (small,) = (served.log.parent / "photos").rglob("*-small.jpg")
    large = small.with_name(small.name.replace("-small", ""))
    assert len(list((served.log.parent / "photos").rglob("*.jpg"))) == 2
    return Image.open(io.BytesIO(large.read_bytes())), Image.open(io.BytesIO(small.read_bytes()))


def expect_black(served: Served, box: tuple[float, float, float, float]) -> None:
    """The rectangle (left, top, right, bottom as fractions) is black in both sizes; the opposite corner is not."""
    for image in kept(served):
        left, top, right, bottom = (
            round(side * extent) for side, extent in zip(box, (image.width, image.height) * 2, strict=True)
        )
        inside = np.asarray(image.crop((left + 3, top + 3, right - 3, bottom - 3)))
        assert inside.max() <= BLACK_AT_MOST
        assert np.asarray(image)[-5, -5].min() > 240


def test_what_the_mouse_covered_is_black_in_what_is_stored(page: Page, server: Served, photo: Path) -> None:
    frame = opened(page, server, photo)
    drag(page, frame, (0.1, 0.1), (0.4, 0.45))
    expect(parts(frame)).to_have_count(1)
    expect(page.get_by_role("button", name="(zakrytá 1 část)")).to_be_visible()
    save(page)  # with the frame still open: nothing more needs to be pressed
    expect(page.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    expect_black(server, (0.1, 0.1, 0.4, 0.45))


def test_what_a_finger_covered_is_black_in_what_is_stored(phone: Page, server: Served, photo: Path) -> None:
    frame = opened(phone, server, photo)
    swipe(phone, frame, (0.2, 0.5), (0.7, 0.8))
    expect(parts(frame)).to_have_count(1)
    phone.get_by_role("button", name="Hotovo: ulice").click()
    expect(phone.locator("iframe[title*=blackout]")).to_have_count(0)
    expect(phone.get_by_role("button", name="Zakrýt část: ulice.heic (zakrytá 1 část)")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    save(phone)
    expect(phone.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    expect_black(server, (0.2, 0.5, 0.7, 0.8))


def test_the_keyboard_alone_covers_moves_and_takes_back(page: Page, server: Served, photo: Path) -> None:
    frame = opened(page, server, photo)
    frame.get_by_role("button", name="Přidat obdélník").press("Enter")
    part = frame.get_by_role("button", name="Zakrytá část 1: zleva 40 %, shora 40 %, šířka 20 %, výška 20 %")
    expect(part).to_be_focused()
    part.press("ArrowLeft")
    part = parts(frame)
    part.press("ArrowUp")
    part.press("Shift+ArrowRight")
    expect(part).to_have_attribute("aria-label", "Zakrytá část 1: zleva 39 %, shora 39 %, šířka 21 %, výška 20 %")
    frame.get_by_role("spinbutton", name="Výška").fill("40")
    expect(part).to_have_attribute("aria-label", "Zakrytá část 1: zleva 39 %, shora 39 %, šířka 21 %, výška 40 %")
    frame.get_by_role("button", name="Přidat obdélník").press("Enter")
    expect(frame.get_by_role("status")).to_have_text("Zakrytých částí: 2")
    frame.get_by_role("button", name="Vrátit poslední krok").press("Enter")
    expect(parts(frame)).to_have_count(1)
    expect(page.get_by_role("button", name="(zakrytá 1 část)")).to_be_visible()
    save(page)
    expect(page.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    expect_black(server, (0.39, 0.39, 0.6, 0.79))


def test_a_photo_opened_again_shows_what_was_covered_and_can_be_uncovered(
    page: Page, server: Served, photo: Path
) -> None:
    frame = opened(page, server, photo)
    drag(page, frame, (0.6, 0.6), (0.8, 0.9))
    expect(page.get_by_role("button", name="(zakrytá 1 část)")).to_be_visible()
    page.get_by_role("button", name="Hotovo: ulice").click()
    page.get_by_role("button", name="Zakrýt část: ulice").click()
    expect(parts(frame)).to_have_count(1)
    parts(frame).press("Delete")
    expect(page.get_by_role("button", name="Hotovo: ulice.heic", exact=True)).to_be_visible()
    save(page)
    expect(page.get_by_role("heading", name="Místo je na mapě.")).to_be_visible()
    large, _ = kept(server)
    assert np.asarray(large.convert("L")).min() > BLACK_AT_MOST


def test_it_works_in_the_form_over_a_page_too(page: Page, server: Served, photo: Path) -> None:
    database = Database(server.database_url)
    site_id = some_site(database, local_actor(database))
    database.close()
    page.goto(f"{server.address}/site?id={site_id}")
    page.get_by_role("button", name="Zapsat kontrolu").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("input[type=file]").set_input_files(photo)
    dialog.get_by_role("button", name="Zakrýt část: ulice").click()
    frame = page.frame_locator("iframe[title*=blackout]")
    expect(frame.get_by_role("img", name="Fotka: ulice")).to_be_visible()
    drag(page, frame, (0.1, 0.1), (0.6, 0.45))
    expect(dialog.get_by_role("button", name="(zakrytá 1 část)")).to_be_visible()
    dialog.get_by_role("button", name="Uložit kontrolu").click()
    expect(dialog).to_have_count(0)
    expect_black(server, (0.1, 0.1, 0.6, 0.45))


def test_covering_can_be_done_without_seeing_it(page: Page, server: Served, photo: Path) -> None:
    explorer = begin(page, server, "Jiné místo")
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Zakrýt část: ulice").click()
    frame = page.frame_locator("iframe[title*=blackout]")
    frame.get_by_role("button", name="Přidat obdélník").click()
    expect(page.get_by_role("button", name="(zakrytá 1 část)")).to_be_visible()
    # While a page runs, what it has not said anew is pale.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert explorer.serious_faults() == []
    within = next(one for one in page.frames if "blackout" in one.url)
    within.evaluate(AXE.read_text(encoding="utf-8"))
    faults = within.evaluate("() => axe.run(document).then((found) => found.violations)")
    assert [fault["id"] for fault in faults if fault["impact"] in {"serious", "critical"}] == []
