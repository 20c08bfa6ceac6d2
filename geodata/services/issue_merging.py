"""Two issues about one thing become one: the duplicate says where it went, the other takes over what is to be done.

What was written down before stays with the duplicate; whoever reads the other reads it there (`duplicates`).
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.issues import OPEN_STATUSES, WAITING_STATUSES, IssueEventKind, IssueStatus, RefusalReason
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Action, require
from geodata.services.brought_places import bring_places
from geodata.services.derivation import derive_issue
from geodata.services.issue_events import (
    add_event,
    checked_note,
    hold_issues,
    note_changed,
    visible_issue,
)
from geodata.services.merged_work import bring_work, hold_work
from geodata.services.personal_data import require_clean
from geodata.tables import Issue
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import require_transition


def merge_issues(
    database: Database,
    actor: Actor,
    issue_id: int,
    row_version: int,
    into_id: int,
    *,
    note: str = "",
    keep_personal_data: str = "",
) -> None:
    """Say that the issue is the same as an open one, `into_id`, where it is followed from now on.

    Its places, open tasks, letters and the points of agendas that are still written go along; its cell, whoever has it
    and its deadline where the other has none, or a later one.

    Raises StaleEdit if the issue changed since it was read, TransitionRefused where it cannot be refused any more, and
    InvalidValue where the other is done or closed, is the same issue, or is seen by other people.
    """
    require(actor, Action.ADVANCE_ISSUE)
    with database.write(actor) as work:
        hold_issues(work)
        hold_work(work)
        duplicate = visible_issue(work.session, actor, issue_id)
        other = visible_issue(work.session, actor, into_id)
        if duplicate.row_version != row_version:
            raise StaleEdit("issue", issue_id)
        _require_mergeable(duplicate, other)
        checked = require_clean(work, {"note": note}, keep_personal_data)
        told: dict[str, object] = {"into": other.id}
        told["sites"] = bring_places(work, duplicate, other)
        told |= bring_work(work, duplicate, other)
        told |= _take_over(work, duplicate, other)
        add_event(work, other, IssueEventKind.MERGED, clock.today(), other_issue_id=duplicate.id)
        followers = _duplicates(work.session, duplicate)
        for issue in (duplicate, *followers):
            _close(work, issue, other, note if issue is duplicate else "")
        note_changed(other)  # whoever was about to confirm it looks at what has come
        for issue in (duplicate, *followers, other):
            derive_issue(work, issue)
        work.audit("merge", "issue", duplicate.id, checked.told(told))
        work.commit()


def same_readers(one: Issue, other: Issue) -> bool:
    """Whether exactly the same people may see both issues."""
    return _readers(one) == _readers(other)


def _require_mergeable(duplicate: Issue, other: Issue) -> None:
    if duplicate.id == other.id:
        raise InvalidValue(N_("This is the same issue. Choose the other one."))
    require_transition(duplicate.status, IssueStatus.REFUSED)
    if other.status not in OPEN_STATUSES:
        raise InvalidValue(
            N_("The issue {number} is closed. Open it again first, or choose another."), number=other.number
        )
    if other.status in WAITING_STATUSES:
        # What is still wrong at the duplicate would be confirmed along with it, unseen.
        raise InvalidValue(
            N_("The issue {number} is done already. Open it again first, or choose another."), number=other.number
        )
    if not same_readers(duplicate, other):
        # Each would tell the readers of the one that the other exists, and the places of the one to those of the other.
        raise InvalidValue(
            N_("Not the same people may see these two issues, so they cannot be merged. Say it in a comment instead.")
        )


def _readers(issue: Issue) -> object:
    """Who may see the issue, in a form that is equal for two issues that the same people see."""
    if issue.sensitivity != Sensitivity.RESTRICTED:
        return None
    return frozenset({issue.organisation_id}) | issue.shared_with


def _take_over(work: UnitOfWork, duplicate: Issue, other: Issue) -> dict[str, object]:
    """What was promised about the duplicate holds for the other, where that has no promise of its own or a later one.

    Returns what was taken over, as the audit tells it.
    """
    taken: dict[str, object] = {}
    day = max(clock.today(), other.raised_on)
    if other.body_id is None and duplicate.body_id is not None:
        other.body_id = taken["body"] = duplicate.body_id
    if other.assignee_id is None and duplicate.assignee_id is not None:
        who = {"assignee_id": duplicate.assignee_id, "account_id": duplicate.account_id}
        add_event(work, other, IssueEventKind.ASSIGNMENT, day, other_issue_id=duplicate.id, **who)
        taken["assignee"] = duplicate.assignee_id
    by_meeting = duplicate.due_next_meeting and duplicate.body_id == other.body_id
    if _is_sooner(duplicate, other, by_meeting):
        due = {"due_on": duplicate.due_on, "due_next_meeting": by_meeting or None}
        add_event(work, other, IssueEventKind.DEADLINE, day, other_issue_id=duplicate.id, **due)
        taken |= {"due_on": duplicate.due_on, "due_next_meeting": by_meeting}
    return taken


def _is_sooner(duplicate: Issue, other: Issue, by_meeting: bool) -> bool:
    if other.due_on is not None:
        return duplicate.due_on is not None and duplicate.due_on < other.due_on
    return not other.due_next_meeting and (duplicate.due_on is not None or by_meeting)


def _duplicates(session: Session, issue: Issue) -> list[Issue]:
    """Those that were merged into the issue before: they are followed where it is."""
    return list(session.scalars(select(Issue).where(Issue.duplicate_of_id == issue.id).order_by(Issue.id)))


def _close(work: UnitOfWork, duplicate: Issue, other: Issue, note: str) -> None:
    add_event(
        work,
        duplicate,
        IssueEventKind.STATUS,
        max(clock.today(), duplicate.status_since),
        status=IssueStatus.REFUSED,
        reason=RefusalReason.DUPLICATE,
        note=checked_note(note),
        other_issue_id=other.id,
    )
