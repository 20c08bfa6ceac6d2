"""Who wrote the minutes, and so is "já" in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.minutes.lines import Line
from loaders.minutes.people import is_given_name, may_be_name
from loaders.minutes.result import Attendee, Span

_AUTHOR = re.compile(r"(?:zapsal\w*|zaps\.|zapisovatel\w*|vyhotovil\w*)\s*:?\s*")
_SENDER = re.compile(r"(?:od|from|odesilatel)\s*:\s*")
_SIGNED_WITHIN = 4  # lines of the end in which an author signs
_LETTER_WITHIN = 12  # lines of the head of a letter


def author_of(lines: Sequence[Line]) -> Attendee | None:
    """Who signed the minutes: after "zapsala", or by a name alone at the end."""
    for line in reversed(lines[-_SIGNED_WITHIN:]):
        match = _AUTHOR.match(line.plain)
        name = line.part(match.end()) if match else line
        text = name.text.split(",")[0].rstrip(" .")
        if may_be_name(text):
            sender = _sender(lines, text) if is_given_name(text) else None
            return sender or Attendee(text, "", Span(name.start, name.start + len(text)))
    return None


def _sender(lines: Sequence[Line], signed: str) -> Attendee | None:
    """Who sent the letter that is signed by a given name alone."""
    for line in lines[:_LETTER_WITHIN]:
        match = _SENDER.match(line.plain)
        name = line.part(match.end()) if match else None
        text = re.split(r"[<(\[|]", name.text)[0].strip(' "') if name else ""
        if name and signed in text.split() and may_be_name(text):
            return Attendee(text, "", Span(name.start, name.start + len(text)))
    return None
