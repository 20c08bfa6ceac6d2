"""What a new draft takes over from the version that it begins with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.errors import N_, InvalidValue
from geodata.services.proposal_rows import exceptions_of, zones_of
from geodata.spatial import index_outline
from geodata.tables import FindingAnswer, Proposal, ProposalVersion, Zone, ZoneAddress, ZoneException
from geodata.unit_of_work import UnitOfWork

_ZONE_FACTS = (
    "municipality_id", "position", "name", "rule", "starts", "ends", "cap", "criterion", "near", "within_m", "source",
    "subject_id", "cut", "outline",
)  # fmt: skip
_ADDRESS_FACTS = ("municipality_id", "text", "longitude", "latitude")
_EXCEPTION_FACTS = ("municipality_id", "site_id", "subject", "reason")
_ANSWER_FACTS = ("municipality_id", "kind", "rule", "site_id", "text", "recorded_at", "recorded_by")


def begin_version(
    work: UnitOfWork, proposal: Proposal, number: int, base: ProposalVersion | None, variant: str = ""
) -> ProposalVersion:
    """A draft that begins as a copy of another version, or empty, within a service that asked the policy.

    Raises InvalidValue where the other one is of another kind of proposal.
    """
    session = work.session
    if base is not None and session.get_one(Proposal, base.proposal_id).kind != proposal.kind:
        raise InvalidValue(N_("A proposal of another kind has other rules. Choose a version of the same kind."))
    draft = ProposalVersion(
        municipality_id=proposal.municipality_id,
        proposal_id=proposal.id,
        number=number,
        variant=variant,
        based_on_id=None if base is None else base.id,
        summary="" if base is None else base.summary,
        reasons="" if base is None else base.reasons,
        legal_notes="" if base is None else base.legal_notes,
        valid_from=None if base is None else base.valid_from,
        valid_to=None if base is None else base.valid_to,
        edge_belongs=True if base is None else base.edge_belongs,
        drafted_on=clock.today(),
        recorded_at=work.recorded_at,
        recorded_by=work.actor.account_id,
    )
    session.add(draft)
    session.flush()
    if base is not None:
        copy_contents(work, base, draft)
    return draft


def copy_contents(work: UnitOfWork, base: ProposalVersion, draft: ProposalVersion) -> None:
    """Copy zones with their addresses, exceptions, and the answers to findings, which keep their writers and days."""
    session = work.session
    new_zones = _copy_zones(session, base.id, draft.id)
    for exception in session.scalars(exceptions_of(base.id)).all():
        zone_id = None if exception.zone_id is None else new_zones[exception.zone_id]
        session.add(ZoneException(version_id=draft.id, zone_id=zone_id, **_facts(exception, _EXCEPTION_FACTS)))
    answers = select(FindingAnswer).where(FindingAnswer.version_id == base.id).order_by(FindingAnswer.id)
    for answer in session.scalars(answers):
        session.add(FindingAnswer(version_id=draft.id, **_facts(answer, _ANSWER_FACTS)))
    session.flush()


def _copy_zones(session: Session, base_id: int, draft_id: int) -> dict[int, int]:
    """By the id of each zone that of its copy."""
    copies: dict[int, int] = {}
    for zone in session.scalars(zones_of(base_id)).all():
        copy = Zone(version_id=draft_id, **_facts(zone, _ZONE_FACTS))
        session.add(copy)
        session.flush()
        index_outline(session, "zone", copy.id, copy.outline)
        copies[zone.id] = copy.id
    named = select(ZoneAddress).where(ZoneAddress.zone_id.in_(list(copies))).order_by(ZoneAddress.id)
    for address in session.scalars(named).all():
        session.add(ZoneAddress(zone_id=copies[address.zone_id], **_facts(address, _ADDRESS_FACTS)))
    return copies


def _facts(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
