"""E-mail addresses, also those written so that machines should not find them: `jan (at) post.cz`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.model.personal_data.finding import Finding, PersonalDataKind

_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
AT = re.compile(rf" ?[@\uff20] ?|\s?{_OPEN} ?(?:at|@|zavináč|zavinac|zav\.?) ?{_CLOSE}\s?|\s+zavináč\s+", re.IGNORECASE)
BEFORE = re.compile(r"[\w.+%-]*[^\W_]$")
_DOT = rf"(?:\.|\s?{_OPEN} ?(?:dot|tečka|tecka|\.) ?{_CLOSE}\s?|\s+tečka\s+)"
DOMAIN = re.compile(
    rf"[^\W_][\w-]{{0,62}}(?:{_DOT}[^\W_][\w-]{{0,62}}){{0,5}}{_DOT}[^\W\d_]{{2,24}}(?!\w)", re.IGNORECASE
)
LONGEST_NAME = 64  # characters before the at sign, by the standard


def find_emails(text: str) -> Iterator[Finding]:
    """Addresses with a domain of at least two parts."""
    for at in AT.finditer(text):
        before = BEFORE.search(text, max(0, at.start() - LONGEST_NAME), at.start())
        after = DOMAIN.match(text, at.end())
        if before and after:
            start, end = before.start(), after.end()
            yield Finding(PersonalDataKind.EMAIL, start, end, text[start:end])
