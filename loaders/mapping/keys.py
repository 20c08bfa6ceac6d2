"""By what a record is known again when a later file comes: the source's own id, or its content.

Without an id the key is blake2b (16 bytes, hexadecimal) over kind, name, address, municipality (all folded: lower case,
without diacritics) and the position rounded to 0.00001 degrees (about one metre), joined by the unit separator. Hence
a moved or renamed record is a new one, and namesakes in different municipalities stay two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from geodata.folding import folded
from loaders.normalise.frames import Floats

_SEPARATOR = "\x1f"
_DECIMALS = 5


def content_key(*parts: str | None) -> str:
    """32 hexadecimal digits of the folded parts."""
    return _hashed([folded(part) for part in parts])


def _hashed(parts: Sequence[str]) -> str:
    return hashlib.blake2b(_SEPARATOR.join(parts).encode(), digest_size=16).hexdigest()


def source_keys(
    ids: Sequence[str | None] | None,
    texts: Sequence[Sequence[str | None]],
    longitude: Floats | None = None,
    latitude: Floats | None = None,
) -> list[str]:
    """A key a row: its id where it has one, else the key of its texts and position."""
    if ids is not None and None not in ids:
        return [id_ for id_ in ids if id_ is not None]
    count = len(texts[0])
    places = _rounded(longitude, latitude, count)
    known: Sequence[str | None] = ids if ids is not None else [None] * count
    columns = [_folded_column(column) for column in texts]
    return [id_ if id_ is not None else _hashed(parts) for id_, *parts in zip(known, *columns, places, strict=True)]


def _folded_column(column: Sequence[str | None]) -> list[str]:
    """Every text folded; each distinct one once, for kinds and towns repeat."""
    known: dict[str | None, str] = {}
    for text in column:
        if text not in known:
            known[text] = folded(text)
    return [known[text] for text in column]


def _rounded(longitude: Floats | None, latitude: Floats | None, count: int) -> list[str]:
    if longitude is None or latitude is None:
        return [""] * count
    # Whole hundred-thousandths, so that -0.0 and the like cannot make two keys of one place.
    steps = np.nan_to_num(np.round(np.column_stack((longitude, latitude)) * 10**_DECIMALS), nan=2**31)
    return [f"{x} {y}" for x, y in steps.astype(np.int64).tolist()]
