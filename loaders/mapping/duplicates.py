"""Rows that come twice in one file: word for word they are taken once, otherwise the second is rejected.

Hashes of a million keys fit into 16 MB, the keys themselves would not; 64 bits let two of a million keys meet once in
30 million files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
_MIX = 0x9E3779B97F4A7C15


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
        keep, findings, renamed = self._sort_out(batch, keys, contents, again)
        if renamed:
            batch = _with_keys(batch, renamed)
            keys = _hashed(batch.columns[_KEY])
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
    ) -> tuple[NDArray[np.bool_], list[Finding], dict[int, str]]:
        """Which rows to keep, what to say of the others, and new keys of services given at another place."""
        keep = ~again
        known = dict(zip(keys[keep].tolist(), contents[keep].tolist(), strict=True))
        findings, renamed = [], {}
        for place in np.flatnonzero(again).tolist():
            content = int(contents[place])
            if self._content_of(int(keys[place]), known) == content:
                self.merged += 1
                continue
            if batch.target is Target.SERVICES:
                key = _key_with_place(batch, place)
                hashed = int(_hashed([key])[0])
                there = self._content_of(hashed, known)
                if there is None:
                    renamed[place], known[hashed], keep[place] = key, content, True
                    continue
                if there == content:
                    self.merged += 1
                    continue
            findings.append(_conflict(int(batch.rows[place]), str(batch.columns[_KEY][place])))
        return keep, findings, renamed

    def _content_of(self, key: int, known: dict[int, int]) -> int | None:
        if key in known:
            return known[key]
        place = int(np.searchsorted(self._keys, np.uint64(key)))
        if place < len(self._keys) and int(self._keys[place]) == key:
            return int(self._contents[place])
        return None


def _conflict(row: int, key: str) -> Finding:
    return Finding(
        row,
        _KEY,
        key,
        Severity.REJECTED,
        Message(N_("An earlier row has the same identifier and other content.")),
        Message(N_("Give each place its own identifier, or delete the row that no longer holds.")),
    )


def _key_with_place(batch: RecordBatch, place: int) -> str:
    """One register number at several places is one service at each: the later ones get the place into their key."""
    longitude, latitude = batch.column("lon")[place], batch.column("lat")[place]
    where = content_key(batch.column("address")[place], f"{longitude:.5f} {latitude:.5f}")
    return f"{batch.columns[_KEY][place]} {where[:12]}"


def _with_keys(batch: RecordBatch, renamed: dict[int, str]) -> RecordBatch:
    keys = list(batch.columns[_KEY])
    for place, key in renamed.items():
        keys[place] = key
    return RecordBatch(batch.target, batch.rows, {**batch.columns, _KEY: keys}, batch.findings)


def _hashed(values: Values) -> Hashes:
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return np.asarray(hash_array(values), dtype=np.uint64)
    first = next((value for value in values if value is not None), "")
    array = np.empty(len(values), dtype=object)
    # Lists and dictionaries have no hash that stays the same: as text.
    array[:] = values if isinstance(first, str | bytes) else [v if v is None else repr(v) for v in values]
    return np.asarray(hash_array(array, categorize=False), dtype=np.uint64)


_MISSING = _hashed([None])[0]


def _content(batch: RecordBatch) -> Hashes:
    total = np.zeros(len(batch), dtype=np.uint64)
    for number, (name, values) in enumerate(sorted(batch.columns.items())):
        if name == _KEY or _is_absent(values):
            continue
        # Each column is turned by its own odd number, so that values changing places change the sum.
        # A missing value counts as nothing, as in a part of the file where the whole column is missing.
        total += _hashed_or_nothing(_as_numbers(values)) * np.uint64(_MIX * (2 * number + 1) % 2**64)
    return total


def _hashed_or_nothing(values: Values) -> Hashes:
    hashes = _hashed(values)
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return np.where(np.isnan(values), np.uint64(0), hashes)
    return np.asarray(hashes - _MISSING, dtype=np.uint64)


def _as_numbers(values: Values) -> Values:
    """Days as their ordinals, which hash much faster; NaN where there is none."""
    first = next((value for value in values if value is not None), None)
    if not isinstance(first, date):
        return values
    return np.array([np.nan if day is None else day.toordinal() for day in values])


def _is_absent(values: Values) -> bool:
    """All None: columns that the file does not have. Told by the first, so that most columns cost nothing."""
    return isinstance(values, list) and values[0] is None and values.count(None) == len(values)
