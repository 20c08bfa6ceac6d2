"""The states of an issue: whatever path the workflow allows, the events tell the same state again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import TransitionRefused
from geodata.model.issues import OPEN_STATUSES, WAITING_STATUSES, IssueEventKind, IssueStatus
from geodata.services.derivation import replay
from geodata.tables import Issue, IssueEvent
from geodata.workflow import TRANSITIONS, allowed_next, require_transition

RAISED_ON = date(2026, 1, 5)


@st.composite
def paths(draw: st.DrawFn) -> list[IssueStatus]:
    """States that may follow each other, from the raising on."""
    path = [IssueStatus.RAISED]
    for _ in range(draw(st.integers(0, 12))):
        path.append(draw(st.sampled_from(allowed_next(path[-1]))))
    return path


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[IssueStatus], list[IssueEvent]]:
    """A path, and the events of an issue that went it: the steps with assignments, deadlines and comments between."""
    path, day, events = draw(paths()), RAISED_ON, []
    for status in path:
        day += timedelta(days=draw(st.integers(0, 40)))
        events.append(IssueEvent(kind=IssueEventKind.STATUS, happened_on=day, status=status))
        if draw(st.booleans()):
            assignee_id = draw(st.integers(1, 9))
            events.append(IssueEvent(kind=IssueEventKind.ASSIGNMENT, happened_on=day, assignee_id=assignee_id))
        if draw(st.booleans()):
            due_on = draw(st.none() | st.just(day + timedelta(days=30)))
            events.append(IssueEvent(kind=IssueEventKind.DEADLINE, happened_on=day, due_on=due_on))
        if draw(st.booleans()):
            events.append(IssueEvent(kind=IssueEventKind.COMMENT, happened_on=day, note="…"))
    return path, events


@given(lives())
def test_every_path_replays_to_the_state_at_its_end(life: tuple[list[IssueStatus], list[IssueEvent]]) -> None:
    path, events = life
    issue = Issue()
    replay(issue, events)
    last_step = [event for event in events if event.status is not None][-1]
    assert issue.status == path[-1]
    assert issue.status_since == last_step.happened_on
    assert issue.reopened == path.count(IssueStatus.REOPENED)
    given_to = [event.assignee_id for event in events if event.assignee_id is not None]
    assert issue.assignee_id == (given_to[-1] if given_to else None)
    deadlines = [event.due_on for event in events if event.kind == IssueEventKind.DEADLINE]
    assert issue.due_on == (deadlines[-1] if deadlines else None)


@given(lives())
def test_replaying_twice_changes_nothing(life: tuple[list[IssueStatus], list[IssueEvent]]) -> None:
    _, events = life
    once, twice = Issue(), Issue()
    replay(once, events)
    replay(twice, events)
    replay(twice, events)
    for column in ("status", "status_since", "assignee_id", "due_on", "due_next_meeting", "reopened"):
        assert getattr(once, column) == getattr(twice, column)


@pytest.mark.parametrize("status", IssueStatus)
def test_every_state_leads_on_and_none_to_itself(status: IssueStatus) -> None:
    assert allowed_next(status)
    assert status not in allowed_next(status)


@pytest.mark.parametrize("status", IssueStatus)
@pytest.mark.parametrize("wanted", IssueStatus)
def test_only_what_the_table_names_is_allowed(status: IssueStatus, wanted: IssueStatus) -> None:
    if wanted in TRANSITIONS[status]:
        require_transition(status, wanted)
    else:
        with pytest.raises(TransitionRefused):
            require_transition(status, wanted)


def test_every_state_can_be_reached_and_a_closed_one_left_only_by_opening_it_again() -> None:
    reached = {IssueStatus.RAISED} | {status for following in TRANSITIONS.values() for status in following}
    assert reached == set(IssueStatus)
    for closed in set(IssueStatus) - OPEN_STATUSES:
        assert allowed_next(closed) == (IssueStatus.REOPENED,)
    assert WAITING_STATUSES <= OPEN_STATUSES
