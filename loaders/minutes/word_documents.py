"""The text of a DOCX: its paragraphs and tables in their order, one row a line."""

from __future__ import annotations

import io
import logging
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.sax import SAXException

from defusedxml.common import DefusedXmlException

from loaders.errors import UnreadableFile
from loaders.minutes.line_limits import limited
from loaders.minutes.word_archives import no_word, require_honest
from loaders.minutes.word_text import (
    blocks_of,
    boxes_of,
    cells_of,
    is_gone,
    is_table,
    rows_of,
    said_in,
    text_of_paragraph,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Row
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement

_log = logging.getLogger(__name__)
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError, OSError,
    SAXException,    DefusedXmlException, RecursionError, AttributeError, SyntaxError, IndexError, TypeError,
    MemoryError,
)  # fmt: skip
_BULLET = "- "
_DEEPEST = 8


def text_of_word(content: bytes, name: str) -> str:
    """Raises UnreadableFile for what is no DOCX, is damaged, or would unpack to more than minutes have."""
    try:
        require_honest(content, name)
        import docx

        return "\n".join(limited(_lines(docx.Document(io.BytesIO(content)))))
    except UnreadableFile:
        raise
    except _DAMAGE as fault:
        _log.info("cannot read %s: %r", name, fault)
        raise no_word(name) from fault


def _lines(document: Document) -> Iterator[str]:
    return _of_blocks(document.element.body, {style.style_id: style.name or "" for style in document.styles})


def _of_blocks(parent: BaseOxmlElement, styles: Mapping[str, str]) -> Iterator[str]:
    for block in blocks_of(parent):
        if is_table(block):
            yield ""
            yield from _rows(block)
            yield ""
        else:
            yield from _paragraph(block, styles)
            for box in boxes_of(block):
                yield ""
                yield from _of_blocks(box, styles)
                yield ""


def _paragraph(paragraph: CT_P, styles: Mapping[str, str]) -> Iterator[str]:
    text = text_of_paragraph(paragraph)
    if not text.strip():
        # An empty line parts points; a paragraph that was deleted leaves none.
        if not is_gone(paragraph):
            yield ""
        return
    style = styles.get(paragraph.style or "", "")
    # A heading begins something new, whether or not its author left an empty line.
    if style.startswith(("Heading", "Title", "Nadpis")):
        yield ""
    depth, is_listed = _list_depth(paragraph, style)
    lead = "  " * depth + (_BULLET if is_listed else "")
    for line in text.split("\n"):
        yield lead + line if line.strip() else ""
        lead = " " * len(lead)


def _list_depth(paragraph: CT_P, style: str) -> tuple[int, bool]:
    """How deep in a list of Word a paragraph stands; its number is not in the text, only that it has one."""
    numbers = paragraph.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    if numbers and numbers[0] != "0":
        levels = paragraph.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")
        return (min(int(levels[0]), _DEEPEST) if levels and levels[0].isdecimal() else 0), True
    return 0, style.startswith("List")


def _rows(table: BaseOxmlElement) -> Iterator[str]:
    above: dict[int, str] = {}
    for row in rows_of(table):
        above = _cells(row, above)
        cells = list(above.values())
        if any(cells):
            yield "\t".join(cells) if len(cells) > 1 else cells[0]


def _cells(row: CT_Row, above: Mapping[int, str]) -> dict[int, str]:
    """What the cells of a row say, by the column where each begins; one merged with the cell above it says the same.

    Taken from the XML, each cell once: `row.cells` of the library lays a cell out for every column that it claims to
    span, and climbs from each merged one up to its first row.
    """
    cells: dict[int, str] = {}
    column = row.grid_before
    for cell in cells_of(row):
        is_merged = cell.vMerge == "continue" and column in above
        cells[column] = above[column] if is_merged else " ".join(" ".join(said_in(cell)).split())
        # A column holds one cell only, whatever a damaged file says.
        column += max(1, cell.grid_span)
    return cells
