"""The map of an event: its place, where each pair was last, its addresses by state, and the calls that wait."""

from __future__ import annotations

import hashlib

import shapely

from dashboard.language import _
from dashboard.map.fitting import view_of
from dashboard.map.render import show_map
from dashboard.map.spec import Box, EmergencyLayer, MapSpec
from geodata.services.emergency_board import EmergencyBoard

HEIGHT = 560  # the legend below the map included
_AROUND = 0.0012  # degrees: what lies around a short route is seen too


def show_event_map(board: EmergencyBoard) -> None:
    """The map follows what happens; where it looks belongs to whoever moves it."""
    box = _box(board)
    show_map(
        MapSpec(
            view=view_of(box),
            whole=box,
            layers=frozenset(),
            offered_layers=frozenset(),
            emergency=EmergencyLayer(board.id, _data_version(board)),
            height=HEIGHT,
            label=_("Map of the event"),
            legend=False,
        ),
        f"emergency-{board.id}",
    )


def _box(board: EmergencyBoard) -> Box:
    west, south, east, north = board.outline.bounds
    return west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND


def _data_version(board: EmergencyBoard) -> str:
    """Another one whenever something on the map is another; it tells nothing else."""
    places = [line.last_place for line in board.assignments]
    said = (shapely.to_wkb(board.outline), board.addresses, board.calls, places)
    return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()
