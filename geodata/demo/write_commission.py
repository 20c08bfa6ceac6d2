"""What the prevention commission did with its proposals goes into the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from geodata import clock
from geodata.bulk import new_ids
from geodata.demo.commission import (
    ADOPTED,
    BALLOTS,
    COMMENTS,
    CONFLICT,
    COUNCIL_NOTE,
    FOUNDED,
    GAMBLING,
    IN_MINUTES,
    LAST,
    REVIEWS,
    SEATS,
    DecisionPlan,
)
from geodata.demo.organisations import OFFICE
from geodata.demo.workdays import at_hour, workday
from geodata.demo.writing import Author, DatedWork, store
from geodata.model.commission import VoteWay
from geodata.model.meetings import TOOK_PLACE, AgendaKind, AgendaReason, EntryKind
from geodata.model.people import Role
from geodata.model.voting import QUORUM
from geodata.model.zones import ProposalState
from geodata.tables import (
    Account,
    AgendaItem,
    BodySeat,
    Bylaw,
    ConflictOfInterest,
    Meeting,
    MinutesEntry,
    Proposal,
    ProposalBallot,
    ProposalComment,
    ProposalReview,
    ProposalStep,
    ProposalVersion,
    ProposalVote,
    Zone,
)

_TO_REVIEW, _TO_DECISION, _TO_COUNCIL = (timedelta(days=days) for days in (5, 21, 7))


@dataclass(frozen=True, slots=True)
class _Decision:
    """A step of the commission with its vote, and where it was taken."""

    version: ProposalVersion
    plan: DecisionPlan
    day: date
    meeting_id: int | None
    vote_id: int


def write_commission(work: DatedWork, body_id: int, authors: Mapping[str, Author]) -> None:
    """Seats, then for each proposal its steps and votes, and what its members said."""
    chair = authors[OFFICE]
    seats = _write_seats(work, body_id, chair)
    for proposal in work.session.scalars(select(Proposal).order_by(Proposal.id)).all():
        decided = _write_steps(work, proposal, chair)
        last = decided[-1]
        if proposal.state == ProposalState.ADOPTED:
            _write_adoption(work, proposal, last, chair)
        else:
            _write_ballots(work, proposal, last, seats)
            _write_words(work, last.version, seats)
            _write_minutes(work, proposal, last, chair)


def _write_seats(work: DatedWork, body_id: int, chair: Author) -> list[Author]:
    """One seat is that of the account one can be in the demo; the others get accounts of functions too."""
    session, same = work.session, {"municipality_id": work.actor.municipality_id}
    first = session.scalars(select(Account).where(Account.login == f"ukazka.{Role.COMMISSION}")).one()
    ids = [first.id, *new_ids(session, Account, len(SEATS) - 1)]
    store(
        session,
        Account,
        (
            same
            | {
                "id": id_,
                "organisation_id": chair.organisation_id,
                "login": f"ukazka.{Role.COMMISSION}.{place}",
                "name": name,
                "roles": [Role.COMMISSION],
            }
            for place, (id_, name) in enumerate(zip(ids[1:], SEATS[1:], strict=True), 2)
        ),
    )
    since = clock.today() + timedelta(days=FOUNDED)
    store(session, BodySeat, (same | {"body_id": body_id, "account_id": id_, "since": since} for id_ in ids))
    told = {"before": [], "after": sorted(ids), "since": since}
    work.noted(at_hour(since, 9), chair, "set_seats", "body", body_id, told)
    return [Author(id_, chair.organisation_id) for id_ in ids]


def _write_steps(work: DatedWork, proposal: Proposal, chair: Author) -> list[_Decision]:
    """Each submitted version is reviewed and decided, at a meeting of the commission where there was one."""
    session = work.session
    versions = session.scalars(
        select(ProposalVersion)
        .where(ProposalVersion.proposal_id == proposal.id, ProposalVersion.submitted_on.is_not(None))
        .order_by(ProposalVersion.number)
    ).all()
    plans = ADOPTED if proposal.state == ProposalState.ADOPTED else GAMBLING
    is_last = {versions[-1].id}
    decided: list[_Decision] = []
    for place, version in enumerate(versions):
        submitted = version.submitted_on or version.drafted_on
        until = versions[place + 1].drafted_on if place + 1 < len(versions) else clock.today()
        day, meeting_id = _decided_at(work, proposal.body_id, submitted + _TO_REVIEW, until)
        plan = plans[LAST if version.id in is_last else version.number]
        by_members = proposal.state != ProposalState.ADOPTED and version.id in is_last
        vote_id = _write_vote(work, version, plan, day, meeting_id, chair, by_members=by_members)
        decision = _Decision(version, plan, day, meeting_id, vote_id)
        _step(work, proposal, version, ProposalState.SUBMITTED, submitted, chair)
        _step(work, proposal, version, ProposalState.IN_REVIEW, min(workday(submitted + _TO_REVIEW), day), chair)
        facts = {"meeting_id": meeting_id, "vote_id": vote_id, "note": decision.plan.note}
        _step(work, proposal, version, decision.plan.state, day, chair, **facts)
        decided.append(decision)
    return decided


def _decided_at(work: DatedWork, body_id: int | None, first: date, until: date) -> tuple[date, int | None]:
    """The first meeting of the commission between the days, else a working day."""
    query = (
        select(Meeting)
        .where(
            Meeting.body_id == body_id,
            Meeting.state.in_(TOOK_PLACE),
            Meeting.starts_at.between(at_hour(first, 0), at_hour(until, 0)),
        )
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    meeting = work.session.scalar(query)
    if meeting is None:
        return workday(min(first + _TO_DECISION, until)), None
    return meeting.starts_at.astimezone(clock.PRAGUE).date(), meeting.id


def _write_vote(
    work: DatedWork,
    version: ProposalVersion,
    plan: DecisionPlan,
    day: date,
    meeting_id: int | None,
    chair: Author,
    *,
    by_members: bool,
) -> int:
    (vote_id,) = new_ids(work.session, ProposalVote, 1)
    in_favour, against, abstained = plan.hands
    counted = {"in_favour": in_favour, "against": against, "abstained": abstained, "present": sum(plan.hands)}
    vote = {
        "id": vote_id,
        "municipality_id": version.municipality_id,
        "version_id": version.id,
        "meeting_id": meeting_id,
        "question": plan.state,
        "way": VoteWay.PER_MEMBER if by_members else VoteWay.SHOW_OF_HANDS,
        "held_on": day,
        "seats": len(SEATS),
        "excluded": int(by_members),
        "quorum": QUORUM.least_of(len(SEATS)),
        "carried": True,
        "closed_at": at_hour(day, 16),
        "recorded_at": at_hour(day, 15),
        "recorded_by": chair.account_id,
    }
    store(work.session, ProposalVote, [vote | counted])
    work.noted(at_hour(day, 16), chair, "close", "proposal_vote", vote_id, counted | {"carried": True})
    return vote_id


def _step(
    work: DatedWork,
    proposal: Proposal,
    version: ProposalVersion,
    state: ProposalState,
    day: date,
    chair: Author,
    **facts: Any,
) -> None:
    (step_id,) = new_ids(work.session, ProposalStep, 1)
    moment = at_hour(day, 17)
    step = {
        "id": step_id,
        "municipality_id": proposal.municipality_id,
        "proposal_id": proposal.id,
        "version_id": version.id,
        "state": state,
        "happened_on": day,
        "meeting_id": None,
        "vote_id": None,
        "note": None,
        "recorded_at": moment,
        "recorded_by": chair.account_id,
    }
    store(work.session, ProposalStep, [step | facts])
    work.noted(moment, chair, "advance", "proposal", proposal.id, {"status": state, "step": step_id, "day": day})


def _write_adoption(work: DatedWork, proposal: Proposal, last: _Decision, chair: Author) -> None:
    """The steps to the bylaw that the last version became."""
    bylaw = work.session.scalars(select(Bylaw).where(Bylaw.version_id == last.version.id)).one()
    to_council = min(last.day + _TO_COUNCIL, bylaw.adopted_on)
    _step(work, proposal, last.version, ProposalState.WITH_COUNCIL, to_council, chair, note=COUNCIL_NOTE)
    _step(work, proposal, last.version, ProposalState.ADOPTED, bylaw.adopted_on, chair)


def _write_ballots(work: DatedWork, proposal: Proposal, last: _Decision, seats: list[Author]) -> None:
    """Whoever declared a conflict is the last of the seats, and did not vote."""
    same: dict[str, Any] = {"municipality_id": proposal.municipality_id}
    ballots = [
        same
        | {
            "vote_id": last.vote_id,
            "account_id": seat.account_id,
            "choice": choice,
            "dissent": dissent,
            "recorded_at": at_hour(last.day, 15, 20),
        }
        for seat, (choice, dissent) in zip(seats, BALLOTS, strict=False)
    ]
    store(work.session, ProposalBallot, ballots)
    declared = {"proposal_id": proposal.id, "account_id": seats[-1].account_id, "reason": CONFLICT}
    store(work.session, ConflictOfInterest, [same | declared | {"recorded_at": at_hour(last.day, 14)}])


def _write_words(work: DatedWork, version: ProposalVersion, seats: list[Author]) -> None:
    """Comments with their answers, and reviews, between the submission and the vote."""
    session, first = work.session, (version.submitted_on or version.drafted_on) + timedelta(days=2)
    zones = {zone.name: zone.id for zone in session.scalars(select(Zone).where(Zone.version_id == version.id))}
    answers = sum(bool(plan.answer) for plan in COMMENTS)
    ids = iter(new_ids(session, ProposalComment, len(COMMENTS) + answers))
    rows: list[dict[str, Any]] = []
    for plan in COMMENTS:
        said = {
            "id": next(ids),
            "municipality_id": version.municipality_id,
            "version_id": version.id,
            "zone_id": zones.get(plan.zone),
            "answers_id": None,
            "subject": plan.subject,
            "quote": None,
            "text": plan.text,
            "internal": plan.internal,
            "organisation_id": seats[plan.seat].organisation_id,
            "recorded_at": at_hour(first, 10),
            "recorded_by": seats[plan.seat].account_id,
        }
        rows.append(said)
        if plan.answer:
            answer = {"id": next(ids), "answers_id": said["id"], "text": plan.answer, "recorded_at": at_hour(first, 14)}
            rows.append(said | answer | {"recorded_by": seats[1].account_id})
    store(session, ProposalComment, rows)
    store(
        session,
        ProposalReview,
        (
            {
                "municipality_id": version.municipality_id,
                "version_id": version.id,
                "stance": stance,
                "reasons": reasons,
                "organisation_id": seats[seat].organisation_id,
                "recorded_at": at_hour(first + timedelta(days=1), 9 + seat),
                "recorded_by": seats[seat].account_id,
            }
            for seat, stance, reasons in REVIEWS
        ),
    )


def _write_minutes(work: DatedWork, proposal: Proposal, last: _Decision, chair: Author) -> None:
    """The meeting at which it was voted says the same as the vote."""
    if last.meeting_id is None:
        return
    session = work.session
    (item_id,) = new_ids(session, AgendaItem, 1)
    here = AgendaItem.meeting_id == last.meeting_id
    position = (session.scalar(select(func.max(AgendaItem.position)).where(here)) or 0) + 1
    same = {"municipality_id": proposal.municipality_id, "meeting_id": last.meeting_id}
    moment = at_hour(last.day, 16)
    item = {
        "id": item_id,
        "proposal_id": proposal.id,
        "position": position,
        "kind": AgendaKind.DECISION,
        "title": proposal.title,
        "reason": AgendaReason.PROPOSAL,
        "discussed": True,
        "recorded_at": moment,
    }
    store(session, AgendaItem, [same | item])
    said = {
        "agenda_item_id": item_id,
        "kind": EntryKind.DECISION,
        "organisation_id": chair.organisation_id,
        "text": IN_MINUTES.format(title=proposal.title, number=last.version.number),
        "recorded_at": moment,
        "recorded_by": chair.account_id,
    }
    store(session, MinutesEntry, [same | said])
