"""Rows that come twice in one file: word for word they are taken once, otherwise the second is rejected.

Hashes of a million keys fit into 16 MB, the keys themselves would not; 64 bits let two of a million keys meet once in
30 million files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas.util import hash_array

from geodata.errors import N_, Message
from loaders.fields import Target
from loaders.findings import Finding, Severity
from loaders.mapping.keys import content_key
from loaders.records import RecordBatch, Values

Hashes = NDArray[np.uint64]

_KEY = "source_key"
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(slots=True)
class SeenRecords:
    """Keys and contents of the records that one file has given so far."""

    merged: int = 0
    _keys: Hashes = field(default_factory=lambda: np.empty(0, np.uint64))
    _contents: Hashes = field(default_factory=lambda: np.empty(0, np.uint64))

    def first_of_each(self, batch: RecordBatch) -> tuple[RecordBatch, list[Finding]]:
        """The batch without rows that came before, and a finding for each that came with other content."""
        if not len(batch):
            return batch, []
        keys, contents = _hashed(batch.columns[_KEY]), _content(batch)
        again = self._come_again(keys)
        if not again.any():
            self._remember(keys, contents)
            return batch, []
        if batch.target is Target.SERVICES:
            batch, keys = _with_place_in_key(batch, again)
            again = self._come_again(keys)
        keep, findings = self._sort_out(batch, keys, contents, again)
        self._remember(keys[keep], contents[keep])
        return batch.kept(keep), findings

    def _come_again(self, keys: Hashes) -> NDArray[np.bool_]:
        again = np.ones(len(keys), dtype=bool)
        again[np.unique(keys, return_index=True)[1]] = False
        return again | self._seen(keys)

    def _seen(self, keys: Hashes) -> NDArray[np.bool_]:
        if not len(self._keys):
            return np.zeros(len(keys), dtype=bool)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.asarray(self._keys[places] == keys)

    def _remember(self, keys: Hashes, contents: Hashes) -> None:
        keys, contents = np.concatenate((self._keys, keys)), np.concatenate((self._contents, contents))
        order = np.argsort(keys, kind="stable")
        self._keys, self._contents = keys[order], contents[order]

    def _sort_out(
        self, batch: RecordBatch, keys: Hashes, contents: Hashes, again: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], list[Finding]]:
        keep = ~again
        first = dict(zip(keys[keep].tolist(), contents[keep].tolist(), strict=True))
        findings = []
        for place in np.flatnonzero(again).tolist():
            if self._content_of(keys[place], first) == contents[place]:
                self.merged += 1
                continue
            findings.append(_conflict(int(batch.rows[place]), str(batch.columns[_KEY][place])))
        return keep, findings

    def _content_of(self, key: np.uint64, first: dict[int, int]) -> int:
        if int(key) in first:
            return first[int(key)]
        return int(self._contents[np.searchsorted(self._keys, key)])


def _conflict(row: int, key: str) -> Finding:
    return Finding(
        row,
        _KEY,
        key,
        Severity.REJECTED,
        Message(N_("An earlier row has the same identifier and other content.")),
        Message(N_("Give each place its own identifier, or delete the row that no longer holds.")),
    )


def _with_place_in_key(batch: RecordBatch, again: NDArray[np.bool_]) -> tuple[RecordBatch, Hashes]:
    """One register number at several places is one service at each: the later ones get the address into their key."""
    keys = list(batch.columns[_KEY])
    addresses, longitudes, latitudes = (batch.column(name) for name in ("address", "lon", "lat"))
    for place in np.flatnonzero(again).tolist():
        where = f"{longitudes[place]:.5f} {latitudes[place]:.5f}"
        keys[place] = f"{keys[place]} {content_key(addresses[place], where)[:12]}"
    renamed = RecordBatch(batch.target, batch.rows, {**batch.columns, _KEY: keys}, batch.findings)
    return renamed, _hashed(keys)


def _hashed(values: Values) -> Hashes:
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return np.asarray(hash_array(values), dtype=np.uint64)
    return np.asarray(hash_array(_hashable(values), categorize=False), dtype=np.uint64)


def _hashable(values: Sequence[Any] | NDArray[Any]) -> NDArray[np.object_]:
    array = np.empty(len(values), dtype=object)
    array[:] = [value if value is None or isinstance(value, str | bytes) else repr(value) for value in values]
    return array


def _content(batch: RecordBatch) -> Hashes:
    total = np.zeros(len(batch), dtype=np.uint64)
    for number, (name, values) in enumerate(sorted(batch.columns.items())):
        if name == _KEY or _is_constant(values):
            continue
        # Each column is turned by its own odd number, so that values changing places change the sum.
        total += _hashed(values) * (_MIX * np.uint64(2 * number + 1))
    return total


def _is_constant(values: Values) -> bool:
    """All None: columns that the file does not have. Told by the first, so that most columns cost nothing."""
    return isinstance(values, list) and values[0] is None and values.count(None) == len(values)
