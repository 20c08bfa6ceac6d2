"""What a person chose to see: one filter for the map, the list, the download and every figure."""

from __future__ import annotations

from dataclasses import dataclass, field

from geodata.model.issues import IssueStatus
from geodata.model.sites import Condition, SiteKind, SiteState

Ring = tuple[tuple[float, float], ...]  # (longitude, latitude) pairs, degrees WGS84


@dataclass(frozen=True, slots=True)
class SiteFilter:
    """Empty means all. `minimum_age_days` is the age of the oldest open issue; `shape` is the ring of a polygon."""

    kinds: frozenset[SiteKind] = field(default_factory=frozenset)
    conditions: frozenset[Condition] = field(default_factory=frozenset)
    states: frozenset[SiteState] = field(default_factory=frozenset)
    statuses: frozenset[IssueStatus] = field(default_factory=frozenset)
    minimum_age_days: int | None = None
    area_id: int | None = None
    locality_id: int | None = None
    text: str = ""
    shape: Ring = ()

    @property
    def is_empty(self) -> bool:
        return self == SiteFilter()
