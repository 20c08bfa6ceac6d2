"""Two sets of zones beside each other: areas add up, zones find each other, venues change sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.impact.comparing import Comparison, VenueChangeKind, ZoneChangeKind, compared
from geodata.impact.conflicts import ConflictKind, conflicts
from geodata.impact.ground import Ground, Venue, points_in_metres
from geodata.impact.reckoning import reckon
from geodata.impact.shapes import ZoneShape
from geodata.model.zones import TimeBand, ZoneRule

EAST, NORTH = -760_000.0, -975_000.0
NIGHT, EVENING = TimeBand(time(22), time(10)), TimeBand(time(20), time(10))


def square(left: float, bottom: float = 0.0, side: float = 100.0) -> shapely.Polygon:
    return shapely.box(EAST + left, NORTH + bottom, EAST + left + side, NORTH + bottom + side)


def ban(left: float, name: str = "Zóna", *, side: float = 100.0, bottom: float = 0.0) -> ZoneShape:
    return ZoneShape(name, ZoneRule.TOTAL_BAN, "do 100 m od školy", square(left, bottom, side))


def venues_at(*metres: float) -> Ground:
    venues = tuple(Venue(number, f"Herna {number}", None, None, None, None, None) for number in range(len(metres)))
    points = np.array([shapely.Point(EAST + place, NORTH + 50) for place in metres], object)
    return Ground(venues, points, points_in_metres((), ()))


CITY = venues_at(50, 150, 450)


def changes(first: list[ZoneShape], second: list[ZoneShape]) -> Comparison:
    return compared(reckon(CITY, first), reckon(CITY, second))


def kinds_of(found: Comparison) -> dict[str, tuple[ZoneChangeKind, ...]]:
    return {change.name: change.kinds for change in found.zones}


some_zones = st.lists(
    st.builds(
        ban,
        st.integers(0, 400).map(float),
        st.sampled_from(["A", "B", "C"]),
        side=st.integers(10, 200).map(float),
        bottom=st.integers(-100, 100).map(float),
    ),
    max_size=6,
)


@given(some_zones)
def test_a_version_beside_itself_says_that_nothing_changed(zones: list[ZoneShape]) -> None:
    found = changes(zones, zones)
    assert found.says_nothing_changed
    assert found.only_first_m2 == pytest.approx(0.0, abs=1e-3)
    assert found.only_second_m2 == pytest.approx(0.0, abs=1e-3)


@given(some_zones, some_zones)
def test_what_one_covers_and_what_both_cover_add_up_to_each(first: list[ZoneShape], second: list[ZoneShape]) -> None:
    found = changes(first, second)
    one, other = (shapely.union_all([zone.outline for zone in zones]) for zones in (first, second))
    assert found.only_first_m2 + found.both_m2 == pytest.approx(one.area, abs=1e-2)
    assert found.only_second_m2 + found.both_m2 == pytest.approx(other.area, abs=1e-2)
    assert found.both_m2 == pytest.approx(one.intersection(other).area, abs=1e-2)


@given(some_zones, some_zones)
def test_the_other_way_round_the_same_zones_and_venues_changed(first: list[ZoneShape], second: list[ZoneShape]) -> None:
    there, back = changes(first, second), changes(second, first)
    assert {change.venue.id for change in there.venues} == {change.venue.id for change in back.venues}
    added = sum(change.first is None for change in there.zones)
    removed = sum(change.second is None for change in there.zones)
    assert len(second) - len(first) == added - removed


def test_zones_are_added_removed_and_moved() -> None:
    found = changes([ban(0, "Západ"), ban(400, "Sever")], [ban(10, "Západ"), ban(800, "Jih")])
    assert kinds_of(found) == {
        "Západ": (ZoneChangeKind.MOVED,),
        "Jih": (ZoneChangeKind.ADDED,),
        "Sever": (ZoneChangeKind.REMOVED,),
    }
    assert found.zones[0].area_m2 == pytest.approx(2 * 10 * 100)


def test_a_zone_of_another_name_is_found_again_by_its_outline() -> None:
    found = changes([ban(0, "Předlice")], [ban(20, "Předlice a okolí")])
    assert kinds_of(found) == {"Předlice a okolí": (ZoneChangeKind.MOVED, ZoneChangeKind.RENAMED)}
    far = changes([ban(0, "Předlice")], [ban(60, "Předlice a okolí")])
    assert sorted(kinds_of(far).values()) == [(ZoneChangeKind.ADDED,), (ZoneChangeKind.REMOVED,)]


def test_rules_hours_caps_criteria_and_exceptions_that_differ_are_named() -> None:
    hours = replace(ban(0), rule=ZoneRule.TIME_BAND, band=NIGHT)
    cap = replace(ban(0), rule=ZoneRule.MACHINE_CAP, cap=15)
    for before, after, kind in (
        (ban(0), hours, (ZoneChangeKind.RULE, ZoneChangeKind.HOURS)),
        (hours, replace(hours, band=EVENING), (ZoneChangeKind.HOURS,)),
        (cap, replace(cap, cap=10), (ZoneChangeKind.CAP,)),
        (ban(0), replace(ban(0), criterion="do 200 m od školy"), (ZoneChangeKind.CRITERION,)),
        (ban(0), replace(ban(0), excepted={0: "Smlouva"}), (ZoneChangeKind.EXCEPTIONS,)),
    ):
        assert kinds_of(changes([before], [after])) == {"Zóna": kind}


def test_venues_that_change_sides_are_told_with_the_zones_that_hit_them() -> None:
    hours = replace(ban(0, "Hodiny"), rule=ZoneRule.TIME_BAND, band=NIGHT)
    found = changes([ban(0, "A"), ban(400, "B")], [hours, ban(100, "C")])
    told = [(change.venue.id, change.kind) for change in found.venues]
    assert told == [
        (0, VenueChangeKind.OTHERWISE),
        (1, VenueChangeKind.NEWLY_HIT),
        (2, VenueChangeKind.NEWLY_SPARED),
    ]
    assert [zone.name for zone in found.venues[1].second] == ["C"]
    assert [zone.name for zone in found.venues[2].first] == ["B"]


def test_a_venue_hit_by_the_same_rule_of_another_zone_does_not_change_sides() -> None:
    assert changes([ban(0, "A")], [ban(0, "B")]).venues == ()


def test_proposed_zones_over_those_in_force_are_conflicts_of_their_kind() -> None:
    hours, cap = (
        replace(ban(50, "Hodiny"), rule=ZoneRule.TIME_BAND, band=NIGHT),
        replace(ban(50, "Strop"), rule=ZoneRule.MACHINE_CAP, cap=15),
    )
    found = conflicts([ban(0), replace(hours, band=EVENING), replace(cap, cap=10)], [ban(50), hours, cap])
    told = {(one.proposed, one.in_force): one.kind for one in found}
    assert told[(0, 0)] == ConflictKind.SAME_RULE
    assert told[(0, 1)] == ConflictKind.OTHER_RULE
    assert told[(1, 1)] == ConflictKind.OTHER_HOURS
    assert told[(2, 2)] == ConflictKind.OTHER_CAP
    assert found[0].area_m2 == pytest.approx(50 * 100)


def test_neighbours_that_share_an_edge_are_no_conflict() -> None:
    assert conflicts([ban(0)], [ban(100)]) == ()
    assert conflicts([ban(0)], []) == ()
