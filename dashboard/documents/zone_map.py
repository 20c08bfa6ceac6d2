"""Static maps of a version's zones, drawn without network: one of all of them, and a sheet for each.

Drawn as SVG, as `place_map` is. What a map shows is cut out of the city's own outlines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.documents.map_crowd import moved_apart
from dashboard.documents.map_labels import Labels
from dashboard.documents.map_legend import GUTTER, Shown, frame, scale_and_north, title_and_legend
from dashboard.documents.map_legend import WIDTH as LEGEND_WIDTH
from dashboard.documents.map_view import MapView, joined_bounds, path_of, view_of
from dashboard.documents.map_words import Point
from dashboard.documents.zone_signs import (
    QUIET,
    VenueSign,
    boundary_shape,
    locality_shape,
    patterns,
    protected_shape,
    protected_surface,
    venue_shape,
    zone_edge,
    zone_shape,
)
from geodata.model.zones import ZoneRule
from geodata.services.paper_ground import Named, PaperGround
from geodata.spatial import Box

WIDTH, OVERVIEW_HEIGHT, SHEET_HEIGHT = 1000, 660, 880  # units of the drawing
PAPER_MM = 164
_MAP_WIDTH = WIDTH - LEGEND_WIDTH - GUTTER
_LEAST_M = 260.0  # nearer nobody would know where it is
_OF_THE_CITY = 0.35  # of its height or width an overview shows at least
_ROAD_M, _ROAD_AT_LEAST, _ROAD_AT_MOST = 9.0, 1.4, 18.0
_NUMBERED_AT_MOST = 60  # of more venues in one view the numbers would cover the map
_NUMBERED, _PLAIN = 11.5, 5.5  # how large the sign of a venue is
_RING = 6.5  # around the sign of a venue near an edge
_GROUND, _ROAD, _ROAD_EDGE = "#f7f6f2", "#ffffff", "#cfcabf"


@dataclass(frozen=True, slots=True)
class MapZone:
    """A zone under its number in the document; its outline in degrees WGS84 (EPSG:4326)."""

    number: int
    name: str
    rule: ZoneRule
    outline: BaseGeometry


@dataclass(frozen=True, slots=True)
class MapVenue:
    """A venue under its number in the table; its position in degrees WGS84.

    `near`: within 50 m of an edge; `closed`: hit by more than hours or a cap.
    """

    number: int
    longitude: float
    latitude: float
    hit: bool
    near: bool
    closed: bool = True

    @property
    def sign(self) -> VenueSign:
        """How it is drawn."""
        if not self.hit:
            return VenueSign.SPARED
        return VenueSign.HIT if self.closed else VenueSign.LIMITED


@dataclass(frozen=True)
class ZoneMaps:
    """What all maps of a version are cut out of."""

    ground: PaperGround
    zones: tuple[MapZone, ...]
    venues: tuple[MapVenue, ...]
    numbers: bool = True  # a table says what those of venues mean

    def overview_drawing(self, title: str) -> str:
        """All zones, as SVG."""
        shown = [zone.outline.bounds for zone in self.zones]
        shown += [(one.longitude, one.latitude) * 2 for one in self.venues if one.hit or one.near]
        if not shown:
            shown = [(one.longitude, one.latitude) * 2 for one in self.venues]
        if not shown and self.ground.boundary is not None:
            shown = [self.ground.boundary.bounds]
        view = view_of(joined_bounds(*shown) if shown else _NOWHERE, _MAP_WIDTH, OVERVIEW_HEIGHT, least_m=self._least_m)
        return "".join(self._drawing(view, title, None))

    def sheet_drawing(self, place: int, title: str) -> str:
        """The zone at this place among its neighbours, as SVG."""
        view = view_of(self.zones[place].outline.bounds, _MAP_WIDTH, SHEET_HEIGHT, least_m=_LEAST_M, room=0.14)
        return "".join(self._drawing(view, title, place))

    @property
    def _least_m(self) -> float:
        """An overview tells where in the city it is, as far as the city is known."""
        if self.ground.boundary is None:
            return _LEAST_M
        whole = view_of(self.ground.boundary.bounds, 1, 1, least_m=0, room=0)
        return max(_LEAST_M, _OF_THE_CITY / whole.units_per_metre)

    def _drawing(self, view: MapView, title: str, chosen: int | None) -> Iterator[str]:
        seen = _Seen.of(self, view, chosen)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {view.height}" width="{WIDTH}"'
            f' height="{view.height}" font-family="Libertinus Serif"><defs>{patterns()}<clipPath id="view">'
            f'<rect width="{view.width}" height="{view.height}"/></clipPath></defs>'
            f'<rect width="{WIDTH}" height="{view.height}" fill="#ffffff"/>'
            f'<g clip-path="url(#view)"><rect width="{view.width}" height="{view.height}" fill="{_GROUND}"/>'
        )
        yield from seen.shapes()
        yield from scale_and_north(view)
        yield f"</g>{frame(view)}"
        yield from title_and_legend(title, seen.legend(), view)
        yield "</svg>"

    @cached_property
    def _street_tree(self) -> shapely.STRtree:
        return shapely.STRtree([line for _name, line in self.ground.streets])

    @cached_property
    def _zone_tree(self) -> shapely.STRtree:
        return shapely.STRtree([zone.outline for zone in self.zones])

    @cached_property
    def _venue_tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.points([(one.longitude, one.latitude) for one in self.venues]))

    def venues_in(self, view: MapView) -> list[MapVenue]:
        """Those in the view's box."""
        return [self.venues[place] for place in _touching(self._venue_tree, view.box)] if self.venues else []

    def streets_in(self, view: MapView) -> list[tuple[str, BaseGeometry]]:
        """Streets as the view draws them."""
        return _drawn([self.ground.streets[place] for place in _touching(self._street_tree, view.box)], view)

    def zones_in(self, view: MapView) -> list[int]:
        """Places of the zones that the view may show, the largest first: small ones lie on top."""
        places = _touching(self._zone_tree, view.box)
        return sorted(places, key=lambda place: -self.zones[place].outline.area)


_NOWHERE: Box = (15.4, 49.8, 15.4, 49.8)  # the middle of the country


def _touching(tree: shapely.STRtree, box: Box) -> list[int]:
    found: list[int] = np.sort(tree.query(shapely.box(*box))).tolist()
    return found


def _drawn(named: Sequence[tuple[str, BaseGeometry]] | Named, view: MapView) -> list[tuple[str, BaseGeometry]]:
    drawn = [(name, view.drawn(outline)) for name, outline in named]
    return [(name, outline) for name, outline in drawn if not outline.is_empty]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one view shows, in units of its drawing."""

    view: MapView
    streets: list[tuple[str, BaseGeometry]]
    parts: list[tuple[str, BaseGeometry]]
    localities: list[tuple[str, BaseGeometry]]
    boundary: list[tuple[str, BaseGeometry]]
    protected: list[tuple[str, BaseGeometry]]
    zones: list[tuple[MapZone, BaseGeometry]]
    venues: list[tuple[MapVenue, Point]]
    chosen: int | None  # the number of the zone that a sheet is about
    numbers: bool

    @classmethod
    def of(cls, maps: ZoneMaps, view: MapView, chosen: int | None) -> _Seen:
        ground = maps.ground
        zones = [(maps.zones[place], view.drawn(maps.zones[place].outline)) for place in maps.zones_in(view)]
        venues = [(venue, view.at(venue.longitude, venue.latitude)) for venue in maps.venues_in(view)]
        return cls(
            view=view,
            streets=maps.streets_in(view),
            parts=_drawn([(name, outline.boundary) for name, outline in ground.parts], view),
            localities=_drawn([(name, outline.boundary) for name, outline in ground.localities], view),
            boundary=_drawn([] if ground.boundary is None else [("", ground.boundary.boundary)], view),
            protected=_drawn([(name, outline) for _kind, name, outline in ground.protected], view),
            zones=[(zone, outline) for zone, outline in zones if not outline.is_empty],
            venues=[(venue, place) for venue, place in venues if view.shows(place)],
            chosen=None if chosen is None else maps.zones[chosen].number,
            numbers=maps.numbers,
        )

    def legend(self) -> Shown:
        return Shown(
            rules=tuple(rule for rule in ZoneRule if any(zone.rule == rule for zone, _drawn in self.zones)),
            venues=tuple(sign for sign in VenueSign if any(venue.sign == sign for venue, _place in self.venues)),
            near=any(venue.near for venue, _place in self.venues),
            protected=bool(self.protected),
            localities=bool(self.localities),
            boundary=bool(self.boundary),
            parts=bool(self.parts),
            zones=tuple((zone.number, zone.name) for zone in self._named()),
        )

    def _named(self) -> list[MapZone]:
        """All but the one that the title names."""
        shown = [zone for zone, _outline in self.zones if zone.number != self.chosen]
        return sorted(shown, key=lambda zone: zone.number)

    def shapes(self) -> Iterator[str]:
        """From what lies below to what lies on top."""
        yield from self._roads()
        for _name, line in self.parts:
            yield boundary_shape(path_of(line), outer=False)
        for _name, line in self.boundary:
            yield boundary_shape(path_of(line), outer=True)
        for zone, outline in sorted(self.zones, key=lambda one: one[0].number == self.chosen):
            is_aside = self.chosen is not None and zone.number != self.chosen
            yield zone_shape(path_of(outline), zone.rule, aside=is_aside, chosen=zone.number == self.chosen)
        for _name, line in self.localities:
            yield locality_shape(path_of(line))
        for _name, outline in self.protected:
            yield protected_surface(path_of(outline)) if outline.area else protected_shape(outline.centroid.coords[0])
        signs = self._placed()
        # So many small signs would leave no room for any name.
        covered = [place for _venue, place in signs] if self._is_numbered else []
        labels = Labels(self.view, covered, _NUMBERED + _RING)
        yield from self._venues(signs)
        # The circle around one address is smaller than the sign of a venue in it.
        yield from (
            zone_edge(path_of(outline), zone.rule) for zone, outline in self.zones if zone.number == self.chosen
        )
        yield from labels.zones(self.zones, self.chosen)
        yield from labels.streets(self.streets)

    def _roads(self) -> Iterator[str]:
        """All edges first, so that streets open into each other; thin lines where the whole city is shown."""
        width = min(max(_ROAD_M * self.view.units_per_metre, _ROAD_AT_LEAST), _ROAD_AT_MOST)
        path = "".join(path_of(line) for _name, line in self.streets)
        for colour, wide in ((_ROAD_EDGE, width + 1.6), (_ROAD, width)):
            yield (
                f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{wide:.1f}" stroke-linecap="round"'
                ' stroke-linejoin="round"/>'
            )

    @property
    def _is_numbered(self) -> bool:
        return self.numbers and len(self.venues) <= _NUMBERED_AT_MOST

    def _placed(self) -> list[tuple[MapVenue, Point]]:
        """Where the sign of each venue is drawn."""
        places = [place for _venue, place in self.venues]
        if self._is_numbered:
            places = moved_apart(places, self.view, 2 * _NUMBERED + 5, _NUMBERED + _RING)
        return [(venue, place) for (venue, _own), place in zip(self.venues, places, strict=True)]

    def _venues(self, signs: list[tuple[MapVenue, Point]]) -> Iterator[str]:
        for (_venue, (x, y)), (_same, (aside_x, aside_y)) in zip(self.venues, signs, strict=True):
            if (x, y) != (aside_x, aside_y):
                yield f'<path d="M{x:.1f} {y:.1f}L{aside_x:.1f} {aside_y:.1f}" stroke="{QUIET}" stroke-width="1.6"/>'
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{QUIET}"/>'
        for venue, place in signs:
            number, size = (str(venue.number), _NUMBERED) if self._is_numbered else ("", _PLAIN)
            yield venue_shape(place, venue.sign, near=venue.near, size=size, number=number)
