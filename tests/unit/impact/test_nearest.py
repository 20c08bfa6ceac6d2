"""The place that a finding measured to, by its name."""

from __future__ import annotations

from dataclasses import replace

import shapely

from geodata.impact.ground import Ground, Protected, Venue
from geodata.impact.nearest import nearest_place
from geodata.impact.reckoning import Impact, reckon
from geodata.impact.shapes import ZoneShape
from geodata.impact.summary import FindingRow, summary_of
from geodata.model.criteria import Criterion, NearTo
from geodata.model.zones import ZoneRule

EAST, NORTH = -760_000.0, -975_000.0
SCHOOL = Protected(NearTo.SCHOOL, "ZŠ", shapely.Point(EAST + 40, NORTH))
OTHER_SCHOOL = Protected(NearTo.SCHOOL, "Druhá ZŠ", shapely.Point(EAST + 70, NORTH))
PLAYGROUND = Protected(NearTo.PLAYGROUND, "Hřiště", shapely.Point(EAST + 10, NORTH))
FAR_AWAY = shapely.box(EAST + 5_000, NORTH, EAST + 5_100, NORTH + 100)


def found(*places: Protected) -> tuple[Impact, FindingRow]:
    """A venue that meets a ban within 100 m of schools, and that no zone hits."""
    points = shapely.points([(EAST, NORTH)])
    ground = Ground((Venue(7, "Herna", None, None, None, None, None),), points, points, protected=places)
    measured = Criterion(frozenset({NearTo.SCHOOL}), 100.0)
    impact = reckon(ground, [ZoneShape("Jinde", ZoneRule.TOTAL_BAN, "u škol", FAR_AWAY, measured)], edge_belongs=True)
    (row,) = summary_of(impact).findings
    return impact, row


def test_it_is_the_nearest_of_the_kinds_that_the_criterion_measures_from() -> None:
    assert nearest_place(*found(OTHER_SCHOOL, SCHOOL, PLAYGROUND)) == SCHOOL


def test_nobody_learns_of_a_place_where_no_distance_is_told() -> None:
    impact, row = found(SCHOOL)
    assert nearest_place(impact, replace(row, distance_m=None)) is None


def test_a_place_at_another_distance_is_not_named_for_the_one_measured() -> None:
    impact, row = found(SCHOOL)
    assert nearest_place(impact, replace(row, distance_m=12.0)) is None
