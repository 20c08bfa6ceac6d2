"""How each service of work on issues is asked with an id: rows of the matrix in test_ids_of_others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from geodata import clock
from geodata.model.issues import BulkStep, EvidenceKind, IssueStatus, IssueTopic
from geodata.services.colleagues import list_colleagues
from geodata.services.issue_board import issue_board
from geodata.services.issue_bulk import BulkChange, change_issues
from geodata.services.issue_card import issue_card
from geodata.services.issue_evidence import evidence_choices
from geodata.services.issue_list import list_issues
from geodata.services.issue_merging import merge_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_steps import Step, advance_issue, assign_issue
from geodata.services.issue_views import IssueView
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.saved_filters import ListChoice, remove_saved_filter, save_filter
from geodata.services.similar_issues import similar_issues
from geodata.tables import Account
from tests.storage.asked import Asked, Row, reading


def _accepted(by: Asked) -> int:
    """An issue of one's own that could be done next, about one's own site."""
    new = NewIssue(IssueTopic.DUMP, "Skládka", site_ids=(by.own.site,))
    issue_id = raise_issue(by.database, by.actor, new)
    advance_issue(by.database, by.actor, issue_id, _version(by, issue_id), Step(IssueStatus.ACCEPTED))
    return issue_id


def _version(by: Asked, issue_id: int) -> int:
    return issue_card(by.database, by.actor, issue_id).row_version


def _shown(sort: str, kind: EvidenceKind) -> Row:
    """Something that is to show that an issue of one's own is done."""

    def ask(by: Asked, id_: int) -> None:
        issue_id = _accepted(by)
        step = Step(IssueStatus.DONE, happened_on=clock.today(), evidence=kind, **{f"{sort}_id": id_})  # type: ignore[arg-type]
        advance_issue(by.database, by.actor, issue_id, _version(by, issue_id), step)

    return Row(sort, ask)


def _merged(by: Asked, into_id: int) -> None:
    issue_id = _accepted(by)
    merge_issues(by.database, by.actor, issue_id, _version(by, issue_id), into_id)


def _colleague_of(by: Asked, id_: int) -> int:
    """The organisation of the person, so that only the person can be wrong."""
    with by.database.read() as session:
        own = Account.municipality_id == by.actor.municipality_id
        return session.scalar(select(Account.organisation_id).where(Account.id == id_, own)) or by.own.organisation


def _given(by: Asked, id_: int) -> Any:
    issue_id = _accepted(by)
    return assign_issue(by.database, by.actor, issue_id, _version(by, issue_id), _colleague_of(by, id_), account_id=id_)


def _in_bulk(step: BulkStep, **facts: Any) -> BulkChange:
    return BulkChange(step, note="Byli jsme tam.", **facts)


def _filter(sort: str, field: str) -> Row:
    return Row(sort, lambda by, id_: issue_board(by.database, by.actor, IssueFilter(**{field: id_})))  # type: ignore[arg-type]


def _forgotten(by: Asked, id_: int) -> None:
    remove_saved_filter(by.database, by.actor, id_)


def _narrowed(sort: str, field: str) -> Row:
    """A list that is kept as an address: what it leads to is asked for when it is opened."""

    def ask(by: Asked, id_: int) -> None:
        save_filter(by.database, by.actor, "Užší", ListChoice(IssueView.OPEN, **{field: id_}))  # type: ignore[arg-type]

    return Row(sort, ask, is_blind=True)


def _kept_list(by: Asked) -> int:
    return save_filter(by.database, by.actor, "Skládky", ListChoice(IssueView.OPEN))


ROWS_OF_ISSUES: dict[str, dict[str, Row]] = {
    "colleagues.list_colleagues": {"organisation_id": reading("organisation", list_colleagues)},
    "issue_board.issue_board": {
        "chosen.assignee_id": _filter("organisation", "assignee_id"),
        "chosen.organisation_id": _filter("organisation", "organisation_id"),
        "chosen.person_id": _filter("author", "person_id"),
        "chosen.body_id": _filter("body", "body_id"),
        "chosen.site_id": _filter("site", "site_id"),
    },
    "issue_bulk.change_issues": {
        "issue_ids": Row(
            "issue", lambda by, id_: change_issues(by.database, by.actor, [id_], [99], _in_bulk(BulkStep.COMMENT))
        ),
        "change.assignee_id": Row(
            "organisation",
            lambda by, id_: change_issues(
                by.database,
                by.actor,
                [by.own.issue],
                [_version(by, by.own.issue)],
                _in_bulk(BulkStep.ASSIGN, assignee_id=id_),
            ),
        ),
        "change.account_id": Row(
            "person",
            lambda by, id_: change_issues(
                by.database,
                by.actor,
                [by.own.issue],
                [_version(by, by.own.issue)],
                _in_bulk(BulkStep.ASSIGN, assignee_id=_colleague_of(by, id_), account_id=id_),
            ),
        ),
    },
    "issue_evidence.evidence_choices": {"issue_id": reading("issue", evidence_choices)},
    "issue_merging.merge_issues": {
        "issue_id": Row("issue", lambda by, id_: merge_issues(by.database, by.actor, id_, 99, by.own.issue)),
        "into_id": Row("issue", _merged),
    },
    "saved_filters.save_filter": {
        "choice.body_id": _narrowed("body", "body_id"),
        "choice.site_id": _narrowed("site", "site_id"),
    },
    "saved_filters.remove_saved_filter": {"filter_id": Row("saved_filter", _forgotten)},
    "similar_issues.similar_issues": {
        "site_ids": Row("site", lambda by, id_: similar_issues(by.database, by.actor, None, [id_]))
    },
}
# Further fields of services whose other rows stand in rows_of_ids.
PERSON_LISTED = Row("author", lambda by, id_: list_issues(by.database, by.actor, IssueFilter(person_id=id_)))
PERSON_GIVEN = Row("person", _given)
PHOTO_SHOWN = _shown("photo", EvidenceKind.PHOTO)
VISIT_SHOWN = _shown("observation", EvidenceKind.VISIT)
