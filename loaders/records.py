"""What a file becomes: batches of records that a geodata service can store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loaders.fields import Target
from loaders.findings import Finding

Values = Sequence[Any] | NDArray[Any]


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """Records of one target as columns of equal length; a column that is not there is None in every row.

    `rows` are the numbers of the rows as the file shows them (from 1). Every `source_key` comes once in a file: the
    source's own id, or 32 hexadecimal digits of the content (`loaders.mapping.keys`). `lon` and `lat` are degrees
    WGS84 (EPSG:4326), float64, NaN where the record waits to be placed. Outlines are WKB in degrees WGS84 or None.
    Days are `datetime.date`, codes are the values of geodata's enums.
    """

    target: Target
    rows: NDArray[np.int64]
    columns: Mapping[str, Values]
    findings: Sequence[Finding] = field(default=())

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Values:
        """A column, all None where the file has none."""
        return self.columns[name] if name in self.columns else [None] * len(self)

    def kept(self, keep: NDArray[np.bool_]) -> RecordBatch:
        """The records for which `keep` is true; the findings stay."""
        if keep.all():
            return self
        chosen = np.flatnonzero(keep).tolist()
        columns = {
            name: values[chosen] if isinstance(values, np.ndarray) else [values[place] for place in chosen]
            for name, values in self.columns.items()
        }
        return RecordBatch(self.target, self.rows[chosen], columns, self.findings)
