"""A city of one's own from nothing: the link on the console, its name, its organisations, the first invitation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, ViewportSize, expect

from tests.browser.conftest import AXE, DESKTOP, PHONE, STEP_WITHIN, come_to_rest, wait_until_it_answers
from tests.conftest import MISSING
from tests.postgis import free_port

expect.set_options(timeout=STEP_WITHIN)

PASSWORD = "čtyři staré mosty přes řeku"
OPEN_WITHIN, OPENED_AT_MOST = 3_000, 5  # milliseconds; a list closes when the page is drawn anew


@contextmanager
def first_start(directory: Path, *options: str) -> Iterator[tuple[str, str]]:
    """`lokality serve` over a directory in which nothing is; gives its address and the link on its console."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOKALITY_")}
    environment |= {"LOKALITY_DATA_DIRECTORY": str(directory / "data"), "LOKALITY_BASE_MAP": "none"}
    port, log = free_port(), directory / "console.txt"
    command = [str(Path(sys.executable).with_name("lokality")), "serve", "--port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(address, process, log)
        said = log.read_text(encoding="utf-8")
        assert "Město Zkušebnov je založené." in said
        (link,) = re.findall(r"\S+/auth/link/\S+", said)
        yield address, link
    finally:
        process.terminate()
        process.wait(timeout=10)


def choose_password(page: Page, link: str) -> None:
    page.goto(link)
    for field in ("Nové heslo", "Totéž ještě jednou"):
        page.get_by_label(field).fill(PASSWORD)
    page.get_by_role("button").click()
    expect(page.get_by_test_id("stApp")).to_be_visible()


def choose(page: Page, within: Locator, field: str, option: str) -> None:
    """Choose from a list as a person does."""
    wanted = page.get_by_role("option", name=option, exact=True)
    for _again in range(OPENED_AT_MOST):
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        within.get_by_role("combobox", name=re.compile(field)).press("ArrowDown")
        try:
            wanted.click(timeout=OPEN_WITHIN)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"the list {field} never stayed open")


def told(page: Page, words: str) -> None:
    expect(page.get_by_test_id("stToast").filter(has_text=words)).to_be_visible()


def add_organisation(page: Page, name: str, kind: str, short_name: str = "") -> None:
    come_to_rest(page)  # the form of the organisation before closes only when the page has been drawn anew
    form = page.get_by_test_id("stExpander").filter(has_text="Přidat organizaci")
    if not form.get_by_label("Název organizace").is_visible():
        form.get_by_text("Přidat organizaci").click()
    form.get_by_label("Název organizace").fill(name)
    form.get_by_role("textbox", name="Zkratka").fill(short_name)
    choose(page, form, "Druh organizace", kind)
    form.get_by_role("button", name="Přidat", exact=True).click()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def photograph(page: Page, name: str) -> None:
    """Keep what is on the screen where somebody wants to look at it."""
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    if folder := os.environ.get("OWN_CITY_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["1280", "390"])
def test_a_city_is_set_up_from_nothing(tmp_path: Path, new_page: Callable[..., Page], size: ViewportSize) -> None:
    admin = new_page(signed_in=False, viewport=size)
    with first_start(tmp_path, "--city", "Zkušebnov") as (address, link):
        choose_password(admin, link)
        admin.goto(f"{address}/administration")
        admin.get_by_role("tab", name="Město a organizace").click()
        panel = admin.get_by_role("tabpanel").filter(has_text="Název města")
        expect(panel.get_by_text("Zatím je tu jen samo město.")).to_be_visible()
        photograph(admin, "empty")

        panel.get_by_label("Název města").fill("Nové Město")
        panel.get_by_role("button", name="Uložit název").click()
        told(admin, "Město má svůj název.")
        expect(admin.locator(".lokality-city")).to_have_text("Nové Město")

        add_organisation(admin, "Městská policie", "Městská policie")
        told(admin, "Organizace je přidaná.")
        add_organisation(admin, "nové město", "Nezisková organizace")
        expect(panel.get_by_role("alert").filter(has_text="už má jiná organizace")).to_be_visible()
        photograph(admin, "taken")
        add_organisation(admin, "Terénní programy, z. s.", "Nezisková organizace", "Terén")
        expect(panel.get_by_role("alert").filter(has_text="už má jiná organizace")).to_have_count(0)
        expect(panel.get_by_label("Název organizace").first).to_have_value("")
        expect(panel.get_by_role("button", name="Přidat", exact=True)).to_have_count(1)
        photograph(admin, "organisations")
        assert fits(admin)

        admin.get_by_role("tab", name="Účty").click()
        form = admin.get_by_test_id("stExpander").filter(has_text="Pozvat člověka")
        form.get_by_text("Pozvat člověka").click()
        form.get_by_label("Jméno a příjmení").fill("Jana Terénní")
        form.get_by_label("Přihlašovací jméno").fill("jana")
        choose(admin, form, "Role", "Terénní pracovník")
        admin.keyboard.press("Escape")
        choose(admin, form, "Organizace", "Terénní programy, z. s.")
        form.get_by_role("button", name="Založit účet a odkaz").click()
        handed_over = admin.locator(".st-key-one-time-link code").inner_text()

        jana = new_page(signed_in=False, viewport=size)
        choose_password(jana, handed_over)
        expect(jana.locator(".lokality-visitor")).to_contain_text("Terénní programy, z. s.")
        photograph(jana, "invited")


def test_the_tab_can_be_used_without_a_mouse_or_eyes(tmp_path: Path, new_page: Callable[..., Page]) -> None:
    if not AXE.exists():
        pytest.skip(f"{MISSING}make setup-test collects axe")
    admin = new_page(signed_in=False)
    with first_start(tmp_path, "--city", "Zkušebnov") as (address, link):
        choose_password(admin, link)
        admin.goto(f"{address}/administration")
        admin.get_by_role("tab", name="Město a organizace").click()
        expect(admin.get_by_label("Název města")).to_be_visible()
        admin.evaluate(AXE.read_text(encoding="utf-8"))
        found = admin.evaluate(
            "() => axe.run({include: ['.st-key-city-form', \"[class*='st-key-organisation-new']\"]})"
            ".then(told => told.violations.map(one => one.id + ': ' + one.nodes[0].html))"
        )
        assert found == []
