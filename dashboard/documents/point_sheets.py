"""Behind the agenda: for each point with a place its map sheet and photo."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.documents.blocks import Block, Heading
from dashboard.documents.meeting_parts import point_title
from dashboard.documents.place_pictures import map_of_place, photos_of_place
from geodata.services.minutes_export import PointSheet


def point_sheets(sheets: Iterable[PointSheet]) -> list[Block]:
    """The sheets of the points that have anything to show, under the number and title of each."""
    return [block for sheet in sheets for block in _sheet(sheet)]


def _sheet(sheet: PointSheet) -> list[Block]:
    place = sheet.place
    pictures = [
        *map_of_place(sheet.pictures, place.name, place.kind, sheet.longitude, sheet.latitude),
        *photos_of_place(sheet.pictures, place.name, place.kind),
    ]
    return [Heading(f"{sheet.point.number}. {point_title(sheet.point)}", 2), *pictures] if pictures else []
