"""What a new letter to an authority can begin with: the issue, its places, and the letter that it follows."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.database import Database
from geodata.errors import N_, InvalidValue
from geodata.model.issues import IssueTopic
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_events import visible_issue
from geodata.services.organisations import organisation_name
from geodata.services.readings import Opened, note_reading
from geodata.services.references import IssueRef
from geodata.services.submission_card import SubmissionCard, submission_card
from geodata.services.submission_places import SubmissionPlace, places_about, told_in_letters


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """`previous` is the letter before, `sender` the organisation of whoever writes."""

    issue: IssueRef
    topic: IssueTopic
    sender: str | None
    places: tuple[SubmissionPlace, ...]
    previous: SubmissionCard | None


def letter_facts(database: Database, actor: Actor, issue_id: int, previous_id: int | None = None) -> LetterFacts:
    """What is known for a letter about an issue, as far as the actor may know of it. Raises NotFound.

    Opening a restricted issue is noted in the audit.
    """
    require(actor, Action.KEEP_SUBMISSION)
    previous = None if previous_id is None else submission_card(database, actor, previous_id)
    if previous is not None and previous.line.issue.id != issue_id:
        raise InvalidValue(N_("A letter follows another about the same issue only."))
    with database.read() as session:
        issue = visible_issue(session, actor, issue_id)
        reference, topic, sensitivity = (
            IssueRef(issue.id, issue.number, issue.title, issue.status),
            issue.topic,
            issue.sensitivity,
        )
        places = told_in_letters(places_about(session, actor, issue_id), sensitivity)
    note_reading(database, actor, Opened.ISSUE, issue_id, sensitivity)
    return LetterFacts(reference, topic, organisation_name(database, actor), places, previous)
