"""Where an event is: along streets, drawn, in a part of the city, in the whole of it, or where it was until now."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial

import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard.components.drawing import hear_drawing, kept_drawing, lay_aside_drawing
from dashboard.context import Context
from dashboard.language import _
from dashboard.map.fitting import view_of
from dashboard.map.render import show_map
from dashboard.map.spec import Box, MapSpec, View, ZoneLayer
from geodata.errors import N_, InvalidValue
from geodata.model.zones import ZoneSource
from geodata.services.computed_zones import taken_outline
from geodata.services.emergency_routes import route_of_streets, street_names
from geodata.services.extent import city_extent
from geodata.services.territory_list import list_territories

_COUNTRY = View((49.8, 15.5), 7)
_HEIGHT = 460
_AROUND = 0.004  # degrees: who draws needs free ground beside what is there

Placing = Callable[[], BaseGeometry]


class Where(StrEnum):
    AS_IT_IS = "as_it_is"
    STREETS = "streets"
    DRAWN = "drawn"
    AREA = "area"
    CITY = "city"


def place_fields(context: Context, form: str, present: BaseGeometry | None = None) -> Placing:
    """The fields of the chosen way; what is returned makes the outline, or raises a sentence that says what is missing.

    `form` is the beginning of all keys, `present` the outline (EPSG:4326) that the event has already.
    """
    ways = {
        Where.AS_IT_IS: _("Where it is now"),
        Where.STREETS: _("Along streets"),
        Where.DRAWN: _("A drawing on the map"),
        Where.AREA: _("In a part of the city"),
        Where.CITY: _("In the whole city"),
    }
    offered = [way for way in ways if way != Where.AS_IT_IS or present is not None]
    way = st.pills(
        _("Where"), offered, default=offered[0], required=True, format_func=ways.__getitem__, key=f"{form}-where"
    )
    match way:
        case Where.DRAWN:
            return _drawn(context, form, present)
        case Where.AREA:
            return _area(context, form)
        case Where.CITY:
            return partial(taken_outline, context.database, context.actor, ZoneSource.MUNICIPALITY, None)
        case Where.AS_IT_IS if present is not None:
            return lambda: present
        case _:
            return _streets(context, form)


def end_place(form: str) -> None:
    """What was drawn in the form is stored, or not wanted."""
    lay_aside_drawing(_name(form))


def _streets(context: Context, form: str) -> Placing:
    known = street_names(context.database, context.actor)
    names = st.multiselect(_("Streets of the route"), known, key=f"{form}-streets", placeholder=_("None chosen"))
    return lambda: route_of_streets(context.database, context.actor, names)


def _area(context: Context, form: str) -> Placing:
    areas = {area.id: area.name for area in list_territories(context.database, context.actor).areas}
    area_id = st.selectbox(
        _("Part of the city"),
        list(areas),
        index=None,
        format_func=areas.__getitem__,
        key=f"{form}-area",
        placeholder=_("None chosen"),
    )

    def place() -> BaseGeometry:
        if area_id is None:
            raise InvalidValue(N_("Choose the part of the city in which the event is."))
        return taken_outline(context.database, context.actor, ZoneSource.AREA, area_id)

    return place


def _drawn(context: Context, form: str, present: BaseGeometry | None) -> Placing:
    name = _name(form)
    kept = kept_drawing(name, shapely.geometry.mapping(present) if present is not None else None)
    box = _box(context, present)
    events = show_map(
        MapSpec(
            view=view_of(box) if box else _COUNTRY,
            whole=box,
            layers=frozenset(),
            offered_layers=frozenset(),
            zones=ZoneLayer(version_id=None, turn=kept.turn, shape=_listed(kept.outline)),
            height=_HEIGHT,
            label=_("Map: draw an area or a route"),
            legend=False,
            draws_zones=True,
            draws_routes=True,
        ),
        f"{form}-drawing",
    )
    if events.shaped is not None:
        kept = hear_drawing(name, kept, events.shaped)
    if kept.outline is None:
        st.caption(_("Choose on the left of the map whether you draw a route or an area; each click is a point of it."))
    elif name in st.session_state:
        st.caption(_("The shape from the map is ready. What you drew waits here until it is saved."))
    else:
        st.caption(_("This is the shape until now. Change it on the map, or draw another one."))

    def place() -> BaseGeometry:
        if kept.outline is None:
            raise InvalidValue(N_("Draw the area or the route on the map first."))
        return shapely.geometry.shape(kept.outline)

    return place


def _name(form: str) -> str:
    return f"{form}-drawn"


def _listed(outline: dict[str, object] | None) -> dict[str, object] | None:
    """The outline with lists, as JSON has it: a tuple of shapely's would be another shape to the browser."""
    return outline and {"type": outline["type"], "coordinates": _lists(outline["coordinates"])}


def _lists(coordinates: object) -> object:
    return [_lists(one) for one in coordinates] if isinstance(coordinates, list | tuple) else coordinates


def _box(context: Context, present: BaseGeometry | None) -> Box | None:
    if present is None:
        return city_extent(context.database, context.actor)
    west, south, east, north = present.bounds
    return west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND
