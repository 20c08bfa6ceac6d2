"""What a page asks of the map, and what it hears back. Plain data: no folium, no Streamlit, no text of users.

Positions are (latitude, longitude) in degrees WGS84 (EPSG:4326), as people say them; boxes are west, south, east,
north; geometries are GeoJSON, longitude first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from geodata.model.filters import SiteFilter
from geodata.model.sites import SiteKind

Position = tuple[float, float]
Box = tuple[float, float, float, float]
Geometry = dict[str, Any]

SHALLOWEST_ZOOM, DEEPEST_ZOOM = 3, 19


class Layer(StrEnum):
    """What can be switched on: places, services, and the outlines beneath them."""

    SITES = "sites"
    SERVICES = "services"
    LOCALITIES = "localities"
    ZONES = "zones"
    PROTECTED_PLACES = "protected_places"
    AREAS = "areas"


ALL_LAYERS = frozenset(Layer)
# What a map shows until somebody says otherwise: schools and the like only crowd it where nobody measures from them.
USUAL_LAYERS = ALL_LAYERS - {Layer.PROTECTED_PLACES}
ALL_KINDS = frozenset(SiteKind)


@dataclass(frozen=True, slots=True)
class View:
    """Where the map looks: its centre and its Leaflet zoom (3 a continent, 12 a city, 19 a house)."""

    centre: Position
    zoom: int

    def __post_init__(self) -> None:
        latitude, longitude = self.centre
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError(f"{self.centre} is not latitude, longitude in degrees")
        if not SHALLOWEST_ZOOM <= self.zoom <= DEEPEST_ZOOM:
            raise ValueError(f"zoom {self.zoom} is not between {SHALLOWEST_ZOOM} and {DEEPEST_ZOOM}")


@dataclass(frozen=True, slots=True)
class FeatureRef:
    """A feature of a layer. `kind` is the kind of a site, "service", or None for outlines."""

    layer: Layer
    id: int
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Go there, once: a map already shown moves when `token` is another than at the last run.

    Give a position (with a zoom, or the present one stays), or a box to be seen whole.
    """

    token: str | int
    to: Position | None = None
    zoom: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class ZoneLayer:
    """The zones of a proposal's version, which the browser fetches by itself (`dashboard.web.zones`); without one
    there is the drawing alone.

    `shape` is the outline somebody is drawing or changing, as the page was told of it, and `changed_id` the zone it
    belongs to (None: a new one). Another `turn` lays aside whatever is being drawn and shows `shape` instead.
    """

    version_id: int | None
    other_id: int | None = None  # another version, laid over the first
    chosen_id: int | None = None
    data_version: str = ""  # another value makes the browser fetch the zones anew
    turn: int = 0
    shape: Geometry | None = None
    changed_id: int | None = None
    tried: Geometry | None = None  # a zone that is tried out: seen, and not to be changed


@dataclass(frozen=True, slots=True)
class EmergencyLayer:
    """An emergency event, which the browser fetches by itself (`dashboard.web.emergencies`).

    Another `data_version` makes it fetch anew; where the map looks stays.
    """

    event_id: int
    data_version: str


@dataclass(frozen=True, slots=True)
class MapSpec:
    """A map as a page wants it.

    `view` is where it begins; afterwards it belongs to whoever moves it, so a page may repeat the view it knows, and
    moves the map only by `move`. What stands under "fixed" makes the frame anew when it changes; the rest does not.
    """

    view: View
    whole: Box | None = None  # begin where this is seen whole, beside the legend, rather than at `view`
    layers: frozenset[Layer] = USUAL_LAYERS
    chosen: SiteFilter = field(default_factory=SiteFilter)
    day: date | None = None  # of which the zones are shown; None: today
    selected: FeatureRef | None = None
    selected_at: Position | None = None  # where the selected place is, so that it is marked even within a cluster
    move: Move | None = None
    marker: Position | None = None  # the placed marker; a page hands back what it was told, or another position
    drawn: Geometry | None = None  # the drawn polygon; likewise
    path: Geometry | None = None  # lines of this page alone, over the layers: no tile holds them, for nobody else may
    data_version: str | int = 0  # another value makes the browser fetch all tiles anew
    zones: ZoneLayer | None = None  # whether there are any is fixed
    emergency: EmergencyLayer | None = None  # whether there is one is fixed

    # fixed
    height: int = 620  # pixels, on a phone at most 62 % of the screen
    label: str = ""  # what the map is, for those who hear it; empty: "Map of places"
    legend: bool = True  # the switch of layers and kinds, with counts in view
    offered_layers: frozenset[Layer] = ALL_LAYERS
    offered_kinds: frozenset[SiteKind] = ALL_KINDS
    follows_view: bool = False  # whether the page runs again after each move (a list that follows the view)
    draws: bool = False  # offers drawing one polygon or rectangle
    draws_zones: bool = False  # offers drawing and changing zones
    draws_routes: bool = False  # with `draws_zones`: offers drawing a route too, as events have
    places: bool = False  # a tap puts the marker; clicking features is off then
    locates: bool = False  # offers the browser's own position


@dataclass(frozen=True, slots=True)
class Located:
    """The browser's own position with its accuracy in metres (radius of 95 %)."""

    at: Position
    accuracy_m: float


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """A zone or a route as somebody drew or changed it; `outline` None: it was given up. `turn` as in `ZoneLayer`."""

    outline: Geometry | None
    changed_id: int | None
    turn: int


@dataclass(frozen=True, slots=True)
class MapEvents:
    """What happened on the map.

    `clicked`, `tapped`, `located`, `drew` (somebody drew, changed or removed the shape), `shaped` and `chosen_zone_id`
    (a zone was drawn, changed, chosen) and `layers` with `kinds`
    (somebody used the legend) are told once, in the run they cause. The others are the present state: `view` and `box`
    are None until the map has been drawn once (and always, unless the spec `follows_view`); `drawn` is the shape as
    somebody last drew it.
    """

    clicked: FeatureRef | None = None
    tapped: Position | None = None
    located: Located | None = None
    view: View | None = None
    box: Box | None = None
    drew: bool = False
    drawn: Geometry | None = None
    shaped: ZoneShape | None = None
    chosen_zone_id: int | None = None
    layers: frozenset[Layer] | None = None
    kinds: frozenset[SiteKind] | None = None
