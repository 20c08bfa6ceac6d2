"""Too many sites for one tile, as some sixty circles: how many of which kind and state, at their centre."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.services.site_index import KINDS, STATES, SiteIndex
from geodata.services.site_selection import Places
from geodata.spatial import TILE_KEY_ZOOM, cell_middles, separated, tile_key_range

CLUSTER_LEVELS = 3  # 8 x 8 cells of 64 pixels in a tile of 512
# The centre of a large cluster is taken from a sample of it: a circle is drawn there, nothing is measured.
_SAMPLE = 64
_KIND_CODES = tuple(kind.value for kind in KINDS)
_STATE_CODES = tuple(state.value for state in STATES)

Feature = dict[str, Any]


def cluster_features(index: SiteIndex, places: Places, zoom: int, column: int, row: int) -> list[Feature]:
    """One feature a cell of 64 pixels that holds any of the places, all of which lie in the tile."""
    level = min(zoom + CLUSTER_LEVELS, TILE_KEY_ZOOM)
    first_key, end_key = tile_key_range(zoom, column, row)
    shift = 2 * (TILE_KEY_ZOOM - level)
    cells = np.arange(first_key >> shift, (end_key >> shift) + 1)
    keys = index["key"][places]
    edges = np.searchsorted(keys, cells << shift)
    filled = np.flatnonzero(np.diff(edges))
    starts, ends = edges[filled], edges[filled + 1]
    longitudes, latitudes = _centres(keys, starts, ends)
    kinds, states = _counts(index["kind"][places] * np.uint8(len(STATES)) + index["state"][places], starts, ends)
    facts = zip(cells[filled].tolist(), longitudes, latitudes, (ends - starts).tolist(), kinds, states, strict=True)
    return [
        {
            "type": "Feature",
            "id": f"{level}-{cell}",
            "geometry": {"type": "Point", "coordinates": (longitude, latitude)},
            "properties": {
                "cluster": True,
                "layer": "sites",
                "count": count,
                "kinds": {code: number for code, number in zip(_KIND_CODES, of_kind, strict=True) if number},
                "states": {code: number for code, number in zip(_STATE_CODES, of_state, strict=True) if number},
            },
        }
        for cell, longitude, latitude, count, of_kind, of_state in facts
    ]


def _counts(
    rings: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[list[list[int]], list[list[int]]]:
    """How many sites of each kind and of each state every cell holds; a ring is both in one number."""
    codes = len(KINDS) * len(STATES)
    parts = zip(starts.tolist(), ends.tolist(), strict=True)
    counts = np.array([np.bincount(rings[start:end], minlength=codes) for start, end in parts])
    table = counts.reshape(-1, len(KINDS), len(STATES))
    return table.sum(axis=2).tolist(), table.sum(axis=1).tolist()


def _centres(
    keys: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[list[float], list[float]]:
    """Mean longitude and latitude (degrees WGS84) of the sites of each cell, as their keys tell it."""
    steps = (np.arange(_SAMPLE) + 0.5) / _SAMPLE
    sample = keys[(starts[:, None] + (ends - starts)[:, None] * steps).astype(np.int64)]
    columns, rows = separated(sample)
    longitudes, latitudes = cell_middles(columns.mean(axis=1), rows.mean(axis=1))
    return longitudes.round(6).tolist(), latitudes.round(6).tolist()
