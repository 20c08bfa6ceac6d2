"""Venues of which the same is said and that are treated differently."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.impact.equal_treatment import distances_to, equal_treatment
from geodata.impact.ground import Ground, Protected, Venue, points_in_metres
from geodata.impact.reckoning import reckon
from geodata.impact.shapes import ZoneShape
from geodata.model.criteria import Criterion, FindingKind, NearTo
from geodata.model.network import ServiceKind
from geodata.model.zones import ZoneRule

EAST, NORTH = -760_000.0, -975_000.0
SHELTERS = Criterion(frozenset({ServiceKind.SHELTER}), 100.0)


def at(metres: float) -> shapely.Point:
    return shapely.Point(EAST + metres, NORTH)


def ground(venues: list[float], shelters: list[float], locality: shapely.Polygon | None = None) -> Ground:
    """Venues and shelters along one street, so many metres from its beginning."""
    protected = [Protected(ServiceKind.SHELTER, f"Azyl {place}", at(place)) for place in shelters]
    if locality is not None:
        protected.append(Protected(NearTo.LOCALITY, "Předlice", locality))
    named = tuple(Venue(number, f"Herna {number}", None, None, None, None, None) for number in range(len(venues)))
    points = np.array([at(place) for place in venues], object)
    return Ground(named, points, points_in_metres((), ()), protected=tuple(protected))


def around(place: float, metres: float, criterion: Criterion | None, rule: ZoneRule = ZoneRule.TOTAL_BAN) -> ZoneShape:
    return ZoneShape("Zóna", rule, "do 100 m od azylového domu", at(place).buffer(metres), criterion)


def test_a_proposal_that_follows_its_own_rule_has_no_findings() -> None:
    city = ground(venues=[50, 150, 1_050], shelters=[0, 1_000])
    found = equal_treatment(reckon(city, [around(0, 100, SHELTERS), around(1_000, 100, SHELTERS)]))
    assert (found.findings, found.unchecked) == ((), ())


def test_a_venue_that_meets_the_criterion_and_is_spared_is_found_with_its_distance() -> None:
    city = ground(venues=[50, 1_060], shelters=[0, 1_000])
    (finding,) = equal_treatment(reckon(city, [around(0, 100, SHELTERS)])).findings
    assert (finding.kind, finding.venue, finding.zones) == (FindingKind.SPARED_THOUGH_IT_MEETS, 1, (0,))
    assert finding.distance_m == pytest.approx(60.0)


def test_a_venue_that_is_hit_and_meets_no_criterion_is_found() -> None:
    city = ground(venues=[50, 180], shelters=[0])
    (finding,) = equal_treatment(reckon(city, [around(0, 200, SHELTERS)])).findings
    assert (finding.kind, finding.venue) == (FindingKind.HIT_THOUGH_IT_MEETS_NONE, 1)
    assert finding.distance_m == pytest.approx(180.0)


def test_whoever_meets_the_criterion_of_one_of_its_zones_is_hit_rightly() -> None:
    inside = Criterion(frozenset({NearTo.LOCALITY}), 0.0)
    locality = at(180).buffer(10)
    city = ground(venues=[180], shelters=[0], locality=locality)
    zones = [around(0, 200, SHELTERS), ZoneShape("Lokalita", ZoneRule.TOTAL_BAN, "v lokalitě", locality, inside)]
    assert equal_treatment(reckon(city, zones)).findings == ()


def test_each_rule_is_looked_at_by_itself() -> None:
    city = ground(venues=[50], shelters=[0])
    banned_elsewhere = around(1_000, 100, SHELTERS)
    hours_here = around(0, 100, SHELTERS, ZoneRule.TIME_BAND)
    (finding,) = equal_treatment(reckon(city, [banned_elsewhere, hours_here])).findings
    assert (finding.kind, finding.rule) == (FindingKind.SPARED_THOUGH_IT_MEETS, ZoneRule.TOTAL_BAN)


def test_words_alone_cannot_be_checked_and_accuse_nobody() -> None:
    found = equal_treatment(reckon(ground(venues=[50, 1_060], shelters=[0, 1_000]), [around(0, 100, None)]))
    assert (found.findings, found.unchecked) == ((), (0,))


def test_where_there_is_no_such_place_whoever_is_hit_is_found_without_a_distance() -> None:
    (finding,) = equal_treatment(reckon(ground(venues=[50], shelters=[]), [around(0, 100, SHELTERS)])).findings
    assert (finding.kind, finding.distance_m) == (FindingKind.HIT_THOUGH_IT_MEETS_NONE, None)


def test_what_measures_from_places_that_may_be_withheld_accuses_nobody() -> None:
    for shelters in ([], [1_000.0]):
        city = replace(ground(venues=[50], shelters=shelters), partly_known=SHELTERS.near)
        found = equal_treatment(reckon(city, [around(0, 100, SHELTERS)]))
        assert (found.findings, found.unchecked) == ((), (0,))
        assert found.unsure == {ZoneRule.TOTAL_BAN}


def test_who_is_spared_near_a_known_place_is_found_without_a_distance_that_may_be_less() -> None:
    city = replace(ground(venues=[1_060], shelters=[1_000]), partly_known=SHELTERS.near)
    (finding,) = equal_treatment(reckon(city, [around(0, 100, SHELTERS)])).findings
    assert (finding.kind, finding.distance_m) == (FindingKind.SPARED_THOUGH_IT_MEETS, None)


PLACES = st.lists(st.integers(0, 400), max_size=6)


@given(
    PLACES, PLACES, PLACES, st.lists(st.tuples(st.integers(0, 400), st.sampled_from([None, 0, 40, 100])), max_size=4)
)
def test_whoever_sees_less_finds_nothing_that_is_not_so(
    venues: list[int], known: list[int], withheld: list[int], zones: list[tuple[int, int | None]]
) -> None:
    shapes = [
        around(place, 60, None if metres is None else Criterion(SHELTERS.near, float(metres)), rule)
        for (place, metres), rule in zip(zones, [ZoneRule.TOTAL_BAN, ZoneRule.TIME_BAND] * 2, strict=False)
    ]
    halls, seen = list(map(float, venues)), list(map(float, known))
    partial = equal_treatment(reckon(replace(ground(halls, seen), partly_known=SHELTERS.near), shapes))
    whole = equal_treatment(reckon(ground(halls, [*seen, *map(float, withheld)]), shapes))
    found = {(one.kind, one.venue, one.rule) for one in partial.findings}
    assert found <= {(one.kind, one.venue, one.rule) for one in whole.findings}
    of_sure_rules = {(one.kind, one.venue, one.rule) for one in whole.findings if one.rule not in partial.unsure}
    assert of_sure_rules <= found
    assert not whole.unsure


@given(st.lists(st.floats(0, 2_000), max_size=20), st.lists(st.floats(0, 2_000), max_size=5), st.floats(0, 300))
def test_zones_drawn_by_the_rule_itself_are_just(venues: list[float], shelters: list[float], metres: float) -> None:
    city = ground(venues, shelters)
    criterion = Criterion(frozenset({ServiceKind.SHELTER}), metres)
    # Within 2 m of the edge the polygon of a circle and the measured distance may differ.
    if (abs(distances_to(city, criterion.near) - metres) < 2).any():
        return
    zones = [around(place, max(metres, 1.5), criterion) for place in shelters]
    assert equal_treatment(reckon(city, zones)).findings == ()
