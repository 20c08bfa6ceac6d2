"""Drafts of a proposal: begun from another version, written, given up, submitted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.people import Actor
from geodata.model.zones import ENDED, ProposalState
from geodata.policy import Action, require
from geodata.services.personal_data import require_clean
from geodata.services.proposal_copies import begin_version
from geodata.services.proposal_impact import version_impact
from geodata.services.proposal_rows import (
    draft_of,
    hold_proposals,
    next_number,
    stamp_of,
    visible_proposal,
    visible_version,
    zones_of,
)
from geodata.services.proposal_step_rows import add_proposal_step, newest_submitted
from geodata.services.proposal_texts import VersionTexts, require_fitting
from geodata.tables import Proposal, ProposalVersion
from geodata.workflow import require_proposal_step


def draft_version(
    database: Database,
    actor: Actor,
    proposal_id: int,
    based_on_id: int | None,
    *,
    variant: str = "",
    keep_personal_data: str = "",
) -> int:
    """A draft that begins as a copy of another version of any proposal of the city, or empty; returns its id.

    Its zones, exceptions and answers to findings come along; what changed is for its writer to say.
    """
    require(actor, Action.KEEP_PROPOSAL)
    texts = VersionTexts(variant=variant)
    require_fitting(texts)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        proposal = visible_proposal(session, actor, proposal_id)
        if proposal.state in ENDED:
            raise InvalidValue(N_("Nothing more is drafted of this proposal: its way has ended. Begin a new one."))
        checked = require_clean(work, texts.words, keep_personal_data)
        base = None if based_on_id is None else visible_version(session, actor, based_on_id)
        draft = begin_version(work, proposal, next_number(session, proposal.id), base, texts.words["variant"])
        told = {"proposal": proposal.id, "number": draft.number, "based_on": based_on_id, "variant": draft.variant}
        work.audit("draft", "proposal_version", draft.id, checked.told(told))
        work.commit()
        return draft.id


def write_version(database: Database, actor: Actor, version_id: int, row_version: int, texts: VersionTexts) -> int:
    """Let a draft say this; returns its row version since. Raises StaleEdit if somebody else wrote meanwhile."""
    require(actor, Action.KEEP_PROPOSAL)
    require_fitting(texts)
    with database.write(actor) as work:
        hold_proposals(work)
        version = draft_of(work.session, actor, version_id, row_version)
        checked = require_clean(work, texts.words, texts.keep_personal_data)
        before = _told(version)
        for name, text in texts.words.items():
            setattr(version, name, text)
        version.valid_from, version.valid_to = texts.valid_from, texts.valid_to
        version.edge_belongs = texts.edge_belongs
        work.session.flush()
        after = _told(version)
        changed = [name for name in after if after[name] != before[name]]
        if changed:
            old, new = ({name: one[name] for name in changed} for one in (before, after))
            told = {"before": old, "after": new}
            work.audit("write", "proposal_version", version.id, checked.told(told))
        written = version.row_version
        work.commit()
        return written


def discard_version(database: Database, actor: Actor, version_id: int, row_version: int) -> None:
    """Give a draft up; what it said stays for the audit, its number is not given again."""
    require(actor, Action.KEEP_PROPOSAL)
    with database.write(actor) as work:
        hold_proposals(work)
        version = draft_of(work.session, actor, version_id, row_version)
        version.discarded_at = work.recorded_at
        work.audit("discard", "proposal_version", version.id, {"number": version.number})
        work.commit()


def submit_version(database: Database, actor: Actor, version_id: int, stamp: str) -> None:
    """Submit a draft to its commission: from now on it cannot change.

    Only those who see every venue of the city submit: a refusal because of one that the actor may not know of would
    tell where it is.
    `stamp` is that of the version as the actor saw it: StaleEdit if somebody changed its words or zones since.
    Raises InvalidValue where it has no zones, says nothing, leaves findings of equal treatment unanswered, or does not
    say what changed since the version submitted before; TransitionRefused where another version is being reviewed.
    """
    require(actor, Action.DECIDE_PROPOSAL)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        version = draft_of(session, actor, version_id)
        if stamp_of(session, version) != stamp:
            raise StaleEdit("proposal_version", version.id)
        proposal = session.get_one(Proposal, version.proposal_id)
        require_proposal_step(proposal.state, ProposalState.SUBMITTED)
        # Counted here, while nobody else can change a zone.
        _require_whole(session, version, version_impact(database, actor, version_id).open_findings)
        today = clock.today()
        version.submitted_on, version.submitted_by = today, actor.account_id
        add_proposal_step(work, proposal, version.id, ProposalState.SUBMITTED, happened_on=today)
        work.audit("submit", "proposal_version", version.id, {"proposal": proposal.id, "number": version.number})
        work.commit()


def _require_whole(session: Session, version: ProposalVersion, findings: int) -> None:
    if session.scalars(zones_of(version.id)).first() is None:
        raise InvalidValue(N_("This version has no zones yet. Add at least one."))
    if not version.summary:
        raise InvalidValue(N_("Say in a few sentences what is proposed: the summary is empty."))
    if findings:
        raise InvalidValue(
            N_("Venues treated unlike others that still want an answer in writing: {count}."), count=findings
        )
    before = newest_submitted(session, version.proposal_id)
    if before is not None and not version.changes:
        raise InvalidValue(N_("Say what changed since the version submitted before, and why."))
    if before is not None and before.number > version.number:
        # The commission has before it the version with the highest number of those submitted.
        raise InvalidValue(
            N_("Version {number} was submitted before this one. Begin a new version from this one and submit that."),
            number=before.number,
        )


def _told(version: ProposalVersion) -> dict[str, object]:
    names = ("variant", "summary", "changes", "reasons", "legal_notes", "valid_from", "valid_to", "edge_belongs")
    return {name: getattr(version, name) for name in names}
