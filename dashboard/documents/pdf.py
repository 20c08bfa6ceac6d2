"""A document as PDF/A-2a with tags (PDF/UA-1): what an archive takes and a screen reader reads.

The layout is `document.typ`; the document reaches it as data, so nothing in a text can become code of it. Only the
typefaces inside typst's own wheel are used: the same page on every machine.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from dashboard.documents.blocks import Document

_LAYOUT = Path(__file__).with_name("document.typ")
_STANDARDS: list[Any] = ["a-2a", "ua-1"]


def pdf_of(document: Document) -> bytes:
    """The file. It keeps to the standards unless a letter is in none of the typefaces: then the text goes before."""
    given = asdict(document) | {"full_title": document.full_title, "blocks": _blocks(document)}
    inputs = {"document": orjson.dumps(given).decode()}
    try:
        return _compiled(inputs, _STANDARDS)
    except typst.TypstError:
        return _compiled(inputs, [])


def _compiled(inputs: dict[str, str], standards: list[Any]) -> bytes:
    return typst.compile(
        _layout(), format="pdf", sys_inputs=inputs, pdf_standards=standards, font_paths=_typefaces(),
        ignore_system_fonts=True,
    )  # fmt: skip


def _blocks(document: Document) -> list[dict[str, Any]]:
    return [{"block": type(block).__name__.lower()} | asdict(block) for block in document.blocks]


@cache
def _layout() -> bytes:
    return _LAYOUT.read_bytes()


@cache
def _typefaces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
