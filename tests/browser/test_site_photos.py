"""Photos on the page of a place and on its card: they arrive, and before stands beside after, on a phone too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from geodata.database import Database
from geodata.tables import Photo
from tests.browser.conftest import STEP_WITHIN, Served
from tests.browser.explorer import Explorer

expect.set_options(timeout=STEP_WITHIN)

# Both places are read in one step: the page may still move under a picture that has just arrived.
BESIDE = """() => {
  const pictures = [...document.querySelectorAll('figure img')];
  if (pictures.length !== 2 || pictures.some((image) => image.naturalWidth === 0)) return false;
  const [left, right] = pictures.map((image) => image.getBoundingClientRect());
  return left.top === right.top && left.right <= right.left;
}"""


@pytest.fixture
def pictured(demo_city: Served) -> int:
    """A place of the demo city with a photo before and one after."""
    database = Database(demo_city.database_url)
    query = select(Photo.site_id).group_by(Photo.site_id).having(func.count() == 2).order_by(Photo.site_id)
    with database.read() as session:
        site_id = session.scalars(query).first()
    database.close()
    assert site_id is not None
    return site_id


def expect_beside(page: Page) -> None:
    """Two pictures, both arrived, one beside the other."""
    pictures = page.locator("figure img")
    expect(pictures).to_have_count(2)
    pictures.last.scroll_into_view_if_needed()
    page.wait_for_function(BESIDE)


def test_before_and_after_stand_beside_each_other(page: Page, demo_city: Served, pictured: int) -> None:
    page.goto(f"{demo_city.address}/site?id={pictured}")
    expect_beside(page)
    expect(page.get_by_role("combobox", name="Dříve")).to_be_visible()
    expect(page.get_by_role("combobox", name="Později")).to_be_visible()
    addresses = page.locator("figure img").evaluate_all("images => images.map((image) => image.getAttribute('src'))")
    assert len(set(addresses)) == 2
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    assert Explorer(page, demo_city.address).serious_faults() == []


def test_before_and_after_fit_a_phone(phone: Page, demo_city: Served, pictured: int) -> None:
    phone.goto(f"{demo_city.address}/site?id={pictured}")
    expect_beside(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
