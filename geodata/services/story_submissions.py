"""What was written to authorities about issues and what came of it, as the story of a place tells it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from geodata.model.people import Actor
from geodata.model.submissions import SENT_ONCE, SubmissionEventKind
from geodata.services.submission_card import SubmissionEventLine, events_of
from geodata.services.submission_lines import SubmissionLine, submission_lines
from geodata.tables import Submission

# A draft is nobody's news, nor is the number under which an authority keeps a letter.
TOLD = (
    SubmissionEventKind.SENT,
    SubmissionEventKind.REMINDED,
    SubmissionEventKind.ANSWERED,
    SubmissionEventKind.CLOSED,
)


@dataclass(frozen=True, slots=True)
class SubmissionStep:
    """One step of a submission, with the submission as it is now."""

    submission: SubmissionLine
    event: SubmissionEventLine


def steps_about(session: Session, actor: Actor, issue_ids: Collection[int]) -> list[SubmissionStep]:
    """The steps of the letters about these issues, in the order in which they were written down.

    Ask for issues that the actor may know of.
    """
    sent = (Submission.issue_id.in_(issue_ids), Submission.state.in_(sorted(SENT_ONCE)))
    lines = {line.id: line for line in submission_lines(session, actor, *sent)}
    return [SubmissionStep(lines[event.submission_id], event) for event in events_of(session, list(lines), TOLD)]
