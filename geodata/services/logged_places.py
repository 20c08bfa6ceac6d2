"""Log a place, or a visit of a known one, together with its photos; sent twice it is one record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import LokalityError, Message
from geodata.model.people import Actor
from geodata.model.pictures import HiddenPart
from geodata.services.photos import add_photo
from geodata.services.sites import NewObservation, NewSite, log_site, observe
from geodata.tables import Observation


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A picture as it came from a phone, and which parts of it to black out before it is kept."""

    name: str
    data: bytes
    hidden: tuple[HiddenPart, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedPlace:
    """What was kept; of each photo that could not be kept, its name and why.

    `patrol_left_out`: it does not count under the patrol that was named.
    """

    site_id: int
    photos: int
    refused: tuple[tuple[str, Message], ...]
    patrol_left_out: bool = False


def log_place(
    database: Database, actor: Actor, photo_directory: Path, new: NewSite, photos: Iterable[PhotoFile]
) -> LoggedPlace:
    """Log the place, then keep its photos: a broken picture never costs the record."""
    seen = replace(new.observation, client_id=new.client_id and f"{new.client_id}:seen")
    site_id = log_site(database, actor, replace(new, observation=seen))
    return _with_photos(database, actor, photo_directory, site_id, seen, photos)


def log_visit(
    database: Database, actor: Actor, photo_directory: Path, site_id: int, seen: NewObservation,
    photos: Iterable[PhotoFile],
) -> LoggedPlace:  # fmt: skip
    """Add a visit to a known place, then keep its photos."""
    observe(database, actor, site_id, seen)
    return _with_photos(database, actor, photo_directory, site_id, seen, photos)


def _with_photos(
    database: Database, actor: Actor, photo_directory: Path, site_id: int, seen: NewObservation,
    photos: Iterable[PhotoFile],
) -> LoggedPlace:  # fmt: skip
    observation_id, patrol_id = _observation(database, seen.client_id)
    kept, refused = 0, []
    for photo in photos:
        try:
            add_photo(
                database, actor, photo_directory, site_id, observation_id, photo.data, seen.observed_on, photo.hidden
            )
            kept += 1
        except LokalityError as refusal:
            refused.append((photo.name, refusal.message))
    return LoggedPlace(site_id, kept, tuple(refused), seen.patrol_id is not None and patrol_id is None)


def _observation(database: Database, client_id: str | None) -> tuple[int | None, int | None]:
    """The visit that was kept, and the patrol under which it counts."""
    if not client_id:
        return None, None
    query = select(Observation.id, Observation.patrol_id).where(Observation.client_id == client_id)
    with database.read() as session:
        row = session.execute(query).one_or_none()
    return (None, None) if row is None else (row.id, row.patrol_id)
