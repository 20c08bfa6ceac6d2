"""Letters to authorities go into the database with their events; today's state is what the events say."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, select

from geodata.demo.organisations import OFFICE
from geodata.demo.submissions import LETTERS, AnswerPlan, LetterPlan
from geodata.demo.workdays import workday
from geodata.demo.writing import Author, DatedWork, moment_of
from geodata.model.deadlines import counted_from, deadline_of
from geodata.model.issues import OPEN_STATUSES, IssueTopic
from geodata.model.legal_bases import legal_basis
from geodata.model.people import Sensitivity
from geodata.model.submissions import SubmissionEventKind, SubmissionKind, SubmissionState
from geodata.services.submission_events import derive_submission
from geodata.services.submissions import SUBJECT_AT_MOST
from geodata.tables import Issue, IssueSite, Submission, SubmissionEvent

_WRITTEN_AT_LEAST_DAYS_AGO = 1


def write_submissions(work: DatedWork, today: date, authors: dict[str, Author]) -> None:
    """All letters, each story about another open issue of its topic."""
    taken: set[int] = set()
    for seed, story in enumerate(LETTERS):
        first = next((letter.sent for letter in story.letters if letter.sent is not None), _WRITTEN_AT_LEAST_DAYS_AGO)
        issue = _issue(work, story.topic, today - timedelta(days=first + 7), taken)
        if issue is None:
            continue
        taken.add(issue.id)
        writer, previous = _LetterWriter(work, today, authors, issue, seed), None
        for letter in story.letters:
            previous = writer.write(letter, previous)
    work.version_of("submissions")


def _issue(work: DatedWork, topic: IssueTopic, raised_by: date, taken: set[int]) -> Issue | None:
    """The newest open issue about a place that was raised by that day and that everybody may know of."""
    return work.session.scalar(
        select(Issue)
        .where(
            Issue.topic == topic,
            Issue.status.in_(sorted(OPEN_STATUSES)),
            Issue.sensitivity == Sensitivity.PARTNERS,
            Issue.raised_on <= raised_by,
            Issue.id.not_in(taken),
            exists().where(IssueSite.issue_id == Issue.id),
        )
        .order_by(Issue.raised_on.desc(), Issue.id.desc())
        .limit(1)
    )


class _LetterWriter:
    """Writes the letters about one issue; the coordinator wrote them all."""

    def __init__(self, work: DatedWork, today: date, authors: dict[str, Author], issue: Issue, seed: int) -> None:
        self._work, self._today, self._authors = work, today, authors
        self._issue, self._seed, self._author = issue, seed, authors[OFFICE]

    def write(self, letter: LetterPlan, previous: Submission | None) -> Submission:
        sent_on = None if letter.sent is None else self._day(letter.sent)
        written_on = workday((sent_on or self._today) - timedelta(days=_WRITTEN_AT_LEAST_DAYS_AGO))
        submission = Submission(
            municipality_id=self._work.actor.municipality_id,
            organisation_id=self._author.organisation_id,
            issue_id=self._issue.id,
            authority_id=self._authors[letter.authority].organisation_id,
            previous_id=None if previous is None else previous.id,
            kind=letter.kind,
            basis=letter.basis,
            subject=f"{letter.subject}: {self._issue.title}"[:SUBJECT_AT_MOST],
            text=letter.text,
            recorded_at=self._moment(written_on),
            recorded_by=self._author.account_id,
            state=SubmissionState.DRAFT,
        )
        self._work.session.add(submission)
        self._work.session.flush()
        told = {"issue": self._issue.id, "subject": submission.subject, "text": letter.text}
        self._work.noted(submission.recorded_at, self._author, "write", "submission", submission.id, told)
        self._tell(submission, SubmissionEventKind.WRITTEN, written_on)
        if sent_on is not None:
            self._send(submission, letter, sent_on, previous)
        derive_submission(self._work.session, submission)
        return submission

    def _send(self, submission: Submission, letter: LetterPlan, sent_on: date, previous: Submission | None) -> None:
        basis = legal_basis(letter.basis)
        due_on = deadline_of(basis, counted_from(sent_on, letter.way))
        self._tell(submission, SubmissionEventKind.SENT, sent_on, sent_by=letter.way, due_on=due_on)
        self._note(submission, sent_on, "send", {"way": letter.way, "sent_on": sent_on, "due_on": due_on})
        if letter.reference is not None:
            reference = f"{letter.reference}/{sent_on.year}"
            received = {"received_on": sent_on, "reference": reference, "due_on": deadline_of(basis, sent_on)}
            self._tell(submission, SubmissionEventKind.REFERENCE, sent_on, **received)
        if letter.kind == SubmissionKind.REMINDER and previous is not None:
            self._tell(previous, SubmissionEventKind.REMINDED, sent_on)
            derive_submission(self._work.session, previous)
        if letter.answer is not None:
            self._answer(submission, letter.answer, sent_on, letter.closed)

    def _answer(self, submission: Submission, answer: AnswerPlan, sent_on: date, closed: bool) -> None:
        day = workday(sent_on + timedelta(days=answer.days))
        other = None if answer.forwarded_to is None else self._authors[answer.forwarded_to].organisation_id
        came = {"answer_kind": answer.kind, "note": answer.note, "forwarded_to_id": other}
        self._tell(submission, SubmissionEventKind.ANSWERED, day, **came)
        self._note(submission, day, "answer", {"kind": answer.kind, "answered_on": day, "forwarded_to": other})
        if closed:
            settled = workday(day + timedelta(days=7))
            self._tell(submission, SubmissionEventKind.CLOSED, settled)
            self._note(submission, settled, "close", {"kind": answer.kind})

    def _tell(self, submission: Submission, kind: SubmissionEventKind, day: date, **facts: Any) -> None:
        event = SubmissionEvent(
            municipality_id=submission.municipality_id,
            submission_id=submission.id,
            kind=kind,
            happened_on=day,
            recorded_at=self._moment(day),
            recorded_by=self._author.account_id,
            organisation_id=self._author.organisation_id,
            **facts,
        )
        self._work.session.add(event)
        self._work.session.flush()

    def _note(self, submission: Submission, day: date, action: str, told: dict[str, Any]) -> None:
        self._work.noted(self._moment(day), self._author, action, "submission", submission.id, told)

    def _day(self, days_ago: int) -> date:
        return workday(self._today - timedelta(days=days_ago))

    def _moment(self, day: date) -> datetime:
        return moment_of(day, self._seed + day.toordinal())
