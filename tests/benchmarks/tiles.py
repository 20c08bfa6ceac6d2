"""Which tiles are asked for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.services.tiles import FEATURES_AT_MOST
from geodata.spatial import mercator_cells
from tests.benchmarks.points import SEED, Points


class TileNumber(NamedTuple):
    zoom: int
    column: int
    row: int


def lokality_path(tile: TileNumber) -> str:
    """The address of one of our tiles."""
    return f"/map/sites/{tile.zoom}/{tile.column}/{tile.row}.json"


def filled_tiles(points: Points, zoom: int, count: int) -> list[TileNumber]:
    """`count` tiles of a zoom at random among those that hold a point (all of them where there are fewer)."""
    cells, _ = _filled(points, zoom)
    chosen = np.random.default_rng(SEED + zoom).permutation(len(cells))[:count]
    return [TileNumber(zoom, column, row) for column, row in cells[chosen].tolist()]


def fullest_tile(points: Points, zoom: int) -> TileNumber:
    """The tile of a zoom that holds the most points."""
    cells, counts = _filled(points, zoom)
    return TileNumber(zoom, *cells[int(np.argmax(counts))].tolist())


def tile_with_most_features(points: Points, zoom: int) -> TileNumber:
    """The tile of a zoom that shows the most places one by one: beyond FEATURES_AT_MOST they become clusters."""
    cells, counts = _filled(points, zoom)
    single = np.where(counts <= FEATURES_AT_MOST, counts, 0)
    return TileNumber(zoom, *cells[int(np.argmax(single))].tolist())


def _filled(points: Points, zoom: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Column and row of each tile of a zoom that holds a point, and how many it holds."""
    columns, rows = mercator_cells(points.longitude, points.latitude, zoom)
    cells, counts = np.unique((columns << zoom) | rows, return_counts=True)
    return np.stack([cells >> zoom, cells & ((1 << zoom) - 1)], axis=1), counts
