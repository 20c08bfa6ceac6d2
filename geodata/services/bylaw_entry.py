"""A bylaw that was in force before this register: it becomes an adopted proposal, with a version and its zones."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.people import Actor
from geodata.model.zones import ProposalKind, ProposalState
from geodata.policy import Action, require
from geodata.services.bylaw_rows import Adoption, checked_adoption, put_bylaw, require_place_in_time
from geodata.services.personal_data import Checked, require_clean
from geodata.services.proposal_rows import hold_proposals
from geodata.services.zone_drafts import WORDS_AT_MOST, ZONES_AT_MOST, ZoneDraft, put_zone
from geodata.tables import Proposal, ProposalStep, ProposalVersion
from geodata.unit_of_work import UnitOfWork


def enter_bylaw(
    database: Database, actor: Actor, kind: ProposalKind, bylaw: Adoption, zones: Sequence[ZoneDraft]
) -> int:
    """Write down the bylaw, as it was promulgated, with its zones; returns its id. All or nothing.

    Raises InvalidValue where it has no zones, days that do not fit, or a number that is there already; NotFound for an
    earlier bylaw that is not.
    """
    require(actor, Action.DECIDE_PROPOSAL)
    adoption = checked_adoption(bylaw)
    _require_some_zones(zones)
    with database.write(actor) as work:
        hold_proposals(work)
        require_place_in_time(work.session, actor, adoption)
        checked = _clean(work, bylaw, zones)
        version = _version(work, kind, adoption)
        for draft in zones:
            put_zone(work.session, actor, version, draft)
        kept = put_bylaw(work, adoption, version)
        told = {"number": kept.number, "title": kept.title, "version": version.id, "zones": len(zones)}
        days = {"adopted_on": bylaw.adopted_on, "valid_from": bylaw.valid_from, "valid_to": bylaw.valid_to}
        work.audit("enter", "bylaw", kept.id, checked.told(told | days))
        work.commit()
        return kept.id


def _require_some_zones(zones: Sequence[ZoneDraft]) -> None:
    if not zones:
        raise InvalidValue(N_("Say where the bylaw holds: load a file of its zones, or name its addresses."))
    if len(zones) > ZONES_AT_MOST:
        raise InvalidValue(N_("A version has at most {count} zones. Join some of them."), count=ZONES_AT_MOST)


def _clean(work: UnitOfWork, bylaw: Adoption, zones: Sequence[ZoneDraft]) -> Checked:
    words = {
        "number": bylaw.number,
        "title": bylaw.title,
        "name": "\n".join(zone.name for zone in zones),
        "criterion": "\n".join(zone.criterion[:WORDS_AT_MOST] for zone in zones),
        "address": "\n".join(address.text for zone in zones for address in zone.addresses),
    }
    reasons = [bylaw.keep_personal_data, *(zone.keep_personal_data for zone in zones)]
    return require_clean(work, words, next((reason for reason in reasons if reason), ""))


def _version(work: UnitOfWork, kind: ProposalKind, adoption: Adoption) -> ProposalVersion:
    """The only version of a proposal that was adopted on the day, with the step that says so."""
    session, own = work.session, {"municipality_id": work.actor.municipality_id}
    recorded = {"recorded_at": work.recorded_at, "recorded_by": work.actor.account_id}
    proposal = Proposal(**own, title=adoption.title, kind=kind, state=ProposalState.ADOPTED)
    session.add(proposal)
    session.flush()
    version = ProposalVersion(
        **own,
        **recorded,
        proposal_id=proposal.id,
        number=1,
        summary=adoption.title,
        valid_from=adoption.valid_from,
        valid_to=adoption.valid_to,
        drafted_on=adoption.adopted_on,
        submitted_on=adoption.adopted_on,
    )
    session.add(version)
    session.flush()
    session.add(
        ProposalStep(
            **own,
            **recorded,
            proposal_id=proposal.id,
            version_id=version.id,
            state=ProposalState.ADOPTED,
            happened_on=adoption.adopted_on,
        )
    )
    return version
