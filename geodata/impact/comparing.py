"""Two sets of zones beside each other: what they cover, whom they hit, and what became of each zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import shapely

from geodata.impact.ground import Venue
from geodata.impact.outlines import SMALLEST_M2
from geodata.impact.reckoning import Impact
from geodata.impact.shapes import ZoneShape
from geodata.impact.union import Union

# Zones called differently are the same one where they share at least half of what both cover together.
SAME_FROM = 0.5


class ZoneChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    RULE = "rule"
    HOURS = "hours"
    CAP = "cap"
    CRITERION = "criterion"
    EXCEPTIONS = "exceptions"


class VenueChangeKind(StrEnum):
    NEWLY_HIT = "newly_hit"
    NEWLY_SPARED = "newly_spared"
    OTHERWISE = "otherwise"  # hit by both, by other rules


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """What became of a zone of the first set in the second one; None where it is in one of them only.

    `area_m2` is what only one of the two covers.
    """

    kinds: tuple[ZoneChangeKind, ...]
    first: ZoneShape | None
    second: ZoneShape | None
    area_m2: float

    @property
    def name(self) -> str:
        """What it is called, or was before it went."""
        zone = self.second or self.first
        return "" if zone is None else zone.name


@dataclass(frozen=True, slots=True)
class VenueChange:
    """A venue that is treated differently; the zones that hit it in each set, by their places."""

    kind: VenueChangeKind
    venue: Venue
    first: tuple[ZoneShape, ...]
    second: tuple[ZoneShape, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Areas in m² of what is covered by one set only and by both; overlaps within a set count once.

    `zones` in the order of the second set, those that went last; `venues` in the order of their ids.
    """

    only_first_m2: float
    only_second_m2: float
    both_m2: float
    zones: tuple[ZoneChange, ...]
    venues: tuple[VenueChange, ...]

    @property
    def says_nothing_changed(self) -> bool:
        """Whether both do the same to everything and everybody."""
        return not self.zones and not self.venues


def compared(first: Impact, second: Impact) -> Comparison:
    """What is other in the second one."""
    both = _shared_m2(first.union, second.union)
    return Comparison(
        only_first_m2=max(0.0, first.union.area_m2 - both),
        only_second_m2=max(0.0, second.union.area_m2 - both),
        both_m2=both,
        zones=tuple(_zone_changes(first.shapes, second.shapes)),
        venues=tuple(_venue_changes(first, second)),
    )


def _shared_m2(first: Union, second: Union) -> float:
    one, other = shapely.STRtree(second.parts).query(first.parts, predicate="intersects")
    return float(shapely.area(shapely.intersection(first.parts[one], second.parts[other])).sum())


def _zone_changes(first: Sequence[ZoneShape], second: Sequence[ZoneShape]) -> Iterator[ZoneChange]:
    pairs = _pairs(first, second)
    for place, zone in enumerate(second):
        before = pairs.get(place)
        if before is None:
            yield ZoneChange((ZoneChangeKind.ADDED,), None, zone, float(zone.outline.area))
            continue
        earlier = first[before]
        apart = _apart_m2(earlier, zone)
        kinds = tuple(kind for kind, is_other in _CHANGES.items() if is_other(earlier, zone))
        if apart >= SMALLEST_M2:
            kinds = (ZoneChangeKind.MOVED, *kinds)
        if kinds:
            yield ZoneChange(kinds, earlier, zone, apart)
    for place in sorted(set(range(len(first))) - set(pairs.values())):
        yield ZoneChange((ZoneChangeKind.REMOVED,), first[place], None, float(first[place].outline.area))


_CHANGES: dict[ZoneChangeKind, Callable[[ZoneShape, ZoneShape], bool]] = {
    ZoneChangeKind.RENAMED: lambda one, other: one.name != other.name,
    ZoneChangeKind.RULE: lambda one, other: one.rule != other.rule,
    ZoneChangeKind.HOURS: lambda one, other: one.band != other.band,
    ZoneChangeKind.CAP: lambda one, other: one.cap != other.cap,
    ZoneChangeKind.CRITERION: lambda one, other: (one.criterion, one.measured) != (other.criterion, other.measured),
    ZoneChangeKind.EXCEPTIONS: lambda one, other: dict(one.excepted) != dict(other.excepted),
}


def _pairs(first: Sequence[ZoneShape], second: Sequence[ZoneShape]) -> dict[int, int]:
    """By the place of a zone in the second set, its place in the first: by name, then by what both cover."""
    pairs: dict[int, int] = {}
    free = list(range(len(first)))
    # Two zones may be called the same: those of the same rule and outline go together first.
    for is_same in (_all_the_same, _same_name_and_rule, _same_name):
        for place, zone in enumerate(second):
            match = next((one for one in free if is_same(first[one], zone)), None) if place not in pairs else None
            if match is not None:
                pairs[place] = match
                free.remove(match)
    likeness = [
        (_likeness(first[one], second[place]), place, one)
        for place in range(len(second))
        if place not in pairs
        for one in free
    ]
    for alike, place, one in sorted(likeness, reverse=True):
        if alike >= SAME_FROM and place not in pairs and one in free:
            pairs[place] = one
            free.remove(one)
    return pairs


def _same_name(one: ZoneShape, other: ZoneShape) -> bool:
    return one.name == other.name


def _same_name_and_rule(one: ZoneShape, other: ZoneShape) -> bool:
    return one.name == other.name and one.rule == other.rule


def _all_the_same(one: ZoneShape, other: ZoneShape) -> bool:
    return one == other


def _likeness(one: ZoneShape, other: ZoneShape) -> float:
    """How much of what both cover together they share, 0 to 1."""
    if not one.outline.intersects(other.outline):
        return 0.0
    shared = one.outline.intersection(other.outline).area
    return float(shared / (one.outline.area + other.outline.area - shared))


def _apart_m2(one: ZoneShape, other: ZoneShape) -> float:
    return float(one.outline.symmetric_difference(other.outline).area)


def _venue_changes(first: Impact, second: Impact) -> Iterator[VenueChange]:
    before, after = _hit(first), _hit(second)
    for venue_id in sorted(before.keys() | after.keys()):
        venue, earlier = before.get(venue_id, (None, ()))
        later_venue, later = after.get(venue_id, (None, ()))
        known = later_venue or venue
        if known is None or _treatment(earlier) == _treatment(later):
            continue
        yield VenueChange(_venue_kind(earlier, later), known, earlier, later)


def _venue_kind(before: Sequence[ZoneShape], after: Sequence[ZoneShape]) -> VenueChangeKind:
    if not before:
        return VenueChangeKind.NEWLY_HIT
    return VenueChangeKind.OTHERWISE if after else VenueChangeKind.NEWLY_SPARED


def _hit(impact: Impact) -> dict[int, tuple[Venue, tuple[ZoneShape, ...]]]:
    """By the id of each venue that is hit, the venue and the zones that hit it."""
    venues = impact.ground.venues
    return {
        venues[place].id: (venues[place], tuple(impact.shapes[zone] for zone in zones))
        for place, zones in impact.zones_of_venues().items()
    }


def _treatment(zones: Sequence[ZoneShape]) -> frozenset[object]:
    """What holds for a venue, whichever zones say it."""
    return frozenset((zone.rule, zone.band, zone.cap) for zone in zones)
