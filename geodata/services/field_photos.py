"""Take in one photo of a record from a phone. Its own id makes it one row, however often it is sent.

Unlike a photo added at a desk, two with equal pixels under two ids stay two rows: each is acknowledged by itself, and
the phone forgets what is acknowledged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError, NotFound
from geodata.model.field_records import corrected_seen_at, day_in_city
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.field_records import PlaceGone
from geodata.services.photos import put_photo
from geodata.services.pictures import Picture, cleaned_picture
from geodata.services.sites import visible_site
from geodata.tables import Observation, Photo
from geodata.unit_of_work import UnitOfWork

PHOTOS_PER_RECORD = 12  # as many as a place's card shows; the phone asks for no more either


class RecordUnknown(LokalityError):
    """The record of the photo was not acknowledged yet, or is somebody else's."""

    def __init__(self) -> None:
        super().__init__(N_("The record of this photo has not arrived yet. It will be sent first."))


class PhotoDamaged(LokalityError):
    """What arrived is not what was sent."""

    def __init__(self) -> None:
        super().__init__(N_("The photo was damaged on its way. It stays on the phone and will be sent again."))


class PhotoConflict(InvalidValue):
    """The id of the photo already belongs to another photo, or to that of another record."""

    def __init__(self) -> None:
        super().__init__(N_("This photo cannot be told from another one. Add it to the record anew."))


class NoPicture(LokalityError):
    """What was sent is no picture, or not a whole one; `reason` says which."""


@dataclass(frozen=True, slots=True)
class FieldPhoto:
    """What a phone says of a photo: its id, that of its record, the SHA-256 of its bytes, when and where it was taken.

    Both moments are by the phone's clock; an older phone does not say when it sends. The position is longitude and
    latitude in degrees WGS84, its accuracy in metres.
    """

    client_id: str
    record_client_id: str
    checksum: str
    taken_at: datetime | None = None
    sent_at: datetime | None = None
    position: tuple[float, float] | None = None
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """The row it became, and the checksum of the bytes that were received."""

    client_id: str
    photo_id: int
    checksum: str


def take_photo(database: Database, actor: Actor, photo_directory: Path, told: FieldPhoto, data: bytes) -> KeptPhoto:
    """Keep a photo of a record; the same id again is answered as before.

    Raises RecordUnknown, PhotoDamaged, NoPicture, PlaceGone, PhotoConflict for an id that already is another photo's,
    InvalidValue for one more than a record takes.
    """
    require(actor, Action.LOG_SITE)
    received = hashlib.sha256(data).hexdigest()
    if received != told.checksum:
        raise PhotoDamaged
    with database.read() as session:
        known = _known(session, actor, told, _observation(session, actor, told))
    if known is not None:
        return known
    try:
        picture = cleaned_picture(data)
    except InvalidValue as refusal:
        raise NoPicture(refusal.message.template, **refusal.message.parameters) from refusal
    try:
        return _kept(database, actor, photo_directory, told, picture)
    except IntegrityError:
        # The same id came for another place at once, where nobody waited for us: now it is there, and is found.
        return _kept(database, actor, photo_directory, told, picture)


def _kept(database: Database, actor: Actor, photo_directory: Path, told: FieldPhoto, picture: Picture) -> KeptPhoto:
    with database.write(actor) as work:
        observation = _observation(work.session, actor, told)
        try:
            site = visible_site(work.session, actor, observation.site_id)
        except NotFound as gone:
            raise PlaceGone from gone
        # The same photo sent twice at once: the second waits here, and then finds the first.
        work.session.refresh(site, with_for_update=True)
        known = _known(work.session, actor, told, observation)
        if known is not None:
            return known
        _require_room(work.session, observation)
        taken_on, taken_at = _taken(work, observation, told)
        longitude, latitude = told.position or (None, None)
        photo = put_photo(
            work, photo_directory, site, observation.id, picture, taken_on,
            client_id=told.client_id, sent_checksum=told.checksum, taken_at=taken_at,
            longitude=longitude, latitude=latitude, accuracy_m=told.accuracy_m if told.position else None,
        )  # fmt: skip
        work.commit()
        return KeptPhoto(told.client_id, photo.id, told.checksum)


def _taken(work: UnitOfWork, observation: Observation, told: FieldPhoto) -> tuple[date, datetime | None]:
    """The day of the photo and, where it is known, the moment: by the clock by which its record is reckoned."""
    taken_at, is_wrong = told.taken_at, False
    if taken_at is not None:
        taken_at, is_wrong = corrected_seen_at(taken_at, told.sent_at or work.recorded_at, work.recorded_at)
    if taken_at is None or (observation.clock_corrected and not is_wrong):
        # It was put right since, or the phone does not say when it sends: by how much it was wrong nobody knows.
        return observation.observed_on, None
    return day_in_city(taken_at), taken_at


def _require_room(session: Session, observation: Observation) -> None:
    count = select(func.count()).select_from(Photo).where(Photo.observation_id == observation.id)
    if (session.scalar(count) or 0) >= PHOTOS_PER_RECORD:
        raise InvalidValue(
            N_("This record has {count} photos already, which is all it takes. Add this one to another visit."),
            count=PHOTOS_PER_RECORD,
        )


def _observation(session: Session, actor: Actor, told: FieldPhoto) -> Observation:
    """The actor's own observation; of another person's record nothing is told, not even that there is one."""
    found = session.scalar(
        select(Observation).where(
            Observation.client_id == told.record_client_id,
            Observation.recorded_by == actor.account_id,
            Observation.municipality_id == actor.municipality_id,
        )
    )
    if found is None:
        raise RecordUnknown
    return found


def _known(session: Session, actor: Actor, told: FieldPhoto, observation: Observation) -> KeptPhoto | None:
    photo = session.scalar(select(Photo).where(Photo.client_id == told.client_id))
    if photo is None:
        return None
    here = (photo.recorded_by, photo.observation_id, photo.sent_checksum)
    if here != (actor.account_id, observation.id, told.checksum):
        raise PhotoConflict
    return KeptPhoto(told.client_id, photo.id, told.checksum)
