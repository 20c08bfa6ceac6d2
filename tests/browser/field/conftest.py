"""A server that can fail, and a phone in the street."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import STEP_WITHIN
from tests.browser.field_hand import field_phone, opened
from tests.browser.field_server import FieldServer, field_server

expect.set_options(timeout=STEP_WITHIN)


@pytest.fixture
def served() -> Iterator[FieldServer]:
    """A server of this test alone."""
    with field_server() as made:
        yield made


@pytest.fixture
def worker(chromium: Browser, served: FieldServer) -> Iterator[Page]:
    """The app after its first visit."""
    with field_phone(chromium) as page:
        yield opened(page, served)
