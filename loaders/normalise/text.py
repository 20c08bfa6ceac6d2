"""Text as it should be kept: trimmed, single spaces, no control characters, of bounded length, in composed letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geodata.errors import N_, Message
from loaders.normalise.cells import Mended, Trouble, cells_of, parse_cells
from loaders.normalise.missing import LONGEST_SIGN, SIGNS
from loaders.reading.chunk import Column

LONGEST_NAME = 300
LONGEST_NOTE = 4_000

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_SPACES = re.compile(r"[^\S\n]+")
# Direction marks, zero-width signs and the byte order mark: invisible, they make equal names differ.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffc]")
_BAD_LETTER = "\ufffd"

# C2: U+0080-00BF. CC, CD: lone accents. E2: U+2000-2FFF. E3 80: wide space. EF: byte order mark, U+FFFD.
_ODD_BYTE = np.zeros(256, dtype=bool)
_ODD_BYTE[[*range(0x20), 0x7F, 0xC2, 0xCC, 0xCD, 0xE2, 0xE3, 0xEF]] = True


def clean_text(text: str, longest: int = LONGEST_NAME, lines: bool = False) -> str:
    """`text` on one line (or with its lines kept), trimmed, with letters and accents composed (NFC)."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    if lines:
        kept = "\n".join(_LINE_SPACES.sub(" ", line).strip() for line in composed.split("\n")).strip("\n")
        return kept[:longest].rstrip()
    return _SPACES.sub(" ", composed).strip()[:longest].rstrip()


def clean_texts(
    column: Column, longest: int = LONGEST_NAME, lines: bool = False
) -> tuple[list[str | None], list[Trouble]]:
    """A column as clean texts. Only a shortened text and an unreadable letter are said; spaces are nobody's loss."""
    array = as_arrow_text(column)
    if array is None:
        return parse_cells(cells_of(column), lambda cell: _parsed(cell, longest, lines))
    values: list[str | None] = array.to_pylist()
    suspects = np.flatnonzero(_suspects(array, longest))
    mended, troubles = parse_cells((values[offset] for offset in suspects), lambda cell: _parsed(cell, longest, lines))
    for offset, value in zip(suspects, mended, strict=True):
        values[offset] = value
    return values, [replace(trouble, offset=int(suspects[trouble.offset])) for trouble in troubles]


def as_arrow_text(column: Column) -> Any:
    """The column as an arrow array of strings, or None if its cells are of mixed types."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if isinstance(column, pa.Array):
        if pa.types.is_string(column.type):
            return column
        whole = pa.types.is_integer(column.type) or pa.types.is_large_string(column.type)
        return column.cast(pa.string()) if whole else None
    try:
        return pa.array(column, pa.string())
    except (pa.ArrowException, UnicodeEncodeError, TypeError):
        return None


def _suspects(array: Any, longest: int) -> NDArray[np.bool_]:
    """Which texts need a look: most columns of a million rows need none, and three passes in C tell so."""
    sizes = pc.fill_null(pc.binary_length(array), 1).to_numpy(zero_copy_only=False)
    suspects: NDArray[np.bool_] = _holds_odd_bytes(array) | (sizes > longest)
    suspects |= pc.fill_null(pc.not_equal(array, pc.utf8_trim_whitespace(array)), False).to_numpy(zero_copy_only=False)
    suspects |= pc.fill_null(pc.match_substring(array, "  "), False).to_numpy(zero_copy_only=False)
    short = np.flatnonzero(sizes <= LONGEST_SIGN)
    signs = pc.is_in(pc.utf8_lower(array.take(pa.array(short))), value_set=pa.array(sorted(SIGNS)))
    suspects[short[signs.to_numpy(zero_copy_only=False)]] = True
    return suspects


def _holds_odd_bytes(array: Any) -> NDArray[np.bool_]:
    """Control characters, and first bytes of UTF-8 under which no-break spaces, marks and lone accents live."""
    offsets = np.frombuffer(array.buffers()[1], dtype=np.int32)[array.offset : array.offset + len(array) + 1]
    odd = np.zeros(len(array), dtype=bool)
    if array.buffers()[2] is None or not len(array):
        return odd
    content = np.frombuffer(array.buffers()[2], dtype=np.uint8)[offsets[0] : offsets[-1]]
    places = np.flatnonzero(_ODD_BYTE[content])
    if len(places):
        odd[np.searchsorted(offsets, places + offsets[0], side="right") - 1] = True
    return odd


def _parsed(cell: Any, longest: int, lines: bool) -> Any:
    text = plain(cell)
    cleaned = clean_text(text, longest, lines)
    if len(text) > longest and len(cleaned) >= longest - 1:
        return Mended(
            cleaned,
            Message(N_("The text is longer than {limit} characters."), {"limit": longest}),
            Message(N_("It was shortened. Shorten it in the file if the rest matters.")),
        )
    if _BAD_LETTER in cleaned:
        return Mended(
            cleaned,
            Message(N_("The text holds letters that could not be read.")),
            Message(N_("Load the file again with the right character set (--encoding).")),
        )
    return cleaned or None


def plain(cell: Any) -> str:
    """A cell of any type as a person would write it: whole numbers without `.0`."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, bytes):
        return cell.decode("utf-8", errors="replace")
    return str(cell)
