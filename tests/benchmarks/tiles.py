"""Which tiles are asked for, and how long a server takes to answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median, quantiles
from typing import NamedTuple

import httpx
import numpy as np

from geodata.spatial import mercator_cells
from tests.benchmarks.points import SEED, Points

Path = str


class TileNumber(NamedTuple):
    zoom: int
    column: int
    row: int


def lokality_path(tile: TileNumber) -> Path:
    """The address of one of our tiles."""
    return f"/map/sites/{tile.zoom}/{tile.column}/{tile.row}.json"


def filled_tiles(points: Points, zoom: int, count: int) -> list[TileNumber]:
    """`count` tiles of a zoom at random among those that hold a point (all of them where there are fewer)."""
    columns, rows = mercator_cells(points.longitude, points.latitude, zoom)
    cells = np.unique(np.stack([columns, rows], axis=1), axis=0)
    chosen = np.random.default_rng(SEED + zoom).permutation(len(cells))[:count]
    return [TileNumber(zoom, column, row) for column, row in cells[chosen].tolist()]


def fullest_tile(points: Points, zoom: int) -> TileNumber:
    """The tile of a zoom that holds the most points."""
    columns, rows = mercator_cells(points.longitude, points.latitude, zoom)
    cells, counts = np.unique(np.stack([columns, rows], axis=1), axis=0, return_counts=True)
    column, row = cells[int(np.argmax(counts))].tolist()
    return TileNumber(zoom, column, row)


def asked(client: httpx.Client, path: Path) -> float:
    """Milliseconds from the request to the last byte of the answer."""
    started = time.perf_counter()
    answer = client.get(path)
    taken = time.perf_counter() - started
    answer.raise_for_status()
    return taken * 1_000


def in_turn(paths: Iterable[Sequence[Callable[[], float]]]) -> list[list[float]]:
    """Take the measures of each row one after the other, so that all columns meet the same moments of the machine."""
    taken = [[measure() for measure in measures] for measures in paths]
    return [list(column) for column in zip(*taken, strict=True)]


def p95(times: Sequence[float]) -> float:
    """The time that one in twenty exceeds."""
    return quantiles(times, n=20)[-1]


def middle(times: Sequence[float]) -> float:
    """The median."""
    return median(times)
