"""Places in a text that are still to be filled in: dots of a template, and hints in brackets of a usual answer."""

from __future__ import annotations

import re

_AROUND = 30  # characters before a gap, so that one knows which it is
_HINTS = ("kterého dne", "do kterého dne", "do kdy", "kdo", "kým", "kterému úřadu", "který úřad", "důvod", "den")
_GAP = re.compile(r"…{2,}|\.{4,}|_{3,}|\((?:" + "|".join(map(re.escape, _HINTS)) + r")\)")


def gaps_in(text: str) -> tuple[str, ...]:
    """Each gap with the words before it, in their order."""
    told, end = [], 0
    for gap in _GAP.finditer(text):
        told.append(f"{_words_before(text, end, gap.start())}{gap[0]}")
        end = gap.end()
    return tuple(told)


def _words_before(text: str, end: int, gap: int) -> str:
    """Whole words of the same line, from the end of the gap before."""
    begin = max(end, text.rfind("\n", 0, gap) + 1)
    words = text[max(begin, gap - _AROUND) : gap]
    if gap - _AROUND > begin and " " in words.rstrip():
        words = words[words.index(" ") + 1 :]
    return words.lstrip(" ,;.")
