"""A document as PDF/A-2a with tags (PDF/UA-1): what an archive takes and a screen reader reads.

The layout is `document.typ`; the document reaches it as data, so nothing in a text can become code of it. Only the
typefaces inside typst's own wheel are used: the same page on every machine.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from dashboard.documents.blocks import Block, Document, Picture

_LAYOUT = Path(__file__).with_name("document.typ")
_STANDARDS: list[Any] = ["a-2a", "ua-1"]


def pdf_of(document: Document) -> bytes:
    """The file. It keeps to the standards unless a letter is in none of the typefaces: then the text goes before."""
    with tempfile.TemporaryDirectory(prefix="lokality-pdf-") as folder:
        shutil.copy(_LAYOUT, folder)
        pictures = _Pictures(Path(folder))
        blocks = {"blocks": pictures.told(document.blocks), "head": pictures.told(document.head)}
        words = {name: value for name, value in asdict(document).items() if name not in blocks}
        given = words | blocks | {"full_title": document.full_title}
        inputs = {"document": orjson.dumps(given).decode()}
        try:
            return _compiled(inputs, folder, _STANDARDS)
        except typst.TypstError:
            return _compiled(inputs, folder, [])


def _compiled(inputs: dict[str, str], folder: str, standards: list[Any]) -> bytes:
    return typst.compile(
        str(Path(folder) / _LAYOUT.name),
        format="pdf",
        root=folder,
        sys_inputs=inputs,
        pdf_standards=standards,
        font_paths=typefaces(),
        ignore_system_fonts=True,
    )


class _Pictures:
    """The layout reads pictures from files only: beside itself the folder that it may see holds nothing else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def told(self, blocks: Iterable[Block]) -> list[dict[str, Any]]:
        """The blocks as data, a picture by the name of its file."""
        return [{"block": type(block).__name__.lower()} | self._fields(block) for block in blocks]

    def _fields(self, block: Block) -> dict[str, Any]:
        told = asdict(block)
        if isinstance(block, Picture):
            self._count += 1
            name = f"{self._count}.{block.ending}"
            (self._folder / name).write_bytes(block.image)
            told["image"] = f"/{name}"
        return told


@cache
def typefaces() -> typst.Fonts:
    """The typefaces inside typst's wheel, and no other."""
    return typst.Fonts(include_system_fonts=False)
