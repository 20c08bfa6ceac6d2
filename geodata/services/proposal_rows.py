"""Rows of proposals and their versions, as their reader may know of them."""

from __future__ import annotations

import hashlib

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import Session

from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.people import Actor
from geodata.policy import sees_draft_proposals
from geodata.tables import FindingAnswer, Proposal, ProposalVersion, Zone, ZoneAddress, ZoneException
from geodata.unit_of_work import UnitOfWork


def hold_proposals(work: UnitOfWork) -> None:
    """Let one change of proposals after another through, so that whoever reads one here reads the newest."""
    work.version_of("proposals")


def shown_versions(actor: Actor) -> ColumnElement[bool]:
    """The versions that the actor may know of: those submitted, and drafts where the actor may write some."""
    there = (ProposalVersion.municipality_id == actor.municipality_id) & ProposalVersion.discarded_at.is_(None)
    return there if sees_draft_proposals(actor) else there & ProposalVersion.submitted_on.is_not(None)


def shown_proposals(actor: Actor) -> ColumnElement[bool]:
    """The proposals that the actor may know of: those with a version to show."""
    own = Proposal.municipality_id == actor.municipality_id
    some = exists().where(ProposalVersion.proposal_id == Proposal.id, shown_versions(actor))
    return own & (true() if sees_draft_proposals(actor) else some)


def visible_proposal(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    """The proposal, or NotFound unless the actor may know of it."""
    proposal = session.scalar(select(Proposal).where(Proposal.id == proposal_id, shown_proposals(actor)))
    if proposal is None:
        raise NotFound
    return proposal


def visible_version(session: Session, actor: Actor, version_id: int) -> ProposalVersion:
    """The version, or NotFound unless the actor may know of it."""
    version = session.scalar(select(ProposalVersion).where(ProposalVersion.id == version_id, shown_versions(actor)))
    if version is None:
        raise NotFound
    return version


def draft_of(session: Session, actor: Actor, version_id: int, row_version: int | None = None) -> ProposalVersion:
    """The version if it may still be changed. Raises InvalidValue if it was submitted, StaleEdit, or NotFound."""
    version = visible_version(session, actor, version_id)
    if version.submitted_on is not None:
        raise InvalidValue(N_("This version was submitted and stays as it is. Make a new version of it."))
    if row_version is not None and version.row_version != row_version:
        raise StaleEdit("proposal_version", version.id)
    return version


def draft_zone(session: Session, actor: Actor, zone_id: int, row_version: int) -> tuple[ProposalVersion, Zone]:
    """A zone of a draft with its version. Raises InvalidValue if that was submitted, StaleEdit, or NotFound."""
    there = Zone.removed_at.is_(None) & (Zone.municipality_id == actor.municipality_id)
    zone = session.scalar(select(Zone).where(Zone.id == zone_id, there))
    if zone is None:
        raise NotFound
    version = draft_of(session, actor, zone.version_id)
    if zone.row_version != row_version:
        raise StaleEdit("zone", zone.id)
    return version, zone


def zones_of(version_id: int) -> Select[Zone]:
    """The zones of a version in the order they were made."""
    there = Zone.removed_at.is_(None) & (Zone.version_id == version_id)
    return select(Zone).where(there).order_by(Zone.position, Zone.id)


def exceptions_of(version_id: int) -> Select[ZoneException]:
    """The exceptions of a version in the order they were made."""
    there = ZoneException.removed_at.is_(None) & (ZoneException.version_id == version_id)
    return select(ZoneException).where(there).order_by(ZoneException.id)


def stamp_of(session: Session, version: ProposalVersion) -> str:
    """Says whether anything of a version changed since: its words, zones, addresses, exceptions, its answers."""
    zones, exceptions = session.scalars(zones_of(version.id)).all(), session.scalars(exceptions_of(version.id)).all()
    parts = [f"{zone.id}.{zone.row_version}" for zone in zones] + [str(one.id) for one in exceptions]
    named = select(ZoneAddress.id).where(ZoneAddress.zone_id.in_([zone.id for zone in zones]))
    answers = select(FindingAnswer.id).where(FindingAnswer.version_id == version.id)
    for ids in (named, answers):
        parts += ["|", *map(str, sorted(session.scalars(ids)))]
    return hashlib.sha256(f"{version.row_version} {' '.join(parts)}".encode()).hexdigest()[:16]


def next_number(session: Session, proposal_id: int) -> int:
    """The number of the next version of the proposal; those that were given up keep theirs."""
    query = select(func.max(ProposalVersion.number)).where(ProposalVersion.proposal_id == proposal_id)
    return (session.scalar(query) or 0) + 1
