"""What a paper shows of a place: the ground around it, and its newest photos."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.local_map import LocalMap, local_map
from geodata.services.photos import photos_of, read_photo


@dataclass(frozen=True, slots=True)
class OnPaper:
    """How a place is shown: where photos lie, how many of them, and how many metres a map has from edge to edge."""

    photo_directory: Path
    photos: int
    across_m: float
    down_m: float


@dataclass(frozen=True, slots=True)
class PlacePhoto:
    """A stored JPEG, without whatever the phone wrote into it."""

    path: Path
    taken_on: date


@dataclass(frozen=True, slots=True)
class PlacePictures:
    """The ground around a place, None where it is not shown, and its photos, the newest first."""

    ground: LocalMap | None = None
    photos: tuple[PlacePhoto, ...] = ()


def place_pictures(
    database: Database,
    actor: Actor,
    site_id: int,
    longitude: float,
    latitude: float,
    on_paper: OnPaper,
    photo_ids: Collection[int] | None = None,
) -> PlacePictures:
    """The pictures of a site at a position (degrees WGS84); photos only from among `photo_ids` where those are said.

    NotFound where the actor may not know of the site.
    """
    require(actor, Action.VIEW)
    ground = local_map(database, actor, longitude, latitude, across_m=on_paper.across_m, down_m=on_paper.down_m)
    return PlacePictures(ground, tuple(_photos(database, actor, site_id, on_paper, photo_ids)))


def _photos(
    database: Database, actor: Actor, site_id: int, on_paper: OnPaper, photo_ids: Collection[int] | None
) -> Iterator[PlacePhoto]:
    known = [one for one in photos_of(database, actor, site_id) if photo_ids is None or one.id in photo_ids]
    for photo in reversed(known[-on_paper.photos :]):
        try:
            yield PlacePhoto(read_photo(database, actor, on_paper.photo_directory, photo.id).path, photo.taken_on)
        except NotFound:  # its file is gone: the paper goes without it
            continue
