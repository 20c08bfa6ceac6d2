"""Browsers by the names that people know them by, in their language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.browser_names import browser_name
from dashboard.language import use_language

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("sent", "english", "czech"),
    [
        (f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Mobile Safari/537.36", "Chrome on Android", "Chrome, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
            "Firefox on Windows",
            "Firefox, Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/126.0.0.0",
            "Edge on Windows",
            "Edge, Windows",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {APPLE} Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari on iOS",
            "Safari, iOS",
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {APPLE} Version/17.4 Safari/605.1.15",
            "Safari on macOS",
            "Safari, macOS",
        ),
        ("Mozilla/5.0 (Android 14; Mobile; rv:126.0) Gecko Firefox/126.0", "Firefox on Android", "Firefox, Android"),
        ("Mozilla/5.0 (Windows NT 10.0)", "Unknown browser on Windows", "Neznámý prohlížeč, Windows"),
        ("curl/8.1", "curl", "curl"),
        ("něco docela jiného", "Unknown browser", "Neznámý prohlížeč"),
        ("", "Unknown browser", "Neznámý prohlížeč"),
    ],
)
def test_a_browser_is_called_as_people_do(sent: str, english: str, czech: str) -> None:
    with use_language("en"):
        assert browser_name(sent) == english
    with use_language("cs"):
        assert browser_name(sent) == czech


@given(st.text(max_size=200))
def test_whatever_is_sent_has_a_name(sent: str) -> None:
    assert browser_name(sent)
