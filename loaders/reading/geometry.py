"""WKB of a reading library as shapely geometries, also where one row of many is broken."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from geodata.errors import N_, Message
from loaders.reading.chunk import RowFault


def geometries_of(
    wkb: NDArray[np.object_],
) -> tuple[NDArray[np.object_], list[int], dict[int, RowFault]]:
    """Geometries, offsets whose rings had to be closed to be read, and faults of what no repair could read."""
    try:
        return shapely.from_wkb(wkb), [], {}
    except GEOSException:
        return _one_by_one(wkb)


def _one_by_one(
    wkb: NDArray[np.object_],
) -> tuple[NDArray[np.object_], list[int], dict[int, RowFault]]:
    present = np.array([value is not None for value in wkb], dtype=bool)
    geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    unread = np.flatnonzero(present & shapely.is_missing(geometries))
    geometries[unread] = shapely.from_wkb(wkb[unread], on_invalid="fix")
    broken = unread[shapely.is_missing(geometries[unread])]
    closed = sorted(set(unread.tolist()) - set(broken.tolist()))
    faults = {
        int(offset): RowFault(
            Message(N_("The geometry cannot be read.")), Message(N_("Draw it again in the source and export it."))
        )
        for offset in broken
    }
    return geometries, closed, faults
