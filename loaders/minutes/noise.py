"""Lines around points that say nothing of them: greetings, signatures, numbers of pages, votes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.minutes.lines import Line

_END = re.compile(
    r"s pozdravem|s uctou|zaps(?:al|ala)?\b|zapisovatel\w*\b|overil\w*\b|overovatel\w*\b|v \w+ dne \d|podpis|mejte se"
    r"|hezky (?:den|zbytek|vikend)|krasny|preji|s (?:laskou|pranim|pratelskym)|opatrujte se|schvalil\w*:"
    r"|zapis (?:vyhotovil|overil|poridil)\w*"
)
_SKIPPED = re.compile(
    r"(?:jednani|schuze|setkani|bunka)?\s*(?:byl[ao]? )?(?:ukoncen[ao]?|ukonceno|zahajen[ao]?)\b|stran[ay]? \d+"
    r"|hlasovani\b|pro\s*:?\s*\d+,|odeslano: |predmet: |komu: |kopie: |dobry den|vazen[ia]|(?:po|za)silam\b"
)
_PAGE = re.compile(r"^(?:strana )?\d+ ?/ ?\d+$|\bstran[ay] \d+\s*(?:/|z)\s*\d+")
_OF_LETTER = re.compile(r"(?:odeslano|komu|predmet|kopie)\s*:")
_LETTER_WITHIN = 12
_CLOSING_LINES = 12


def worth_reading(lines: Sequence[Line]) -> list[Line]:
    """What stands before the greetings and signatures, without the lines that only frame it."""
    # "Od:" heads a letter, but in a record it says who raised the point.
    is_letter = any(_OF_LETTER.match(line.plain) for line in lines[:_LETTER_WITHIN])
    return [
        line
        for line in _until_end(lines)
        if not _PAGE.search(line.plain)
        and not _SKIPPED.match(line.plain)
        and not (is_letter and line.plain.startswith("od: "))
    ]


def _until_end(lines: Sequence[Line]) -> Sequence[Line]:
    for place in range(max(0, len(lines) - _CLOSING_LINES), len(lines)):
        if _END.match(lines[place].plain):
            return lines[:place]
    return lines
