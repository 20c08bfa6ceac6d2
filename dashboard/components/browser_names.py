"""What people call a browser: "Firefox on Windows" instead of the line it sends."""

from __future__ import annotations

from functools import lru_cache

from dashboard.language import _

# What the rules call otherwise than people do.
_COMMON_NAMES = {"Mac OS X": "macOS", "HeadlessChrome": "Chrome", "Mobile Safari": "Safari"}
# A browser of a phone is still the same browser: "Chrome Mobile iOS", "Firefox Mobile", "Chrome Mobile WebView".
_VARIANTS = (" iOS", " WebView", " Mobile")


def browser_name(sent: str) -> str:
    """The browser and its system in the reader's language. Parts may come from what was sent: escape them."""
    browser, system = _parts(sent)
    named = browser or _("Unknown browser")
    return _("{browser} on {system}").format(browser=named, system=system) if system else named


@lru_cache(maxsize=1_000)
def _parts(sent: str) -> tuple[str, str]:
    # A tenth of a second for its rules, which only a page about sessions needs.
    from ua_parser import parse_os, parse_user_agent

    browser, system = parse_user_agent(sent), parse_os(sent)
    return _common_name(browser.family if browser else ""), _common_name(system.family if system else "")


def _common_name(family: str) -> str:
    if family in _COMMON_NAMES:
        return _COMMON_NAMES[family]
    for variant in _VARIANTS:
        family = family.removesuffix(variant)
    return family
