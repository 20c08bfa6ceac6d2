"""What the phone says of a place that nobody visited and of a report that was merged, and whom it offers what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import field_ground
from tests.browser.field_hand import begin, field_phone, opened
from tests.browser.field_server import FieldServer

SITES: list[dict[str, Any]] = field_ground.GROUND["sites"]
TOLD: dict[str, Any] = {"id": 98, "observed_on": None, "condition": "neglected", "details": {}, "note": ""}
ISSUE = field_ground.REPORTS[0]["issues"][0] | {"joined_to": {"number": "2026-0012", "title": "Skládka u trati"}}
RESTRICTED = {"value": "restricted", "label": {"cs": "Jen pro nás", "en": "Only for us"}}


@pytest.fixture
def alone(chromium: Browser, served: FieldServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The phone of somebody without an organisation, over an area where a file told of a place."""
    monkeypatch.setitem(field_ground.GROUND, "sites", [*SITES[:2], SITES[2] | {"last": TOLD}])
    monkeypatch.setattr(field_ground, "REPORTS", [field_ground.REPORTS[0] | {"issues": [ISSUE]}])
    monkeypatch.setitem(field_ground.FORM, "sensitivities", [*field_ground.FORM["sensitivities"], RESTRICTED])
    account = field_ground.account
    monkeypatch.setattr(field_ground, "account", lambda *asked: account(*asked) | {"may_restrict": False})
    with field_phone(chromium) as page:
        yield opened(page, served)


def test_a_place_that_a_file_told_of_was_seen_by_nobody(alone: Page) -> None:
    alone.get_by_role("navigation").get_by_role("link", name="Poblíž").click()
    row = alone.locator('[data-site="8"]')
    expect(row).to_contain_text("zanedbaná, nikdo to zatím neviděl")
    alone.get_by_role("navigation").get_by_role("link", name="Hlášení").click()
    expect(alone.get_by_text("Sloučeno s podnětem 2026-0012 Skládka u trati")).to_be_visible()


def test_without_an_organisation_no_place_only_for_it_is_offered(alone: Page) -> None:
    begin(alone)
    expect(alone.get_by_label("Kdo to smí vidět").locator("option")).to_have_text(["Všichni", "Partneři"])
