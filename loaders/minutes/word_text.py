"""What the XML of a DOCX says, in its order, tracked changes taken as accepted.

The library sees only what stands directly in a paragraph, a cell or the document. Text that was inserted or moved by
somebody who reviewed it, that fills in a field, or that stands in a box or in a table within a table lies deeper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tc
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def _named(*names: str) -> frozenset[str]:
    return frozenset(_WORD + name for name in names)


# What wraps text and adds nothing to it; `del` and `moveFrom` are none of these.
_WRAPPERS = _named(
    "ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag", "fldSimple", "hyperlink", "dir", "bdo"
)  # fmt: skip
_TABLE, _ROW, _CELL, _PARAGRAPH, _RUN = _named("tbl"), _named("tr"), _named("tc"), _named("p"), _named("r")
_LETTERS = _named("t", "tab", "br", "cr", "noBreakHyphen", "ptab")
_DRAWN = _named("drawing", "pict", "object")
_BOX = _named("txbxContent")
_CONTROL, _TEXT = f"{_WORD}sdt", f"{_WORD}t"
_PROMPT = f"{_WORD}sdtPr/{_WORD}showingPlcHdr"
_GONE = (f"{_WORD}pPr/{_WORD}rPr/{_WORD}del", f"{_WORD}pPr/{_WORD}rPr/{_WORD}moveFrom")
# The same thing twice, for newer and for older programs.
_ALTERNATIVES = f"{_COMPATIBILITY}AlternateContent"
_BRANCHES = (f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback")


def blocks_of(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The paragraphs and tables of a document, a cell or a box."""
    return _within(parent, _PARAGRAPH | _TABLE)


def is_table(block: BaseOxmlElement) -> bool:
    return block.tag in _TABLE


def rows_of(table: BaseOxmlElement) -> Iterator[CT_Row]:
    return _within(table, _ROW)


def cells_of(row: CT_Row) -> Iterator[CT_Tc]:
    return _within(row, _CELL)


def text_of_paragraph(paragraph: BaseOxmlElement) -> str:
    """Its own text, without that of the boxes which hang on it."""
    runs = _within(paragraph, _RUN)
    return "".join(str(letters) for run in runs for letters in _within(run, _LETTERS))


def boxes_of(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The text boxes that hang on a paragraph; one within another is among the blocks of that one."""
    for run in _within(paragraph, _RUN):
        for drawn in _within(run, _DRAWN):
            yield from _within(drawn, _BOX, through_all=True)


def is_gone(paragraph: CT_P) -> bool:
    """Whether a reviewer deleted or moved away the paragraph itself, and not only words in it."""
    return any(paragraph.find(mark) is not None for mark in _GONE)


def said_in(parent: BaseOxmlElement) -> Iterator[str]:
    """The text of each paragraph in a cell or box, those of tables and boxes within it where they stand."""
    for block in blocks_of(parent):
        if is_table(block):
            for row in rows_of(block):
                for cell in cells_of(row):
                    yield from said_in(cell)
        else:
            yield text_of_paragraph(block)
            for box in boxes_of(block):
                yield from said_in(box)


def _within(parent: BaseOxmlElement, names: frozenset[str], *, through_all: bool = False) -> Iterator[BaseOxmlElement]:
    """The outermost elements of these names, through what only wraps them, or through everything."""
    waiting = [iter(parent)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in names:
            yield child
        elif child.tag == _ALTERNATIVES:
            waiting.append(iter(_branch(child)))
        elif through_all or (child.tag in _WRAPPERS and not _is_prompt(child)):
            waiting.append(iter(child))


def _branch(alternatives: BaseOxmlElement) -> BaseOxmlElement | list[BaseOxmlElement]:
    """The first one that says anything: what a newer program draws may have its text in the older form only."""
    branches = [branch for branch in alternatives if branch.tag in _BRANCHES]
    return next((branch for branch in branches if next(branch.iter(_TEXT), None) is not None), [])


def _is_prompt(wrapper: BaseOxmlElement) -> bool:
    """A field that nobody filled in shows what is to be written there."""
    return wrapper.tag == _CONTROL and wrapper.find(_PROMPT) is not None
