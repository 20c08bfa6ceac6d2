"""Journeys of loading a file in a real browser: understood, corrected, refused, loaded, found, cancelled, placed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from playwright.sync_api import Page, expect

from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.services.city import local_actor
from geodata.services.loads import list_loads
from geodata.services.placing import list_waiting
from geodata.services.site_list import SiteRow, list_sites
from tests.batches import a_site, content_of, load_sites
from tests.browser.conftest import STEP_WITHIN, Served, serving
from tests.browser.data_page import drop, open_page
from tests.browser.explorer import Explorer
from tests.browser.steady_hand import at_once
from tests.signed_in import COOKIES

expect.set_options(timeout=STEP_WITHIN)

Answer = TypeVar("Answer")
ROW_HEIGHT = 35  # pixels of the table of columns, its header included

PLACES = (
    "id;Název;Adresa;lon;lat;Popis z terénu\n"
    "1;Skládka u vlečky;Za tratí 1;14,0301;50,6601;Pneumatiky\n"
    "2;Dům čp. 7;Řehořova 7;14,0320;50,6610;Propadlá střecha\n"
    "3;Bez místa;Neznámá 99;;;Nikdo neví\n"
)
PARTLY_BAD = PLACES + "4;;;;;\n"


@pytest.fixture(scope="module")
def city(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all journeys of this page; each counts from what it finds."""
    directory = tmp_path_factory.mktemp("data-page")
    shutil.copyfile(sqlite_template, directory / "lokality.db")
    with serving(directory, f"sqlite:///{directory / 'lokality.db'}") as served:
        yield served


def in_database(served: Served, question: Callable[[Database, Actor], Answer]) -> Answer:
    """What the database of the server answers."""
    database = Database(served.database_url)
    try:
        return question(database, local_actor(database))
    finally:
        database.close()


def sites(served: Served) -> dict[str, SiteRow]:
    return in_database(served, lambda database, actor: {
        row.name: row for row in list_sites(database, actor, SiteFilter(), limit=100).rows
    })  # fmt: skip


def waiting_in(served: Served) -> int:
    return in_database(served, lambda database, actor: list_waiting(database, actor).total)


def correct(page: Page, row: int, field: str) -> None:
    """Choose in the table of columns what the column in a row (from 0) is taken for."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.locator(".dvn-scroller").click(position={"x": 30, "y": ROW_HEIGHT * (row + 1.5)})
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("option", name=field, exact=True).click()


def test_a_file_is_corrected_loaded_and_found_on_the_map(page: Page, city: Served) -> None:
    drop(page, city, "terén.csv", PLACES.encode())
    expect(page.get_by_text(re.compile("Co se stane – nových: 2.*k umístění: 1"))).to_be_visible()
    expect(page.get_by_text(re.compile("Popis z terénu"))).to_be_visible()  # it would not be stored
    correct(page, 5, "Poznámka")
    expect(page.get_by_text(re.compile("neuloženy.*Popis z terénu"))).to_have_count(0)
    page.get_by_role("button", name="Nahrát 3 řádky").click()
    expect(page.get_by_text(re.compile("Nahráno – nových: 2.*k umístění: 1"))).to_be_visible()
    expect(page.get_by_role("tab", name=f"K umístění ({waiting_in(city)})")).to_be_visible()
    assert set(sites(city)) >= {"Skládka u vlečky", "Dům čp. 7"}
    page.get_by_role("link", name="Ukázat na mapě").click()
    expect(page.get_by_role("button", name=re.compile("Skládka u vlečky"))).to_be_visible()


def test_a_record_that_waits_is_placed_by_a_tap_on_the_map(page: Page, city: Served) -> None:
    in_database(city, lambda database, actor: load_sites(database, actor, a_site("1", lon=None, lat=None)))
    waiting, known = waiting_in(city), len(sites(city))
    open_page(page, city)
    page.get_by_role("tab", name=f"K umístění ({waiting_in(city)})").click()
    explorer = Explorer(page, city.address).wait()
    button = page.get_by_role("button", name="Umístit sem")
    expect(button).to_be_disabled()
    page.locator("iframe").evaluate("frame => frame.scrollIntoView({block: 'center', behavior: 'instant'})")
    explorer.map.click(position={"x": 200, "y": 150})
    expect(button).to_be_enabled()
    button.click()
    left = page.get_by_role("tab", name=f"K umístění ({waiting - 1})")
    expect(left).to_have_attribute("aria-selected", "true")
    assert (waiting_in(city), len(sites(city))) == (waiting - 1, known + 1)


def test_a_rejected_row_is_taken_away_mended_and_does_not_stop_the_others(page: Page, city: Served) -> None:
    before = sites(city)
    drop(page, city, "jiný zdroj.csv", PARTLY_BAD.encode())
    expect(page.get_by_text(re.compile("Co se stane.*odmítnutých: 1"))).to_be_visible()
    load = page.get_by_role("button", name="Nahrát 4 řádky")
    expect(load).to_be_disabled()
    link = page.get_by_role("link", name="Stáhnout odmítnuté řádky")
    address = link.get_attribute("href") or ""
    rejected = httpx.get(f"{city.address}{address}", cookies=COOKIES)
    assert rejected.headers["content-disposition"].startswith("attachment")
    assert rejected.text.lstrip("\ufeff").splitlines()[0].startswith("id,Název,Adresa")
    unknown = httpx.get(f"{city.address}/rejected/{'x' * 22}.csv", cookies=COOKIES)
    assert unknown.status_code == httpx.codes.NOT_FOUND
    assert sites(city) == before
    page.get_by_text("Nahrát dobré řádky, i když se některé odmítnou").click()
    expect(load).to_be_enabled()
    load.click()
    expect(page.get_by_text(re.compile("Nahráno – nových: 2"))).to_be_visible()
    assert in_database(city, list_loads)[0].counts["created"] == 2


def _loaded(database: Database) -> dict[str, list[str]]:
    """Every row but those of sessions, which note when they were used last."""
    content = content_of(database)
    del content["account_session"]
    return content


def test_a_cancelled_load_leaves_nothing(page: Page, city: Served) -> None:
    before = in_database(city, lambda database, _: _loaded(database))
    rows = "".join(f"{number};Skládka {number};14,{number % 900 + 100};50,6;\n" for number in range(120_000))
    drop(page, city, "velký.csv", "id;Název;lon;lat;Poznámka\n".encode() + rows.encode())
    page.get_by_role("button", name=re.compile("^(Nahrát|upload)")).click()
    expect(page.get_by_text(re.compile("Zatím řádků"))).to_be_visible()
    at_once(page.get_by_role("button", name="Zrušit"))
    expect(page.get_by_role("button", name="Zrušit")).to_have_count(0)
    assert in_database(city, lambda database, _: _loaded(database)) == before
