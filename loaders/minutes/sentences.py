"""Where a sentence ends: not after an abbreviation, a title or the number of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_END = re.compile(r"[.?!…]+[)“\"]?\s+(?:[–—-]\s+)?(?=[A-ZÁČĎÉÍŇÓŘŠŤÚŽ„\[(])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-ZÁ-Ž]|Bc|Mgr|Ing|JUDr|MUDr|PhDr|RNDr|npor|por|ppor|nprap|prap|pprap|str|vel|p|č|čp|č\.\s?p"
    r"|ul|nám|tř|tj|tzv"
    r"|např|popř|resp|sv|zodp|odp|odst|arch|kpt|mjr|plk|pplk|insp|stržm|nstržm|č\.\s?ev|DiS)\.$",
    re.IGNORECASE,
)
# "(Z: MP, T: 30. 9.)" belongs to the sentence before it.
_GIVEN_TO = re.compile(r"\((?:z|o|t|zodp\w*|odp\w*|termín)\s*[.:]", re.IGNORECASE)
_SINGLE_CAPITAL = re.compile(r"[A-Z](?![\w.])")
_LOOKS_BACK = 10


def sentence_starts(text: str) -> Iterator[int]:
    """The places at which sentences begin, the first included."""
    yield 0
    for match in _END.finditer(text):
        if _GIVEN_TO.match(text, match.end()) or (text[match.end()] == "(" and text[match.start() - 1].isdigit()):
            continue
        # "do 8. B": a class, not an end.
        if text[match.start() - 1].isdigit() and _SINGLE_CAPITAL.match(text, match.end()):
            continue
        before = text[max(0, match.start() - _LOOKS_BACK) : match.start() + 1]
        if not _ABBREVIATED.search(before):
            yield match.end()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences as places in the text."""
    starts = [*sentence_starts(text), len(text)]
    yield from pairwise(starts)
