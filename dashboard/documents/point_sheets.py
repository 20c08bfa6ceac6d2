"""Behind the agenda: for each point with a place its map sheet and photo."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.documents.blocks import Block, Heading, Paragraph, Tone
from dashboard.documents.meeting_parts import point_title
from dashboard.documents.place_pictures import map_of_place, photos_of_place
from dashboard.language import ngettext
from geodata.services.minutes_export import PointSheet


def point_sheets(sheets: Sequence[PointSheet], left_out: int = 0) -> list[Block]:
    """The sheets of the points that have anything to show, under the number and title of each.

    `left_out`: how many points have a place, and no sheet.
    """
    blocks = [block for sheet in sheets for block in _sheet(sheet)]
    if left_out:
        told = ngettext(
            "{count} more point has a place; its map is in Lokality.",
            "{count} more points have a place; their maps are in Lokality.",
            left_out,
        )
        blocks.append(Paragraph(told.format(count=left_out), tone=Tone.QUIET))
    return blocks


def _sheet(sheet: PointSheet) -> list[Block]:
    place = sheet.place
    pictures = [
        *map_of_place(sheet.pictures, place.name, place.kind, sheet.longitude, sheet.latitude),
        *photos_of_place(sheet.pictures, place.name, place.kind),
    ]
    return [Heading(f"{sheet.point.number}. {point_title(sheet.point)}", 2), *pictures] if pictures else []
