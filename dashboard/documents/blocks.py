"""What a document is made of, whatever the format: headings, paragraphs, tables, pictures, lines to sign on.

Every text is plain: no format takes anything in it for markup or code.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

_ENDINGS = {b"\xff\xd8": "jpg", b"<svg": "svg"}


class Tone(StrEnum):
    """How a paragraph is read: as everything else, as what must not be missed, or as a remark."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 to 3; none is left out on the way down."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` stands before the text and tells what it is; the text keeps its line breaks."""

    text: str
    lead: str = ""
    tone: Tone = Tone.PLAIN
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, a line each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table under a row of headings; `widths` are parts of the whole. The first cell names its row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to be filled in by hand: in each, the words with room to write behind every one of them."""

    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG, JPEG or SVG) with its caption; `alternative` tells what it shows to whoever cannot see it.

    `width` and `height` are the most it may take, in millimetres; its proportions stay.
    """

    image: bytes
    alternative: str
    caption: str
    width: int
    height: int

    @property
    def ending(self) -> str:
        """What a file of it ends with."""
        return next((ending for begins, ending in _ENDINGS.items() if self.image.startswith(begins)), "png")


@dataclass(frozen=True, slots=True)
class NextPage:
    """What follows begins on a page of its own."""


Block = Heading | Paragraph | Facts | Table | Picture | Signatures | NextPage


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language (`cs`, `en`). `marks` stand on every page; `page_words` holds {page} and {pages}.

    `head` stands above the title: to whom a letter goes, and under which number.
    """

    language: str
    office: str
    title: str
    subtitle: str
    footer: str
    page_words: str
    marks: tuple[str, ...]
    blocks: tuple[Block, ...]
    head: tuple[Block, ...] = ()

    @property
    def full_title(self) -> str:
        """What the file calls itself."""
        return f"{self.title} – {self.footer}"


# Signs that turn the direction of reading would let a text say something else on paper than it does on the screen.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
# No document may hold control characters, halves of letters, or letters that do not exist.
_NOWHERE = frozenset({"Cc", "Cs", "Cn"})
_LINE_ENDS = str.maketrans({"\t": " ", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def printable(text: str) -> str:
    """The text as every format can hold it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return "".join(filter(None, map(_printed, unicodedata.normalize("NFC", lines)))).strip()


def _printed(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    category = unicodedata.category(character)
    if category == "Co":
        return "•"  # of no meaning but to one font: what is copied from Word brings the dots of its lists like this
    return "" if character != "\n" and (category in _NOWHERE or character in _TURNING) else character


def with_printable_texts(document: Document) -> Document:
    """The document with texts that every format can hold."""
    cleaned: Document = _cleaned(document)
    return cleaned


def _cleaned(part: Any) -> Any:
    match part:
        case StrEnum():
            return part
        case str():
            return printable(part)
        case tuple():
            return tuple(map(_cleaned, part))
        case _ if is_dataclass(part) and not isinstance(part, type):
            return replace(part, **{field.name: _cleaned(getattr(part, field.name)) for field in fields(part)})
        case _:
            return part
