"""Log a site, revisit it, find its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.crs import distance_m
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.folding import folded
from geodata.model.fields import checked_details
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import CONDITIONS, DUPLICATE_RADIUS_M, Condition, SiteKind
from geodata.policy import Action, require, sees, sees_own_restricted, visible
from geodata.services.derivation import derive_site, place_in_areas
from geodata.services.issue_events import required_meeting
from geodata.services.patrol_places import counted_patrol
from geodata.services.personal_data import Checked, require_clean, texts_of
from geodata.services.restricting import restrict_issues_about
from geodata.services.sharing import Shareable, end_shares
from geodata.spatial import key_ranges, tile_key
from geodata.tables import Observation, Site
from geodata.unit_of_work import UnitOfWork

NAME_AT_MOST, ADDRESS_AT_MOST = 200, 300  # characters; both stand in lists and in every tile
NOTE_AT_MOST = 4_000  # characters; longer prose is minutes or a letter, not a note


@dataclass(frozen=True, slots=True)
class NewObservation:
    """What was seen. `client_id` is made by whoever sends it: the same one twice is one record.

    `keep_personal_data` is the reason for which personal data in the text (that of the place included) has to stay.
    `meeting_id` is the meeting where it was spoken of: nobody was at the place, so it counts as no visit.
    `based_on` is the observation that whoever wrote this had before them; `accuracy_m` that of a measured position, in
    metres; `clock_corrected`: the day was reckoned by another clock than that of the phone. `patrol_id` is the patrol
    during which it was seen, at `seen_at`: left out where it was not under way then, or is not the writer's.
    """

    observed_on: date
    condition: Condition | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    client_id: str | None = None
    keep_personal_data: str = ""
    meeting_id: int | None = None
    based_on: int | None = None
    accuracy_m: float | None = None
    clock_corrected: bool = False
    patrol_id: int | None = None
    seen_at: datetime | None = None

    @property
    def moment(self) -> datetime | None:
        """When it was seen, as far as anybody can say: what is told as of today without an hour is seen now."""
        return self.seen_at or (clock.now() if self.observed_on == clock.today() else None)


@dataclass(frozen=True, slots=True)
class NewSite:
    """A place to log; longitude and latitude in degrees WGS84."""

    kind: SiteKind
    longitude: float
    latitude: float
    observation: NewObservation
    name: str = ""
    address: str = ""
    sensitivity: Sensitivity = Sensitivity.PARTNERS
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class SiteChange:
    """A correction of what is written about a site; None leaves a field as it is. Degrees WGS84.

    `keep_personal_data` is the reason for which personal data in name or address has to stay.
    """

    name: str | None = None
    address: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    sensitivity: Sensitivity | None = None
    keep_personal_data: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    site_id: int
    name: str
    kind: SiteKind
    distance_m: float


def log_site(database: Database, actor: Actor, new: NewSite) -> int:
    """Store a place with its first observation; returns its id (the same for the same client_id)."""
    require(actor, Action.LOG_SITE)
    require_position(new.longitude, new.latitude)
    _require_short(new.name, new.address)
    _require_observation(new.kind, new.observation)
    with database.write(actor) as work:
        work.version_of("sites")  # first, so that the same place sent twice at once waits for itself
        known = _known(work.session, actor, new.client_id)
        if known is not None:
            return known
        checked = checked_words(work, new.observation, name=new.name, address=new.address)
        site = put_site(work, new, checked)
        work.commit()
        return site.id


def put_site(work: UnitOfWork, new: NewSite, checked: Checked) -> Site:
    """Log a place whose words were checked, within a service that holds the sites.

    Raises InvalidValue for a position off the map, words too long, a visit still to come, what its maker would not see.
    """
    require_position(new.longitude, new.latitude)
    _require_short(new.name, new.address)
    _require_observation(new.kind, new.observation)
    if new.sensitivity == Sensitivity.RESTRICTED and not sees_own_restricted(work.actor):
        raise InvalidValue(
            N_("You belong to no organisation: a place only for yours would be hidden from you. Choose who may see it.")
        )
    site = Site(
        municipality_id=work.actor.municipality_id,
        organisation_id=work.actor.organisation_id,
        kind=new.kind,
        sensitivity=new.sensitivity,
        name=new.name.strip() or new.address.strip(),
        address=new.address.strip() or None,
        search_text=folded(f"{new.name} {new.address}"),
        longitude=new.longitude,
        latitude=new.latitude,
        tile_key=tile_key(new.longitude, new.latitude),
        client_id=new.client_id,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
        changed=work.version_of("sites"),
    )
    place_in_areas(work.session, site)
    work.session.add(site)
    work.session.flush()
    _add_observation(work, site, new.observation)
    told = {"kind": site.kind, "name": site.name, "address": site.address}
    work.audit("log", "site", site.id, checked.told(told))
    return site


def observe(database: Database, actor: Actor, site_id: int, new: NewObservation) -> int:
    """Add an observation to a known site; returns its id (the same for the same client_id)."""
    require(actor, Action.LOG_SITE)
    with database.write(actor) as work:
        work.version_of("sites")  # first, so that two changes of one site wait for each other
        site = visible_site(work.session, actor, site_id)
        _require_observation(site.kind, new)
        if new.client_id:
            known = work.session.scalar(select(Observation).where(Observation.client_id == new.client_id))
            if known is not None and known.site_id != site.id:
                raise InvalidValue(N_("This visit was recorded at another place already. Log it anew."))
            if known is not None:
                return known.id
        observation = put_observation(work, site, new, checked_words(work, new))
        work.commit()
        return observation.id


def put_observation(work: UnitOfWork, site: Site, new: NewObservation, checked: Checked) -> Observation:
    """Add an observation whose words were checked to a site, within a service that holds the sites.

    Raises InvalidValue for one that does not fit the site: its condition, its facts, its day, what it is based on.
    """
    _require_observation(site.kind, new)
    if new.based_on is not None:
        earlier = work.session.get(Observation, new.based_on)
        if earlier is None or earlier.site_id != site.id:
            raise InvalidValue(N_("What this visit is based on is not kept at this place. Open the place anew."))
    observation = _add_observation(work, site, new)
    told = {"observation": observation.id, "condition": new.condition}
    work.audit("observe", "site", site.id, checked.told(told))
    return observation


def correct_site(database: Database, actor: Actor, site_id: int, row_version: int, change: SiteChange) -> None:
    """Correct name, address, position or sensitivity; an empty address takes it away.

    Raises StaleEdit if the site changed since it was read, InvalidValue for a position off the map.
    """
    require(actor, Action.LOG_SITE)
    with database.write(actor) as work:
        if change.sensitivity == Sensitivity.RESTRICTED:
            work.version_of("issues")  # before the sites, as everywhere (`hold_issues`)
        work.version_of("sites")  # first, so that two changes of one site wait for each other
        site = visible_site(work.session, actor, site_id)
        if site.row_version != row_version:
            raise StaleEdit("site", site_id)
        if put_correction(work, site, change):
            work.commit()


def put_correction(work: UnitOfWork, site: Site, change: SiteChange) -> bool:
    """Correct a site within a service that holds the sites; False where it is so already.

    Raises InvalidValue for a position off the map or words that are too long, PersonalDataFound.
    """
    if site.sensitivity == Sensitivity.RESTRICTED and change.sensitivity not in (None, site.sensitivity):
        require(work.actor, Action.SHARE, site)  # it is not for whom a record is shared with to tell it to all others
    _require_short(change.name, change.address)
    texts = {"name": change.name, "address": change.address}
    checked = require_clean(work, texts, change.keep_personal_data)
    before = {name: getattr(site, name) for name in ("name", "address", "longitude", "latitude", "sensitivity")}
    for name in before:
        wanted = getattr(change, name)
        if wanted is not None:
            setattr(site, name, wanted.strip() if name in {"name", "address"} else wanted)
    require_position(site.longitude, site.latitude)
    site.address = site.address or None
    site.name = site.name or site.address or ""
    after = {name: getattr(site, name) for name in before}
    if after == before:
        return False
    site.tile_key = tile_key(site.longitude, site.latitude)
    site.search_text = folded(f"{site.name} {site.address or ''}")
    site.changed = work.version_of("sites")
    place_in_areas(work.session, site)
    if site.sensitivity != Sensitivity.RESTRICTED:
        end_shares(work, Shareable.SITE, site)
    elif before["sensitivity"] != Sensitivity.RESTRICTED:
        restrict_issues_about(work, site)
    work.audit("correct", "site", site.id, checked.told({"before": before, "after": after}))
    return True


def neighbours(
    database: Database,
    actor: Actor,
    longitude: float,
    latitude: float,
    *,
    kind: SiteKind | None = None,
    radius_m: float | None = None,
    at_most: int = 10,
) -> list[Neighbour]:
    """Sites near a position (degrees WGS84), nearest first; the radius in metres is that of the kind unless given."""
    require(actor, Action.VIEW)
    radius = radius_m or (DUPLICATE_RADIUS_M[kind] if kind else max(DUPLICATE_RADIUS_M.values()))
    # A degree of latitude is 111 km; one of longitude is at least 60 km anywhere in Central Europe.
    box = (
        longitude - radius / 60_000, latitude - radius / 110_000,
        longitude + radius / 60_000, latitude + radius / 110_000,
    )  # fmt: skip
    ranges = [(Site.tile_key >= first) & (Site.tile_key < end) for first, end in key_ranges(box)]
    query = select(Site.id, Site.name, Site.kind, Site.longitude, Site.latitude).where(
        or_(*ranges), visible(actor, Site)
    )
    if kind is not None:
        query = query.where(Site.kind == kind)
    with database.read() as session:
        found = [
            Neighbour(
                row.id,
                row.name,
                row.kind,
                distance_m((longitude, latitude), (row.longitude, row.latitude)),
            )
            for row in session.execute(query)
        ]
    near = sorted((site for site in found if site.distance_m <= radius), key=lambda site: site.distance_m)
    return near[:at_most]


def visible_site(session: Session, actor: Actor, site_id: int) -> Site:
    """The site, or NotFound if it does not exist or the actor may not know of it."""
    site = session.scalar(select(Site).where(Site.id == site_id, visible(actor, Site)))
    if site is None:
        raise NotFound
    return site


def _require_short(name: str | None, address: str | None) -> None:
    if len(name or "") > NAME_AT_MOST:
        raise InvalidValue(N_("The name is longer than {count} characters. Shorten it."), count=NAME_AT_MOST)
    if len(address or "") > ADDRESS_AT_MOST:
        raise InvalidValue(N_("The address is longer than {count} characters. Shorten it."), count=ADDRESS_AT_MOST)


def require_position(longitude: float, latitude: float) -> None:
    """Raise InvalidValue unless the pair is a position on the earth in degrees."""
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise InvalidValue(N_("This position is not on the map. Tap the map or enter an address."))


def _require_observation(kind: SiteKind, new: NewObservation) -> None:
    if new.condition is not None and new.condition not in CONDITIONS[kind]:
        raise InvalidValue(N_("{value} is not a condition of this kind of place."), value=new.condition.value)
    if new.observed_on > clock.today():
        raise InvalidValue(N_("The day of the visit is in the future. Enter the day when you saw it."))
    if len(new.note) > NOTE_AT_MOST:
        raise InvalidValue(N_("The note is longer than {count} characters. Shorten it."), count=NOTE_AT_MOST)


def checked_words(work: UnitOfWork, seen: NewObservation, **texts: str) -> Checked:
    """The words of a visit and of its place, free of personal data or with a reason. Raises PersonalDataFound."""
    return require_clean(work, {**texts, "note": seen.note, **texts_of(seen.details)}, seen.keep_personal_data)


def _add_observation(work: UnitOfWork, site: Site, new: NewObservation) -> Observation:
    observation = Observation(
        municipality_id=site.municipality_id,
        site_id=site.id,
        observed_on=new.observed_on,
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
        organisation_id=work.actor.organisation_id,
        meeting_id=_meeting_id(work, new),
        dated=new.meeting_id is None,
        client_id=new.client_id,
        based_on_id=new.based_on,
        patrol_id=counted_patrol(work.session, work.actor, new.patrol_id, new.moment),
        accuracy_m=new.accuracy_m,
        clock_corrected=new.clock_corrected,
        condition=new.condition,
        details=checked_details(site.kind, new.details) or None,
        note=new.note.strip() or None,
    )
    work.session.add(observation)
    derive_site(work, site)
    return observation


def _meeting_id(work: UnitOfWork, new: NewObservation) -> int | None:
    """The meeting where the place was spoken of; NotFound for one of another city."""
    return None if new.meeting_id is None else required_meeting(work.session, work.actor, new.meeting_id).id


def _known(session: Session, actor: Actor, client_id: str | None) -> int | None:
    if not client_id:
        return None
    site = session.scalar(select(Site).where(Site.client_id == client_id))
    if site is not None and not sees(actor, site):
        raise NotFound
    return None if site is None else site.id
