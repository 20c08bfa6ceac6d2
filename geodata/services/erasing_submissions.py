"""Erasing submissions within a unit of work: letters about issues that go, and what letters told of places that go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from geodata.model.retention import ErasedKind, RetentionRule
from geodata.services.erasing import chunks, erase_audit_words, remove_rows
from geodata.services.tombstones import Buried, bury
from geodata.tables import Base, Issue, Submission
from geodata.unit_of_work import UnitOfWork

_LETTERS_AT_ONCE = 1_000


def erase_submissions_of_issues(work: UnitOfWork, issue_ids: Sequence[int]) -> None:
    """Remove the letters about issues, their events and their words in the audit; each leaves a tombstone.

    A letter follows another about the same issue only, so no other loses the one that it follows.
    """
    for part in chunks(issue_ids):
        found = work.session.execute(
            select(Submission.id, Issue.sensitivity, Issue.organisation_id)
            .join(Issue, Issue.id == Submission.issue_id)
            .where(Submission.issue_id.in_(part))
        ).all()
        ids = [row.id for row in found]
        bury(work, ErasedKind.SUBMISSION, RetentionRule.CLOSED_ISSUES, [Buried(*row) for row in found])
        erase_audit_words(work, "submission", ids)
        remove_rows(work.session, Base.metadata.tables["submission"], ids)


def erase_places_in_letters(work: UnitOfWork, site_ids: Sequence[int]) -> None:
    """Let letters that were sent forget what they told of places that go. Their own words stay with their issue.

    All of the city's are looked through: a place may have been taken off the issue since.
    """
    gone = set(site_ids)
    sent = select(Submission.id, Submission.as_sent).where(
        Submission.municipality_id == work.actor.municipality_id, Submission.as_sent.is_not(None)
    )
    told: dict[int, dict[str, Any]] = {}
    for row in work.session.execute(sent.execution_options(yield_per=_LETTERS_AT_ONCE)):
        places = (row.as_sent or {}).get("places", [])  # a copied database says JSON's null where nothing is kept
        staying = [place for place in places if place["site_id"] not in gone]
        if len(staying) < len(places):
            told[row.id] = row.as_sent | {"places": staying}
    for submission_id, as_sent in told.items():
        values = {"as_sent": as_sent, "row_version": Submission.row_version + 1}
        work.session.execute(update(Submission).where(Submission.id == submission_id).values(values))
