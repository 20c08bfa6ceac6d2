"""The texts of the map's own controls, in the language spoken now; constants all, never the text of a user."""

from __future__ import annotations

from typing import Any

from dashboard.labels import kinds_label, label
from dashboard.language import _, current_language
from dashboard.map.spec import Layer
from geodata.model.criteria import PROTECTED_KINDS
from geodata.model.network import ServiceKind
from geodata.model.sites import SiteKind, SiteState
from geodata.model.zones import ZoneRule


def map_words(name: str) -> dict[str, Any]:
    """Texts by the keys that `static/map` asks for; `name` is what the map is called aloud."""
    return {
        "language": current_language(),
        "map": name or _("Map of places"),
        "kinds": {kind.value: kinds_label(kind) for kind in SiteKind},
        "kind": {kind.value: label(kind) for kind in SiteKind},
        "protected_kinds": {kind.value: label(kind) for kind in PROTECTED_KINDS},
        "service_kinds": {kind.value: label(kind) for kind in ServiceKind},
        "states": {state.value: label(state) for state in SiteState},
        "layers": layer_names(),
        "rules": {rule.value: label(rule) for rule in ZoneRule},
        "standings": {"in_force": _("In force: a whole line"), "proposed": _("Not in force: a broken line")},
        "legend": _("Layers"),
        "rings": _("What the rings mean"),
        "thousands": _("{count} thousand"),
        "places": _("Places: {count}"),
        "in_view": _("Places in view: {count}"),
        "others": _("and {count} more"),
        "unnamed": _("No name"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "no_base_map": _("The base map does not answer. Your places are shown without it."),
        "tiles_failed": _("Part of the map did not arrive. Move the map to try again."),
        **_drawing_words(),
        **_placing_words(),
    }


def layer_names() -> dict[str, str]:
    """What each layer is called."""
    return {
        Layer.SITES.value: _("Places"),
        Layer.SERVICES.value: _("Services"),
        Layer.LOCALITIES.value: _("Localities"),
        Layer.ZONES.value: _("Zones and bylaws"),
        Layer.AREAS.value: _("Areas"),
        Layer.PROTECTED_PLACES.value: _("Protected places"),
    }


def _drawing_words() -> dict[str, str]:
    return {
        "draw_polygon": _("Draw a shape and see what is inside"),
        "draw_rectangle": _("Draw a rectangle and see what is inside"),
        "remove_shape": _("Remove the shape"),
        "polygon_start": _("Click where the shape begins."),
        "polygon_continue": _("Click each further corner."),
        "polygon_end": _("Click the first corner to finish."),
        "polygon_crosses": _("The edges must not cross."),
        "rectangle_start": _("Press and drag across the area."),
        "rectangle_end": _("Release to finish."),
    }


def _placing_words() -> dict[str, str]:
    return {
        "marker": _("The chosen place; drag it to move it"),
        "locate": _("Where am I"),
        "locate_refused": _("The browser may not tell its position. Allow it in the address bar, or tap the map."),
        "locate_unavailable": _("The position was not found. Try again outside, or tap the map."),
    }
