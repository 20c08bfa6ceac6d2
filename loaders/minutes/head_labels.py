"""Labels of the head: "Datum konání:", "Kde:", "Buňka:"; several may stand on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from loaders.minutes.lines import Line
from loaders.minutes.result import Fact

LABEL = re.compile(
    r"(?P<other>(?:ukoncen\w*|konec|zapsal\w*|zapisovatel\w*|vyhotovil\w*|overil\w*|overovatel\w*|pocet|c\. ?j\."
    r"|cislo|zapis c"
    r"|odeslano|komu|kopie|datum odeslani|datum vyhotoveni|vyhotoveno|from|sent|to|cc)\b[^:]{0,20}(?::|\t))"
    r"|(?P<date>(?:datum|dne|den|konano|kona se|termin|kdy|cas a misto|doba)\b[^:\d]{0,30}(?::|\t|\s{3,}))"
    r"|(?P<time>(?:cas|od|zacatek|zahajen[io]|hodina|start|hodin)\b[^:\d]{0,20}(?::|\t|\s{3,}))"
    r"|(?P<place>(?:misto|kde|v(?=:)|lokace|adresa|mistnost)\b[^:]{0,25}(?::|\t|\s{3,}))"
    r"|(?P<body>(?:organ|skupina|bunka|nazev|komise|jednani|predmet|vec|tema zapisu|subject)\s*(?::|\t))"
)
# After those present a label is one of the head only if nothing else can be meant: "Termín:" is that of a task there.
_OF_HEAD_ONLY = re.compile(
    r"(?:ukoncen\w*|konec|zapsal\w*|zapisovatel\w*|vyhotovil\w*|overil\w*|overovatel\w*|datum|misto|zacatek"
    r"|zahajen[io])\b"
)
_KIND_OF_LABEL = {"bunka": "Policejní buňka", "komise": "Komise", "skupina": "Pracovní skupina"}
_ANOTHER_LABEL = re.compile(
    r"(?:\s{2,}|[,;|]\s*)(?=(?:datum|dne|cas|misto|zacatek|zahajeni|konec|ukonceni|kde|kdy|od|hodina)\b[^:\d]{0,12}:)"
)


def labelled_parts(line: Line) -> Iterator[Line]:
    """ "Dne: 1. 2.   Čas: 13.00   Místo: radnice" holds three labels."""
    starts = [0, *(match.end() for match in _ANOTHER_LABEL.finditer(line.plain)), len(line.text)]
    for start, end in pairwise(starts):
        yield line.part(start, end)


def is_of_head(line: Line, *, is_after: bool) -> bool:
    """Whether a line begins with a label of the head; `is_after`: those present were named before it."""
    if is_after and (line.marker or line.indent or not _OF_HEAD_ONLY.match(line.plain)):
        return False
    return LABEL.match(line.plain) is not None


def named_by_label(value: Line, words: str) -> Fact[str] | None:
    """ "Buňka: Nádraží" names the body by both."""
    kind = next((kind for label, kind in _KIND_OF_LABEL.items() if words.startswith(label)), "")
    return Fact(f"{kind} {value.text}".strip(), value.span) if value.text else None
