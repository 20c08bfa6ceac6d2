"""What secretaries mark rows of those present by, taken out of them: ticks, dots, numbers, initials. Places stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.minutes.lines import Line, plain

_CAME = re.compile(r"[☑✓✔☒]|\[[xX]\]")
_STAYED_AWAY = re.compile(r"\s*(?:[☐✗✘❌□]|\[\s?\])")
_STAYED_AWAY_SIGNS = frozenset("☐□")
_CAME_SIGNS = frozenset("☑✓✔")
_DOT = re.compile(r"\s[·•●|]\s|\s=\s|\s/\s")
# "PČR: X. MP: Y."
_NEXT_LABEL = re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][^:.,;()]{1,30}:\s)")
_STRUCTURED = re.compile(r"[(\[:]|\s[-–—]\s|\t")
_EMPHASIS = re.compile(r"[*_]{1,3}")
_NUMBER = re.compile(r"(?:(?<=\s)|^)\d{1,2}[.)]\s+(?=\D)")
# "npor. Tichý, PČR – P", with "(P)" and "(O)" said in the label.
_LETTER_AT_END = re.compile(r"\s*(?:[-–—,]|\t)\s*(?P<letter>[PON])\s*$")
_SAID_CAME = re.compile(
    r"\s[-–—]\s(?:přiš(?:el|la)|přítom(?:en|na)|účast|ano)(?=[);,\s]|$)|\sano(?=\s*\()", re.IGNORECASE
)
_CAME_LATER = re.compile(r"\((?:od\b|do\b|přiš|odeš|příchod|odchod|část|online|později)[^()]*\)")
_PARENTHESISED = re.compile(r"\([^()]*\)")
_INITIALS = re.compile(r"(?P<initials>[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][A-Za-zÁ-ž]?[A-ZÁČĎÉÍŇÓŘŠŤÚŽ]?)\s*(?:[-–—=:]|\t)\s*(?=\w)")
_PIECE = re.compile(r"(?:(?<=[,;])\s*|^)(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.7  # of the rows that begin with a few capitals and are somebody's initials, to take them for such
_NAME_WITHIN = 6  # words after initials in which the name stands


def without_emphasis(line: Line) -> Line:
    """ "**Přítomni:** X" without the stars."""
    if not line.text.startswith(("*", "_")):
        return line
    text = _EMPHASIS.sub(lambda stars: " " * len(stars.group()), line.text)
    lead = len(text) - len(text.lstrip())
    return replace(line, text=text[lead:].rstrip(), start=line.start + lead)


def without_marks(rows: Sequence[Line]) -> list[Line]:
    """The rows of those who came, with nothing but names and organisations; what is taken out becomes spaces."""
    is_ticked = any(row.sign in _CAME_SIGNS or _CAME.search(row.text) for row in rows)
    letters = [_LETTER_AT_END.search(row.text) for row in rows]
    is_lettered = len(rows) > 1 and all(letters)
    found = []
    for row, letter in zip(rows, letters, strict=True):
        if is_ticked and (row.sign in _STAYED_AWAY_SIGNS or _STAYED_AWAY.match(row.text)):
            continue
        if is_lettered and letter:
            if letter["letter"] != "P":
                continue
            row = replace(row, text=row.text[: letter.start()])
        found.append(_separated(row))
    return without_initials(found)


def _separated(row: Line) -> Line:
    text = row.text
    for match in _CAME.finditer(text):
        is_between = text[: match.start()].strip() and text[match.end() :].strip() and match.group()[0] != "["
        text = text[: match.start()] + ("–" if is_between else " ") * len(match.group()) + text[match.end() :]
    if _PARENTHESISED.fullmatch(text):
        text = f" {text[1:-1]} "
    text = _CAME_LATER.sub(lambda said: " " * len(said.group()), text)
    text = _SAID_CAME.sub(lambda said: " " * len(said.group()), text)
    dots = list(_DOT.finditer(text))
    is_list = len(dots) > 1 or (dots and _STRUCTURED.search(text))
    for match in dots:
        if match.group().strip() == "/" and not _STRUCTURED.search(text):
            continue
        sign = "–" if match.group().strip() == "=" or not is_list else ";"
        text = text[: match.start() + 1] + sign + text[match.end() - 1 :]
    for match in _NEXT_LABEL.finditer(text):
        text = text[: match.start()] + ";" + text[match.start() + 1 :]
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) > 1 or (numbers and numbers[0].start() == 0):
        for match in numbers:
            text = text[: match.start()] + ";".ljust(len(match.group())) + text[match.end() :]
    return replace(row, text=text).part(len(text) - len(text.lstrip(" ;"))) if text != row.text else row


def initials_in(rows: Sequence[Line]) -> dict[int, tuple[str, int]]:
    """By the place in the text where a piece begins: its initials, and their length with the mark after them."""
    found: dict[int, tuple[str, int]] = {}
    others = 0
    for row in rows:
        for piece in _PIECE.finditer(row.text):
            match = _INITIALS.match(row.text, piece.end())
            if match is None:
                continue
            if _are_of(match["initials"], row.text[match.end() :]):
                found[row.start + match.start()] = (match["initials"], len(match.group()))
            else:
                others += 1
    is_custom = len(found) > 1 and len(found) >= _SHARE * (len(found) + others)
    return found if is_custom and len({initials for initials, _ in found.values()}) == len(found) else {}


def without_initials(rows: Sequence[Line]) -> list[Line]:
    """The rows without "PT – " before "por. Tichý"."""
    initials = initials_in(rows)
    found = []
    for row in rows:
        text = row.text
        for start, (_, length) in initials.items():
            place = start - row.start
            if 0 <= place < len(text):
                text = text[:place] + " " * length + text[place + length :]
        found.append(replace(row, text=text).part(0) if text != row.text else row)
    return found


def _are_of(initials: str, text: str) -> bool:
    """Whether the first words after them hold a name that they are of, its last letter being that of the surname."""
    letters = plain(initials)
    words = [match.group() for match in _WORD.finditer(text.split(",")[0].split("(")[0])][:_NAME_WITHIN]
    starts = "".join(plain(word)[0] for word in words)
    if len(letters) < 2 or not words:
        return False
    is_whole = letters in starts or letters[::-1] in starts
    return is_whole or (len(words) <= 2 and words[-1][0].isupper() and starts[-1] == letters[-1])
