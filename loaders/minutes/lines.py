"""A text in lines, each with its place in the text, its indentation and what numbers or marks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geodata.folding import folded
from loaders.minutes.limits import LONGEST_LINE
from loaders.minutes.result import Span

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKER = re.compile(
    r"(?P<arrow>->|=>|→)\s*"
    r"|(?P<bullet>(?:[-–—•*▪●◦·‣>]|o(?=\s))(?=\s|\w))\s*"
    r"|(?P<roman>(?:[IVX]{1,4}|V?I{1,3}|X?V?I{0,3})[.)])\s+"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s))\s*"
    r"|(?P<capital>[A-Z]\))\s+"
    r"|(?P<letter>[a-z]\))\s+"
)
# "28. října" and "5. 3. 2026" begin with a day, not with the number of a point.
_DAY = re.compile(
    r"\d{1,2}\.\s*(?:\d{1,2}\s*\.|(?:led|úno|uno|bře|bre|dub|kvě|kve|čer|cer|srp|zář|zar|říj|rij|lis|pro)\w)"
)
_RULE = re.compile(r"[\W_]*")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """`text` without its marker and the spaces around; `marker` is the kind of it ("bullet", "number"…) or empty."""

    text: str
    start: int
    indent: int = 0
    marker: str = ""
    is_blank_before: bool = False

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

    def cells(self) -> list[Line]:
        """The cells of a row of a table."""
        found, start = [], 0
        for piece in self.text.split("\t"):
            found.append(self.part(start, start + len(piece)))
            start += len(piece) + 1
        return found


def lines_of(text: str) -> list[Line]:
    """The lines that say something; rows of dashes only separate."""
    found: list[Line] = []
    blank = True
    for start, end in _bounded(text):
        raw = text[start:end]
        if not raw.strip() or _RULE.fullmatch(raw):
            blank = True
            continue
        found.append(_line(raw, start, blank))
        blank = False
    return found


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


def _line(raw: str, start: int, blank: bool) -> Line:
    indent = len(raw) - len(raw.lstrip(" \t\u00a0"))
    begin, marker = indent, ""
    if not _DAY.match(raw, indent) and (match := _MARKER.match(raw, indent)) and "\t" not in raw[indent : match.end()]:
        begin, marker = match.end(), match.lastgroup or ""
    rest = raw[begin:]
    lead = len(rest) - len(rest.lstrip())
    # A row of a table keeps its last empty cells.
    kept = rest.lstrip().rstrip(" \u00a0") if "\t" in rest else rest.strip()
    return Line(kept, start + begin + lead, indent, marker, blank)


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
