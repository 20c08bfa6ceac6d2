"""The places that a letter speaks of, with the facts that stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.policy import visible
from geodata.services.known_facts import known_facts
from geodata.tables import Area, IssueSite, Photo, Site

PHOTOS_OF_A_PLACE = 6  # the newest
PHOTOS_IN_A_LETTER = 2  # of those; a letter is no album
# Facts that an authority needs. Whether somebody lives there is said by who writes the letter, or not at all.
TOLD_FACTS = ("owner", "land_owner", "storeys", "volume_m3", "waste", "cleaned_on", "syringes", "problem")


@dataclass(frozen=True, slots=True)
class SubmissionPlace:
    """A place of the issue; longitude and latitude in degrees WGS84.

    `details` are the last known facts of its kind (geodata.model.fields), `photo_ids` the newest pictures.
    """

    site_id: int
    kind: SiteKind
    name: str
    address: str | None
    area: str | None
    longitude: float
    latitude: float
    sensitivity: Sensitivity
    condition: Condition | None
    condition_since: date | None
    verified_on: date | None
    details: dict[str, Any]
    photo_ids: tuple[int, ...]


def places_about(session: Session, actor: Actor, issue_id: int) -> tuple[SubmissionPlace, ...]:
    """The places of an issue that the actor may know of. Ask for an issue that they may know of."""
    query = (
        select(Site, Area.name.label("area"))
        .join(IssueSite, IssueSite.site_id == Site.id)
        .outerjoin(Area, Area.id == Site.area_id)
        .where(IssueSite.issue_id == issue_id, visible(actor, Site))
        .order_by(Site.name, Site.id)
    )
    rows = session.execute(query).all()
    ids = [row.Site.id for row in rows]
    photos, details = _photos(session, ids), known_facts(session, ids)
    return tuple(
        SubmissionPlace(
            site_id=row.Site.id,
            kind=row.Site.kind,
            name=row.Site.name,
            address=row.Site.address,
            area=row.area,
            longitude=row.Site.longitude,
            latitude=row.Site.latitude,
            sensitivity=row.Site.sensitivity,
            condition=row.Site.condition,
            condition_since=row.Site.condition_since,
            verified_on=row.Site.verified_on,
            details=details.get(row.Site.id, {}),
            photo_ids=tuple(photos[row.Site.id][:PHOTOS_OF_A_PLACE]),
        )
        for row in rows
    )


def told_in_letters(places: Sequence[SubmissionPlace], issue: Sensitivity) -> tuple[SubmissionPlace, ...]:
    """Of the places of an issue of this sensitivity those that a letter names, whoever writes or takes it.

    A letter leaves the house and is read by everybody who may read the issue: it names a restricted place only where
    the issue is restricted too, and its writer knows what they write about.
    """
    if issue == Sensitivity.RESTRICTED:
        return tuple(places)
    return tuple(place for place in places if place.sensitivity != Sensitivity.RESTRICTED)


def _photos(session: Session, site_ids: list[int]) -> dict[int, list[int]]:
    query = select(Photo.site_id, Photo.id).where(Photo.site_id.in_(site_ids))
    found: dict[int, list[int]] = defaultdict(list)
    for site_id, photo_id in session.execute(query.order_by(Photo.taken_on.desc(), Photo.id.desc())):
        found[site_id].append(photo_id)
    return found
