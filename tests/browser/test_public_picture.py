"""Anybody looks at what the city publishes, on a desk, on a phone and on paper; an administrator switches it on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geodata.database import Database
from geodata.services.city import local_actor
from geodata.services.public_picture import Switch, set_public_switch
from tests.browser.conftest import AXE, PHONE, STEP_WITHIN, Served, serving
from tests.conftest import MISSING

expect.set_options(timeout=STEP_WITHIN)

NewPage = Callable[..., Page]
# Set to a folder to look at the pages oneself.
PICTURES = os.environ.get("LOKALITY_TEST_PICTURES")


@pytest.fixture
def visitor(new_page: NewPage) -> NewPage:
    """Pages of people without an account."""
    return lambda **options: new_page(signed_in=False, **options)


@pytest.fixture(scope="module")
def published(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the demo city with its public picture and the points switched on."""
    directory = tmp_path_factory.mktemp("published")
    path = directory / "demo.db"
    shutil.copyfile(demo_database, path)
    database = Database(f"sqlite:///{path}")
    set_public_switch(database, local_actor(database), Switch(on=True, with_points=True))
    database.close()
    with serving(directory, f"sqlite:///{path}") as served:
        yield served


def keep_picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def opened(page: Page, served: Served, query: str = "") -> Page:
    page.goto(f"{served.address}/public{query}")
    expect(page.locator("#map[data-drawn]")).to_be_visible()
    return page


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_visitor_reads_table_map_and_reasons(visitor: NewPage, published: Served) -> None:
    page = opened(visitor(), published)
    expect(page.get_by_role("heading", level=1)).to_have_text("Vzorov: co město ví o svých místech")
    expect(page.get_by_role("rowheader", name="Hutě")).to_be_visible()
    expect(page.locator(".leaflet-tooltip.area")).to_have_count(8)
    expect(page.get_by_text("Žádný dům, ubytovna ani jiné místo, kde někdo žije")).to_be_visible()
    assert page.locator("path.leaflet-interactive").count() > 8  # the areas, and the dumps that were cleaned
    assert fits(page)
    keep_picture(page, "public-1280")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What Vzorov knows about its places")
    page.get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(f"{published.address}/auth/sign-in")


def test_a_visitor_chooses_a_kind_and_an_area(visitor: NewPage, published: Served) -> None:
    page = opened(visitor(), published)
    page.locator("select[name=kind]").select_option(label="Havarijní objekty")
    page.locator("select[name=area]").select_option(label="Hutě")
    page.get_by_role("button", name="Ukázat").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("thead th")).to_have_text(["Území", "Havarijní objekty", "Celkem"])
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert all(";Hutě;Havarijní objekty;" in line for line in lines[1:])


def test_the_page_fits_a_phone(visitor: NewPage, published: Served) -> None:
    page = opened(visitor(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2), published)
    assert fits(page)
    expect(page.get_by_role("rowheader", name="Hutě")).to_be_visible()
    keep_picture(page, "public-390")


def test_the_table_is_there_without_any_script(visitor: NewPage, published: Served) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{published.address}/public")
    expect(page.get_by_role("rowheader", name="Hutě")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()


def test_the_page_can_be_printed(visitor: NewPage, published: Served) -> None:
    page = opened(visitor(), published)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Ukázat")).to_be_hidden()
    expect(page.get_by_role("rowheader", name="Hutě")).to_be_visible()
    keep_picture(page, "public-print")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out_by_the_way_it_is_written(visitor: NewPage, published: Served, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip(f"{MISSING}make setup-test collects axe-core")
    # The page's own policy would refuse the script of the checker.
    page = opened(visitor(color_scheme=scheme, bypass_csp=True), published)
    keep_picture(page, f"public-{scheme}")
    page.add_script_tag(path=AXE)
    violations = page.evaluate(
        "axe.run().then(found => found.violations.map(one => one.id + ': ' + one.nodes[0].html))"
    )
    assert violations == []


def test_an_administrator_switches_it_on(page: Page, visitor: NewPage, demo_server: Served) -> None:
    outside = visitor()
    answer = outside.goto(f"{demo_server.address}/public")
    assert answer is not None
    assert answer.status == 404
    page.goto(f"{demo_server.address}/administration")
    page.get_by_role("tab", name="Veřejný obraz").click()
    page.get_by_text("Obraz je veřejný").click()
    page.get_by_role("button", name="Uložit nastavení").click()
    expect(page.get_by_role("link", name="Otevřít veřejný obraz")).to_be_visible()
    keep_picture(page, "public-administration")
    opened(outside, demo_server)
