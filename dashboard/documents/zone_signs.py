"""What zones, venues and protected places look like on a map for a paper.

Each rule has a pattern of its own besides its colour: these maps are copied in black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.documents.map_words import BOLD_LETTER, Point, map_text
from geodata.model.zones import ZoneRule

INK, QUIET, PAPER = "#1b2a2f", "#5a656a", "#ffffff"
_PROTECTED = "#0f5c63"


@dataclass(frozen=True, slots=True)
class _Look:
    """The colour of a rule, and its pattern: a tile `size` units wide, turned so many degrees, with shapes in it."""

    colour: str
    size: int
    turn: int
    shapes: str


_LOOKS: dict[ZoneRule, _Look] = {
    ZoneRule.TOTAL_BAN: _Look("#b3412e", 8, 45, '<path d="M0 4H8" stroke="{colour}" stroke-width="2.2"/>'),
    ZoneRule.TIME_BAND: _Look("#2b5f9e", 13, 0, '<path d="M0 6H13" stroke="{colour}" stroke-width="1.5"/>'),
    ZoneRule.MACHINE_CAP: _Look("#5b3e96", 12, 0, '<circle cx="6" cy="6" r="2.2" fill="{colour}"/>'),
    ZoneRule.SALE_BAN: _Look("#8a5a12", 13, 45, '<path d="M0 6H13M6 0V13" stroke="{colour}" stroke-width="1.4"/>'),
    ZoneRule.DRINKING_BAN: _Look("#a21f6b", 13, 0, '<path d="M6 0V13" stroke="{colour}" stroke-width="1.5"/>'),
}


class VenueSign(StrEnum):
    """What a version does to a venue, as the map shows it."""

    HIT = "hit"
    LIMITED = "limited"  # by hours or a cap alone
    SPARED = "spared"


def patterns() -> str:
    """The definitions that `zone_shape` refers to."""
    return "".join(
        f'<pattern id="{rule}" width="{look.size}" height="{look.size}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({look.turn})">{look.shapes.format(colour=look.colour)}</pattern>'
        for rule, look in _LOOKS.items()
    )


def zone_shape(path: str, rule: ZoneRule, *, aside: bool = False, chosen: bool = False) -> str:
    """An outline filled with the pattern of its rule; `aside` fades it, `chosen` draws a thick edge around it."""
    colour = _LOOKS[rule].colour
    width = 5 if chosen else 1.2 if aside else 2.2
    fade = ' opacity="0.45"' if aside else ""
    edge = f'<path d="{path}" fill="none" stroke="{PAPER}" stroke-width="9"/>' if chosen else ""
    return (
        f'<g fill-rule="evenodd" stroke-linejoin="round"{fade}><path d="{path}" fill="{colour}" fill-opacity="0.13"/>'
        f'<path d="{path}" fill="url(#{rule})"/>{edge}'
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/></g>'
    )


def zone_edge(path: str, rule: ZoneRule) -> str:
    """The edge of the zone that a sheet is about once more, above what stands in it."""
    colour = _LOOKS[rule].colour
    return (
        f'<g fill="none" stroke-linejoin="round"><path d="{path}" stroke="{PAPER}" stroke-width="5"/>'
        f'<path d="{path}" stroke="{colour}" stroke-width="3"/></g>'
    )


def zone_number(place: Point, number: int, size: int) -> str:
    """The number of a zone: in a box, since those of venues stand in circles."""
    x, y = place
    wide, high = number_room(number, size)
    return (
        f'<rect x="{x - wide / 2:.1f}" y="{y - high / 2:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="3"'
        f' fill="{PAPER}" stroke="{INK}" stroke-width="1.6"/>{map_text(str(number), place, size, INK, bold=True)}'
    )


def number_room(number: int, size: int) -> tuple[float, float]:
    """How wide and high the box of a number is."""
    return len(str(number)) * size * BOLD_LETTER + 10, size + 5


def venue_shape(place: Point, sign: VenueSign, *, near: bool, size: float, number: str = "") -> str:
    """A venue: full when hit, with a thick edge when limited, empty when spared; a broken ring near an edge."""
    x, y = place
    is_hit = sign == VenueSign.HIT
    ring = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size + 5:.1f}" fill="none" stroke="{INK}" stroke-width="1.8"'
        ' stroke-dasharray="4 3"/>'
        if near
        else ""
    )
    halo = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size + 2.2:.1f}" fill="{PAPER}"/>'
    edge = size * 0.36 if sign == VenueSign.LIMITED else 1.6
    disc = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size - edge / 2:.1f}" fill="{INK if is_hit else PAPER}" stroke="{INK}"'
        f' stroke-width="{edge:.1f}"/>'
    )
    letters = round(size * (1.25 if len(number) < 3 else 0.95) * (0.85 if sign == VenueSign.LIMITED else 1))
    words = map_text(number, place, letters, PAPER if is_hit else INK, bold=True) if number else ""
    return halo + ring + disc + words


def protected_shape(place: Point) -> str:
    """A place that a criterion measures from: a square on its corner."""
    x, y = place
    return (
        f'<path d="M{x:.1f} {y - 9:.1f}l9 9l-9 9l-9 -9z" fill="{PAPER}" stroke="{_PROTECTED}" stroke-width="2.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{_PROTECTED}"/>'
    )


def protected_surface(path: str) -> str:
    """The same where its outline is known."""
    return f'<path d="{path}" fill="{_PROTECTED}" fill-opacity="0.25" stroke="{_PROTECTED}" stroke-width="1.5"/>'


def locality_shape(path: str) -> str:
    """The outline of a locality."""
    return f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="1.6" stroke-dasharray="9 4 2 4"/>'


def boundary_shape(path: str, *, outer: bool) -> str:
    """The boundary of the city, or of a part of it."""
    width, dashes = (3.0, "16 5 3 5") if outer else (1.2, "6 4")
    return f'<path d="{path}" fill="none" stroke="{QUIET}" stroke-width="{width}" stroke-dasharray="{dashes}"/>'
