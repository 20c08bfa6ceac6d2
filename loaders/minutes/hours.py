"""Hours within running text: 13:00, 13.00 hod., ve 14 hodin, 14–15 h, v devět, v půl desáté."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from loaders.minutes.result import Span

_HOUR = r"(?:[01]?\d|2[0-3])"
_WORDS = {
    "sedm": 7, "osm": 8, "devet": 9, "devit": 9, "deset": 10, "desit": 10, "jedenact": 11, "dvanact": 12,
    "trinact": 13, "ctrnact": 14, "patnact": 15, "sestnact": 16, "sedmnact": 17, "osmnact": 18, "devatenact": 19,
}  # fmt: skip
_HALF = {"osme": 7, "devate": 8, "desate": 9, "jedenacte": 10, "dvanacte": 11, "druhe": 13, "treti": 14, "ctvrte": 15}
_TIME = re.compile(
    rf"(?<![\d./:-])(?P<h>{_HOUR})\s?[:.]\s?(?P<m>[0-5]\d)(?![\d.]|\s?\.\s?\d)(?:\s?(?:hod\w*|h)\b\.?)?"
    rf"|(?<![\d./:-])(?P<hc>{_HOUR}),(?P<mc>00|15|30|45)(?=\s|$)(?:\s(?:hod\w*|h)\b\.?)?"
    rf"|(?<![\d./:-])(?P<range>{_HOUR})\s?[-–]\s?{_HOUR}(?:[:.][0-5]\d(?:\s?(?:hod\w*|h)\b\.?)?|\s?(?:hod\w*|h)\b\.?)"
    rf"|(?<![\d./:-])(?P<hh>{_HOUR})\s?(?:hod\w*|h)\b\.?"
    rf"|\b(?:ve|od|v)\s(?P<bare>{_HOUR})\b(?!\s?[./:]\s?\d|\.)(?:\s?(?:hod\w*|h)\b\.?)?"
    rf"|\b(?:ve|od|v)\s(?P<word>{'|'.join(_WORDS)})(?:i)?\b(?:\s(?:hod\w*|rano|dopoledne|odpoledne|vecer))?"
    rf"|\b(?:ve|od|v)\spul\s(?P<half>{'|'.join(_HALF)})\b"
)


def times_in(simple: str) -> Iterator[tuple[time, Span]]:
    """The hours that a folded text names."""
    for match in _TIME.finditer(simple):
        span = Span(match.start(), match.end())
        if match["half"]:
            yield time(_HALF[match["half"]], 30), span
        elif match["word"]:
            yield time(_WORDS[match["word"]]), span
        else:
            hour = match["h"] or match["hc"] or match["range"] or match["hh"] or match["bare"]
            yield time(int(hour), int(match["m"] or match["mc"] or 0)), span
