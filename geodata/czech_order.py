"""The order of names in Czech lists: `ch` behind `h`, and the letters č, ř, š, ž behind c, r, s, z."""

from __future__ import annotations

import re

from geodata.folding import folded

_LETTERS = {"č": "c\uffff", "ř": "r\uffff", "š": "s\uffff", "ž": "z\uffff"}
_CH = "h\uffff"
_PARTS = re.compile(r"\d+|\D+")

# A text or a number, each told from the other, and the text itself where all else is equal.
OrderKey = tuple[tuple[tuple[int, int, str], ...], str]


def czech_order(text: str) -> OrderKey:
    """The key to sort names by; numbers in them are counted (`Školní 9` before `Školní 12`)."""
    parts = (
        (0, int(part), "") if part.isdecimal() else (1, 0, _spelled(part)) for part in _PARTS.findall(text.lower())
    )
    return tuple(parts), text


def _spelled(part: str) -> str:
    marked = "".join(_LETTERS.get(letter) or folded(letter) or letter for letter in part)
    return marked.replace("ch", _CH)
