"""A person signs in at the city's own provider and out again, in a real browser, with a real provider."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import STEP_WITHIN, Served, serving, watched_page
from tests.conftest import MISSING
from tests.oidc.provider import CLIENT_ID, CLIENT_SECRET, OpenIdProvider, ProviderMissing

expect.set_options(timeout=STEP_WITHIN)


@dataclass(frozen=True)
class City:
    """A Lokality and the provider it believes."""

    served: Served
    provider: OpenIdProvider


@pytest.fixture
def city(sqlite_url: str, tmp_path: Path) -> Iterator[City]:
    """Each knows the other's address before it is asked for the first time."""
    try:
        provider = OpenIdProvider(tmp_path)
    except ProviderMissing as missing:
        pytest.skip(f"{MISSING}{missing}")
    openid = {
        "openid_issuer": provider.issuer,
        "openid_client_id": CLIENT_ID,
        "openid_client_secret": CLIENT_SECRET,
        "openid_name": "Městský účet",
        "openid_role_claim": "groups",
        "openid_roles": json.dumps({"/lokality/koordinatori": "coordinator"}),
    }
    with serving(tmp_path, sqlite_url, **openid) as served:
        provider.register(served.address)
        provider.start()
        try:
            yield City(served, provider)
        finally:
            provider.stop()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    """A page of somebody who has no session."""
    with watched_page(chromium, signed_in=False) as page:
        yield page


def enter(page: Page, account: str, act: str = "Enter") -> None:
    """Fill in the provider's form."""
    expect(page.get_by_role("heading", name="City sign-in")).to_be_visible()
    page.get_by_label("Account").fill(account)
    page.get_by_label("Password").fill("heslo")
    page.get_by_role("button", name=act).click()


def test_a_person_signs_in_at_the_provider_and_out_again(visitor: Page, city: City) -> None:
    city.provider.account("u-1", name="Jana Koordinátorka", groups=["/lokality/koordinatori", "/vsichni"])
    button = visitor.get_by_role("link", name="Přihlásit se přes Městský účet")

    visitor.goto(f"{city.served.address}/issues")
    button.click()
    enter(visitor, "u-1")
    expect(visitor).to_have_url(f"{city.served.address}/issues")
    expect(visitor.get_by_test_id("stSidebarNav").get_by_role("link", name="Podněty")).to_be_visible()
    expect(visitor.get_by_test_id("stSidebar")).to_contain_text("Jana Koordinátorka")

    visitor.get_by_role("link", name="Odhlásit", exact=True).click()
    visitor.get_by_role("button", name="Sign me out").click()
    expect(visitor).to_have_url(re.compile(f"^{re.escape(city.served.address)}/auth/sign-in"))
    visitor.goto(f"{city.served.address}/issues")
    button.click()
    expect(visitor.get_by_role("heading", name="City sign-in")).to_be_visible()


def test_who_has_no_role_is_told_so_and_finds_the_way_back(visitor: Page, city: City) -> None:
    city.provider.account("u-2", name="Cizí", groups=["/vsichni"])
    visitor.goto(f"{city.served.address}/auth/openid")
    enter(visitor, "u-2")
    expect(visitor.get_by_role("alert")).to_contain_text("nikdo nedal roli")
    visitor.get_by_role("link", name="Přihlásit se").click()
    expect(visitor.get_by_role("link", name="Přihlásit se přes Městský účet")).to_be_visible()
    visitor.goto(f"{city.served.address}/issues")
    expect(visitor).to_have_url(re.compile("/auth/sign-in"))
