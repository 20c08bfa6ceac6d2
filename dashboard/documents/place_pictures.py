"""A place on paper: a map of the ground around it, and its photos."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import formats
from dashboard.documents.blocks import Picture
from dashboard.documents.place_map import ACROSS_M, map_picture
from dashboard.labels import label
from dashboard.language import _
from geodata.model.sites import SiteKind
from geodata.services.place_pictures import PlacePictures

_MAP_MM = (160, 96)
_PHOTO_MM = (120, 100)


def map_of_place(
    pictures: PlacePictures, name: str, kind: SiteKind, longitude: float, latitude: float
) -> Iterator[Picture]:
    """The map, if the city's streets or addresses around the position (degrees WGS84) are known."""
    if pictures.ground is None:
        return
    drawn = map_picture(pictures.ground, kind, longitude, latitude)
    if drawn is None:
        return
    streets = ", ".join(sorted({street for street, _line in pictures.ground.streets}))
    told = _("A map of {place} and about {metres} metres around. Streets: {streets}.")
    alternative = told.format(place=name or label(kind), metres=round(ACROSS_M / 2), streets=streets or "–")
    caption = _("Map: {place}. Drawn from the city's streets and addresses.").format(place=_where(name, kind))
    yield Picture(drawn, alternative, caption, *_MAP_MM)


def photos_of_place(pictures: PlacePictures, name: str, kind: SiteKind) -> Iterator[Picture]:
    """Its photos, each with its day."""
    for photo in pictures.photos:
        words = _("Photo: {place}, {day}").format(place=_where(name, kind), day=formats.day(photo.taken_on))
        yield Picture(photo.path.read_bytes(), words, words, *_PHOTO_MM)


def _where(name: str, kind: SiteKind) -> str:
    return f"{name} ({label(kind).lower()})" if name else label(kind)
