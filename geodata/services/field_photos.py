"""Take in one photo of a record from a phone. Its own id makes it one row, however often it is sent.

Unlike a photo added at a desk, two with equal pixels under two ids stay two rows: each is acknowledged by itself, and
the phone forgets what is acknowledged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError, NotFound
from geodata.model.field_records import day_in_city
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.field_records import PlaceGone
from geodata.services.photos import put_photo
from geodata.services.pictures import cleaned_picture
from geodata.services.sites import visible_site
from geodata.tables import Observation, Photo


class RecordUnknown(LokalityError):
    """The record of the photo was not acknowledged yet, or is somebody else's."""

    def __init__(self) -> None:
        super().__init__(N_("The record of this photo has not arrived yet. It will be sent first."))


class PhotoDamaged(LokalityError):
    """What arrived is not what was sent."""

    def __init__(self) -> None:
        super().__init__(N_("The photo was damaged on its way. It stays on the phone and will be sent again."))


class NoPicture(LokalityError):
    """What was sent is no picture, or not a whole one; `reason` says which."""


@dataclass(frozen=True, slots=True)
class FieldPhoto:
    """What a phone says of a photo: its id, that of its record, the SHA-256 of its bytes, when and where it was taken.

    The position is longitude and latitude in degrees WGS84, its accuracy in metres.
    """

    client_id: str
    record_client_id: str
    checksum: str
    taken_at: datetime | None = None
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

    Raises RecordUnknown, PhotoDamaged, NoPicture, PlaceGone, InvalidValue for an id that already is another photo's.
    """
    require(actor, Action.LOG_SITE)
    received = hashlib.sha256(data).hexdigest()
    if received != told.checksum:
        raise PhotoDamaged
    with database.read() as session:
        _observation(session, actor, told)
        known = _known(session, actor, told)
    if known is not None:
        return known
    try:
        picture = cleaned_picture(data)
    except InvalidValue as refusal:
        raise NoPicture(refusal.message.template, **refusal.message.parameters) from refusal
    with database.write(actor) as work:
        observation = _observation(work.session, actor, told)
        try:
            site = visible_site(work.session, actor, observation.site_id)
        except NotFound as gone:
            raise PlaceGone from gone
        # The same photo sent twice at once: the second waits here, and then finds the first.
        work.session.refresh(site, with_for_update=True)
        known = _known(work.session, actor, told)
        if known is not None:
            return known
        taken_at = None if told.taken_at is None else min(told.taken_at, work.recorded_at)
        longitude, latitude = told.position or (None, None)
        photo = put_photo(
            work, photo_directory, site, observation.id, picture,
            observation.observed_on if taken_at is None else day_in_city(taken_at),
            client_id=told.client_id, sent_checksum=received, taken_at=taken_at,
            longitude=longitude, latitude=latitude, accuracy_m=told.accuracy_m if told.position else None,
        )  # fmt: skip
        work.commit()
        return KeptPhoto(told.client_id, photo.id, received)


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


def _known(session: Session, actor: Actor, told: FieldPhoto) -> KeptPhoto | None:
    photo = session.scalar(select(Photo).where(Photo.client_id == told.client_id))
    if photo is None:
        return None
    if photo.recorded_by != actor.account_id or photo.sent_checksum != told.checksum:
        raise InvalidValue(N_("This photo cannot be told from another one. Add it to the record anew."))
    return KeptPhoto(told.client_id, photo.id, told.checksum)
