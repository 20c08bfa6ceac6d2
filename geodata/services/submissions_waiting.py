"""What waits for those who wrote to authorities: drafts, answers that are overdue, and answers that came."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.submissions import SENT_ONCE, WAITING_SUBMISSIONS, SubmissionState
from geodata.policy import Action, require
from geodata.services.submission_lines import SubmissionLine, line_query, submission_line
from geodata.tables import Submission

SHOWN_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class WaitingSubmissions:
    """Of the actor's organisation: `overdue` the longest first; `answered`, and nobody has yet done what follows (a
    draft that nobody sent is not done), the newest answer first; `drafts` that were not sent, the newest first."""

    overdue: tuple[SubmissionLine, ...]
    answered: tuple[SubmissionLine, ...]
    drafts: tuple[SubmissionLine, ...]


def submissions_waiting(database: Database, actor: Actor, *, limit: int = SHOWN_AT_MOST) -> WaitingSubmissions:
    """What the actor's organisation wrote and should look at."""
    require(actor, Action.VIEW)
    if actor.organisation_id is None:
        return WaitingSubmissions((), (), ())
    own = line_query(actor).where(Submission.organisation_id == actor.organisation_id).limit(limit)
    late = own.where(Submission.state.in_(sorted(WAITING_SUBMISSIONS)), Submission.due_on < clock.today()).order_by(
        Submission.due_on, Submission.id
    )
    following = aliased(Submission)
    sent_after = (following.previous_id == Submission.id, following.state.in_(sorted(SENT_ONCE)))
    followed = select(following.id).where(*sent_after).exists()
    came = own.where(Submission.state == SubmissionState.ANSWERED, ~followed).order_by(
        Submission.answer_recorded_at.desc(), Submission.id.desc()
    )
    written = own.where(Submission.state == SubmissionState.DRAFT).order_by(Submission.id.desc())
    with database.read() as session:
        return WaitingSubmissions(
            overdue=tuple(submission_line(row) for row in session.execute(late)),
            answered=tuple(submission_line(row) for row in session.execute(came)),
            drafts=tuple(submission_line(row) for row in session.execute(written)),
        )
