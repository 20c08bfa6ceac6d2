"""Words on a map for a paper: where the name of a street fits, how it is turned, and the line of text itself."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from shapely.geometry import LineString
from shapely.ops import substring

from dashboard.documents.blocks import printable

LETTER, BOLD_LETTER = 0.52, 0.6  # of the size of the letters, how wide one is on average
_STRAIGHT = 0.97  # how long the straight way may be at least, against the way along the street
_TRIED = (0.5, 0.3, 0.7, 0.15, 0.85)  # where along a street its name is tried

Point = tuple[float, float]


def stretches(lines: Iterable[LineString], room: float) -> Iterator[LineString]:
    """Straight pieces of this length, the middle of the longest line first."""
    for line in sorted(lines, key=lambda line: -line.length):
        for share in _TRIED:
            start = share * line.length - room / 2
            piece = substring(line, start, start + room) if 0 <= start <= line.length - room else LineString()
            if not piece.is_empty and math.dist(piece.coords[0], piece.coords[-1]) > _STRAIGHT * room:
                yield LineString([piece.coords[0], piece.coords[-1]])


def turned(piece: LineString) -> float:
    """The direction of a piece in degrees, so that letters never stand on their heads."""
    (left, top), (right, bottom) = piece.coords
    degrees = math.degrees(math.atan2(bottom - top, right - left))
    return degrees - 180 if degrees > 90 else degrees + 180 if degrees <= -90 else degrees


def map_text(
    words: str,
    place: Point,
    size: int,
    colour: str,
    *,
    turn: float = 0.0,
    anchor: str = "middle",
    halo: float = 0.0,
    bold: bool = False,
) -> str:
    """A line of text, its middle (or start) at the place; on a street it stands in the middle of the road.

    `halo`: so wide a white edge around the letters, where they stand on patterns.
    """
    x, y = place
    turning = f' transform="rotate({turn:.1f} {x:.1f} {y:.1f})"' if turn else ""
    edge = f' stroke="#ffffff" stroke-width="{halo}" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    weight = ' font-weight="bold"' if bold else ""
    lower = y + (size * 0.3 if anchor == "middle" else 0)
    return (
        f'<text x="{x:.1f}" y="{lower:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"'
        f"{weight}{edge}{turning}>{escape(printable(words))}</text>"
    )
