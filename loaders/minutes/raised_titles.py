"""Headings that say who raised what: "Ubytovna – OSV", "MP: Skládka", "Záškoláctví (ZŠ)", "OSV / Ubytovna"."""

from __future__ import annotations

import re

from loaders.minutes.lines import plain
from loaders.minutes.organisations import Organisations

_BRACKET = re.compile(
    r"(?P<title>[^()]{3,80}?)\s*\((?:(?:za|podává|předkládá|podnět|přednáší|referuje|garant)\s*:?\s+)?"
    r"(?P<name>[^()]{2,50})\)"
)
_APART = re.compile(r"\s+[–—-]\s+|\s*[/|]\s*|:\s+|,\s+")
_LAST_ONLY = (",", "/")
_LEAD = re.compile(r"(?:za|od|předkládá|podává|podnět|referuje|garant)\s*:?\s+", re.IGNORECASE)
_SHORTEST = 3


def raised_title(text: str, organisations: Organisations) -> tuple[str, str]:
    """Title and organisation of a heading; no organisation where it names none apart from the title."""
    if (match := _BRACKET.fullmatch(text)) and organisations.is_one(match["name"]):
        return match["title"], match["name"]
    for match in _APART.finditer(text):
        before, after = text[: match.start()].strip(), text[match.end() :].strip()
        if min(len(before), len(after)) < 2:
            continue
        lead = _LEAD.match(after)
        name = after[lead.end() :] if lead else after
        if ":" not in match.group() and len(before) >= _SHORTEST and _is_name(name, organisations):
            return before, name
        if _is_name(before, organisations) and match.group().strip() not in _LAST_ONLY[:1]:
            return (after, before) if len(after) >= _SHORTEST else (text, "")
    return text, ""


def _is_name(text: str, organisations: Organisations) -> bool:
    # "škola" alone is a topic as well as somebody.
    is_topic = text.islower() and " " not in plain(text)
    return not is_topic and organisations.is_one(text)
