"""Erasing submissions within a unit of work: the letters about issues that go, with everything that became of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from geodata.model.retention import ErasedKind, RetentionRule
from geodata.services.erasing import chunks, erase_audit_words, remove_rows
from geodata.services.tombstones import Buried, bury
from geodata.tables import Base, Issue, Submission
from geodata.unit_of_work import UnitOfWork


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
