"""Zones and exceptions of a draft: added, altered, drawn anew, taken out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.impact.outlines import mended_outline
from geodata.model.criteria import Criterion, checked_criterion
from geodata.model.names import one_line, require_seen
from geodata.model.people import Actor
from geodata.model.zones import RULES_OF, NamedAddress, TimeBand, ZoneCut, ZoneRule, ZoneSource
from geodata.policy import Action, require, visible
from geodata.services.personal_data import require_clean, told_without
from geodata.services.proposal_rows import draft_of, draft_zone, exceptions_of, hold_proposals, zones_of
from geodata.spatial import index_outline
from geodata.tables import Area, Locality, Proposal, ProposalVersion, Site, Zone, ZoneAddress, ZoneException

NAME_AT_MOST = 200  # characters
WORDS_AT_MOST = 2_000  # characters of a criterion, and of the reason of an exception
ZONES_AT_MOST = 2_000  # more than any bylaw; so many outlines the map still draws
CAP_AT_MOST = 1_000  # machines in one venue


@dataclass(frozen=True, slots=True)
class ZoneDraft:
    """A zone as somebody wants it; `outline` in EPSG:4326. A time band wants `band`, a cap of machines `cap`.

    `keep_personal_data` is the reason for which personal data in the words has to stay.
    """

    name: str
    rule: ZoneRule
    criterion: str
    outline: BaseGeometry
    band: TimeBand | None = None
    cap: int | None = None
    measured: Criterion | None = None
    source: ZoneSource = ZoneSource.DRAWN
    subject_id: int | None = None
    cut: ZoneCut | None = None
    addresses: tuple[NamedAddress, ...] = ()
    keep_personal_data: str = ""


def add_zone(database: Database, actor: Actor, version_id: int, draft: ZoneDraft) -> int:
    """Put a zone into a draft; returns its id. Raises InvalidValue where it is none that can be reckoned with."""
    return add_zones(database, actor, version_id, [draft])[0]


def add_zones(database: Database, actor: Actor, version_id: int, drafts: Iterable[ZoneDraft]) -> list[int]:
    """Put several zones into a draft, all or none; returns their ids in the same order."""
    require(actor, Action.KEEP_PROPOSAL)
    mended = [_mended(draft) for draft in drafts]  # before anybody waits for this one
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        version = draft_of(session, actor, version_id)
        ids = []
        for draft in mended:
            checked = require_clean(work, _texts(draft), draft.keep_personal_data)
            zone = put_zone(session, actor, version, draft)
            work.audit("add", "zone", zone.id, checked.told(_told(session, zone)))
            ids.append(zone.id)
        if _count(session, version) > ZONES_AT_MOST:
            raise InvalidValue(N_("A version has at most {count} zones. Join some of them."), count=ZONES_AT_MOST)
        work.commit()
        return ids


def alter_zone(database: Database, actor: Actor, zone_id: int, row_version: int, draft: ZoneDraft) -> int:
    """Let a zone of a draft be so; returns its row version since. Raises StaleEdit if it was altered meanwhile."""
    require(actor, Action.KEEP_PROPOSAL)
    draft = _mended(draft)
    with database.write(actor) as work:
        hold_proposals(work)
        version, zone = draft_zone(work.session, actor, zone_id, row_version)
        checked = require_clean(work, _texts(draft), draft.keep_personal_data)
        before = _told(work.session, zone)
        _write(work.session, actor, version, zone, draft)
        after = _told(work.session, zone)
        work.audit("alter", "zone", zone.id, checked.told({"before": before, "after": after}))
        altered = zone.row_version
        work.commit()
        return altered


def redraw_zone(database: Database, actor: Actor, zone_id: int, row_version: int, outline: BaseGeometry) -> int:
    """Give a zone of a draft another outline (EPSG:4326); returns its row version since.

    One that was computed or taken from somewhere counts as drawn from then on; its criterion stays and is checked.
    """
    require(actor, Action.KEEP_PROPOSAL)
    with database.write(actor) as work:
        hold_proposals(work)
        _version, zone = draft_zone(work.session, actor, zone_id, row_version)
        before = told_without(work, _told(work.session, zone))
        zone.outline = mended_outline(outline, zone.name)
        zone.source, zone.subject_id, zone.cut = ZoneSource.DRAWN, None, None
        work.session.execute(delete(ZoneAddress).where(ZoneAddress.zone_id == zone.id))
        work.session.flush()
        index_outline(work.session, "zone", zone.id, zone.outline)
        drawn = shapely.to_wkt(zone.outline, rounding_precision=7)
        work.audit("redraw", "zone", zone.id, {"outline": drawn, "before": before})
        redrawn = zone.row_version
        work.commit()
        return redrawn


def remove_zone(database: Database, actor: Actor, zone_id: int, row_version: int) -> None:
    """Take a zone and its exceptions out of a draft; the audit keeps what it was."""
    require(actor, Action.KEEP_PROPOSAL)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        _version, zone = draft_zone(session, actor, zone_id, row_version)
        told = told_without(work, _told(session, zone))
        outline = {"outline": shapely.to_wkt(zone.outline, rounding_precision=7)}
        work.audit("remove", "zone", zone.id, told | outline)
        zone.removed_at = work.recorded_at
        for exception in session.scalars(exceptions_of(zone.version_id)):
            if exception.zone_id == zone.id:
                exception.removed_at = work.recorded_at
        index_outline(session, "zone", zone.id, None)
        work.commit()


def add_exception(
    database: Database,
    actor: Actor,
    version_id: int,
    zone_id: int | None,
    site_id: int | None,
    subject: str,
    reason: str,
    *,
    keep_personal_data: str = "",
) -> int:
    """Except a venue (`site_id`), or what `subject` says in words, from a zone or from all; returns its id.

    Words alone spare no venue in the figures: nobody can reckon with them.
    """
    require(actor, Action.KEEP_PROPOSAL)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        version = draft_of(session, actor, version_id)
        if zone_id is not None and session.scalar(_zone_of(version, zone_id)) is None:
            raise NotFound
        venue = _name_of_site(session, actor, site_id)
        named = one_line(subject) or venue
        if not named:
            raise InvalidValue(N_("Say what is excepted: choose a venue, or describe it."))
        if not reason.strip():
            raise InvalidValue(N_("Say why it is excepted: like venues may only be treated differently for a reason."))
        require_seen(named)
        _require_short({"subject": named, "reason": reason})
        checked = require_clean(work, {"subject": named, "reason": reason}, keep_personal_data)
        exception = ZoneException(
            municipality_id=actor.municipality_id,
            version_id=version.id,
            zone_id=zone_id,
            site_id=site_id,
            subject=named,
            reason=reason.strip(),
        )
        session.add(exception)
        session.flush()
        told = {"version": version.id, "zone": zone_id, "site": site_id, "subject": named, "reason": reason.strip()}
        work.audit("except", "zone_exception", exception.id, checked.told(told))
        work.commit()
        return exception.id


def remove_exception(database: Database, actor: Actor, exception_id: int) -> None:
    """Take an exception out of a draft; NotFound if somebody did already."""
    require(actor, Action.KEEP_PROPOSAL)
    with database.write(actor) as work:
        hold_proposals(work)
        exception = work.session.get(ZoneException, exception_id)
        own = exception is not None and exception.municipality_id == actor.municipality_id
        if exception is None or not own or exception.removed_at is not None:
            raise NotFound
        draft_of(work.session, actor, exception.version_id)
        told = {"zone": exception.zone_id, "site": exception.site_id, "subject": exception.subject}
        work.audit("remove", "zone_exception", exception.id, told)
        exception.removed_at = work.recorded_at
        work.commit()


def put_zone(session: Session, actor: Actor, version: ProposalVersion, draft: ZoneDraft) -> Zone:
    """The zone as the next one of the version, within a service that checked its words and made the version."""
    zone = Zone(municipality_id=actor.municipality_id, version_id=version.id, position=_count(session, version))
    _write(session, actor, version, zone, draft)
    return zone


def _mended(draft: ZoneDraft) -> ZoneDraft:
    """The zone with its name on one line and an outline that can be stored."""
    name = one_line(draft.name)
    return replace(draft, name=name, outline=mended_outline(draft.outline, name))


def _write(session: Session, actor: Actor, version: ProposalVersion, zone: Zone, draft: ZoneDraft) -> None:
    """Let the zone be as the draft says, with its addresses."""
    name = one_line(draft.name)
    if not name:
        raise InvalidValue(N_("The zone has no name. Name it so that everybody knows which place is meant."))
    if len(name) > NAME_AT_MOST:
        raise InvalidValue(N_("The name of a zone is longer than {count} characters. Shorten it."), count=NAME_AT_MOST)
    require_seen(name)
    _require_short({"criterion": draft.criterion})
    _require_rule(session.get_one(Proposal, version.proposal_id), draft)
    subject_id = _subject(session, actor, zone, draft)
    measured = draft.measured and checked_criterion(draft.measured.near, draft.measured.within_m)
    zone.name, zone.rule, zone.criterion = name, draft.rule, draft.criterion.strip()
    zone.starts = draft.band.start if draft.band else None
    zone.ends = draft.band.end if draft.band else None
    zone.cap = draft.cap
    zone.near = sorted(kind.value for kind in measured.near) if measured else None
    zone.within_m = measured.within_m if measured else None
    zone.source, zone.cut = draft.source, draft.cut
    zone.subject_id = subject_id
    zone.outline = mended_outline(draft.outline, name)
    session.add(zone)
    if _addresses(session, zone) != [one_line(address.text) for address in draft.addresses]:
        flag_modified(zone, "name")  # a new row version: its addresses are a part of the zone
    session.flush()
    index_outline(session, "zone", zone.id, zone.outline)
    session.execute(delete(ZoneAddress).where(ZoneAddress.zone_id == zone.id))
    _require_short({str(place): address.text for place, address in enumerate(draft.addresses)})
    for address in draft.addresses:
        session.add(
            ZoneAddress(
                municipality_id=zone.municipality_id,
                zone_id=zone.id,
                text=one_line(address.text),
                longitude=address.longitude,
                latitude=address.latitude,
            )
        )
    session.flush()


def _require_rule(proposal: Proposal, draft: ZoneDraft) -> None:
    if draft.rule not in RULES_OF[proposal.kind]:
        raise InvalidValue(N_("This rule does not belong to this kind of proposal. Choose another."))
    if (draft.rule == ZoneRule.TIME_BAND) != (draft.band is not None):
        raise InvalidValue(N_("A time band says from when until when; other rules have no hours."))
    if (draft.rule == ZoneRule.MACHINE_CAP) != (draft.cap is not None):
        raise InvalidValue(N_("A cap says how many machines a venue may have; other rules have no cap."))
    if draft.cap is not None and not 1 <= draft.cap <= CAP_AT_MOST:
        raise InvalidValue(N_("A cap is 1 to {count} machines; none at all is a total ban."), count=CAP_AT_MOST)


def _subject(session: Session, actor: Actor, zone: Zone, draft: ZoneDraft) -> int | None:
    """What the outline is taken from; NotFound unless the actor may know of it.

    A locality that is withheld from who alters the zone stays, as long as its outline does.
    """
    if draft.source == ZoneSource.LOCALITY and draft.subject_id is None and _is_outlined_so(zone, draft):
        return zone.subject_id
    if draft.source == ZoneSource.LOCALITY:
        known = select(Locality.id).where(Locality.id == draft.subject_id, visible(actor, Locality))
    elif draft.source == ZoneSource.AREA:
        known = select(Area.id).where(Area.id == draft.subject_id, Area.municipality_id == actor.municipality_id)
    else:
        return None
    if session.scalar(known) is None:
        raise NotFound
    return draft.subject_id


def _is_outlined_so(zone: Zone, draft: ZoneDraft) -> bool:
    return zone.source == draft.source and bool(shapely.equals_exact(zone.outline, draft.outline, 1e-9))


def _require_short(texts: dict[str, str]) -> None:
    if any(len(text) > WORDS_AT_MOST for text in texts.values()):
        raise InvalidValue(N_("A text is longer than {count} characters. Shorten it."), count=WORDS_AT_MOST)


def _texts(draft: ZoneDraft) -> dict[str, object]:
    return {
        "name": draft.name,
        "criterion": draft.criterion,
        "address": "\n".join(one_line(one.text) for one in draft.addresses),
    }


def _count(session: Session, version: ProposalVersion) -> int:
    return session.scalar(select(func.count()).select_from(zones_of(version.id).subquery())) or 0


def _zone_of(version: ProposalVersion, zone_id: int) -> Select[int]:
    return select(Zone.id).where(Zone.id == zone_id, Zone.version_id == version.id, Zone.removed_at.is_(None))


def _name_of_site(session: Session, actor: Actor, site_id: int | None) -> str:
    if site_id is None:
        return ""
    name = session.scalar(select(Site.name).where(Site.id == site_id, visible(actor, Site)))
    if name is None:
        raise NotFound
    return name


def _addresses(session: Session, zone: Zone) -> list[str]:
    """What the zone names one by one, as it was written."""
    query = select(ZoneAddress.text).where(ZoneAddress.zone_id == zone.id).order_by(ZoneAddress.id)
    return list(session.scalars(query))


def _told(session: Session, zone: Zone) -> dict[str, object]:
    """The zone for the audit. Its addresses are one text: names belong in it, and the chain carries only its hash."""
    names = ("name", "rule", "starts", "ends", "cap", "criterion", "near", "within_m", "source", "subject_id", "cut")
    told = {name: getattr(zone, name) for name in names} | {"version": zone.version_id}
    named = _addresses(session, zone)
    return told | {"address": "\n".join(named)} if named else told
