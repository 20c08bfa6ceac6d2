"""One submission whole: its letter with the facts of its places, its chain, what happened and what may follow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.deadlines import counted_from, deadline_of
from geodata.model.issues import IssueTopic
from geodata.model.legal_bases import LegalBasis, legal_basis
from geodata.model.next_steps import Offer, course_of, in_time, offers
from geodata.model.people import Actor, Sensitivity
from geodata.model.postal_addresses import PostalAddress
from geodata.model.retention import ErasedKind
from geodata.model.submissions import SENT_ONCE, AnswerKind, SendingWay, SubmissionEventKind, SubmissionKind
from geodata.policy import Action, can, require
from geodata.services.readings import Opened, note_reading
from geodata.services.sent_letters import content_of
from geodata.services.submission_events import (
    first_day_of_sending,
    first_reminded,
    is_late,
    leads,
    visible_submission,
    written_on,
)
from geodata.services.submission_lines import SubmissionLine, submission_lines
from geodata.services.submission_places import SubmissionPlace
from geodata.services.tombstones import not_there
from geodata.tables import Account, Issue, Organisation, Submission, SubmissionEvent


@dataclass(frozen=True, slots=True)
class SubmissionEventLine:
    """One step: when it happened, when and by whom it was recorded, and what it brought."""

    id: int
    submission_id: int
    kind: SubmissionEventKind
    happened_on: date
    recorded_at: datetime
    person: str | None
    organisation: str | None
    sent_by: SendingWay | None
    received_on: date | None
    reference: str | None
    due_on: date | None
    answer_kind: AnswerKind | None
    forwarded_to: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class AnswerDeadline:
    """Until when an answer is waited for. `counted_from` is the day that the rule of the basis counts from; `received`
    says that the authority confirmed it, else it is taken to be so. `days_left` is negative past the deadline."""

    due_on: date
    overdue: bool
    days_left: int
    basis: LegalBasis | None
    counted_from: date | None
    received: bool


@dataclass(frozen=True, slots=True)
class SubmissionCard:
    """One submission. `line` is how lists show it; `authority_name` and `organisation_name` are names in full.

    City, names, addresses, `handled_by` (the writer, where they work for the sender), `places`, `our_reference` (the
    number of the issue and of the letter, which an answer is to name) and `their_reference` (that under which the
    addressee knew the matter) are as the letter told them when it was sent, if `as_sent`, else those of today;
    `facts_on` is the day for which they hold.
    `sent_from` is the first day on which it can have been sent.
    `superior_id` is the authority above the addressee, where the city has named it. `reminds_of` is what a reminder
    reminds of first of all, any other letter itself. `chain` are all that follow one another, this one among them, the
    first one first. `events` newest first. `offers` are the steps that the actor may take, the one to do first;
    `may_keep` whether there may be any.
    """

    id: int
    line: SubmissionLine
    topic: IssueTopic
    sensitivity: Sensitivity
    city: str
    text: str
    authority_name: str
    authority_address: PostalAddress
    organisation_name: str | None
    organisation_address: PostalAddress
    handled_by: str | None
    written_on: date
    sent_from: date
    written_by: str | None
    received_on: date | None
    forwarded_to_id: int | None
    superior_id: int | None
    deadline: AnswerDeadline | None
    places: tuple[SubmissionPlace, ...]
    facts_on: date
    as_sent: bool
    our_reference: str
    their_reference: str | None
    reminds_of: SubmissionLine
    chain: tuple[SubmissionLine, ...]
    events: tuple[SubmissionEventLine, ...]
    offers: tuple[Offer, ...]
    may_keep: bool
    row_version: int


def submission_card(database: Database, actor: Actor, submission_id: int) -> SubmissionCard:
    """The submission; NotFound if it does not exist, was taken back, or is about an issue that is hidden from the
    actor, Erased if it was erased.

    Opening one about a restricted issue is noted in the audit.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        try:
            one = visible_submission(session, actor, submission_id)
        except NotFound:
            raise not_there(session, actor, ErasedKind.SUBMISSION, submission_id) from None
        issue = session.get_one(Issue, one.issue_id)
        content = content_of(session, actor, one)
        first = first_reminded(session, one)
        author = None if one.recorded_by is None else session.get(Account, one.recorded_by)
        chain = chain_of(session, actor, one)
        may_keep = can(actor, Action.KEEP_SUBMISSION) and leads(actor, one)
        card = SubmissionCard(
            id=one.id,
            line=next(line for line in chain if line.id == one.id),
            topic=issue.topic,
            sensitivity=issue.sensitivity,
            city=content.city,
            text=one.text,
            authority_name=content.authority,
            authority_address=content.authority_address,
            organisation_name=content.organisation,
            organisation_address=content.organisation_address,
            handled_by=content.handled_by,
            written_on=written_on(one),
            sent_from=first_day_of_sending(issue, one),
            written_by=None if author is None else author.name or None,
            received_on=one.received_on,
            forwarded_to_id=one.forwarded_to_id,
            superior_id=session.get_one(Organisation, one.authority_id).superior_id,
            deadline=_deadline(one),
            places=content.places,
            facts_on=content.on,
            as_sent=content.as_sent,
            our_reference=content.our_reference,
            their_reference=content.their_reference,
            reminds_of=next(line for line in chain if line.id == first.id),
            chain=chain,
            events=tuple(reversed(events_of(session, [one.id]))),
            offers=_offers(one, first) if may_keep else (),
            may_keep=may_keep,
            row_version=one.row_version,
        )
        issue_id, sensitivity = issue.id, issue.sensitivity
    note_reading(database, actor, Opened.ISSUE, issue_id, sensitivity)
    return card


def _offers(one: Submission, first: Submission) -> tuple[Offer, ...]:
    """What may follow, by what was asked first; what the law lets be done until a day only until then.

    A day that the writer set lets remind; from when and until when one may lean on a law, only the law says.
    """
    reminded = one.reminded_on is not None or one.kind == SubmissionKind.REMINDER
    course, overdue = course_of(first.kind, first.basis), is_late(one.state, one.due_on)
    lawful, today = _lawful_deadline(first), clock.today()
    lapsed = None if lawful is None else lawful < today
    offered = offers(course, one.state, one.answer_kind, overdue=overdue, lapsed=lapsed, reminded=reminded)
    return in_time(offered, lawful, today)


def _lawful_deadline(one: Submission) -> date | None:
    """The last day for the answer by the legal basis, whatever day the writer set; None where the law sets none."""
    if one.sent_on is None or one.sent_by is None:
        return None
    return deadline_of(legal_basis(one.basis), one.received_on or counted_from(one.sent_on, one.sent_by))


def chain_of(session: Session, actor: Actor, one: Submission) -> tuple[SubmissionLine, ...]:
    """All that follow one another with this one: those of its issue that are linked, the first one first."""
    lines = submission_lines(session, actor, Submission.issue_id == one.issue_id)
    linked, size = {one.id}, 0
    while len(linked) > size:
        size = len(linked)
        linked |= {line.id for line in lines if line.previous_id in linked}
        linked |= {line.previous_id for line in lines if line.id in linked and line.previous_id is not None}
    return tuple(line for line in lines if line.id in linked)


def events_of(
    session: Session,
    submission_ids: Collection[int],
    kinds: Collection[SubmissionEventKind] = frozenset(SubmissionEventKind),
) -> list[SubmissionEventLine]:
    """The events of these kinds of submissions that the actor may know of, in their order."""
    author, forwarded = aliased(Organisation), aliased(Organisation)
    query = (
        select(
            SubmissionEvent,
            Account.name.label("person"),
            author.short_name.label("organisation"),
            forwarded.short_name.label("forwarded_to"),
        )
        .outerjoin(Account, Account.id == SubmissionEvent.recorded_by)
        .outerjoin(author, author.id == SubmissionEvent.organisation_id)
        .outerjoin(forwarded, forwarded.id == SubmissionEvent.forwarded_to_id)
        .where(SubmissionEvent.submission_id.in_(submission_ids), SubmissionEvent.kind.in_(kinds))
        .order_by(SubmissionEvent.id)
    )
    return [_event_line(row.SubmissionEvent, row) for row in session.execute(query)]


def _event_line(event: SubmissionEvent, row: Any) -> SubmissionEventLine:
    return SubmissionEventLine(
        id=event.id,
        submission_id=event.submission_id,
        kind=event.kind,
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        person=row.person or None,
        organisation=row.organisation,
        sent_by=event.sent_by,
        received_on=event.received_on,
        reference=event.reference,
        due_on=event.due_on,
        answer_kind=event.answer_kind,
        forwarded_to=row.forwarded_to,
        note=event.note,
    )


def _deadline(one: Submission) -> AnswerDeadline | None:
    if one.due_on is None or one.sent_on is None or one.sent_by is None or one.state not in SENT_ONCE:
        return None
    return AnswerDeadline(
        due_on=one.due_on,
        overdue=is_late(one.state, one.due_on),
        days_left=(one.due_on - clock.today()).days,
        basis=legal_basis(one.basis),
        counted_from=one.received_on or counted_from(one.sent_on, one.sent_by),
        received=one.received_on is not None,
    )
