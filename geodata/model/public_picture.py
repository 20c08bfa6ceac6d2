"""What a city may publish of its places: whole multiples of a limit per cell, and nothing that was computed from more.

A cell is (area, kind of place, state). Of its count `floored` keeps how often the limit fits into it. Everything that
is ever shown, every sum included, is made of these values by `Picture`, so that no answer can depend on the rest of
the division: a small cell stays small whatever is asked (docs/methods.md, "Public picture").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from geodata.model.sites import SiteKind

LEAST_LIMIT = 5  # no setting goes below
POINT_DECIMALS = 4  # of a degree: about ten metres in the Czech Republic


class CellState(StrEnum):
    """Open: something is still to be done there. Cleared: a dump that is cleaned, seen to be, and on public ground."""

    OPEN = "open"
    SOLVED = "solved"
    CLEARED = "cleared"


_USUAL = (CellState.OPEN, CellState.SOLVED)


def states_of(kind: SiteKind) -> tuple[CellState, ...]:
    """The cells of a kind of place in each area."""
    return (*_USUAL, CellState.CLEARED) if kind == SiteKind.ILLEGAL_DUMP else _USUAL


@dataclass(frozen=True, slots=True)
class Cell:
    area_id: int
    kind: SiteKind
    state: CellState


@dataclass(frozen=True, slots=True)
class PublicArea:
    """An area with its outline as GeoJSON (EPSG:4326), as they were when the snapshot was made."""

    id: int
    name: str
    outline: dict[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class PublicPoint:
    """A cleared dump on public ground: degrees WGS84, rounded to POINT_DECIMALS."""

    area_id: int
    longitude: float
    latitude: float


def floored(count: int, limit: int) -> int:
    """The largest multiple of `limit` that is not above `count`."""
    if limit < LEAST_LIMIT:
        raise ValueError(limit)
    return count // limit * limit


def next_limit(wanted: int, last: int | None) -> int:
    """The limit of a new snapshot: at least `wanted`, and a multiple of that of the last one.

    Bands of 8 and then of 9 would together name a count of 8 exactly; those of 8 and then of 16 say nothing new.
    """
    if last is None:
        return max(wanted, LEAST_LIMIT)
    return -(-max(wanted, last) // last) * last


@dataclass(frozen=True, slots=True)
class Picture:
    """What is published of one month. `points` is None where cleared dumps are published as a number only."""

    month: date
    made_on: date
    limit: int
    areas: tuple[PublicArea, ...]
    kinds: tuple[SiteKind, ...]
    at_least: Mapping[Cell, int] = field(hash=False)
    points: tuple[PublicPoint, ...] | None = None

    def cells(self) -> Iterator[Cell]:
        """Every cell of the shown areas and kinds, whether anything is in it or not."""
        for area in self.areas:
            for kind in self.kinds:
                for state in states_of(kind):
                    yield Cell(area.id, kind, state)

    def value(self, cell: Cell) -> int:
        """What is published of the cell: a multiple of the limit, or the number of its published points."""
        if self.is_exact(cell):
            return sum(point.area_id == cell.area_id for point in self.points or ())
        return self.at_least.get(cell, 0)

    def is_exact(self, cell: Cell) -> bool:
        """Whether the value is a number of points that everybody sees anyway."""
        return self.points is not None and cell.state == CellState.CLEARED

    def total(self, *, area_id: int | None = None, kind: SiteKind | None = None) -> int:
        """The sum of the published multiples (never of counts) of an area, of a kind, or of all that is shown.

        Dumps that are points are not in it: every sum is a multiple of the limit.
        """
        return sum(
            self.value(cell)
            for cell in self.cells()
            if area_id in (None, cell.area_id) and kind in (None, cell.kind) and not self.is_exact(cell)
        )

    def narrowed(self, area_ids: Collection[int], kinds: Collection[SiteKind]) -> Picture:
        """The same picture for some areas and kinds; an empty choice leaves all."""
        areas = tuple(area for area in self.areas if not area_ids or area.id in area_ids)
        shown = tuple(kind for kind in self.kinds if not kinds or kind in kinds)
        points = self.points
        if points is not None:
            ids = {area.id for area in areas} if SiteKind.ILLEGAL_DUMP in shown else frozenset[int]()
            points = tuple(point for point in points if point.area_id in ids)
        return replace(self, areas=areas, kinds=shown, points=points)


def picture_of(
    counts: Mapping[Cell, int],
    *,
    month: date,
    made_on: date,
    limit: int,
    areas: tuple[PublicArea, ...],
    points: tuple[PublicPoint, ...] | None = None,
) -> Picture:
    """The picture of true counts; the only place where both are at hand."""
    return Picture(
        month=month,
        made_on=made_on,
        limit=limit,
        areas=areas,
        kinds=tuple(SiteKind),
        at_least={cell: value for cell, count in counts.items() if (value := floored(count, limit))},
        points=None if points is None else tuple(sorted(points, key=_place)),
    )


def _place(point: PublicPoint) -> tuple[float, float]:
    # Not in the order of their numbers: that would tell which was recorded first.
    return point.longitude, point.latitude
