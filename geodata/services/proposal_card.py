"""A proposal with its versions, and one version with everything that it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.criteria import Criterion, near_of
from geodata.model.people import Actor
from geodata.model.zones import (
    ENDED,
    NamedAddress,
    ProposalKind,
    ProposalState,
    TimeBand,
    ZoneCut,
    ZoneRule,
    ZoneSource,
)
from geodata.policy import Action, can, require, visible
from geodata.services.proposal_rows import exceptions_of, stamp_of, visible_proposal, visible_version, zones_of
from geodata.services.proposal_versions import VersionLine, version_lines
from geodata.tables import Body, Locality, Proposal, Site, Zone, ZoneAddress


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal with the versions that its reader may see, the newest first."""

    id: int
    title: str
    kind: ProposalKind
    state: ProposalState
    body_id: int | None
    body: str | None
    row_version: int
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """What a zone does and why it lies there; its outline is in `zone_outlines`.

    `measured` is the criterion as a rule, None where it has words only; `subject_id` the locality or area that the
    outline was taken from, None too where the reader may not know of the locality; `named` are the addresses that the
    zone names one by one.
    """

    id: int
    name: str
    rule: ZoneRule
    band: TimeBand | None
    cap: int | None
    criterion: str
    measured: Criterion | None
    source: ZoneSource
    subject_id: int | None
    cut: ZoneCut | None
    named: tuple[NamedAddress, ...]
    row_version: int

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses as they were written."""
        return tuple(one.text for one in self.named)

    @property
    def unplaced(self) -> tuple[str, ...]:
        """Those that the register did not have, or had in several places: the outline is without them."""
        return tuple(one.text for one in self.named if not one.is_placed)


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """What a zone (None: any zone) does not hit: a venue (`site_id`), or what `subject` says in words.

    Of a venue that is not shared with the reader only that there is one: `subject` and `reason` are None.
    """

    id: int
    zone_id: int | None
    site_id: int | None
    subject: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version. `editable`: it is a draft and its reader may write it.

    `stamp` is another one once anything of it changed; who submits shows it, so that they submit what they saw.
    """

    id: int
    proposal_id: int
    number: int
    variant: str
    based_on_id: int | None
    summary: str
    changes: str
    reasons: str
    legal_notes: str
    valid_from: date | None
    valid_to: date | None
    edge_belongs: bool
    drafted_on: date
    submitted_on: date | None
    row_version: int
    zones: tuple[ZoneLine, ...]
    exceptions: tuple[ExceptionLine, ...]
    editable: bool
    stamp: str


def proposal_card(database: Database, actor: Actor, proposal_id: int) -> ProposalCard:
    """The proposal; NotFound unless the actor may know of it."""
    require(actor, Action.VIEW)
    with database.read() as session:
        proposal = visible_proposal(session, actor, proposal_id)
        body = None if proposal.body_id is None else session.get_one(Body, proposal.body_id).name
        return ProposalCard(
            id=proposal.id,
            title=proposal.title,
            kind=proposal.kind,
            state=proposal.state,
            body_id=proposal.body_id,
            body=body,
            row_version=proposal.row_version,
            versions=tuple(line for _id, line in version_lines(session, actor, [proposal.id])),
        )


def version_card(database: Database, actor: Actor, version_id: int) -> VersionCard:
    """The version with its zones in the order they were made; NotFound unless the actor may know of it."""
    require(actor, Action.VIEW)
    with database.read() as session:
        version = visible_version(session, actor, version_id)
        state = session.get_one(Proposal, version.proposal_id).state
        return VersionCard(
            id=version.id,
            proposal_id=version.proposal_id,
            number=version.number,
            variant=version.variant,
            based_on_id=version.based_on_id,
            summary=version.summary,
            changes=version.changes,
            reasons=version.reasons,
            legal_notes=version.legal_notes,
            valid_from=version.valid_from,
            valid_to=version.valid_to,
            edge_belongs=version.edge_belongs,
            drafted_on=version.drafted_on,
            submitted_on=version.submitted_on,
            row_version=version.row_version,
            zones=_zone_lines(session, actor, version.id),
            exceptions=_exception_lines(session, actor, version.id),
            editable=version.submitted_on is None and state not in ENDED and can(actor, Action.KEEP_PROPOSAL),
            stamp=stamp_of(session, version),
        )


def zone_outlines(database: Database, actor: Actor, version_id: int) -> dict[int, BaseGeometry]:
    """The outlines of a version's zones by their ids (EPSG:4326, longitude before latitude)."""
    require(actor, Action.VIEW)
    with database.read() as session:
        version = visible_version(session, actor, version_id)
        return {zone.id: zone.outline for zone in session.scalars(zones_of(version.id))}


def _zone_lines(session: Session, actor: Actor, version_id: int) -> tuple[ZoneLine, ...]:
    """The zones of a version in the order they were made, as the actor may know of them."""
    addresses: dict[int, list[NamedAddress]] = {}
    named = (
        select(ZoneAddress)
        .join(Zone, Zone.id == ZoneAddress.zone_id)
        .where(Zone.version_id == version_id, Zone.removed_at.is_(None))
        .order_by(ZoneAddress.id)
    )
    for one in session.scalars(named):
        addresses.setdefault(one.zone_id, []).append(NamedAddress(one.text, one.longitude, one.latitude))
    zones = session.scalars(zones_of(version_id)).all()
    subjects = _known_subjects(session, actor, zones)
    return tuple(_zone_line(zone, addresses.get(zone.id, ()), subjects.get(zone.id)) for zone in zones)


def _known_subjects(session: Session, actor: Actor, zones: Sequence[Zone]) -> dict[int, int]:
    """By the id of each zone what its outline was taken from, unless it is a locality hidden from the actor."""
    subjects = {zone.id: zone.subject_id for zone in zones if zone.subject_id is not None}
    taken = {subjects[zone.id] for zone in zones if zone.id in subjects and zone.source == ZoneSource.LOCALITY}
    known = set(session.scalars(select(Locality.id).where(Locality.id.in_(taken), visible(actor, Locality))))
    hidden = {zone.id for zone in zones if zone.source == ZoneSource.LOCALITY and zone.subject_id not in known}
    return {zone_id: subject for zone_id, subject in subjects.items() if zone_id not in hidden}


def _exception_lines(session: Session, actor: Actor, version_id: int) -> tuple[ExceptionLine, ...]:
    """The exceptions of a version in the order they were made, as the actor may know of them."""
    exceptions = session.scalars(exceptions_of(version_id)).all()
    venues = {one.site_id for one in exceptions if one.site_id is not None}
    seen = set(session.scalars(select(Site.id).where(Site.id.in_(venues), visible(actor, Site))))
    return tuple(
        ExceptionLine(one.id, one.zone_id, one.site_id, one.subject, one.reason)
        if one.site_id is None or one.site_id in seen
        else ExceptionLine(one.id, one.zone_id, None, None, None)
        for one in exceptions
    )


def measured_by(zone: Zone) -> Criterion | None:
    """The criterion of a zone as a rule; None where nobody made one of its words."""
    if not zone.near or zone.within_m is None:
        return None
    return Criterion(frozenset(near_of(code) for code in zone.near), zone.within_m)


def _zone_line(zone: Zone, addresses: Sequence[NamedAddress], subject_id: int | None) -> ZoneLine:
    band = TimeBand(zone.starts, zone.ends) if zone.starts is not None and zone.ends is not None else None
    return ZoneLine(
        id=zone.id,
        name=zone.name,
        rule=zone.rule,
        band=band,
        cap=zone.cap,
        criterion=zone.criterion,
        measured=measured_by(zone),
        source=zone.source,
        subject_id=subject_id,
        cut=zone.cut,
        named=tuple(addresses),
        row_version=zone.row_version,
    )
