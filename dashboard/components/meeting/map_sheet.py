"""The map sheet of a meeting: where its points lie. Each place is a link in the list too; the map only helps."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.context import Context
from dashboard.language import _
from dashboard.map.render import show_map
from dashboard.map.spec import Layer, MapSpec, Move, View
from dashboard.shell.pages import go_to
from geodata.model.filters import Ring, SiteFilter
from geodata.services.agenda_places import AgendaPlace, places_of_agenda
from geodata.services.meeting_card import MeetingCard

MAP_HEIGHT = 320
DISTRICT_ZOOM = 15
# An address has room for so many places; a meeting has two hours.
PLACES_AT_MOST = 60
_AROUND = 0.00003  # degrees, some three metres: the place itself and nothing beside it
_MARGIN = 0.0008  # degrees around the outermost places, so that none lies under the edge


def show_map_sheet(context: Context, card: MeetingCard) -> None:
    """The places of the agenda's issues; a tap opens one."""
    places = places_of_agenda(context.database, context.actor, card.id)[:PLACES_AT_MOST]
    st.subheader(_("Where it is"), anchor=False)
    if not places:
        st.caption(_("No point speaks of a place yet."))
        return
    longitudes, latitudes = [place.longitude for place in places], [place.latitude for place in places]
    box = (
        min(longitudes) - _MARGIN,
        min(latitudes) - _MARGIN,
        max(longitudes) + _MARGIN,
        max(latitudes) + _MARGIN,
    )
    spec = MapSpec(
        view=View(((box[1] + box[3]) / 2, (box[0] + box[2]) / 2), DISTRICT_ZOOM),
        whole=box,
        layers=frozenset({Layer.SITES, Layer.LOCALITIES}),
        chosen=SiteFilter(shape=ring_around(places)),
        move=Move("-".join(str(place.site_id) for place in places), box=box),
        height=MAP_HEIGHT,
        legend=False,
        label=_("Map of the places on the agenda"),
    )
    clicked = show_map(spec, f"sheet-{card.id}").clicked
    if clicked is not None and clicked.layer == Layer.SITES:
        go_to("site", id=clicked.id)


def ring_around(places: Sequence[AgendaPlace]) -> Ring:
    """One ring that holds these places alone: a small square around each, joined by paths without width."""
    squares = [
        [
            (place.longitude + east * _AROUND, place.latitude + north * _AROUND)
            for east, north in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
        ]
        for place in places
    ]
    back = [square[0] for square in reversed(squares[:-1])]
    return (*(corner for square in squares for corner in square), *back)
