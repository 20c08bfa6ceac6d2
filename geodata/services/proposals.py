"""The list of proposals, and how one begins."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.names import one_line, require_seen
from geodata.model.people import Actor
from geodata.model.zones import ENDED, ProposalKind, ProposalState
from geodata.policy import Action, require
from geodata.services.issue_events import require_body
from geodata.services.personal_data import require_clean
from geodata.services.proposal_copies import begin_version
from geodata.services.proposal_rows import hold_proposals, shown_proposals, visible_proposal, visible_version
from geodata.services.proposal_versions import VersionLine, version_lines
from geodata.tables import Body, Proposal, ProposalVersion, ProposalVote

TITLE_AT_MOST = 200  # characters; a title is read in a list


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """`versions` are those that the reader may see, the newest first; none where every draft was given up."""

    id: int
    title: str
    kind: ProposalKind
    state: ProposalState
    body: str | None
    versions: tuple[VersionLine, ...]

    @property
    def submitted(self) -> VersionLine | None:
        """The version submitted last: the one that is decided about."""
        return next((line for line in self.versions if line.submitted_on is not None), None)

    @property
    def drafts(self) -> tuple[VersionLine, ...]:
        """What is still being written."""
        return tuple(line for line in self.versions if line.submitted_on is None)


def list_proposals(database: Database, actor: Actor) -> tuple[ProposalRow, ...]:
    """The proposals that the actor may know of, the newest first."""
    require(actor, Action.VIEW)
    query = (
        select(Proposal.id, Proposal.title, Proposal.kind, Proposal.state, Body.name)
        .outerjoin(Body, Body.id == Proposal.body_id)
        .where(shown_proposals(actor))
        .order_by(Proposal.id.desc())
    )
    with database.read() as session:
        rows = session.execute(query).all()
        versions = _versions(session, actor, [row.id for row in rows])
    return tuple(ProposalRow(*row, versions=tuple(versions.get(row.id, ()))) for row in rows)


def _versions(session: Session, actor: Actor, proposal_ids: list[int]) -> dict[int, list[VersionLine]]:
    """The versions by the id of their proposal, the newest first."""
    found: dict[int, list[VersionLine]] = {}
    for proposal_id, line in version_lines(session, actor, proposal_ids):
        found.setdefault(proposal_id, []).append(line)
    return found


def create_proposal(
    database: Database,
    actor: Actor,
    title: str,
    kind: ProposalKind,
    body_id: int | None,
    *,
    based_on_id: int | None = None,
    keep_personal_data: str = "",
) -> int:
    """A proposal with a draft, empty or a copy of another version of that kind; returns its id.

    `body_id` is the commission that is to review it. NotFound unless the actor may know of the other version.
    """
    require(actor, Action.KEEP_PROPOSAL)
    name = _checked_title(title)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        if body_id is not None:
            require_body(session, actor, body_id)
        base = None if based_on_id is None else visible_version(session, actor, based_on_id)
        checked = require_clean(work, {"title": title}, keep_personal_data)
        own = {"municipality_id": actor.municipality_id}
        proposal = Proposal(**own, body_id=body_id, title=name, kind=kind, state=ProposalState.DRAFT)
        session.add(proposal)
        session.flush()
        begin_version(work, proposal, 1, base)
        told = {"title": name, "kind": kind, "body": body_id} | ({"based_on": base.id} if base is not None else {})
        work.audit("create", "proposal", proposal.id, checked.told(told))
        work.commit()
        return proposal.id


def change_proposal(
    database: Database,
    actor: Actor,
    proposal_id: int,
    row_version: int,
    title: str,
    body_id: int | None,
    *,
    keep_personal_data: str = "",
) -> None:
    """Call a proposal otherwise, or give it to another commission. Raises StaleEdit if it changed meanwhile.

    What was decided keeps its name and its commission; while a commission votes, no other is given the proposal.
    """
    require(actor, Action.KEEP_PROPOSAL)
    name = _checked_title(title)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        proposal = visible_proposal(session, actor, proposal_id)
        if proposal.row_version != row_version:
            raise StaleEdit("proposal", proposal.id)
        _require_changeable(session, proposal, body_id)
        if body_id is not None:
            require_body(session, actor, body_id)
        checked = require_clean(work, {"title": title}, keep_personal_data)
        before = {"title": proposal.title, "body": proposal.body_id}
        proposal.title, proposal.body_id = name, body_id
        after = {"title": name, "body": body_id}
        work.audit("change", "proposal", proposal.id, checked.told({"before": before, "after": after}))
        work.commit()


def _require_changeable(session: Session, proposal: Proposal, body_id: int | None) -> None:
    if proposal.state in ENDED:
        raise InvalidValue(N_("This proposal is decided; its name and its commission stay as they were."))
    versions = select(ProposalVersion.id).where(ProposalVersion.proposal_id == proposal.id)
    is_open = select(ProposalVote.id).where(ProposalVote.version_id.in_(versions), ProposalVote.closed_at.is_(None))
    if body_id != proposal.body_id and session.scalar(is_open.limit(1)) is not None:
        raise InvalidValue(N_("The commission is voting on this proposal. Close the vote before another one gets it."))


def _checked_title(title: str) -> str:
    name = one_line(title)
    if not name:
        raise InvalidValue(N_("The proposal has no title. Write in a few words what is proposed."))
    if len(name) > TITLE_AT_MOST:
        raise InvalidValue(N_("The title is longer than {count} characters. Shorten it."), count=TITLE_AT_MOST)
    require_seen(name)
    return name
