"""What a loader hands over, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Target(StrEnum):
    SITES = "sites"
    LOCALITIES = "localities"
    AREAS = "areas"
    SERVICES = "services"
    ADDRESSES = "addresses"
    PROTECTED_PLACES = "protected_places"
    LAND_PIECES = "land_pieces"


class Batch(Protocol):
    """A part of a file: columns of equal length. Positions are degrees WGS84, NaN where unknown; outlines are WKB."""

    @property
    def target(self) -> str: ...
    @property
    def rows(self) -> Any: ...
    @property
    def columns(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """A row of the file whose place lies outside the areas of the city, with the name of the place."""

    row: int
    name: str


OUTSIDE_NAMED = 5  # enough to see what is wrong: mostly it is one thing in all of them


@dataclass(slots=True)
class IngestResult:
    """How many records were made, changed, left as they were, or wait for somebody to place them.

    `outside` counts the places among the made and changed ones that lie outside the areas of the city, where it has
    any; the first of them are named.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    to_place: int = 0
    load_id: int | None = None
    outside: int = 0
    outside_rows: list[OutsideRow] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "to_place": self.to_place,
        }


def column(batch: Batch, name: str) -> Sequence[Any]:
    """A column as Python values; all None where the file has none."""
    values = batch.columns.get(name)
    if values is None:
        return [None] * len(batch.rows)
    return values.tolist() if hasattr(values, "tolist") else list(values)
