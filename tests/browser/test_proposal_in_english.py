"""A proposal read in English on a phone, tab by tab: nothing is too wide, nothing left in Czech or raw."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

import dashboard
from dashboard.components.proposals.tabs import Tab
from tests.browser.conftest import AXE, PHONE, Served, come_to_rest
from tests.browser.proposal_desk import figure, main_of, signed_in_as
from tests.conftest import MISSING
from tools.check_catalogues import as_texts

GAMBLING = 3  # the number of the demo's proposal that has been through everything but the council
COMMISSION, OFFICIAL = "ukazka.commission", "ukazka.socialni"
CATALOGUES = Path(dashboard.__file__).parent / "locale" / "cs"
FILLED_IN = re.compile(r"\{\w+\}")
TABS = {
    Tab.IMPACT: "Whom it hits",
    Tab.TREATMENT: "Equal treatment",
    Tab.COMPARE: "Compare",
    Tab.COMMENTS: "Comments",
    Tab.VOTES: "Voting",
    Tab.FILES: "To download",
    Tab.RULES: "Rules",  # the first one shown, so chosen last
}
# Names in the demo city that are sentences of ours too.
NAMES = {"Tržní řád", "Kontaktní centrum"}
# What Python or the browser says of a value that nobody put into words; “None chosen” is a sentence of ours.
RAW = re.compile(
    r"\bNone\b(?! chosen)|\b(nan|NaN|True|False|undefined|null)\b|[{}]|\[object|datetime\.|Traceback|<\w+ "
)
# Every text that a person can see or hear read.
TEXTS = """() => {
  const root = document.querySelector('[data-testid=stMain]') || document.body;
  const dialogs = document.querySelectorAll('[data-testid=stDialog]');
  const found = [];
  for (const part of [root, ...dialogs]) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement;
      if (!holder.closest('style, script, [data-testid=stIconMaterial]')) found.push(walker.currentNode.data);
    }
    for (const one of part.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) found.push(one.getAttribute(name) || '');
  }
  return found;
}"""


@cache
def czech() -> tuple[frozenset[str], re.Pattern[str]]:
    """Our Czech sentences: those that stand as they are, and those in which something is filled in."""
    sentences: set[str] = set()
    english: set[str] = set()
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="cs"):
                english.update(as_texts(message.id))
                sentences.update(as_texts(message.string))
    ours = sorted(one for one in sentences - english if len(re.findall(r"[^\W\d_]", FILLED_IN.sub("", one))) > 3)
    patterns = ("(?s:.+)".join(map(re.escape, FILLED_IN.split(one))) for one in ours if FILLED_IN.search(one))
    return frozenset(ours) - NAMES, re.compile("|".join(patterns))


def expect_plain_english(page: Page, place: str) -> None:
    """Nothing in sight, the map included, is a Czech sentence of ours or a value that nobody put into words."""
    sentences, filled_in = czech()
    texts = [text for frame in page.frames for text in frame.evaluate(TEXTS)]
    pieces = sorted({piece.strip(" \n:,") for text in texts for piece in (text, *text.split(" · "))})
    left = [one for one in pieces if one in sentences or filled_in.fullmatch(one) or RAW.search(one)]
    assert left == [], f"{place}: {left}"


def expect_fits(page: Page, place: str) -> None:
    """Nothing reaches beyond the right edge of the screen."""
    widths = page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')]"
        ".map(one => one.scrollWidth - one.clientWidth)"
    )
    assert max(widths) <= 0, f"{place} is {widths} px too wide"


def expect_open_to_everybody(page: Page, place: str) -> None:
    """Nothing that axe calls serious or critical, frames included."""
    if not AXE.exists():
        pytest.skip(f"{MISSING}make setup-test collects axe-core")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = page.evaluate(
        "() => axe.run(document).then(found => found.violations"
        ".filter(one => ['serious', 'critical'].includes(one.impact))"
        ".map(one => one.id + ': ' + one.nodes[0].html))"
    )
    assert faults == [], f"{place}: {faults}"


def expect_good(page: Page, place: str) -> None:
    come_to_rest(page)
    expect_plain_english(page, place)
    expect_fits(page, place)
    expect_open_to_everybody(page, place)


@pytest.fixture
def reader(new_page: Callable[..., Page], demo_city: Served, request: pytest.FixtureRequest) -> Page:
    """A phone of whom the test names, whose pages speak English."""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    page = signed_in_as(new_page(signed_in=False, locale="en-GB", **options), demo_city, request.param)
    page.goto(f"{demo_city.address}/language/en")
    return page


@pytest.mark.parametrize("reader", [COMMISSION, OFFICIAL], indirect=True)
def test_every_tab_of_a_proposal_reads_well_in_english_on_a_phone(reader: Page, demo_city: Served) -> None:
    reader.goto(f"{demo_city.address}/proposals")
    expect(main_of(reader).get_by_role("heading", name="Zone proposals")).to_be_visible()
    expect_good(reader, "the list")
    reader.get_by_role("radio", name="Bylaws in force", exact=True).click()
    expect(reader.get_by_role("radio", name="Bylaws in force", exact=True)).to_have_attribute("aria-checked", "true")
    expect_good(reader, "the bylaws")
    reader.goto(f"{demo_city.address}/proposal?id={GAMBLING}")
    expect(figure(reader, "Venues hit")).to_have_text(re.compile(r"^\d+ of \d+$"))
    for tab, name in TABS.items():
        reader.get_by_role("radio", name=name, exact=True).click()
        expect(reader).to_have_url(re.compile(f"show={tab}"))
        expect_good(reader, tab)
    reader.get_by_text("Show the map").click()
    expect(reader.frame_locator(".st-key-proposal-map iframe").locator("#map_div")).to_have_attribute(
        "data-zones", "drawn"
    )
    expect_good(reader, "the map")
