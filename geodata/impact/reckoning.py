"""What zones hit, spare and nearly hit: the whole at once, or anew only what one changed zone touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.impact.ground import Ground
from geodata.impact.shapes import ZoneShape
from geodata.impact.union import Union, joined, joined_again
from geodata.model.zones import VENUE_RULES, ZoneRule

Places = NDArray[np.intp]  # where in the ground
Edge = NDArray[np.float64]

NEAR_M = 50.0  # so near to the edge that a councillor will be asked about it
# Positions of venues are good to about a metre; nearer to the outline than this nobody can say on which side one lies.
ON_EDGE_M = 0.5


@dataclass(frozen=True, slots=True)
class ZoneEffect:
    """What one zone covers. `venues` has those on its edge too, whosever the edge is (see `Impact.venues_of`).

    `streets` lead through it, or are those of the addresses that it names.
    """

    venues: Places
    addresses: Places
    streets: Places
    area_m2: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two zones, by their places, that lie over each other."""

    first: int
    second: int
    area_m2: float


@dataclass(frozen=True, slots=True)
class Impact:
    """What all zones do together. `edges_m` has for each rule and venue how far the edge is, NaN beyond `NEAR_M`.

    The edge is that of all zones of one rule joined: where two of them meet, nothing ends. `edge_belongs` says on
    which side a venue on the very edge stands: it is hit, or it is spared.
    """

    ground: Ground
    shapes: tuple[ZoneShape, ...]
    effects: tuple[ZoneEffect, ...]
    overlaps: tuple[Overlap, ...]
    union: Union
    by_rule: dict[ZoneRule, Union]
    edges_m: dict[ZoneRule, Edge]
    edge_belongs: bool

    def venues_of(self, place: int) -> Places:
        """The venues that the zone at this place hits: those in it, without those that are excepted."""
        venues = self.effects[place].venues
        if self.shapes[place].rule not in VENUE_RULES:
            return venues[:0]
        if not self.edge_belongs:
            venues = venues[~(self.edges_m[self.shapes[place].rule][venues] <= ON_EDGE_M)]
        excepted = self.shapes[place].excepted
        return venues[~np.isin(self.ground.venue_ids[venues], list(excepted))] if excepted else venues

    @property
    def hit(self) -> NDArray[np.bool_]:
        """For each venue of the ground whether any zone hits it."""
        return _marked(len(self.ground.venues), map(self.venues_of, range(len(self.shapes))))

    @property
    def edge_m(self) -> NDArray[np.float64]:
        """For each venue how far the nearest edge of any rule is, in metres; NaN beyond `NEAR_M`."""
        nearest = np.full(len(self.ground.venues), np.nan)
        for edges in self.edges_m.values():
            nearest = np.fmin(nearest, edges)
        return nearest

    @property
    def covered_addresses(self) -> int:
        """How many addresses lie in the zones, each once."""
        return int(_marked(len(self.ground.address_points), (effect.addresses for effect in self.effects)).sum())

    @property
    def covered_streets(self) -> list[str]:
        """Names of the streets of the zones, in alphabetical order as Python sees it."""
        through = _marked(len(self.ground.streets), (effect.streets for effect in self.effects))
        return sorted({self.ground.streets[place] for place in np.flatnonzero(through)})

    @property
    def on_edge(self) -> NDArray[np.bool_]:
        """For each venue whether it lies on the very edge: within `ON_EDGE_M`."""
        return self.edge_m <= ON_EDGE_M

    def zones_of_venues(self) -> dict[int, list[int]]:
        """By the place of each venue that is hit, the places of the zones that hit it."""
        zones: dict[int, list[int]] = {}
        for place in range(len(self.shapes)):
            for venue in self.venues_of(place).tolist():
                zones.setdefault(venue, []).append(place)
        return zones


def reckon(ground: Ground, shapes: Sequence[ZoneShape], *, edge_belongs: bool = True) -> Impact:
    """What the zones do on this ground."""
    outlines = [shape.outline for shape in shapes]
    by_rule = {rule: joined(_of_rule(shapes, rule)) for rule in _rules(shapes)}
    return Impact(
        ground=ground,
        shapes=tuple(shapes),
        effects=_effects(ground, shapes),
        overlaps=_overlaps(outlines),
        union=_all(by_rule),
        by_rule=by_rule,
        edges_m={rule: _edge(ground, union, rule) for rule, union in by_rule.items()},
        edge_belongs=edge_belongs,
    )


def reckon_again(before: Impact, place: int, shape: ZoneShape) -> Impact:
    """What the zones do after the one at this place was changed; only what it touches is reckoned anew."""
    old = before.shapes[place]
    shapes = (*before.shapes[:place], shape, *before.shapes[place + 1 :])
    if old.rule != shape.rule:
        return reckon(before.ground, shapes, edge_belongs=before.edge_belongs)
    union = joined_again(before.by_rule[shape.rule], old.outline, _of_rule(shapes, shape.rule), shape.outline)
    by_rule = {**before.by_rule, shape.rule: union}
    (effect,) = _effects(before.ground, [shape])
    others = tuple(one for one in before.overlaps if place not in (one.first, one.second))
    return replace(
        before,
        shapes=shapes,
        effects=(*before.effects[:place], effect, *before.effects[place + 1 :]),
        overlaps=tuple(sorted((*others, *_overlaps_of(place, shapes)), key=lambda one: (one.first, one.second))),
        union=_all(by_rule),
        by_rule=by_rule,
        edges_m=before.edges_m | {shape.rule: _edge_again(before, old, shape, union)},
    )


def _rules(shapes: Iterable[ZoneShape]) -> list[ZoneRule]:
    return sorted({shape.rule for shape in shapes})


def _of_rule(shapes: Iterable[ZoneShape], rule: ZoneRule) -> list[BaseGeometry]:
    return [shape.outline for shape in shapes if shape.rule == rule]


def _all(by_rule: dict[ZoneRule, Union]) -> Union:
    if len(by_rule) == 1:
        return next(iter(by_rule.values()))
    return joined([part for union in by_rule.values() for part in union.parts])


def _effects(ground: Ground, shapes: Sequence[ZoneShape]) -> tuple[ZoneEffect, ...]:
    asked = np.array([shape.outline for shape in shapes], object)
    venues = _split(ground.venue_tree.query(asked, predicate="dwithin", distance=ON_EDGE_M), len(shapes))
    addresses = _split(ground.address_tree.query(asked, predicate="intersects"), len(shapes))
    crossed = _split(ground.street_tree.query(asked, predicate="intersects"), len(shapes))
    streets = [_streets(ground, shape, through) for shape, through in zip(shapes, crossed, strict=True)]
    areas = shapely.area(asked)
    return tuple(
        ZoneEffect(of_venues, of_addresses, of_streets, float(area))
        for of_venues, of_addresses, of_streets, area in zip(venues, addresses, streets, areas, strict=True)
    )


def _streets(ground: Ground, shape: ZoneShape, crossed: Places) -> Places:
    """Those of the addresses that the zone names: a house on a corner lies beside the other street too."""
    if shape.streets is None:
        return crossed
    named = (place for name in shape.streets for place in ground.street_places.get(name, ()))
    return np.array(sorted(named), np.intp)


def _split(pairs: NDArray[np.int64], count: int) -> list[Places]:
    """The second row of pairs by the first, each part in rising order."""
    if not count:
        return []
    order = np.lexsort((pairs[1], pairs[0]))
    return np.split(pairs[1][order], np.searchsorted(pairs[0][order], np.arange(1, count)))


def _overlaps(outlines: list[BaseGeometry]) -> tuple[Overlap, ...]:
    if not outlines:
        return ()
    first, second = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    return _shared(outlines, first[first < second], second[first < second])


def _overlaps_of(place: int, shapes: tuple[ZoneShape, ...]) -> tuple[Overlap, ...]:
    outlines = [shape.outline for shape in shapes]
    touching = np.flatnonzero(shapely.intersects(np.array(outlines, object), outlines[place]))
    others = touching[touching != place]
    return _shared(outlines, np.minimum(others, place), np.maximum(others, place))


def _shared(outlines: list[BaseGeometry], first: Places, second: Places) -> tuple[Overlap, ...]:
    shapes = np.array(outlines, object)
    areas = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    found = [Overlap(int(one), int(other), float(area)) for one, other, area in zip(first, second, areas, strict=True)]
    return tuple(sorted((one for one in found if one.area_m2 > 0), key=lambda one: (one.first, one.second)))


def _edge(ground: Ground, union: Union, rule: ZoneRule) -> Edge:
    """How far from each venue the edge of the union is, in metres; NaN beyond `NEAR_M` and for rules of no venue."""
    if rule not in VENUE_RULES:
        return np.full(len(ground.venues), np.nan)
    lines = shapely.boundary(union.parts)
    line, venue = ground.venue_tree.query(lines, predicate="dwithin", distance=NEAR_M)
    edge = np.full(len(ground.venues), np.nan)
    np.fmin.at(edge, venue, shapely.distance(lines[line], ground.venue_points[venue]))
    return edge


def _edge_again(impact: Impact, old: ZoneShape, new: ZoneShape, union: Union) -> Edge:
    """The same after a zone was changed: anew only for the venues near what it gained or lost.

    Elsewhere no edge goes or comes, however large the part of the union is that the zone belongs to.
    """
    ground, before = impact.ground, impact.edges_m[new.rule]
    if new.rule not in VENUE_RULES:
        return before
    changed = shapely.symmetric_difference(old.outline, new.outline)
    venues = np.sort(ground.venue_tree.query(changed, predicate="dwithin", distance=NEAR_M))
    lines = shapely.boundary(union.parts)
    points = ground.venue_points[venues]
    point, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=NEAR_M)
    edge = before.copy()
    edge[venues] = np.nan
    np.fmin.at(edge, venues[point], shapely.distance(lines[line], points[point]))
    return edge


def _marked(count: int, places: Iterable[Places]) -> NDArray[np.bool_]:
    marked = np.zeros(count, np.bool_)
    for some in places:
        marked[some] = True
    return marked
