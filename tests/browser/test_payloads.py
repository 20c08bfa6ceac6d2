"""What people write runs nowhere: every payload, through every field, on every page that shows it.

The fields are filled by the services, as a hostile colleague or a loaded file would; Chromium then opens each place.
Nothing may run, nothing may even be stopped by the content policy (for then it was tried), and no other host is asked.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from dashboard.components.text import WORD_JOINER
from dashboard.navigation import PAGES
from dashboard.pages.issues import ROWS_AT_ONCE
from geodata.database import Database
from geodata.model.issues import IssueStatus, RefusalReason
from geodata.services.city import local_actor
from geodata.services.issue_card import issue_card
from geodata.services.issue_steps import Step, advance_issue
from geodata.services.overview import OLDEST_SHOWN
from tests.browser.conftest import STEP_WITHIN, come_to_rest, serving, watched_page
from tests.browser.filled_city import TEXTS, TITLES, Filled, fill
from tests.browser.payloads import PAYLOADS

expect.set_options(timeout=STEP_WITHIN)

_NUMBER = re.compile(r"hit\((\d+)\)")
# Runs before every script of every frame. Streamlit's own code tries WebAssembly on every page, does without where the
# policy forbids it, and no markup could ask for it.
_TRAP = """
window.hit = (number) => { lokalityReport(`ran: ${number} at ${location.href}`); return number; };
document.addEventListener('securitypolicyviolation', (event) =>
  event.blockedURI === 'wasm-eval'
    || lokalityReport(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample} at ${location.href}`));
"""
PAGES_AT_ONCE = 10  # of a group of addresses that one test opens


@dataclass
class Trap:
    """A page that reports whatever ran, was stopped or was asked for."""

    page: Page
    caught: list[str]


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A server over a city in which every text that somebody can write is one of the payloads."""
    directory = tmp_path_factory.mktemp("payloads")
    shutil.copyfile(sqlite_template, directory / "lokality.db")
    with serving(directory, f"sqlite:///{directory / 'lokality.db'}") as served:
        filled = Filled(served)
        database = Database(served.database_url)
        try:
            fill(database, local_actor(database), filled)
        finally:
            database.close()
        yield filled


@pytest.fixture
def trap(chromium: Browser, filled: Filled) -> Iterator[Trap]:
    """A page of an administrator, whose browser calls itself by payloads too."""
    caught: list[str] = []
    with watched_page(chromium, user_agent=f"Mozilla/5.0 {TITLES[3]}".encode("ascii", "ignore").decode()) as page:
        page.context.expose_binding("lokalityReport", lambda _source, told: caught.append(told))
        page.context.add_init_script(_TRAP)

        def dismiss(dialog: Dialog) -> None:
            caught.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", dismiss)
        page.on(
            "console",
            lambda message: caught.append(f"console: {message.text}") if _is_policy(message.text) else None,
        )
        page.on("popup", lambda popup: caught.append(f"popup: {popup.url}"))
        yield Trap(page, caught)


def _is_policy(told: str) -> bool:
    return "Content Security" in told and "WebAssembly" not in told


def settle(page: Page) -> None:
    """Wait until Streamlit has drawn the page and every map in it stands."""
    come_to_rest(page)
    if page.locator("iframe[src*=folium]").count():
        expect(page.frame_locator("iframe").locator("#map_div")).to_have_attribute("data-state", "drawn")


def shown(page: Page) -> set[int]:
    """Numbers of the payloads that stand on the page as text, the frames included."""
    said = "".join(frame.locator("body").inner_text() for frame in page.frames)
    return {int(number) for number in _NUMBER.findall(said.replace(WORD_JOINER, ""))}


def open_place(trap: Trap, filled: Filled, address: str) -> set[int]:
    """Open an address, touch what it shows, and fail if anything ran; returns the payloads that stood there."""
    trap.page.goto(f"{filled.served.address}/{address}")
    settle(trap.page)
    trap.page.mouse.move(640, 400)
    trap.page.mouse.move(300, 300)
    found = shown(trap.page)
    assert trap.caught == [], address[:200]
    assert trap.page.url.startswith(filled.served.address), address[:200]
    return found


def groups(addresses: list[str]) -> list[list[str]]:
    return [addresses[start : start + PAGES_AT_ONCE] for start in range(0, len(addresses), PAGES_AT_ONCE)]


def test_there_are_more_than_a_hundred_payloads_and_each_has_its_number() -> None:
    assert len(PAYLOADS) >= 100
    assert all(f"hit({number})" in payload for number, payload in enumerate(PAYLOADS))
    assert {int(found) for line in TITLES for found in _NUMBER.findall(line)} == set(range(len(PAYLOADS)))


def test_the_trap_catches_what_runs_and_what_is_stopped(trap: Trap, filled: Filled) -> None:
    trap.page.goto(f"{filled.served.address}/issues")
    settle(trap.page)
    trap.page.evaluate(
        "() => { document.body.append(Object.assign(document.createElement('b'), {textContent: 'x'})); }"
    )
    assert trap.caught == []
    trap.page.evaluate("() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=hit(1)>'); }")
    trap.page.wait_for_function("() => document.querySelector('img[src=x]').complete")
    trap.page.evaluate("() => hit(2)")
    assert [told.partition(":")[0] for told in sorted(trap.caught)] != []
    assert any(told.startswith("ran: 2") for told in trap.caught)
    assert any(told.startswith("policy: script-src") for told in trap.caught)


# Lists of everything: what each shows at first.
LISTS = ["", "issues", "meetings", "data", "administration", "account", "log-place", "map", "patrols", "emergencies"]
# Those that show every text on their pages. The overview shows the first few and is read to its end below; the others
# draw pictures of tables, or use tabs.
PAGES_OF_LISTS = {"issues": ["issues", f"issues?from={ROWS_AT_ONCE}"], "meetings": ["meetings"]}


@pytest.mark.parametrize("address", LISTS)
def test_nothing_runs_on_a_page_that_lists_what_people_wrote(trap: Trap, filled: Filled, address: str) -> None:
    open_place(trap, filled, address)
    for tab in trap.page.get_by_role("tab").all():
        tab.click()
        settle(trap.page)
        assert trap.caught == []


@pytest.mark.parametrize("addresses", PAGES_OF_LISTS.values(), ids=PAGES_OF_LISTS)
def test_the_pages_of_a_list_together_show_every_payload_as_text(
    trap: Trap, filled: Filled, addresses: list[str]
) -> None:
    found = [open_place(trap, filled, address) for address in addresses]
    assert set.union(*found) == set(range(len(PAYLOADS)))


@pytest.mark.parametrize("group", range(1 + len(TITLES) // PAGES_AT_ONCE))
def test_nothing_runs_on_the_page_of_a_place(trap: Trap, filled: Filled, group: int) -> None:
    for number in filled.sites[group * PAGES_AT_ONCE :][:PAGES_AT_ONCE]:
        assert open_place(trap, filled, f"site?id={number}"), number


@pytest.mark.parametrize("group", range(1 + len(TITLES) // PAGES_AT_ONCE))
def test_nothing_runs_on_the_page_of_an_issue(trap: Trap, filled: Filled, group: int) -> None:
    for number in filled.issues[group * PAGES_AT_ONCE :][:PAGES_AT_ONCE]:
        assert open_place(trap, filled, f"issue?id={number}"), number


def test_the_pages_of_patrols_together_show_every_payload_as_text(trap: Trap, filled: Filled) -> None:
    found = [open_place(trap, filled, f"patrols?id={number}") for number in filled.patrols]
    assert set.union(*found) == set(range(len(PAYLOADS)))


def test_nothing_runs_on_the_page_of_a_body(trap: Trap, filled: Filled) -> None:
    assert open_place(trap, filled, f"body?id={filled.body}")


def test_every_payload_stands_as_text_on_the_pages_of_issues_places_and_the_meeting(trap: Trap, filled: Filled) -> None:
    everything = set(range(len(PAYLOADS)))
    for address in (f"site?id={filled.sites[0]}", f"issue?id={filled.issues[0]}", f"meeting?id={filled.meeting}"):
        assert open_place(trap, filled, address) == everything, address


@pytest.mark.parametrize("group", range(1 + len(TITLES) // PAGES_AT_ONCE))
def test_nothing_runs_on_the_map_its_card_and_from_its_address(trap: Trap, filled: Filled, group: int) -> None:
    for number, line in list(enumerate(TITLES))[group * PAGES_AT_ONCE :][:PAGES_AT_ONCE]:
        site = filled.sites[number % len(filled.sites)]
        hostile = quote(line)
        view = "z=16&lat=50.66&lon=14.03" if number % 2 else f"z={hostile}&lat={hostile}&lon={hostile}"
        query = f"site={site}&text={hostile}&kinds={hostile}&layers={hostile}&locality={hostile}&as_of={hostile}&{view}"
        assert open_place(trap, filled, f"map?{query}"), number


PARAMETERS = ("id", "text", "view", "kinds", "topic", "site", "body", "area", "order", "page", "lang", "next", "x")


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_nothing_in_an_address_runs_on_any_page(trap: Trap, filled: Filled, key: str) -> None:
    page = next(page for page in PAGES if page.key == key)
    for turn in (0, len(TEXTS)):
        # Each name of a parameter gets another part of the payloads: together all of them.
        query = "&".join(f"{name}={quote(line)}" for name, line in zip(PARAMETERS[turn:], TEXTS, strict=False))
        open_place(trap, filled, f"{page.address}?{query}#{quote(TITLES[turn])}")


OF_ROUTES = [
    *("auth/sign-in?next=", "auth/sign-in?ended=", "auth/link/", "auth/", "language/", "photos/"),
    *("exports/sites.", "rejected/", "map/sites/", "public?month=", "public?area=", "public/", ""),
]


@pytest.mark.parametrize("path", OF_ROUTES)
def test_nothing_in_an_address_of_a_route_runs(trap: Trap, filled: Filled, path: str) -> None:
    for line in TEXTS:
        trap.page.goto(f"{filled.served.address}/{path}{quote(line, safe='')}")
        trap.page.wait_for_load_state("load")
        assert trap.caught == []
        assert trap.page.url.startswith(filled.served.address)


def test_nothing_runs_in_the_search_box_and_its_hits(trap: Trap, filled: Filled) -> None:
    open_place(trap, filled, "issues")
    box = trap.page.locator(".st-key-search").get_by_role("textbox")
    for text in ("hit", "script", "onerror", "javascript", *TITLES[::6]):
        box.fill(text)
        box.press("Enter")
        expect(trap.page.locator(".st-key-search-hits")).to_be_visible()
        settle(trap.page)
        trap.page.locator(".st-key-search-hits").hover()
        assert trap.caught == []


def test_nothing_runs_from_a_file_its_name_its_columns_and_its_rows(trap: Trap, filled: Filled) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";")
    columns = [f"{payload}" for payload in PAYLOADS[:60]]
    writer.writerow(["id", "Název", "Adresa", "lon", "lat", "Poznámka", *columns])
    for number, line in enumerate(TITLES):
        writer.writerow([number, line, line, "14,03", "50,66", line, *[line[:50]] * len(columns)])
    writer.writerow([PAYLOADS[1], "", "", PAYLOADS[2], PAYLOADS[3], "", *columns])  # a row that is rejected
    open_place(trap, filled, "data")
    for name in ("<img src=x onerror=hit(1)>.csv", "${hit(2)}`'\"){{hit(3)}}.csv", "\u202evsc.<svg onload=hit(4)>.csv"):
        trap.page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": table.getvalue().encode()}
        )
        expect(trap.page.get_by_role("heading", name="Jak se souboru rozumí")).to_be_visible()
        settle(trap.page)
        assert trap.caught == []
        trap.page.reload()
        settle(trap.page)


def test_the_overview_shows_every_payload_as_text_as_the_oldest_issues_make_room(trap: Trap, filled: Filled) -> None:
    """Last in this file, for no issue stays open."""
    database = Database(filled.served.database_url)
    actor = local_actor(database)
    found = open_place(trap, filled, "")
    for issue_id in filled.issues:
        step = Step(IssueStatus.REFUSED, reason=RefusalReason.OTHER)
        advance_issue(database, actor, issue_id, issue_card(database, actor, issue_id).row_version, step)
        if issue_id in filled.issues[::OLDEST_SHOWN]:
            found |= open_place(trap, filled, "")
    database.close()
    assert found == set(range(len(PAYLOADS)))
