"""The published picture as files: CSV for people and their tables, JSON for programs, GeoJSON for the map.

Everything in here is made of a `Picture`, which holds published values and nothing else.
"""

from __future__ import annotations

import csv
import io

import orjson

from dashboard.formats import number
from dashboard.labels import kinds_label, label
from dashboard.language import _
from geodata.errors import N_
from geodata.formulas import harmless
from geodata.model.public_picture import Cell, Picture
from geodata.services.published import Published

# The name of each column for programs, and its heading for people.
COLUMNS: dict[str, str] = {
    "month": N_("Month"),
    "made_on": N_("Counted on"),
    "area": N_("Area"),
    "kind": N_("Kind"),
    "state": N_("State"),
    "at_least": N_("At least"),
    "at_most": N_("At most"),
}


def bounds(picture: Picture, cell: Cell) -> tuple[int, int]:
    """Between which numbers the count of the cell lies; the same for every count of its band."""
    value = picture.value(cell)
    return value, value if picture.is_exact(cell) else value + picture.limit - 1


def value_words(picture: Picture, cell: Cell) -> str:
    """What is said of a cell: `< 8`, `≥ 16`, or the number of its points."""
    value = picture.value(cell)
    if picture.is_exact(cell):
        return number(value)
    return f"≥ {number(value)}" if value else f"< {number(picture.limit)}"


def sum_words(value: int) -> str:
    """What is said of a sum: nothing where none of its cells is shown."""
    return f"≥ {number(value)}" if value else "–"


def picture_csv(picture: Picture) -> bytes:
    """A row for each cell, in the words of the language spoken now; UTF-8 with a byte order mark, semicolons."""
    names = {area.id: harmless(area.name) for area in picture.areas}
    written = io.StringIO(newline="")
    written.write("\N{BYTE ORDER MARK}")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([_(heading) for heading in COLUMNS.values()])
    for cell in picture.cells():
        writer.writerow(
            [
                picture.month.isoformat(),
                picture.made_on.isoformat(),
                names[cell.area_id],
                kinds_label(cell.kind),
                label(cell.state),
                *bounds(picture, cell),
            ]
        )
    return written.getvalue().encode()


def picture_json(published: Published, picture: Picture) -> bytes:
    """The same rows by codes, with the areas, the limit and the points (degrees WGS84)."""
    names = {area.id: area.name for area in picture.areas}
    rows = [
        dict(
            zip(
                COLUMNS,
                (picture.month, picture.made_on, names[cell.area_id], cell.kind, cell.state, *bounds(picture, cell)),
                strict=True,
            )
        )
        for cell in picture.cells()
    ]
    points = [{"longitude": point.longitude, "latitude": point.latitude} for point in picture.points or ()]
    document = {"city": published.city, "limit": picture.limit, "cells": rows, "cleared_dumps": points}
    return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)


def picture_geojson(picture: Picture) -> bytes:
    """Areas with the sum of what is shown of them, and the points of cleared dumps (EPSG:4326)."""
    areas = [
        {
            "type": "Feature",
            "geometry": area.outline,
            "properties": {"name": area.name, "value": value, "words": sum_words(value)},
        }
        for area in picture.areas
        if area.outline is not None
        for value in [picture.total(area_id=area.id)]
    ]
    cleared = _("A dump that was cleaned")
    points = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": (point.longitude, point.latitude)},
            "properties": {"name": cleared},
        }
        for point in picture.points or ()
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": [*areas, *points]})
