"""What is proposed is true today: the newest is there, nothing is late before its day, an end is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.model.commission import VoteChoice
from geodata.model.issues import IssueStatus
from geodata.model.meetings import AgendaReason, BodyKind, MeetingState
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.services.agenda import proposed_points
from geodata.services.agenda_points import take_points
from geodata.services.agenda_reasons import POINTS_OF_A_REASON
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import plan_meeting
from geodata.services.minutes_states import begin_meeting
from geodata.services.tasks import NewTask, give_part
from tests.commission_desk import commission_desk
from tests.running_meeting import add_point, lead_to, proposed, run_meeting, say, version_of
from tests.small_city import advance, some_issue

LONG_AGO = timedelta(days=90)
A_WEEK = timedelta(days=7)


@pytest.fixture
def body_id(database: Database, actor: Actor) -> int:
    """A body of its own, without issues."""
    return add_body(database, actor, BodyFacts("Pracovní skupina", BodyKind.WORKING_GROUP))


def coming_meeting(database: Database, actor: Actor, body_id: int, days: int = 7) -> int:
    return plan_meeting(database, actor, body_id, clock.now() + timedelta(days=days))


def crowd(database: Database, actor: Actor, body_id: int, count: int = POINTS_OF_A_REASON + 3) -> None:
    """More old issues of the body than one meeting is proposed."""
    for number in range(count):
        some_issue(database, actor, f"Starý {number}", body_id=body_id, raised_on=clock.today() - LONG_AGO)


# ---------------------------------------------------------------------------------------- the newest


def test_what_was_raised_at_the_last_meeting_or_since_is_proposed_however_much_is_open_for_long(
    database: Database, actor: Actor, body_id: int
) -> None:
    crowd(database, actor, body_id)
    meeting = run_meeting(database, actor, body_id, clock.now() - timedelta(days=3))
    fresh = some_issue(database, actor, "Nový", meeting_id=meeting)
    from_the_street = some_issue(database, actor, "Z ulice", body_id=body_id)
    before = some_issue(database, actor, "Před schůzkou", body_id=body_id, raised_on=clock.today() - timedelta(days=5))
    lead_to(database, actor, meeting, MeetingState.CLOSED)
    points = proposed(database, actor, coming_meeting(database, actor, body_id))
    assert points[f"issue-{fresh}"].reasons == (AgendaReason.REPORTED,)
    assert points[f"issue-{from_the_street}"].reasons == (AgendaReason.REPORTED,)
    assert f"issue-{before}" not in points  # it waits behind those that wait for longer, and is counted


def test_of_many_raised_between_meetings_no_more_are_proposed_than_one_meeting_can_hear(
    database: Database, actor: Actor, body_id: int
) -> None:
    meeting = run_meeting(database, actor, body_id, clock.now() - timedelta(days=3))
    some_issue(database, actor, "Nový", meeting_id=meeting)
    lead_to(database, actor, meeting, MeetingState.CLOSED)
    for number in range(POINTS_OF_A_REASON + 3):
        some_issue(database, actor, f"Z ulice {number}", body_id=body_id)
    found = proposed_points(database, actor, coming_meeting(database, actor, body_id))
    new = {point.title for point in found.points if AgendaReason.REPORTED in point.reasons}
    assert "Nový" in new
    assert len(new) == POINTS_OF_A_REASON + 1


def test_what_is_left_out_is_counted(database: Database, actor: Actor, body_id: int) -> None:
    crowd(database, actor, body_id)
    some_issue(database, actor, "Jiné skupiny")
    coming = coming_meeting(database, actor, body_id)
    found = proposed_points(database, actor, coming)
    assert (len(found.points), found.left_out) == (POINTS_OF_A_REASON, 3)
    taken = [point.key for point in found.points[:10]]
    take_points(database, actor, coming, taken)
    found = proposed_points(database, actor, coming)
    assert (len(found.points), found.left_out) == (23, 0)


# ---------------------------------------------------------------------------------------- what is late


def test_what_will_be_overdue_by_the_meeting_is_not_late_yet(database: Database, actor: Actor, body_id: int) -> None:
    today = clock.today()
    with standing_at(clock.now() - A_WEEK):
        late = some_issue(database, actor, "Po termínu", body_id=body_id, due_on=today - timedelta(days=1))
        soon = some_issue(database, actor, "Brzy", body_id=body_id, due_on=today + timedelta(days=2))
        tasked = some_issue(database, actor, "S úkolem", body_id=body_id)
        give_part(database, actor, tasked, NewTask("Zjistit", due_on=today - timedelta(days=2)))
    points = proposed(database, actor, coming_meeting(database, actor, body_id))
    assert {id_: points[f"issue-{id_}"].is_late for id_ in (late, soon, tasked)} == {
        late: True,
        soon: False,
        tasked: True,
    }
    assert all(AgendaReason.OVERDUE in points[f"issue-{id_}"].reasons for id_ in (late, soon, tasked))


# ---------------------------------------------------------------------------------------- the end


def test_a_finished_issue_that_was_told_comes_no_more_when_it_is_missed_afterwards(
    database: Database, actor: Actor, body_id: int
) -> None:
    issue = some_issue(database, actor, body_id=body_id)
    finish(database, actor, issue)
    first, second, third = (coming_meeting(database, actor, body_id, days) for days in (1, 8, 15))
    tell(database, actor, first, issue)
    begin(database, actor, second)
    add_point(database, actor, second, issue_id=issue)
    assert f"issue-{issue}" not in proposed(database, actor, third)


def test_a_finished_issue_that_nobody_was_told_of_comes_back_when_it_was_missed(
    database: Database, actor: Actor, body_id: int
) -> None:
    issue = some_issue(database, actor, body_id=body_id)
    finish(database, actor, issue)
    first, second = (coming_meeting(database, actor, body_id, days) for days in (1, 8))
    add_point(database, actor, first, issue_id=issue)
    begin(database, actor, first)
    point = proposed(database, actor, second)[f"issue-{issue}"]
    assert (point.reasons, point.is_news) == ((AgendaReason.RETURNING,), False)


def test_a_finished_issue_is_news_where_it_was_finished_since_the_last_meeting(
    database: Database, actor: Actor, body_id: int
) -> None:
    issue = some_issue(database, actor, body_id=body_id)
    run_meeting(database, actor, body_id, clock.now() - timedelta(days=3))
    finish(database, actor, issue)
    point = proposed(database, actor, coming_meeting(database, actor, body_id))[f"issue-{issue}"]
    assert (point.reasons, point.is_news) == ((AgendaReason.ANSWERED,), True)


def finish(database: Database, actor: Actor, issue: int) -> None:
    advance(
        database, actor, issue, IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE, IssueStatus.VERIFIED
    )


def begin(database: Database, actor: Actor, meeting: int) -> None:
    with standing_at(meeting_card(database, actor, meeting).starts_at + timedelta(minutes=5)):
        begin_meeting(database, actor, meeting, version_of(database, actor, meeting))


def tell(database: Database, actor: Actor, meeting: int, issue: int) -> None:
    """The meeting begins, and speaks of the issue."""
    begin(database, actor, meeting)
    with standing_at(meeting_card(database, actor, meeting).starts_at + timedelta(minutes=5)):
        say(database, actor, add_point(database, actor, meeting, issue_id=issue))


def test_a_proposal_before_the_commission_is_proposed_until_it_is_on_the_agenda_or_decided(
    database: Database, actor: Actor
) -> None:
    desk = commission_desk(database, actor)
    key, meeting_id = f"proposal-{desk.proposal_id}", run_meeting(database, actor, desk.body_id)
    assert proposed(database, actor, meeting_id)[key].reasons == (AgendaReason.PROPOSAL,)
    assert take_points(database, actor, meeting_id, [key]) == 1
    (point,) = meeting_card(database, actor, meeting_id).points
    assert (point.title, point.proposal and point.proposal.id) == ("Zóny bez hazardu", desk.proposal_id)
    assert key not in proposed(database, actor, meeting_id)
    vote_id = desk.open(meeting_id=meeting_id)
    desk.cast(vote_id, *[VoteChoice.FOR] * 3)
    desk.close(vote_id)
    assert desk.vote().agenda_item_id == point.id
    desk.lead(ProposalState.RECOMMENDED)
    later = plan_meeting(database, actor, desk.body_id, clock.now() + timedelta(days=7))
    assert key not in proposed(database, actor, later)
