"""Too many sites for one tile, as some sixty circles: how many of which kind and state, at their centre."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.services.site_index import KINDS, STATES, SiteIndex
from geodata.services.site_selection import Places
from geodata.spatial import TILE_KEY_ZOOM, cell_middles, separated, tile_key_range

CLUSTER_LEVELS = 3  # 8 x 8 cells of 64 pixels in a tile of 512
# The centre of a large cluster is taken from a sample of it: a circle is drawn there, nothing is measured.
_SAMPLE = 64
_SAMPLE_STEPS = (np.arange(_SAMPLE) + 0.5) / _SAMPLE
_KIND_CODES = tuple(kind.value for kind in KINDS)
_STATE_CODES = tuple(state.value for state in STATES)
_RINGS = len(KINDS) * len(STATES)

Feature = dict[str, Any]


def cluster_features(index: SiteIndex, parts: Iterable[Places], zoom: int, column: int, row: int) -> list[Feature]:
    """One feature a cell of 64 pixels that holds any of the places, all of which lie in the tile.

    The places come in parts that follow each other in the order of the index.
    """
    level = min(zoom + CLUSTER_LEVELS, TILE_KEY_ZOOM)
    first_key, end_key = tile_key_range(zoom, column, row)
    shift = 2 * (TILE_KEY_ZOOM - level)
    cells = np.arange(first_key >> shift, (end_key >> shift) + 1)
    pieces = [_pieces(index, places, cells << shift) for places in parts]
    owners, sizes, rings, samples = (np.concatenate(column) for column in zip(*pieces, strict=True))
    filled, first = np.unique(owners, return_index=True)
    counts = np.add.reduceat(sizes, first)
    middles = (np.add.reduceat(axis.mean(axis=1) * sizes, first) / counts for axis in separated(samples))
    longitudes, latitudes = (axis.round(6).tolist() for axis in cell_middles(*middles))
    table = np.add.reduceat(rings, first).reshape(-1, len(KINDS), len(STATES))
    kinds, states = table.sum(axis=2).tolist(), table.sum(axis=1).tolist()
    facts = zip(cells[filled].tolist(), longitudes, latitudes, counts.tolist(), kinds, states, strict=True)
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


def _pieces(index: SiteIndex, places: Places, borders: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """What each cell has of a part of the places: which cell, how many, how many of each ring (a kind and a state in
    one number), and the keys of a sample; for the cells that have any, in their order."""
    keys = index["key"][places]
    edges = np.searchsorted(keys, borders)
    owners = np.flatnonzero(edges[1:] > edges[:-1])
    starts, sizes = edges[owners], edges[owners + 1] - edges[owners]
    codes = index["kind"][places] * np.uint8(len(STATES)) + index["state"][places]
    ranges = zip(starts.tolist(), edges[owners + 1].tolist(), strict=True)
    rings = [np.bincount(codes[start:end], minlength=_RINGS) for start, end in ranges]
    samples = keys[(starts[:, None] + sizes[:, None] * _SAMPLE_STEPS).astype(np.int64)]
    return owners, sizes, np.array(rings, np.int64).reshape(-1, _RINGS), samples
