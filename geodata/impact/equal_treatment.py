"""Whether venues of which the same is said are treated alike: each that is not is a finding that wants an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.impact.ground import Ground
from geodata.impact.reckoning import ON_EDGE_M, Impact
from geodata.model.criteria import Criterion, FindingKind, Near
from geodata.model.zones import ZoneRule

Mask = NDArray[np.bool_]
Distances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Finding:
    """A venue (its place in the ground) that is treated unlike others.

    `zones` are the places of the zones whose criterion it meets though they spare it, or that hit it though it meets
    none of theirs; `distance_m` is how far the nearest place is that the criterion measures from, None where there is
    no such place at all; of a spared venue None where a nearer one might be withheld from the reader.
    """

    kind: FindingKind
    venue: int
    rule: ZoneRule
    zones: tuple[int, ...]
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class EqualTreatment:
    """The findings by venue; each is one for whoever sees more, too.

    `unchecked` are the places of the zones of which a reader cannot check everything: they have words only, or measure
    from what may be withheld from the reader. `unsure` are the rules of the latter: more may be found of them.
    """

    findings: tuple[Finding, ...]
    unchecked: tuple[int, ...]
    unsure: frozenset[ZoneRule]


def equal_treatment(impact: Impact) -> EqualTreatment:
    """Each rule by itself: a ban that spares is no finding because of hours that hit."""
    distances = _distances(impact)
    findings: list[Finding] = []
    for rule in impact.by_rule:
        findings += _spared(impact, rule, distances)
        findings += _hit(impact, rule, distances)
    measured = [_is_surely_measured(impact.ground, shape.measured) for shape in impact.shapes]
    unsure = (one.rule for one, sure in zip(impact.shapes, measured, strict=True) if not sure and one.measured)
    return EqualTreatment(
        tuple(sorted(findings, key=lambda one: (one.venue, one.rule, one.kind))),
        tuple(place for place, sure in enumerate(measured) if not sure),
        frozenset(unsure),
    )


def _is_surely_measured(ground: Ground, criterion: Criterion | None) -> bool:
    """Whether who does not meet the criterion on this ground does not meet it at all."""
    return criterion is not None and not criterion.near & ground.partly_known


def _distances(impact: Impact) -> dict[frozenset[Near], Distances]:
    """By what is measured from, how far each venue is: many zones measure from the same, each its own distance."""
    measured = {shape.measured.near for shape in impact.shapes if shape.measured is not None}
    return {near: distances_to(impact.ground, near) for near in measured}


def _spared(impact: Impact, rule: ZoneRule, known: dict[frozenset[Near], Distances]) -> Iterator[Finding]:
    """Venues that meet a criterion of the rule and that no zone of the rule hits: places withheld make none meet less.

    How far it is to the nearest place is told only where all such places are known.
    """
    hit = _hit_by(impact, rule)
    spared: dict[int, list[int]] = {}
    nearest: dict[int, float] = {}
    for criterion, zones in _criteria(impact, rule).items():
        distances = known[criterion.near]
        for venue in np.flatnonzero(_meets(distances, criterion) & ~hit).tolist():
            spared.setdefault(venue, []).extend(zones)
            nearest[venue] = min(nearest.get(venue, np.inf), float(distances[venue]))
    is_sure = all(_is_surely_measured(impact.ground, criterion) for criterion in _criteria(impact, rule))
    for venue, zones in spared.items():
        distance = nearest[venue] if is_sure else None
        yield Finding(FindingKind.SPARED_THOUGH_IT_MEETS, venue, rule, tuple(sorted(zones)), distance)


def _hit(impact: Impact, rule: ZoneRule, known: dict[frozenset[Near], Distances]) -> Iterator[Finding]:
    """Venues hit by such zones of the rule only whose criterion they do not meet.

    Words alone accuse nobody, nor does a criterion that measures from what may be withheld from the reader.
    """
    meets: Mask = np.zeros(len(impact.ground.venues), np.bool_)
    hit_by: dict[int, list[int]] = {}
    nearest: dict[int, float] = {}
    for criterion, zones in _criteria(impact, rule).items():
        distances = known[criterion.near]
        fits = _meets(distances, criterion)
        for zone in zones:
            venues = impact.venues_of(zone)
            meets[venues] |= fits[venues]
            for venue in venues.tolist():
                hit_by.setdefault(venue, []).append(zone)
                nearest[venue] = min(nearest.get(venue, np.inf), float(distances[venue]))
    for place, shape in enumerate(impact.shapes):
        if shape.rule == rule and not _is_surely_measured(impact.ground, shape.measured):
            meets[impact.venues_of(place)] = True
    for venue, zones in hit_by.items():
        if not meets[venue]:
            distance = nearest[venue] if np.isfinite(nearest[venue]) else None
            yield Finding(FindingKind.HIT_THOUGH_IT_MEETS_NONE, venue, rule, tuple(sorted(zones)), distance)


def distances_to(ground: Ground, near: frozenset[Near]) -> Distances:
    """How far each venue is from the nearest place of these kinds, in metres; infinite without any."""
    places = [place.outline for place in ground.protected if place.kind in near]
    distances = np.full(len(ground.venues), np.inf)
    if places and len(ground.venues):
        (venue, _place), found = shapely.STRtree(places).query_nearest(ground.venue_points, return_distance=True)
        distances[venue] = found
    return distances


def _meets(distances: Distances, criterion: Criterion) -> Mask:
    """On the very edge a venue counts as within, as in zones."""
    return distances <= criterion.within_m + ON_EDGE_M


def _hit_by(impact: Impact, rule: ZoneRule) -> Mask:
    hit = np.zeros(len(impact.ground.venues), np.bool_)
    for place, shape in enumerate(impact.shapes):
        if shape.rule == rule:
            hit[impact.venues_of(place)] = True
    return hit


def _criteria(impact: Impact, rule: ZoneRule) -> dict[Criterion, list[int]]:
    """The criteria of a rule with the places of the zones that state them."""
    criteria: dict[Criterion, list[int]] = {}
    for place, shape in enumerate(impact.shapes):
        if shape.rule == rule and shape.measured is not None:
            criteria.setdefault(shape.measured, []).append(place)
    return criteria
