"""A document as plain text for an e-mail: lines of 72 columns, as mail has always had them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from dashboard.documents.blocks import Block, Document, Facts, Heading, NextPage, Paragraph, Picture, Signatures, Table

COLUMNS = 72
_INDENT = "  "
_LINE = "." * 24
_UNDERLINES = {1: "=", 2: "-", 3: ""}


def text_of(document: Document) -> str:
    """The whole document; a word longer than a line (an address) stays whole."""
    lines = [document.office]
    for block in document.head:
        lines += ["", *_lines(block)]
    lines += [*_heading(document.title.upper(), "=")[1:], *_wrapped(document.subtitle), ""]
    lines += [f"*** {mark.upper()} ***" for mark in document.marks] + [""] * bool(document.marks)
    for block in document.blocks:
        lines += _lines(block)
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _lines(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            return _heading(block.text.upper() if block.level == 1 else block.text, _UNDERLINES[block.level])
        case Paragraph():
            indent = _INDENT if block.indented else ""
            return [*_wrapped(f"{block.lead} {block.text}".strip(), indent, indent), ""]
        case Facts():
            return [*(line for name, value in block.rows for line in _wrapped(f"{name}: {value}", "", _INDENT)), ""]
        case Table():
            return _table(block)
        case Picture():
            return [*_wrapped(f"[{block.caption or block.alternative}]"), ""]
        case NextPage():
            return [""]
        case Signatures():
            return ["", *("".join(f"{word} {_LINE} " for word in line) + "\n" for line in block.lines)]


def _heading(text: str, underline: str) -> list[str]:
    lines = list(_wrapped(text))
    return ["", *lines, *([underline * max(map(len, lines))] if underline else []), *([""] if underline else [])]


def _table(table: Table) -> Iterator[str]:
    """Each row by itself: its name, and below it what the other columns say."""
    yield f"{table.header[0]}:"
    for first, *others in table.rows:
        yield from _wrapped(first, "- ", _INDENT)
        said = "; ".join(f"{name}: {cell}" for name, cell in zip(table.header[1:], others, strict=True))
        yield from _wrapped(said, _INDENT, _INDENT)
    yield ""


def _wrapped(text: str, first: str = "", later: str = "") -> Iterator[str]:
    """The text in lines; what begins a new line in it does so here."""
    for number, line in enumerate(text.split("\n")):
        yield from textwrap.wrap(
            line,
            COLUMNS,
            initial_indent=later if number else first,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
