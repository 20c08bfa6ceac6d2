"""Whether a line is the heading of a point, told by its number, its form and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.minutes.lines import Line

_LEAD = re.compile(r"(?:(?:k\s+)?bod(?:u)?|ad)\s*(?:c\.\s*)?\d{1,2}\s*[.)]?\s*(?:[:–-]\s*)?(?=\S)", re.IGNORECASE)
_GENERIC = re.compile(
    r"(?:(?:nove|projednane|jednotlive|probirane|ostatni|dalsi) )?body(?: (?:k projednani|jednani|programu"
    r"|k jednani))?|program a prubeh"
    r"|(?:vlastni )?(?:prubeh|obsah|zapis)(?: (?:z )?jednani| schuzky| bunky)?|(?:podnety|informace|prispevky"
    r"|sdeleni)(?: (?:clenu|ucastniku"
    r"|organizaci|jednotlivych organizaci|od clenu))?|diskuse|z jednani|projednano|jednani"
)
_NUMBERS = ("number", "roman", "capital")
_LONGEST, _LONGEST_BARE, _WORDS = 90, 60, 9
_ENDS = (".", "?", "!", ",", ";")


def title_of(lines: Sequence[Line], place: int, group: Line | None, *, in_organisation: bool) -> str | None:
    """The heading a line is, or None. `group`: the line of the last heading; `in_organisation`: it was one."""
    line = lines[place]
    text = line.text.rstrip(" :")
    if "\t" in line.text or not text:
        return None
    if (lead := _LEAD.match(line.plain)) and len(text) <= _LONGEST:
        return text[lead.end() :]
    if len(text) > _LONGEST or text.endswith(_ENDS) or not any(letter.isalpha() for letter in text):
        return None
    following = lines[place + 1] if place + 1 < len(lines) else None
    if line.marker == "roman":
        return text
    if line.text.rstrip().endswith(":") and not line.marker and len(text.split()) <= _WORDS:
        return text
    if line.marker in _NUMBERS:
        return text if _is_numbered(line, following, group, in_organisation) else None
    if line.marker:
        return None
    if text.isupper() and len(text) > 3 and line.indent == 0:
        return text
    return text if _is_bare(line, following, text) else None


def is_generic(title: str) -> bool:
    """Whether a heading says nothing of what stands below it: "Projednané body"."""
    return _GENERIC.fullmatch(Line(title, 0).plain.strip(" :.")) is not None


def _is_numbered(line: Line, following: Line | None, group: Line | None, in_organisation: bool) -> bool:
    if group is not None and group.marker == line.marker and group.indent == line.indent:
        return True
    if in_organisation or following is None:
        return False
    # A heading has something below it; an item of a list is followed by the next one.
    return not (following.marker == line.marker and following.indent == line.indent)


def _is_bare(line: Line, following: Line | None, text: str) -> bool:
    return (
        line.is_blank_before
        and following is not None
        and not following.is_blank_before
        and line.indent == 0
        and len(text) <= _LONGEST_BARE
        and text[0].isupper()
        and ":" not in text
    )
