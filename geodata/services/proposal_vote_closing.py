"""Votes are closed: counted, said in the minutes of their meeting, and opened again where too few were there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound, StaleEdit
from geodata.model.commission import VoteChoice, VoteWay
from geodata.model.meetings import AgendaKind, EntryKind, MeetingState
from geodata.model.people import Actor
from geodata.model.voting import QUORUM, Count
from geodata.model.zones import ProposalState
from geodata.policy import Action, require
from geodata.services.conflicts import in_conflict
from geodata.services.issue_events import checked_note
from geodata.services.meetings import TITLE_AT_MOST, NewAgendaItem, put_point
from geodata.services.minutes import NewEntry, put_entry
from geodata.services.minutes_points import hold_minutes, visible_point
from geodata.services.personal_data import require_clean
from geodata.services.proposal_rows import hold_proposals
from geodata.services.proposal_step_rows import add_proposal_step, last_step_day, newest_submitted
from geodata.services.proposal_votes import require_no_open_vote, visible_vote, voters
from geodata.tables import AgendaItem, Meeting, Proposal, ProposalBallot, ProposalVersion, ProposalVote
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import NOTED_AT_ONCE, PROPOSAL_TRANSITIONS, require_proposal_step


@dataclass(frozen=True, slots=True)
class MinutesWords:
    """How the minutes say a result, in the language in which they are written.

    `carried`, `not_carried` and `no_quorum` may name {title}, {number}, {question}, {present}, {seats}, {quorum},
    {in_favour}, {against}, {abstained} and {excluded}; `question` is what the version was to become, in words.
    """

    question: str
    carried: str
    not_carried: str
    no_quorum: str


@dataclass(frozen=True, slots=True)
class HandsShown:
    """The numbers of a vote by show of hands; of one member by member they are counted from the ballots.

    `excluded` did not vote for a conflict of interest; where the body has seats it is counted from what was declared.
    """

    present: int
    in_favour: int
    against: int
    abstained: int
    excluded: int = 0


@dataclass(frozen=True, slots=True)
class VoteResult:
    """What came of a vote: `carried` None without a quorum. `in_minutes`: the minutes of its meeting say it.

    `became` is the state that the proposal came into with it; None where it stays as it was.
    """

    count: Count
    quorum: int
    carried: bool | None
    in_minutes: bool
    became: ProposalState | None = None


def close_vote(
    database: Database,
    actor: Actor,
    vote_id: int,
    row_version: int,
    words: MinutesWords,
    *,
    hands: HandsShown | None = None,
    note: str = "",
    keep_personal_data: str = "",
    note_step: bool = False,
) -> VoteResult:
    """Close a vote and count it. Without a quorum there is no result and nothing is lost: `reopen_vote` goes on.

    `note_step`: what is carried and may be undone (`NOTED_AT_ONCE`) is the next step of the proposal. Where its meeting
    is held and its minutes are being written, they say the result as a decision. Raises InvalidValue with the result if
    somebody else closed it meanwhile.
    """
    require(actor, Action.DECIDE_PROPOSAL)
    added = checked_note(note)
    with database.write(actor) as work:
        session = work.session
        hold_minutes(work)
        hold_proposals(work)
        vote, proposal = visible_vote(session, actor, vote_id)
        _require_open(vote, row_version)
        checked = require_clean(work, {"note": note}, keep_personal_data)
        _count_seats(session, vote, proposal, hands)
        taken = _take_out_uncounted(session, vote, proposal)
        count = _counted(session, vote, hands)
        count.require_at_most(vote.seats - vote.excluded)
        vote.present, vote.in_favour, vote.against, vote.abstained = (
            count.present, count.in_favour, count.against, count.abstained,
        )  # fmt: skip
        vote.carried = count.result(vote.seats, vote.quorum, vote.majority)
        vote.closed_at = work.recorded_at
        vote.note = added or vote.note
        session.flush()
        told = {
            "present": count.present, "in_favour": count.in_favour, "against": count.against,
            "abstained": count.abstained, "seats": vote.seats, "quorum": vote.quorum, "carried": vote.carried,
            "excluded": vote.excluded, "note": added, "ballots_taken_out": taken,
        }  # fmt: skip
        work.audit("close", "proposal_vote", vote_id, checked.told(told))
        in_minutes = _say_in_minutes(work, vote, proposal, words)
        became = _noted_at_once(work, vote, proposal) if note_step else None
        work.commit()
        return VoteResult(count, vote.quorum, vote.carried, in_minutes, became)


def reopen_vote(database: Database, actor: Actor, vote_id: int, row_version: int) -> None:
    """Go on with a vote that was closed without a quorum; its ballots are still there."""
    require(actor, Action.DECIDE_PROPOSAL)
    with database.write(actor) as work:
        hold_proposals(work)
        vote, proposal = visible_vote(work.session, actor, vote_id)
        if vote.closed_at is None:
            raise InvalidValue(N_("This vote is open."))
        if vote.carried is not None:
            raise InvalidValue(N_("This vote has a result, and that stands. Open a new vote if it is to be repeated."))
        if vote.row_version != row_version:
            raise StaleEdit("proposal_vote", vote_id)
        require_proposal_step(proposal.state, vote.question)
        require_no_open_vote(work.session, vote.version_id)
        vote.closed_at = vote.present = vote.in_favour = vote.against = vote.abstained = None
        work.audit("reopen", "proposal_vote", vote_id, {"version": vote.version_id})
        work.commit()


def _require_open(vote: ProposalVote, row_version: int) -> None:
    if vote.closed_at is not None:
        raise InvalidValue(
            N_(
                "Somebody else closed this vote meanwhile: {in_favour} in favour, {against} against, {abstained}"
                " abstained. Nothing was changed."
            ),
            in_favour=vote.in_favour,
            against=vote.against,
            abstained=vote.abstained,
        )
    if vote.row_version != row_version:
        raise StaleEdit("proposal_vote", vote.id)


def _count_seats(session: Session, vote: ProposalVote, proposal: Proposal, hands: HandsShown | None) -> None:
    """Bring the seats up to what they are: some may have been entered, and conflicts declared, since it was opened."""
    seated, excluded = voters(session, proposal, vote.held_on)
    if not seated and hands is not None:
        excluded = _checked_excluded(hands.excluded, vote.seats)
    vote.excluded = excluded
    if seated and len(seated) != vote.seats:
        if vote.quorum == QUORUM.least_of(vote.seats):
            vote.quorum = QUORUM.least_of(len(seated))
        vote.seats = len(seated)


def _checked_excluded(excluded: int, seats: int) -> int:
    if not 0 <= excluded <= seats:
        raise InvalidValue(
            N_("Of {seats} members, 0 to {seats} have a conflict of interest. Check the number."), seats=seats
        )
    return excluded


def _take_out_uncounted(session: Session, vote: ProposalVote, proposal: Proposal) -> list[int]:
    """Take out the ballots of who has no vote any more, so that the list says what the numbers say; returns whose.

    The audit keeps how each of them voted.
    """
    may_vote = voters(session, proposal, vote.held_on)[0] - in_conflict(session, proposal.id)
    query = select(ProposalBallot).where(ProposalBallot.vote_id == vote.id).order_by(ProposalBallot.account_id)
    uncounted = [ballot for ballot in session.scalars(query) if ballot.account_id not in may_vote]
    for ballot in uncounted:
        session.delete(ballot)
    session.flush()
    return [ballot.account_id for ballot in uncounted]


def _noted_at_once(work: UnitOfWork, vote: ProposalVote, proposal: Proposal) -> ProposalState | None:
    """Lead the proposal on as it was carried, on the day of the vote; None where that is to be noted by itself."""
    version = newest_submitted(work.session, proposal.id)
    may_follow = vote.question in NOTED_AT_ONCE & set(PROPOSAL_TRANSITIONS[proposal.state])
    if not vote.carried or not may_follow or version is None or version.id != vote.version_id:
        return None
    day = max(vote.held_on, last_step_day(work.session, proposal.id) or vote.held_on)
    step = add_proposal_step(
        work, proposal, version.id, vote.question, happened_on=day, meeting_id=vote.meeting_id, vote_id=vote.id
    )
    work.audit("advance", "proposal", proposal.id, {"status": vote.question, "step": step.id, "day": day})
    return vote.question


def _counted(session: Session, vote: ProposalVote, hands: HandsShown | None) -> Count:
    if vote.way == VoteWay.SHOW_OF_HANDS:
        if hands is None:
            raise InvalidValue(N_("Enter how many were present and how they voted."))
        count = Count(hands.present, hands.in_favour, hands.against, hands.abstained)
        if count.present == 0 and vote.excluded < vote.seats:
            raise InvalidValue(
                N_(
                    "Nobody was present by these numbers. Enter how many were present and how they voted, then close"
                    " it."
                )
            )
        return count
    choices = list(session.scalars(select(ProposalBallot.choice).where(ProposalBallot.vote_id == vote.id)))
    of_each = [choices.count(choice) for choice in (VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAINED)]
    return Count(len(choices), *of_each)


def _say_in_minutes(work: UnitOfWork, vote: ProposalVote, proposal: Proposal, words: MinutesWords) -> bool:
    """Write the result under its point, which is made where there is none; False where no minutes are written."""
    meeting = None if vote.meeting_id is None else work.session.get(Meeting, vote.meeting_id)
    if meeting is None or meeting.state != MeetingState.HELD:
        return False
    said = _sentence(work.session, vote, proposal, words)
    checked = require_clean(work, {})  # numbers, and the title of the proposal, which was searched
    item = _point_of(work, vote, proposal, meeting)
    vote.agenda_item_id = item.id
    put_entry(work, item, NewEntry(EntryKind.DECISION, said, client_id=f"vote-{vote.id}-{vote.row_version}"), checked)
    return True


def _point_of(work: UnitOfWork, vote: ProposalVote, proposal: Proposal, meeting: Meeting) -> AgendaItem:
    session = work.session
    if vote.agenda_item_id is not None:
        with suppress(NotFound):  # somebody took it off the agenda meanwhile
            return visible_point(session, work.actor, vote.agenda_item_id)
    about = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.proposal_id == proposal.id)
    item = session.scalar(about.where(AgendaItem.title != "").order_by(AgendaItem.id).limit(1))
    if item is None:
        new = NewAgendaItem(proposal.title[:TITLE_AT_MOST], AgendaKind.DECISION)
        item = put_point(work, meeting, new, require_clean(work, {}))
        item.proposal_id = proposal.id
        session.flush()
    return item


def _sentence(session: Session, vote: ProposalVote, proposal: Proposal, words: MinutesWords) -> str:
    template = {True: words.carried, False: words.not_carried, None: words.no_quorum}[vote.carried]
    return template.format(
        title=proposal.title,
        number=session.get_one(ProposalVersion, vote.version_id).number,
        question=words.question,
        present=vote.present,
        seats=vote.seats,
        quorum=vote.quorum,
        in_favour=vote.in_favour,
        against=vote.against,
        abstained=vote.abstained,
        excluded=vote.excluded,
    )
