"""Counters that are no usual markers: "1 Domy", "(2) Odpad", "§ 3 …", "4/2026 …", "B. …", "Druhý bod: …", "9:10 …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_CAPITAL = r"(?=[A-ZÁČĎÉÍŇÓŘŠŤÚŽ])"
_ORDINALS = ("první", "druh", "třetí", "čtvrt", "pát", "šest", "sedm", "osm", "devát", "desát")
_FEWEST = 2
_FEWEST_HOURS = 3


def _digits(match: re.Match[str]) -> int:
    return int(match["number"])


def _letter(match: re.Match[str]) -> int:
    return ord(match["number"]) - ord("A") + 1


def _ordinal(match: re.Match[str]) -> int:
    word = match["number"].lower()
    return next((place for place, stem in enumerate(_ORDINALS, 1) if word.startswith(stem)), 0)


# Pattern, what it counts, the kind of marker, and whether it must begin with one.
_COUNTERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int], str, bool], ...] = (
    (re.compile(rf"(?P<number>\d{{1,2}})\s+{_CAPITAL}"), _digits, "number", True),
    (re.compile(r"[(\[](?P<number>\d{1,2})[)\]]\s*(?=\S)"), _digits, "number", True),
    (re.compile(r"(?:§|č\.|[Čč]íslo|No\.?|#)\s*(?P<number>\d{1,2})\s*[.:)–-]?\s+(?=\S)"), _digits, "number", True),
    (re.compile(r"(?P<number>\d{1,3})/(?:20)?\d\d\s*[.:)–-]?\s+(?=\S)"), _digits, "number", False),
    (re.compile(r"(?P<number>\d{1,2})\s*[|:–-]\s*(?=[^\W\d])"), _digits, "number", True),
    (re.compile(rf"(?P<number>[A-Z])(?:[.:]|\s+[–-])?\s+{_CAPITAL}"), _letter, "capital", True),
    (
        re.compile(
            rf"(?P<number>(?:{'|'.join(_ORDINALS)})\w{{0,2}})\s+(?:bod|téma|věc|podnět|okruh|otázka)\w{{0,2}}"
            r"\s*[.:–-]\s*(?=\S)",
            re.IGNORECASE,
        ),
        _ordinal,
        "number",
        True,
    ),
)
_HOUR = re.compile(
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>[0-5]\d)(?:\s*(?:h|hod)\b\.?)?(?:\s*[–-]\s*\d{{1,2}}[:.][0-5]\d)?\s*[–:-]?\s+"
    rf"{_CAPITAL}"
)


def counted(texts: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Of the texts that count in order, where the text after the counter begins, and the kind of marker; by place."""
    found: dict[int, tuple[int, str]] = {}
    for pattern, number_of, marker, from_one in _COUNTERS:
        matches = {place: match for place, text in enumerate(texts) if (match := pattern.match(text))}
        numbers = [number_of(match) for match in matches.values()]
        if len(numbers) < _FEWEST or numbers[0] < 1 or (from_one and numbers[0] != 1):
            continue
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            found |= {place: (match.end(), marker) for place, match in matches.items() if place not in found}
    return found or _by_hours(texts)


def _by_hours(texts: Sequence[str]) -> dict[int, tuple[int, str]]:
    """ "9:10 Domy", "9:25 Odpad": hours that only rise."""
    matches = {place: match for place, text in enumerate(texts) if (match := _HOUR.match(text))}
    hours = [(int(match["hour"]), int(match["minute"])) for match in matches.values()]
    if len(hours) < _FEWEST_HOURS or hours != sorted(set(hours)):
        return {}
    return {place: (match.end(), "number") for place, match in matches.items()}
