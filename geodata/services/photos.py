"""Photos of sites: kept as files named by their checksum, read only through the policy."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StorageError
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.pictures import cleaned_picture
from geodata.services.sites import visible_site
from geodata.tables import Observation, Photo, Site

LARGEST_ID = 2**63 - 1  # a database stumbles over a larger number, and addresses are written by anybody


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A stored picture: always a JPEG. `checksum` is that of the large one, for the browser's cache."""

    path: Path
    checksum: str


def add_photo(
    database: Database,
    actor: Actor,
    photo_directory: Path,
    site_id: int,
    observation_id: int | None,
    data: bytes,
    taken_on: date,
) -> int:
    """Keep a photo of a site; returns its id (the same for the same picture of the same site).

    The file stands safely on the disk before the row that speaks of it is committed. Raises InvalidValue for what is
    no picture, StorageError if it cannot be written.
    """
    require(actor, Action.LOG_SITE)
    if taken_on > clock.today():
        raise InvalidValue(N_("The day of the photo is in the future. Enter the day when it was taken."))
    picture = cleaned_picture(data)
    checksum = hashlib.sha256(picture.large).hexdigest()
    with database.write(actor) as work:
        site = visible_site(work.session, actor, site_id)
        # The same picture sent twice at once: the second waits here, and then finds the first.
        work.session.refresh(site, with_for_update=True)
        known = work.session.scalar(select(Photo.id).where(Photo.site_id == site.id, Photo.checksum == checksum))
        if known is not None:
            return known
        if observation_id is not None:
            observation = work.session.get(Observation, observation_id)
            if observation is None or observation.site_id != site.id:
                raise NotFound
        keep_file(path_of(photo_directory, checksum), picture.large)
        keep_file(path_of(photo_directory, checksum, small=True), picture.small)
        photo = Photo(
            municipality_id=site.municipality_id,
            site_id=site.id,
            observation_id=observation_id,
            checksum=checksum,
            width=picture.width,
            height=picture.height,
            taken_on=taken_on,
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
        )
        work.session.add(photo)
        work.session.flush()
        work.audit("photograph", "site", site.id, {"photo": photo.id, "checksum": checksum})
        work.commit()
        return photo.id


def read_photo(
    database: Database, actor: Actor, photo_directory: Path, photo_id: int, *, small: bool = False
) -> PhotoFile:
    """Where the picture lies. NotFound if there is none, or if the actor may not know of its site."""
    require(actor, Action.VIEW)
    if photo_id > LARGEST_ID:
        raise NotFound
    query = select(Photo.checksum).join(Site, Site.id == Photo.site_id)
    with database.read() as session:
        checksum = session.scalar(query.where(Photo.id == photo_id, visible(actor, Site)))
    if checksum is None:
        raise NotFound
    path = path_of(photo_directory, checksum, small=small)
    if not path.is_file():
        raise NotFound
    return PhotoFile(path, checksum)


def path_of(photo_directory: Path, checksum: str, *, small: bool = False) -> Path:
    """Where a picture of this checksum lies; folders of 256 keep each of them short."""
    return photo_directory / checksum[:2] / f"{checksum}{'-small' if small else ''}.jpg"


def keep_file(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, even if the machine stops now."""
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as fault:
        raise StorageError(
            N_("The photo could not be stored: check that there is room and that the data directory may be written to.")
        ) from fault
