"""Photos of sites: kept as files named by their checksum, read only through the policy."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StorageError
from geodata.model.people import Actor
from geodata.model.pictures import HiddenPart
from geodata.model.retention import ErasedKind
from geodata.policy import Action, require, visible
from geodata.services.pictures import Picture, cleaned_picture
from geodata.services.readings import Opened, note_reading
from geodata.services.site_card import PhotoRef
from geodata.services.sites import visible_site
from geodata.services.tombstones import not_there
from geodata.tables import Observation, Photo, Site
from geodata.unit_of_work import UnitOfWork

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
    hidden: Sequence[HiddenPart] = (),
) -> int:
    """Keep a photo of a site, its `hidden` parts black.

    Returns its id, the same for the same picture of the same site. The file stands safely on the disk before the row
    that speaks of it is committed. Raises InvalidValue for what is no picture, StorageError if it cannot be written.
    """
    require(actor, Action.LOG_SITE)
    if taken_on > clock.today():
        raise InvalidValue(N_("The day of the photo is in the future. Enter the day when it was taken."))
    picture = cleaned_picture(data, hidden)
    checksum = checksum_of(picture)
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
        photo = put_photo(work, photo_directory, site, observation_id, picture, taken_on)
        work.commit()
        return photo.id


def put_photo(
    work: UnitOfWork,
    photo_directory: Path,
    site: Site,
    observation_id: int | None,
    picture: Picture,
    taken_on: date,
    **told: Any,
) -> Photo:
    """Keep a picture as a photo of the site, its file first; `told` are the columns of what a phone said of it."""
    checksum = keep_picture(photo_directory, picture)
    photo = Photo(
        municipality_id=site.municipality_id,
        site_id=site.id,
        observation_id=observation_id,
        checksum=checksum,
        width=picture.width,
        height=picture.height,
        taken_on=taken_on,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
        **told,
    )
    work.session.add(photo)
    work.session.flush()
    work.audit("photograph", "site", site.id, {"photo": photo.id, "checksum": checksum})
    return photo


def read_photo(
    database: Database, actor: Actor, photo_directory: Path, photo_id: int, *, small: bool = False
) -> PhotoFile:
    """Where the picture lies. NotFound if there is none, or if the actor may not know of its site; Erased if it was.

    Opening a photo of a restricted site is noted in the audit.
    """
    require(actor, Action.VIEW)
    if photo_id > LARGEST_ID:
        raise NotFound
    query = select(Photo.checksum, Site.id, Site.sensitivity).join(Site, Site.id == Photo.site_id)
    with database.read() as session:
        found = session.execute(query.where(Photo.id == photo_id, visible(actor, Site))).one_or_none()
        if found is None:
            raise not_there(session, actor, ErasedKind.PHOTO, photo_id)
    checksum, site_id, sensitivity = found
    note_reading(database, actor, Opened.SITE, site_id, sensitivity)
    path = path_of(photo_directory, checksum, small=small)
    if not path.is_file():
        raise NotFound
    return PhotoFile(path, checksum)


def photos_of(database: Database, actor: Actor, site_id: int) -> tuple[PhotoRef, ...]:
    """All photos of a site, the oldest first. NotFound if there is no such site, or the actor may not know of it."""
    require(actor, Action.VIEW)
    query = select(Photo.id, Photo.taken_on).where(Photo.site_id == site_id).order_by(Photo.taken_on, Photo.id)
    with database.read() as session:
        visible_site(session, actor, site_id)
        return tuple(PhotoRef(row.id, row.taken_on) for row in session.execute(query))


def checksum_of(picture: Picture) -> str:
    """The name of a picture: two pictures that look the same to the last bit are one file."""
    return hashlib.sha256(picture.large).hexdigest()


def keep_picture(photo_directory: Path, picture: Picture) -> str:
    """Write both sizes to where they belong; returns the checksum. StorageError if they cannot be written."""
    checksum = checksum_of(picture)
    keep_file(path_of(photo_directory, checksum), picture.large)
    keep_file(path_of(photo_directory, checksum, small=True), picture.small)
    return checksum


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
