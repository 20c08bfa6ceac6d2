"""Lines that speak to a point told before: "Diskuse k bodu 2: …", "Doplnění k č. 4 – …"."""

from __future__ import annotations

import re

from loaders.minutes.lines import Line

_REFERENCE = re.compile(
    r"(?:diskus[ei]|diskuze|rozprava|doplneni|poznamk[ay]|dotaz[y]?|reakce|pripomink[ay]|komentar[e]?|vyjadreni|zaver"
    r"|usneseni|ukol[y]?)\s+(?:k|ke|z)\s+(?:bodu|c\.|cislu|radku|polozce|podnetu|tematu)\s*(?:c\.\s*)?"
    r"(?P<number>\d{1,2})\s*[.)]?\s*[:–—-]\s*(?=\S)"
)


def refers_to(line: Line) -> tuple[int, int] | None:
    """The number of the point a line speaks to, and where what is said begins."""
    match = None if line.is_row else _REFERENCE.match(line.plain)
    return (int(match["number"]), match.end()) if match else None
