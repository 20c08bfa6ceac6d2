"""One step for many issues at once: each in a transaction of its own, so that one that cannot take it stops none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError, Message
from geodata.model.issues import BulkStep, IssueStatus
from geodata.model.people import Actor
from geodata.policy import Action, require, visible
from geodata.services.issue_events import checked_note
from geodata.services.issue_steps import Step, advance_issue, assign_issue, comment_issue, set_deadline
from geodata.services.personal_data import PersonalDataFound
from geodata.services.references import IssueRef
from geodata.tables import Issue

MANY_AT_MOST = 200  # some ten seconds; whoever has more divides them


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What all of them get. `account_id` is a person of the assignee; without `due_on` they lose their deadline."""

    step: BulkStep
    assignee_id: int | None = None
    account_id: int | None = None
    due_on: date | None = None
    note: str = ""
    keep_personal_data: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An issue that did not get it, and why; `issue` is None for one that the actor may not know of."""

    issue: IssueRef | None
    reason: Message


@dataclass(frozen=True, slots=True)
class BulkResult:
    done: int
    left_out: tuple[LeftOut, ...]


def change_issues(
    database: Database, actor: Actor, issue_ids: Sequence[int], row_versions: Sequence[int], change: BulkChange
) -> BulkResult:
    """Give every one of these issues, as they were read (`row_versions`), the same step.

    What cannot be done is told for each issue with its reason. Raises InvalidValue for a change that no issue could
    take, PersonalDataFound before anything is saved.
    """
    require(actor, Action.ADVANCE_ISSUE)
    if len(issue_ids) > MANY_AT_MOST:
        raise InvalidValue(N_("These are more than {count} issues. Divide them."), count=MANY_AT_MOST)
    _require_whole(change)
    names = _names(database, actor, issue_ids)
    done, left_out = 0, []
    for issue_id, row_version in zip(issue_ids, row_versions, strict=True):
        try:
            _STEPS[change.step](database, actor, issue_id, row_version, change)
            done += 1
        except PersonalDataFound:
            raise  # the words are the same for all of them, so nothing was saved yet
        except LokalityError as refusal:
            left_out.append(LeftOut(names.get(issue_id), refusal.message))
    return BulkResult(done, tuple(left_out))


def _require_whole(change: BulkChange) -> None:
    if change.step == BulkStep.ASSIGN and change.assignee_id is None:
        raise InvalidValue(N_("Choose an organisation first."))
    if change.step == BulkStep.COMMENT and checked_note(change.note) is None:
        raise InvalidValue(N_("Write what you want to say first."))


def _names(database: Database, actor: Actor, issue_ids: Sequence[int]) -> dict[int, IssueRef]:
    query = select(Issue.id, Issue.number, Issue.title, Issue.status)
    with database.read() as session:
        rows = session.execute(query.where(Issue.id.in_(issue_ids), visible(actor, Issue)))
        return {row.id: IssueRef(*row) for row in rows}


def _accept(database: Database, actor: Actor, issue_id: int, row_version: int, change: BulkChange) -> None:
    step = Step(IssueStatus.ACCEPTED, note=change.note, keep_personal_data=change.keep_personal_data)
    advance_issue(database, actor, issue_id, row_version, step)


def _assign(database: Database, actor: Actor, issue_id: int, row_version: int, change: BulkChange) -> None:
    assign_issue(
        database,
        actor,
        issue_id,
        row_version,
        change.assignee_id or 0,
        account_id=change.account_id,
        note=change.note,
        keep_personal_data=change.keep_personal_data,
    )


def _set_deadline(database: Database, actor: Actor, issue_id: int, row_version: int, change: BulkChange) -> None:
    kept = change.keep_personal_data
    set_deadline(
        database, actor, issue_id, row_version, due_on=change.due_on, note=change.note, keep_personal_data=kept
    )


def _comment(database: Database, actor: Actor, issue_id: int, _row_version: int, change: BulkChange) -> None:
    comment_issue(database, actor, issue_id, change.note, keep_personal_data=change.keep_personal_data)


_STEPS: dict[BulkStep, Callable[[Database, Actor, int, int, BulkChange], None]] = {
    BulkStep.ACCEPT: _accept,
    BulkStep.ASSIGN: _assign,
    BulkStep.DEADLINE: _set_deadline,
    BulkStep.COMMENT: _comment,
}
