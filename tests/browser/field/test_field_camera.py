"""A photo over the old one: seen through, taken by the page, compared; and the usual way where there is no camera."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.field.test_field_access import looked_at
from tests.browser.field.test_field_pictures import IS_KEPT
from tests.browser.field_hand import NOTHING_WAITS, field_phone, opened, rows, save, until
from tests.browser.field_server import FieldServer

STYLE = "(one, name) => getComputedStyle(one)[name]"
NO_CAMERA = "() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('x', '%s'); }; }"
TRACKS = """() => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.tracks = [];
    navigator.mediaDevices.getUserMedia = async (asked) => {
        window.asked = asked;
        const stream = await real(asked);
        window.tracks.push(...stream.getTracks());
        return stream;
    };
}"""


@pytest.fixture
def visitor(chromium: Browser, served: FieldServer) -> Iterator[Page]:
    """A phone that may use its camera, at a place that has a picture."""
    with field_phone(chromium, permissions=["geolocation", "camera"]) as page:
        yield begun(opened(page, served))


def begun(page: Page) -> Page:
    until(page, IS_KEPT)
    page.get_by_role("link", name="Za garážemi: změnilo se").click()
    expect(page.get_by_role("button", name="Vyfotit přes starou fotku")).to_be_visible()
    return page


def viewfinder(page: Page) -> Locator:
    page.get_by_role("button", name="Vyfotit přes starou fotku").click()
    return page.get_by_role("dialog", name="Fotka přes starou")


def test_the_shot_is_lined_up_over_the_old_picture_and_goes_out_with_time_and_position(
    visitor: Page, served: FieldServer
) -> None:
    visitor.evaluate(TRACKS)
    finder = viewfinder(visitor)
    shutter = finder.get_by_role("button", name="Spoušť")
    expect(shutter).to_be_enabled()
    assert (shutter.bounding_box() or {"height": 0})["height"] >= 44
    old = finder.locator("img")
    assert old.evaluate(STYLE, "opacity") == "0.5"
    finder.get_by_label("Jak moc je vidět stará fotka").fill("80")
    assert old.evaluate(STYLE, "opacity") == "0.8"
    assert visitor.evaluate("window.asked.video.facingMode") == {"ideal": "environment"}
    shutter.click()
    expect(finder).to_have_count(0)
    expect(visitor.get_by_alt_text("Fotka 1")).to_be_visible()
    assert visitor.evaluate("window.tracks.map((track) => track.readyState)") == ["ended"]
    save(visitor)
    until(visitor, NOTHING_WAITS)
    ((key, body),) = served.photos.items()
    said = served.told[key]
    assert (said["longitude"], said["latitude"], said["accuracy_m"]) == ("14.0323", "50.6607", "12")
    assert said["taken_at"].endswith("+01:00")
    with Image.open(io.BytesIO(body)) as sent:
        assert (sent.format, len(sent.getexif())) == ("JPEG", 0)
        assert min(sent.size) > 0


def test_old_and_new_are_compared_by_finger_and_by_key_also_after_coming_back(visitor: Page) -> None:
    viewfinder(visitor).get_by_role("button", name="Spoušť").click()
    expect(visitor.get_by_text("Vlevo 2. 10. 2026, vpravo teď.")).to_be_visible()
    divider, new = visitor.get_by_label("Kde se obě fotky dělí"), visitor.get_by_alt_text("Místo teď")
    assert new.evaluate(STYLE, "clipPath") == "inset(0px 0px 0px 50%)"
    divider.press("ArrowRight")
    assert new.evaluate(STYLE, "clipPath") == "inset(0px 0px 0px 51%)"
    visitor.reload()
    expect(visitor.get_by_alt_text("Místo teď")).to_be_visible()


def test_one_may_close_it_without_a_photo_by_button_by_escape_or_by_going_back(visitor: Page) -> None:
    visitor.evaluate(TRACKS)
    finder = viewfinder(visitor)
    finder.get_by_role("button", name="Zavřít bez fotky").click()
    expect(finder).to_have_count(0)
    viewfinder(visitor)
    expect(finder.get_by_role("button", name="Spoušť")).to_be_enabled()
    visitor.keyboard.press("Escape")
    expect(finder).to_have_count(0)
    viewfinder(visitor)
    expect(finder.get_by_role("button", name="Spoušť")).to_be_enabled()
    visitor.go_back()
    expect(finder).to_have_count(0)
    assert visitor.evaluate("window.tracks.map((track) => track.readyState)") == ["ended"] * 3
    assert rows(visitor, "photos") == []


def test_a_refused_camera_leads_to_the_usual_way(chromium: Browser, served: FieldServer) -> None:
    with field_phone(chromium) as page:  # headless, a question nobody answers is a refusal
        begun(opened(page, served))
        page.get_by_label("Poznámka").fill("Zůstane.")
        viewfinder(page)
        expect(page.get_by_role("alert")).to_contain_text("Telefon této stránce fotoaparát nepovolil.")
        expect(page.locator("input[type=file]").first).to_be_focused()
        expect(page.get_by_label("Poznámka")).to_have_value("Zůstane.")


@pytest.mark.parametrize("fault", ["NotFoundError", "NotReadableError", "OverconstrainedError"])
def test_a_camera_that_is_absent_or_broken_leads_to_the_usual_way(visitor: Page, fault: str) -> None:
    visitor.evaluate(NO_CAMERA % fault)
    viewfinder(visitor)
    expect(visitor.get_by_role("alert")).to_contain_text("Fotoaparát neukazuje obraz.")
    expect(visitor.locator("input[type=file]").first).to_be_focused()


def test_a_camera_that_ends_while_one_looks_is_told(visitor: Page) -> None:
    visitor.evaluate(TRACKS)
    finder = viewfinder(visitor)
    expect(finder.get_by_role("button", name="Spoušť")).to_be_enabled()
    visitor.evaluate("() => window.tracks[0].dispatchEvent(new Event('ended'))")
    expect(visitor.get_by_role("alert")).to_contain_text("Fotoaparát neukazuje obraz.")
    expect(finder).to_have_count(0)


def test_a_place_without_a_kept_picture_offers_only_the_usual_way(worker: Page) -> None:
    worker.get_by_role("link", name="Stará mlékárna: zapsat kontrolu").click()
    expect(worker.get_by_text("Vyfotit", exact=True)).to_be_visible()
    expect(worker.get_by_role("button", name="Vyfotit přes starou fotku")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_viewfinder_and_the_comparison_can_be_used_by_everybody(
    chromium: Browser, served: FieldServer, scheme: str
) -> None:
    may = ["geolocation", "camera"]
    with field_phone(chromium, color_scheme=scheme, bypass_csp=True, permissions=may) as page:
        finder = viewfinder(begun(opened(page, served)))
        expect(finder.get_by_role("button", name="Spoušť")).to_be_enabled()
        looked_at(page, "Hledáček")
        finder.get_by_role("button", name="Spoušť").click()
        expect(page.get_by_alt_text("Místo teď")).to_be_visible()
        looked_at(page, "Porovnání")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (195, 422)])
def test_the_shutter_is_in_sight_however_the_phone_is_held(
    chromium: Browser, served: FieldServer, width: int, height: int
) -> None:
    may, size = ["geolocation", "camera"], {"width": width, "height": height}
    with field_phone(chromium, viewport=size, permissions=may) as page:
        shutter = viewfinder(begun(opened(page, served))).get_by_role("button", name="Spoušť")
        expect(shutter).to_be_enabled()
        expect(shutter).to_be_in_viewport(ratio=1)
