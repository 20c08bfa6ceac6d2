"""Reviews: what each member thinks of a submitted version, and why. The newest of a person holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.commission import Stance
from geodata.model.people import Actor
from geodata.model.zones import ENDED
from geodata.policy import Action, require
from geodata.services.personal_data import require_clean
from geodata.services.proposal_rows import visible_version
from geodata.tables import Account, Organisation, Proposal, ProposalReview

REASONS_AT_MOST = 8_000  # characters


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One review; `holds` is False for one that the same person wrote another after."""

    id: int
    account_id: int
    person: str
    organisation: str | None
    stance: Stance
    reasons: str
    recorded_at: datetime
    holds: bool


def reviews_of(database: Database, actor: Actor, version_id: int) -> tuple[ReviewLine, ...]:
    """The reviews of a version: those that hold first, the newest first among each."""
    require(actor, Action.VIEW)
    with database.read() as session:
        visible_version(session, actor, version_id)
        query = (
            select(ProposalReview, Account.name, Organisation.short_name)
            .join(Account, Account.id == ProposalReview.recorded_by)
            .outerjoin(Organisation, Organisation.id == ProposalReview.organisation_id)
            .where(ProposalReview.version_id == version_id)
            .order_by(ProposalReview.id.desc())
        )
        rows = session.execute(query).all()
    lines: list[ReviewLine] = []
    heard: set[int] = set()
    for review, person, organisation in rows:
        lines.append(
            ReviewLine(
                id=review.id,
                account_id=review.recorded_by,
                person=person,
                organisation=organisation,
                stance=review.stance,
                reasons=review.reasons,
                recorded_at=review.recorded_at,
                holds=review.recorded_by not in heard,
            )
        )
        heard.add(review.recorded_by)
    return tuple(sorted(lines, key=lambda line: not line.holds))


def review_version(
    database: Database, actor: Actor, version_id: int, stance: Stance, reasons: str, *, keep_personal_data: str = ""
) -> int:
    """Say what one thinks of a submitted version; returns the review's id. Earlier ones stay readable."""
    require(actor, Action.REVIEW_PROPOSAL)
    words = reasons.strip()
    if not words:
        raise InvalidValue(N_("Write the reasons too: a stance alone helps nobody to decide."))
    if len(words) > REASONS_AT_MOST:
        raise InvalidValue(N_("The reasons are longer than {count} characters. Shorten them."), count=REASONS_AT_MOST)
    with database.write(actor) as work:
        version = visible_version(work.session, actor, version_id)
        if version.submitted_on is None:
            raise InvalidValue(N_("This version is still a draft. Comment on it; it is reviewed once it is submitted."))
        if work.session.get_one(Proposal, version.proposal_id).state in ENDED:
            raise InvalidValue(N_("The commission has decided about this proposal: nobody reviews it any more."))
        checked = require_clean(work, {"reasons": reasons}, keep_personal_data)
        review = ProposalReview(
            municipality_id=actor.municipality_id,
            version_id=version_id,
            stance=stance,
            reasons=words,
            organisation_id=actor.organisation_id,
            recorded_at=work.recorded_at,
            recorded_by=actor.account_id,
        )
        work.session.add(review)
        work.session.flush()
        told = {"version": version_id, "kind": stance, "reasons": words}
        work.audit("review", "proposal_review", review.id, checked.told(told))
        work.commit()
        return review.id
