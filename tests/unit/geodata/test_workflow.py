"""Which state of an issue may follow which."""

from __future__ import annotations

from itertools import product

import pytest

from geodata.errors import InvalidValue, TransitionRefused
from geodata.model.issues import OPEN_STATUSES, WAITING_STATUSES, EvidenceKind, IssueStatus
from geodata.workflow import (
    NEEDS_EVIDENCE,
    SHOWS_EVIDENCE,
    TRANSITIONS,
    allowed_next,
    require_evidence,
    require_other_person,
    require_transition,
)


@pytest.mark.parametrize(("status", "wanted"), list(product(IssueStatus, IssueStatus)))
def test_a_step_is_taken_where_the_table_leads_and_refused_elsewhere(status: IssueStatus, wanted: IssueStatus) -> None:
    if wanted in allowed_next(status):
        require_transition(status, wanted)
        return
    with pytest.raises(TransitionRefused) as refused:
        require_transition(status, wanted)
    assert refused.value.message.parameters["allowed"] == TRANSITIONS[status]


def test_every_state_can_be_reached_and_none_is_a_dead_end() -> None:
    reached = {IssueStatus.RAISED}
    while True:
        further = reached | {after for status in reached for after in allowed_next(status)}
        if further == reached:
            break
        reached = further
    assert reached == set(IssueStatus)
    assert all(allowed_next(status) for status in IssueStatus)


def test_no_state_follows_itself_and_raised_follows_none() -> None:
    for status in IssueStatus:
        assert status not in allowed_next(status)
        assert IssueStatus.RAISED not in allowed_next(status)


def test_done_is_open_until_somebody_has_looked() -> None:
    assert IssueStatus.DONE in WAITING_STATUSES
    assert WAITING_STATUSES <= OPEN_STATUSES
    assert frozenset(IssueStatus) - OPEN_STATUSES == {IssueStatus.VERIFIED, IssueStatus.REFUSED}


def test_only_done_needs_something_to_show() -> None:
    for wanted in IssueStatus:
        if wanted in NEEDS_EVIDENCE:
            with pytest.raises(InvalidValue):
                require_evidence(wanted, None)
        else:
            require_evidence(wanted, None)
    assert {IssueStatus.DONE} == NEEDS_EVIDENCE


@pytest.mark.parametrize("kind", EvidenceKind)
def test_something_is_shown_for_what_is_done_or_verified_and_nothing_else(kind: EvidenceKind) -> None:
    for wanted in IssueStatus:
        if wanted in SHOWS_EVIDENCE:
            require_evidence(wanted, kind)
        else:
            with pytest.raises(InvalidValue):
                require_evidence(wanted, kind)


def test_somebody_else_or_a_visit_verifies() -> None:
    require_other_person(noted_by=1, verified_by=2, visited_since=False)
    require_other_person(noted_by=None, verified_by=2, visited_since=False)
    require_other_person(noted_by=1, verified_by=1, visited_since=True)
    with pytest.raises(InvalidValue):
        require_other_person(noted_by=1, verified_by=1, visited_since=False)
