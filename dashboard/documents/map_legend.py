"""Beside a map for a paper its title and what the signs mean; in it where north is and how long some metres are."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard import formats
from dashboard.documents.map_view import MapView, scale_length
from dashboard.documents.map_words import map_text
from dashboard.documents.zone_signs import (
    INK,
    PAPER,
    QUIET,
    VenueSign,
    boundary_shape,
    locality_shape,
    protected_shape,
    venue_shape,
    zone_number,
    zone_shape,
)
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.errors import N_
from geodata.model.zones import ZoneRule

WIDTH, GUTTER = 270, 14  # units of the drawing: of the column, and between it and the map
_LINE, _TITLE_SIZE, _SIZE, _NUMBER_SIZE = 21, 21, 17, 16
_TITLE_LETTERS, _LETTERS = 21, 24  # a line
_TITLE_LINES = 4
_SCALE_AT_MOST = 190
_VENUES = {
    VenueSign.HIT: N_("Venue that is hit"),
    VenueSign.LIMITED: N_("Venue that hours or a cap limit"),
    VenueSign.SPARED: N_("Venue that is spared"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on a map, so that the legend tells of nothing else."""

    rules: tuple[ZoneRule, ...] = ()
    venues: tuple[VenueSign, ...] = ()
    near: bool = False
    protected: bool = False
    localities: bool = False
    boundary: bool = False
    parts: bool = False
    zones: tuple[tuple[int, str], ...] = ()  # number and name


def title_and_legend(title: str, shown: Shown, view: MapView) -> Iterator[str]:
    """The column beside the map: what it shows, what its signs mean, and the zones by their numbers."""
    left, y = view.width + GUTTER, 26.0
    for line in _lines(title, _TITLE_LETTERS, _TITLE_LINES):
        yield map_text(line, (left, y), _TITLE_SIZE, INK, anchor="start", bold=True)
        y += _TITLE_SIZE + 4
    y += 16
    for sign, words in _entries(shown, left):
        yield f'<g transform="translate(0 {y:.1f})">{sign}</g>'
        for line in _lines(words, _LETTERS, 3):
            yield map_text(line, (left + 46, y + 5), _SIZE, INK, anchor="start")
            y += _LINE
        y += 11
    yield from _zones(shown.zones, left, y + 4, view.height)


def _zones(zones: Sequence[tuple[int, str]], left: float, y: float, below: float) -> Iterator[str]:
    """As many as have room, and how many more there are."""
    for place, (number, name) in enumerate(zones):
        lines = list(_lines(name, _LETTERS, 2))
        others = len(zones) - place
        if y + (len(lines) + (others > 1)) * _LINE > below:
            more = ngettext("and {count} further", "and {count} further", others).format(count=formats.number(others))
            yield map_text(more, (left + 46, y + 5), _SIZE, INK, anchor="start")
            return
        yield zone_number((left + 17, y), number, _NUMBER_SIZE)
        for line in lines:
            yield map_text(line, (left + 46, y + 5), _SIZE, INK, anchor="start")
            y += _LINE
        y += 6


def _entries(shown: Shown, left: float) -> Iterator[tuple[str, str]]:
    """Each sign, drawn around the height 0, with what it means."""
    box = f"M{left} -12H{left + 34}V12H{left}Z"
    line = f"M{left} 0H{left + 34}"
    middle = (left + 17, 0.0)
    for rule in shown.rules:
        yield zone_shape(box, rule), label(rule)
    for sign in shown.venues:
        yield venue_shape(middle, sign, near=False, size=10), _(_VENUES[sign])
    if shown.near:
        yield venue_shape(middle, VenueSign.SPARED, near=True, size=8), _("Venue near an edge (50 m)")
    if shown.protected:
        yield protected_shape(middle), _("Place that a criterion measures from")
    if shown.localities:
        yield locality_shape(line), _("Outline of a locality on the map")
    if shown.boundary:
        yield boundary_shape(line, outer=True), _("Boundary of the city")
    if shown.parts:
        yield boundary_shape(line, outer=False), _("Boundary of a city district")


def scale_and_north(view: MapView) -> Iterator[str]:
    """A bar of round metres at the lower left, and where north is at the upper right."""
    metres = scale_length(view, _SCALE_AT_MOST)
    length = metres * view.units_per_metre
    left, below = 24.0, view.height - 22
    half = length / 2
    yield f'<rect x="{left - 12}" y="{below - 38}" width="{length + 40:.1f}" height="52" fill="{PAPER}"/>'
    yield f'<rect x="{left}" y="{below - 8}" width="{length:.1f}" height="8" fill="{PAPER}" stroke="{INK}"'
    yield ' stroke-width="1.5"/>'
    yield f'<rect x="{left}" y="{below - 8}" width="{half:.1f}" height="8" fill="{INK}"/>'
    yield map_text("0", (left, below - 20), 16, INK)
    yield map_text(formats.distance(metres), (left + length, below - 20), 16, INK)
    x = view.width - 34
    yield f'<rect x="{x - 24}" y="8" width="48" height="82" fill="{PAPER}" fill-opacity="0.9"/>'
    yield f'<path d="M{x} 14L{x - 12} 54L{x} 45Z" fill="{INK}"/>'
    yield f'<path d="M{x} 14L{x + 12} 54L{x} 45Z" fill="{PAPER}" stroke="{INK}" stroke-width="1.5"/>'
    yield map_text(_("N"), (x, 74), 20, INK, bold=True)


def frame(view: MapView) -> str:
    """The line around the map."""
    return (
        f'<rect x="1" y="1" width="{view.width - 2:.0f}" height="{view.height - 2:.0f}" fill="none" stroke="{QUIET}"'
        ' stroke-width="2"/>'
    )


def _lines(words: str, letters: int, at_most: int) -> Iterable[str]:
    """The words in lines; what is too long ends with dots."""
    return textwrap.wrap(words, letters, max_lines=at_most, placeholder=" …", break_long_words=True)
