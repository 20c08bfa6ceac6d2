"""Lead an issue on: each step is one event, today's state follows from the events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from geodata import clock
from geodata.database import Database
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.issues import OPEN_STATUSES, EvidenceKind, IssueEventKind, IssueStatus, RefusalReason
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.colleagues import require_colleague
from geodata.services.derivation import derive_issue
from geodata.services.issue_events import (
    add_event,
    checked_due,
    checked_note,
    day_at,
    hold_issues,
    meeting_of,
    require_organisation,
    require_past,
    require_reader,
    visible_issue,
)
from geodata.services.issue_evidence import Shown, evidence_columns
from geodata.services.issue_parting import part
from geodata.services.minutes_points import hold_minutes
from geodata.services.personal_data import require_clean
from geodata.services.tasks import open_parts
from geodata.tables import Issue, IssueEvent
from geodata.unit_of_work import UnitOfWork
from geodata.workflow import ENDS_PARTS, require_parts_settled, require_transition


@dataclass(frozen=True, slots=True)
class Step:
    """How far an issue comes: when it was so, at which meeting, and for a refusal the kind of reason.

    `evidence` is what shows that it is done: a photo or a visit of one of its places, or a document named in words.
    `keep_personal_data` is the reason for which personal data in the note has to stay.
    """

    wanted: IssueStatus
    happened_on: date | None = None
    reason: RefusalReason | None = None
    note: str = ""
    meeting_id: int | None = None
    evidence: EvidenceKind | None = None
    photo_id: int | None = None
    observation_id: int | None = None
    document: str = ""
    keep_personal_data: str = ""

    @property
    def shown(self) -> Shown:
        """What is shown for it."""
        return Shown(self.evidence, self.photo_id, self.observation_id, self.document)


def advance_issue(database: Database, actor: Actor, issue_id: int, row_version: int, step: Step) -> None:
    """Bring an issue into another state.

    A duplicate that is opened again takes back what it brought where it was followed (`issue_parting`).

    Raises StaleEdit if it changed since it was read, TransitionRefused if the state may not follow, InvalidValue for a
    refusal without a reason, a day before the present state began, parts of it that are still open, something done that
    nothing shows, or something that the same person says was done and verifies (`geodata.workflow`).
    """
    with changed_issue(database, actor, Action.ADVANCE_ISSUE, issue_id, row_version) as (work, issue):
        require_transition(issue.status, step.wanted)
        if step.wanted == IssueStatus.REFUSED and step.reason is None:
            raise InvalidValue(N_("Say why it is refused: choose the kind of reason."))
        if step.reason == RefusalReason.DUPLICATE:
            raise InvalidValue(N_("Choose the issue that it duplicates: merge it with that one."))
        if step.wanted in ENDS_PARTS:
            hold_minutes(work)
            require_parts_settled(step.wanted, open_parts(work.session, issue.id))
        shown = evidence_columns(work.session, actor, issue, step.wanted, step.shown)
        checked = require_clean(work, {"note": step.note, "document": step.document}, step.keep_personal_data)
        meeting = meeting_of(work.session, actor, step.meeting_id)
        happened_on = require_past(step.happened_on or max(day_at(meeting), issue.status_since))
        if happened_on < issue.status_since:
            raise InvalidValue(
                N_("The issue came to its present state on {day}; this cannot have happened earlier."),
                day=issue.status_since,
            )
        add_event(
            work,
            issue,
            IssueEventKind.STATUS,
            happened_on,
            status=step.wanted,
            reason=step.reason if step.wanted == IssueStatus.REFUSED else None,
            note=checked_note(step.note),
            meeting_id=step.meeting_id,
            **shown,
        )
        if step.wanted == IssueStatus.REOPENED and issue.due_on is not None and issue.due_on < clock.today():
            # Nobody has promised anything yet about an issue that has just come back. After what was promised last.
            add_event(work, issue, IssueEventKind.DEADLINE, max(happened_on, _deadline_since(work, issue)))
        told = {"from": issue.status, "to": step.wanted, "reason": step.reason, **shown}
        if step.wanted == IssueStatus.REOPENED and issue.duplicate_of_id is not None:
            told |= part(work, issue)
        work.audit("advance", "issue", issue.id, checked.told(told))


def assign_issue(
    database: Database,
    actor: Actor,
    issue_id: int,
    row_version: int,
    organisation_id: int,
    *,
    account_id: int | None = None,
    note: str = "",
    meeting_id: int | None = None,
    keep_personal_data: str = "",
) -> None:
    """Say which organisation, and maybe which person of it, has the issue from now on.

    Raises StaleEdit if it changed since it was read, InvalidValue for a person of another organisation.
    """
    with changed_issue(database, actor, Action.ADVANCE_ISSUE, issue_id, row_version) as (work, issue):
        _require_open(issue)
        require_organisation(work.session, actor, organisation_id)
        if account_id is not None:
            require_colleague(work.session, actor, account_id, organisation_id)
        require_reader(work.session, issue, organisation_id, account_id)
        checked = require_clean(work, {"note": note}, keep_personal_data)
        meeting = meeting_of(work.session, actor, meeting_id)
        add_event(
            work,
            issue,
            IssueEventKind.ASSIGNMENT,
            max(day_at(meeting), issue.raised_on),
            assignee_id=organisation_id,
            account_id=account_id,
            note=checked_note(note),
            meeting_id=meeting_id,
        )
        told = {"from": issue.assignee_id, "to": organisation_id, "account": account_id}
        work.audit("assign", "issue", issue.id, checked.told(told))


def set_deadline(
    database: Database,
    actor: Actor,
    issue_id: int,
    row_version: int,
    *,
    due_on: date | None = None,
    next_meeting: bool = False,
    note: str = "",
    meeting_id: int | None = None,
    keep_personal_data: str = "",
) -> None:
    """Say until when, as a day or as the next meeting of the issue's body; neither takes the deadline away.

    A next meeting that nobody has planned yet leaves the day open; `plan_meeting` fills it in.
    """
    with changed_issue(database, actor, Action.ADVANCE_ISSUE, issue_id, row_version) as (work, issue):
        _require_open(issue)
        checked = require_clean(work, {"note": note}, keep_personal_data)
        meeting = meeting_of(work.session, actor, meeting_id)
        due = checked_due(work.session, issue, due_on, next_meeting)
        add_event(
            work,
            issue,
            IssueEventKind.DEADLINE,
            max(day_at(meeting), issue.raised_on),
            due_on=due,
            due_next_meeting=next_meeting or None,
            note=checked_note(note),
            meeting_id=meeting_id,
        )
        told = {"from": issue.due_on, "to": due, "next_meeting": next_meeting}
        work.audit("set_deadline", "issue", issue.id, checked.told(told))


def comment_issue(
    database: Database,
    actor: Actor,
    issue_id: int,
    note: str,
    *,
    happened_on: date | None = None,
    meeting_id: int | None = None,
    keep_personal_data: str = "",
) -> None:
    """Add a comment; two people may comment at the same time."""
    words = checked_note(note)
    if words is None:
        raise InvalidValue(N_("Write what you want to say first."))
    with changed_issue(database, actor, Action.RAISE_ISSUE, issue_id) as (work, issue):
        checked = require_clean(work, {"note": note}, keep_personal_data)
        meeting = meeting_of(work.session, actor, meeting_id)
        day = require_past(happened_on or day_at(meeting))
        add_event(work, issue, IssueEventKind.COMMENT, day, note=words, meeting_id=meeting_id)
        work.audit("comment", "issue", issue.id, checked.told())


@contextmanager
def changed_issue(
    database: Database, actor: Actor, action: Action, issue_id: int, row_version: int | None = None
) -> Iterator[tuple[UnitOfWork, Issue]]:
    """The issue for one change; derived anew and committed when the block ends well."""
    require(actor, action)
    with database.write(actor) as work:
        hold_issues(work)
        issue = visible_issue(work.session, actor, issue_id)
        if row_version is not None and issue.row_version != row_version:
            raise StaleEdit("issue", issue_id)
        yield work, issue
        derive_issue(work, issue)
        work.commit()


def _require_open(issue: Issue) -> None:
    if issue.status not in OPEN_STATUSES:
        raise InvalidValue(N_("This issue is closed. Open it again first."))


def _deadline_since(work: UnitOfWork, issue: Issue) -> date:
    """The last day on which something was said of the deadline of an issue that has one."""
    spoke = or_(IssueEvent.kind == IssueEventKind.DEADLINE, IssueEvent.due_on.is_not(None))
    query = select(func.max(IssueEvent.happened_on)).where(IssueEvent.issue_id == issue.id, spoke)
    return work.session.scalar(query) or issue.raised_on
