"""Texts whose lines were broken at a width: a line goes on in the next one whose first word had no room in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.minutes.limits import LONGEST_LINE

_WIDEST, _NARROWEST = 120, 58
# Two lines may be longer than the rest: an address, a title.
_OUTLIERS = 2
# So many lines must break inside a sentence before a text is taken for a broken one.
_EVIDENCE = 3
_LABELLED = re.compile(r"\s*[^\s:][^:]{0,40}:\s")
_ENDS = (".", "?", "!", ":", ";")


def joined_ends(text: str, bounds: Sequence[tuple[int, int]], marker: re.Pattern[str]) -> dict[int, int]:
    """Of each line that goes on, the last line that belongs to it; lines by their place in `bounds`."""
    widths = sorted((len(text[start:end].rstrip()) for start, end in bounds), reverse=True)
    if len(widths) <= _OUTLIERS or not _NARROWEST <= (width := widths[_OUTLIERS]) <= _WIDEST:
        return {}
    going_on = [
        _goes_on(text[start:end].rstrip(), text[following[0] : following[1]], width, marker)
        for (start, end), following in pairwise(bounds)
    ]
    evidence = sum(
        goes and text[following[0] : following[1]].lstrip()[:1].islower()
        for goes, following in zip(going_on, bounds[1:], strict=False)
    )
    return _joined(going_on, bounds) if evidence >= _EVIDENCE else {}


def _joined(going_on: Sequence[bool], bounds: Sequence[tuple[int, int]]) -> dict[int, int]:
    ends: dict[int, int] = {}
    place = 0
    while place < len(going_on):
        last = place
        while last < len(going_on) and going_on[last] and bounds[last + 1][1] - bounds[place][0] <= LONGEST_LINE:
            last += 1
        if last > place:
            ends[place] = last
        place = last + 1
    return ends


def _goes_on(line: str, following: str, width: int, marker: re.Pattern[str]) -> bool:
    words = following.split(maxsplit=2)
    if not line.strip() or not words or "\t" in line + following or "|" in line + following:
        return False
    if not any(letter.isalnum() for letter in words[0]) or marker.match(following.lstrip()):
        return False
    if line.endswith(_ENDS) and _LABELLED.match(following):
        return False
    # "a", "v", "k" never stand at the end of a line in Czech, so the word after it had to fit too.
    together = " ".join(words[:2]) if len(words[0]) == 1 else words[0]
    return len(line) + 1 + len(together) > width
