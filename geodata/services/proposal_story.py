"""The time line of a proposal: its versions, the steps that it took, and how the commission voted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.policy import Action, require, sees_draft_proposals
from geodata.services.proposal_rows import visible_proposal
from geodata.services.proposal_vote_cards import may_know_count
from geodata.services.references import MeetingRef
from geodata.tables import Account, Body, Bylaw, Meeting, ProposalStep, ProposalVersion, ProposalVote


class ProposalStoryKind(StrEnum):
    DRAFTED = "drafted"
    STEP = "step"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class ProposalStoryLine:
    """One entry, of the version `number`. `state` is where a step led, or what a vote asked.

    `note` of a step or a vote, or what a version says of itself. Of a vote the numbers; `carried` None without quorum,
    and then how many voted which way only for those who may know it (`may_know_count`).
    `bylaw` is the number of the bylaw that an adoption made.
    """

    kind: ProposalStoryKind
    happened_on: date
    recorded_at: datetime
    number: int
    person: str | None
    state: ProposalState | None = None
    meeting: MeetingRef | None = None
    note: str | None = None
    bylaw: str | None = None
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    carried: bool | None = None


def proposal_story(database: Database, actor: Actor, proposal_id: int) -> tuple[ProposalStoryLine, ...]:
    """What became of a proposal, the newest first; drafts only for those who may write proposals."""
    require(actor, Action.VIEW)
    with database.read() as session:
        visible_proposal(session, actor, proposal_id)
        lines = [
            *_steps(session, proposal_id),
            *_votes(session, actor, proposal_id),
            *_drafted(session, actor, proposal_id),
        ]
    # On one day a draft comes before its submission and a vote before what it decided: in the order of writing, and of
    # what was written in one moment in the order of the lines above.
    return tuple(sorted(lines, key=lambda line: (line.happened_on, line.recorded_at), reverse=True))


def _drafted(session: Session, actor: Actor, proposal_id: int) -> list[ProposalStoryLine]:
    query = (
        select(ProposalVersion, Account.name)
        .outerjoin(Account, Account.id == ProposalVersion.recorded_by)
        .where(ProposalVersion.proposal_id == proposal_id, ProposalVersion.discarded_at.is_(None))
    )
    if not sees_draft_proposals(actor):
        query = query.where(ProposalVersion.submitted_on.is_not(None))
    return [
        ProposalStoryLine(
            ProposalStoryKind.DRAFTED,
            version.drafted_on,
            version.recorded_at,
            version.number,
            person,
            note=version.changes or version.summary or None,
        )
        for version, person in session.execute(query)
    ]


def _steps(session: Session, proposal_id: int) -> list[ProposalStoryLine]:
    query = (
        select(ProposalStep, ProposalVersion.number, Account.name, Meeting, Body.name.label("body"), Bylaw.number)
        .join(ProposalVersion, ProposalVersion.id == ProposalStep.version_id)
        .outerjoin(Account, Account.id == ProposalStep.recorded_by)
        .outerjoin(Meeting, Meeting.id == ProposalStep.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .outerjoin(Bylaw, (Bylaw.version_id == ProposalStep.version_id) & (ProposalStep.state == ProposalState.ADOPTED))
        .where(ProposalStep.proposal_id == proposal_id)
        .order_by(ProposalStep.id.desc())
    )
    return [
        ProposalStoryLine(
            ProposalStoryKind.STEP,
            step.happened_on,
            step.recorded_at,
            number,
            person,
            state=step.state,
            meeting=_ref(meeting, body),
            note=step.note,
            bylaw=bylaw,
        )
        for step, number, person, meeting, body, bylaw in session.execute(query)
    ]


def _votes(session: Session, actor: Actor, proposal_id: int) -> list[ProposalStoryLine]:
    query = (
        select(ProposalVote, ProposalVersion.number, Account.name, Meeting, Body.name.label("body"))
        .join(ProposalVersion, ProposalVersion.id == ProposalVote.version_id)
        .outerjoin(Account, Account.id == ProposalVote.recorded_by)
        .outerjoin(Meeting, Meeting.id == ProposalVote.meeting_id)
        .outerjoin(Body, Body.id == Meeting.body_id)
        .where(ProposalVersion.proposal_id == proposal_id, ProposalVote.closed_at.is_not(None))
    )
    return [
        _vote_line(vote, number, person, _ref(meeting, body), is_told=may_know_count(actor, vote))
        for vote, number, person, meeting, body in session.execute(query)
    ]


def _vote_line(
    vote: ProposalVote, number: int, person: str | None, meeting: MeetingRef | None, *, is_told: bool
) -> ProposalStoryLine:
    return ProposalStoryLine(
        ProposalStoryKind.VOTE,
        vote.held_on,
        vote.closed_at or vote.recorded_at,
        number,
        person,
        state=vote.question,
        meeting=meeting,
        note=vote.note,
        present=vote.present,
        in_favour=vote.in_favour if is_told else None,
        against=vote.against if is_told else None,
        abstained=vote.abstained if is_told else None,
        carried=vote.carried,
    )


def _ref(meeting: Meeting | None, body: str | None) -> MeetingRef | None:
    return None if meeting is None else MeetingRef(meeting.id, body or "", meeting.starts_at)
