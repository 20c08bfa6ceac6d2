"""By what a record is known again when a later file comes: the source's own id, or its content.

Without an id the key is blake2b (16 bytes, hexadecimal) over kind, name, address, municipality (all folded: lower case,
without diacritics) and the position rounded to 0.00001 degrees (about one metre), joined by the unit separator. Hence
a moved or renamed record is a new one, and namesakes in different municipalities stay two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from geodata.folding import folded
from loaders.normalise.frames import Floats

_SEPARATOR = "\x1f"
_DECIMALS = 5


def content_key(*parts: str | None) -> str:
    """32 hexadecimal digits of the folded parts."""
    joined = _SEPARATOR.join(folded(part) for part in parts)
    return hashlib.blake2b(joined.encode(), digest_size=16).hexdigest()


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
    known: Sequence[Any] = ids if ids is not None else [None] * count
    return [
        id_ if id_ is not None else content_key(*parts, place)
        for id_, place, *parts in zip(known, places, *texts, strict=True)
    ]


def _rounded(longitude: Floats | None, latitude: Floats | None, count: int) -> list[str]:
    if longitude is None or latitude is None:
        return [""] * count
    # Whole hundred-thousandths, so that -0.0 and the like cannot make two keys of one place.
    steps = np.nan_to_num(np.round(np.column_stack((longitude, latitude)) * 10**_DECIMALS), nan=2**31)
    return [f"{x} {y}" for x, y in steps.astype(np.int64).tolist()]
