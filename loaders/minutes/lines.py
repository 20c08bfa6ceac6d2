"""A text in lines, each with its place in the text, its indentation and what numbers or marks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from geodata.folding import folded
from loaders.minutes.counting import counted
from loaders.minutes.limits import LONGEST_LINE
from loaders.minutes.result import Span
from loaders.minutes.wrapping import joined_ends

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKER = re.compile(
    r"(?P<arrow>->|=>|→|>{2,}(?=\s)|!+(?=\s))\s*"
    r"|(?P<bullet>(?:[-–—•*▪●◦·‣>○□■➢➤✓☐✔▶»+]|o(?=\s))(?=\s|\w))\s*"
    r"|(?P<roman>(?:[IVX]{1,4}|V?I{1,3}|X?V?I{0,3})[.)])\s+"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}[.)]?(?=\s)|\d{1,2}[.)](?!\d))\s*"
    r"|(?P<slash>\d{1,2}/)\s+"
    r"|(?P<hash>#{1,6})\s+(?:\d{1,2}[.)]\s+)?"
    r"|(?P<capital>[A-Z]\))\s+"
    r"|(?P<letter>[a-z]\))\s+"
)
# "28. října" and "5. 3. 2026" begin with a day, not with the number of a point.
_DAY = re.compile(
    r"\d{1,2}\.\s*(?:\d{1,2}\s*\.|(?:led|úno|uno|bře|bre|dub|kvě|kve|čer|cer|srp|zář|zar|říj|rij|lis|pro)\w)"
)
_RULE = re.compile(r"[\W_]*")
_UNDERLINE = re.compile(r"[-=_~*–—]{3,}")
_LABELLED = re.compile(r"[^\t:]{1,40}:\t+[^\t]*$")  # "Termín:⇥5. 5.": a label, no row
_WORD = re.compile(r"\w+")
_PIPES_OF_ROW = 2
_EMPHASISED = re.compile(r"([*_]{1,3})(?P<title>[^*_\s][^*_]{1,90})\1\s*:?")
# "== PČR ==", ">> MP": decorations around a heading.
_DECORATED = re.compile(
    r"(?:(?P<mark>[=~#*–—-]{2,})\s*|>{2,}\s*|»+\s*|■\s*)(?P<title>[^\W_][^=~#*>|\t]{1,70}?)\s*(?P<end>[=~#*–—<«:-]*)"
)
_EMPHASIS_OPENS = re.compile(r"[*_]{2}(?=[^*_]{2,40}(?::[*_]{2}|[*_]{2}\s*[:–-])\s)")
_QUOTED = re.compile(r"[„\"»](?P<title>[^\W\d_][^„“”\"«»]{1,80})[“”\"«]\s*:?")


@dataclass(frozen=True, slots=True)
class Line:
    """`text` without its marker and the spaces around; `marker` is the kind of it ("bullet", "number"…) or empty.

    `is_ruled`: a row of dashes stands right below it. `sign`: the marker as it is written.
    """

    text: str
    start: int
    indent: int = 0
    marker: str = ""
    is_blank_before: bool = False
    is_ruled: bool = False
    sign: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def plain(self) -> str:
        """The text folded letter by letter, so that places in it are those of the text."""
        return plain(self.text)

    def part(self, start: int, end: int | None = None) -> Line:
        """A piece of the line, trimmed; places count from the beginning of `text`."""
        piece = self.text[start:end]
        left = len(piece) - len(piece.lstrip())
        return Line(piece.strip(), self.start + start + left, self.indent, "", False)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table: cells between tabs or pipes."""
        if "\t" in self.text:
            return _LABELLED.match(self.text) is None
        return self.text.count("|") >= _PIPES_OF_ROW

    def cells(self) -> list[Line]:
        """The cells of a row of a table."""
        divider = "\t" if "\t" in self.text else "|"
        pieces, found, start = self.text.split(divider), [], 0
        for piece in pieces:
            found.append(self.part(start, start + len(piece)))
            start += len(piece) + 1
        # Pipes also stand before the first cell and after the last.
        if divider == "|":
            found = found[1 if not pieces[0].strip() else 0 : -1 if not pieces[-1].strip() else None]
        return found


def lines_of(text: str) -> list[Line]:
    """The lines that say something, broken ones put together; rows of dashes only separate or underline."""
    found: list[Line] = []
    blank = True
    bounds = list(_bounded(text))
    ends = joined_ends(text, bounds, _MARKER)
    place = 0
    while place < len(bounds):
        start, end = bounds[place]
        raw = text[start:end]
        if not raw.strip() or _RULE.fullmatch(raw):
            if found and not blank and _UNDERLINE.fullmatch(raw.strip()):
                found[-1] = replace(found[-1], is_ruled=True)
            # The row of dashes below the heading of a table is a part of the table.
            blank = blank or "|" not in raw
        else:
            place = ends.get(place, place)
            found.append(_line(text[start : bounds[place][1]], start, blank))
            blank = False
        place += 1
    return _counted(found)


def _counted(lines: list[Line]) -> list[Line]:
    """ "1 Domy", "(2) Odpad", "B. Škola": what counts the lines in order marks them."""
    rows = ["|" in line.text for line in lines]
    tables = {place for place, (one, other) in enumerate(pairwise(rows)) if one and other}
    bare = [
        place
        for place, line in enumerate(lines)
        if not (line.marker or line.indent or "\t" in line.text or {place - 1, place} & tables)
    ]
    marked = list(lines)
    for number, (end, marker) in counted([lines[place].text for place in bare]).items():
        line = lines[bare[number]]
        text, sign = line.text[end:], line.text[:end].strip()
        marked[bare[number]] = replace(line, text=text, start=line.start + end, marker=marker, sign=sign)
    return marked


def _bounded(text: str) -> Iterator[tuple[int, int]]:
    """Lines of bounded length, cut at a space where there is one."""
    for start, end in _raw(text):
        while end - start > LONGEST_LINE:
            space = text.rfind(" ", start + LONGEST_LINE // 2, start + LONGEST_LINE)
            cut = space if space > 0 else start + LONGEST_LINE
            yield start, cut
            start = cut
        yield start, end


def _raw(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _decorated(raw: str, start: int, indent: int, blank: bool) -> Line | None:
    """ "*Krizové byty*", "== PČR ==", ">> MP": as if underlined."""
    match = _EMPHASISED.fullmatch(raw.strip()) or _QUOTED.fullmatch(raw.strip()) or _DECORATED.fullmatch(raw.strip())
    if match is None:
        return None
    title = match["title"].strip()
    if match.re is _DECORATED:
        is_dash = bool(match["mark"]) and match["mark"][0] not in "=~#*" and not match["end"]
        is_item = raw.lstrip()[0] in ">»" and "," in title
        if is_dash or is_item or title.endswith((".", ",", ";", "?", "!")):
            return None
    return Line(title, start + raw.index(title, indent), indent, "", blank, True)


def _line(raw: str, start: int, blank: bool) -> Line:
    indent = len(raw) - len(raw.lstrip(" \t\u00a0"))
    raw = _BREAK.sub(lambda found: " " * len(found.group()), raw)
    if decorated := _decorated(raw, start, indent, blank):
        return decorated
    begin, marker, sign = indent, "", ""
    match = None if _DAY.match(raw, indent) else _MARKER.match(raw, indent)
    # "1.1⇥Odvoz pneumatik": one tab after a number is the space after it; several are a table's.
    if match and ("\t" not in raw[indent : match.end()] or raw.count("\t", indent) == 1):
        begin, sign = match.end(), match.group().strip()
        marker = "number" if match.lastgroup == "slash" else match.lastgroup or ""
    if emphasised := _EMPHASIS_OPENS.match(raw, begin):
        # "**OSV:** …": a label.
        begin = emphasised.end()
    rest = raw[begin:]
    lead = len(rest) - len(rest.lstrip())
    # A row of a table keeps its last empty cells.
    kept = rest.lstrip().rstrip(" \u00a0") if "\t" in rest else rest.strip()
    return Line(kept, start + begin + lead, indent, marker, blank, False, sign)


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    simple = folded(letter)
    return simple if len(simple) == 1 else letter


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Lower case without diacritics, letter by letter: as long as the text itself."""
    return "".join(map(_plain_letter, text))


def words_at(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The words of a text from a place on."""
    return _WORD.finditer(text, start)
