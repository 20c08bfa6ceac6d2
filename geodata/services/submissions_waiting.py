"""What waits for those who wrote to authorities: answers that did not come in time, and answers that came."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.submissions import WAITING_SUBMISSIONS, SubmissionState
from geodata.policy import Action, require
from geodata.services.submission_lines import SubmissionLine, line_query, submission_line
from geodata.tables import Submission

SHOWN_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class WaitingSubmissions:
    """Of the actor's organisation: `overdue` the longest first; `answered`, and nobody has yet done what follows,
    the newest answer first."""

    overdue: tuple[SubmissionLine, ...]
    answered: tuple[SubmissionLine, ...]


def submissions_waiting(database: Database, actor: Actor, *, limit: int = SHOWN_AT_MOST) -> WaitingSubmissions:
    """What the actor's organisation wrote and should look at."""
    require(actor, Action.VIEW)
    if actor.organisation_id is None:
        return WaitingSubmissions((), ())
    own = line_query(actor).where(Submission.organisation_id == actor.organisation_id).limit(limit)
    late = own.where(Submission.state.in_(sorted(WAITING_SUBMISSIONS)), Submission.due_on < clock.today()).order_by(
        Submission.due_on, Submission.id
    )
    following = aliased(Submission)
    followed = select(following.id).where(following.previous_id == Submission.id).exists()
    came = own.where(Submission.state == SubmissionState.ANSWERED, ~followed).order_by(
        Submission.answer_recorded_at.desc(), Submission.id.desc()
    )
    with database.read() as session:
        return WaitingSubmissions(
            overdue=tuple(submission_line(row) for row in session.execute(late)),
            answered=tuple(submission_line(row) for row in session.execute(came)),
        )
