"""Issues are raised, led on and never overwritten."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.issues import IssueEventKind, IssueStatus, IssueTopic, RefusalReason
from geodata.model.meetings import AgendaKind
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.issue_card import issue_card
from geodata.services.issue_links import link_site, unlink_site
from geodata.services.issue_list import list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_steps import Step, advance_issue, assign_issue, comment_issue, set_deadline
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.minutes import mark_discussed
from geodata.services.minutes_states import begin_meeting, close_minutes
from geodata.services.site_card import site_card
from tests.small_city import advance, small_city, some_issue, some_site, worker_of

WRITERS = 32


def test_numbers_count_within_the_year(database: Database, actor: Actor) -> None:
    with clock.standing_at(datetime(2025, 12, 30, 12, tzinfo=UTC)):
        old = [some_issue(database, actor) for _ in range(2)]
    with clock.standing_at(datetime(2026, 1, 2, 12, tzinfo=UTC)):
        new = some_issue(database, actor)
    numbers = [issue_card(database, actor, issue_id).number for issue_id in (*old, new)]
    assert numbers == ["2025-0001", "2025-0002", "2026-0001"]


def test_many_people_raising_at_once_lose_nothing_and_share_no_number(database: Database, actor: Actor) -> None:
    site_id = some_site(database, actor)

    def raise_some(writer: int) -> list[int]:
        return [some_issue(database, actor, f"Podnět {writer}/{turn}", site_ids=(site_id,)) for turn in range(3)]

    with ThreadPoolExecutor(WRITERS) as pool:
        raised = [issue_id for ids in pool.map(raise_some, range(WRITERS)) for issue_id in ids]
    page = list_issues(database, actor, IssueFilter(), limit=WRITERS * 3 + 1)
    numbers = {row.number for row in page.rows}
    assert len(set(raised)) == len(numbers) == page.total == WRITERS * 3
    assert all(re.fullmatch(r"\d{4}-\d{4}", number) for number in numbers)
    assert len(site_card(database, actor, site_id).open_issues) == WRITERS * 3


def test_the_same_client_id_is_one_issue_however_often_it_is_sent(database: Database, actor: Actor) -> None:
    def send(_: int) -> int:
        return some_issue(database, actor, client_id="telefon-1")

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(send, range(16)))
    assert len(ids) == 1
    assert list_issues(database, actor, IssueFilter()).total == 1


def test_a_stale_edit_overwrites_nothing(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    seen = issue_card(database, actor, city.building_issue_id)
    assign_issue(database, actor, seen.id, seen.row_version, city.ngo_id)
    with pytest.raises(StaleEdit) as refused:
        assign_issue(database, actor, seen.id, seen.row_version, city.police_id)
    assert (refused.value.subject, refused.value.subject_id) == ("issue", seen.id)
    assert issue_card(database, actor, seen.id).assignee == "Terén"


def test_a_step_the_workflow_does_not_know_is_refused(database: Database, actor: Actor) -> None:
    issue_id = some_issue(database, actor)
    card = issue_card(database, actor, issue_id)
    with pytest.raises(TransitionRefused):
        advance_issue(database, actor, issue_id, card.row_version, Step(IssueStatus.VERIFIED))
    assert issue_card(database, actor, issue_id) == card


def test_a_refusal_names_the_kind_of_reason(database: Database, actor: Actor) -> None:
    issue_id = some_issue(database, actor)
    version = issue_card(database, actor, issue_id).row_version
    with pytest.raises(InvalidValue):
        advance_issue(database, actor, issue_id, version, Step(IssueStatus.REFUSED))
    refusal = Step(IssueStatus.REFUSED, reason=RefusalReason.LAW_BARS_ENTRY)
    advance_issue(database, actor, issue_id, version, refusal)
    card = issue_card(database, actor, issue_id)
    assert card.status == IssueStatus.REFUSED
    assert card.events[0].reason == RefusalReason.LAW_BARS_ENTRY


def test_a_step_happens_neither_before_the_present_state_nor_in_the_future(database: Database, actor: Actor) -> None:
    issue_id = some_issue(database, actor)
    for day in (clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)):
        version = issue_card(database, actor, issue_id).row_version
        with pytest.raises(InvalidValue):
            advance_issue(database, actor, issue_id, version, Step(IssueStatus.ACCEPTED, happened_on=day))


def test_a_past_deadline_is_refused_and_the_deadline_can_be_taken_away(database: Database, actor: Actor) -> None:
    issue_id = some_issue(database, actor, due_on=clock.today())
    version = issue_card(database, actor, issue_id).row_version
    with pytest.raises(InvalidValue):
        set_deadline(database, actor, issue_id, version, due_on=clock.today() - timedelta(days=1))
    set_deadline(database, actor, issue_id, version)
    assert issue_card(database, actor, issue_id).deadline.due_on is None


def test_the_next_meeting_of_the_body_is_a_deadline_too(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    card = issue_card(database, actor, city.building_issue_id)
    set_deadline(database, actor, card.id, card.row_version, next_meeting=True)
    deadline = issue_card(database, actor, card.id).deadline
    assert deadline.next_meeting
    assert deadline.due_on == clock.today() + timedelta(days=9)


def test_a_meeting_planned_later_gives_waiting_issues_their_day(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    with clock.standing_at(clock.now() + timedelta(days=20)):  # nothing is planned any more
        issue_id = some_issue(database, actor, body_id=city.cell_id, due_next_meeting=True)
        assert issue_card(database, actor, issue_id).deadline.due_on is None
        plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=3))
        assert issue_card(database, actor, issue_id).deadline.due_on == clock.today() + timedelta(days=3)


def test_an_issue_of_no_body_has_no_next_meeting(database: Database, actor: Actor) -> None:
    with pytest.raises(InvalidValue):
        some_issue(database, actor, due_next_meeting=True)


def test_what_came_back_starts_without_the_old_deadline(database: Database, actor: Actor) -> None:
    issue_id = some_issue(database, actor, due_on=clock.today() + timedelta(days=5))
    advance(database, actor, issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    with clock.standing_at(clock.now() + timedelta(days=30)):
        advance(database, actor, issue_id, IssueStatus.REOPENED)
        card = issue_card(database, actor, issue_id)
    assert card.reopened == 1
    assert card.deadline.due_on is None


def test_a_closed_issue_is_opened_again_before_it_is_given_to_somebody(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
    version = issue_card(database, actor, city.dump_issue_id).row_version
    with pytest.raises(InvalidValue):
        assign_issue(database, actor, city.dump_issue_id, version, city.police_id)


def test_two_people_may_comment_at_the_same_time(database: Database, actor: Actor) -> None:
    issue_id = some_issue(database, actor)
    version = issue_card(database, actor, issue_id).row_version
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: comment_issue(database, actor, issue_id, f"Poznámka {number}"), range(16)))
    card = issue_card(database, actor, issue_id)
    assert sum(event.kind == IssueEventKind.COMMENT for event in card.events) == 16
    assert card.row_version == version


def test_a_link_and_its_removal_both_stay_in_the_chain(database: Database, actor: Actor) -> None:
    site_id, issue_id = some_site(database, actor), some_issue(database, actor)
    link_site(database, actor, issue_id, site_id)
    link_site(database, actor, issue_id, site_id)
    assert [site.id for site in issue_card(database, actor, issue_id).sites] == [site_id]
    assert len(site_card(database, actor, site_id).open_issues) == 1
    unlink_site(database, actor, issue_id, site_id)
    card = issue_card(database, actor, issue_id)
    assert card.sites == ()
    assert [event.kind for event in card.events][:2] == [IssueEventKind.UNLINK, IssueEventKind.LINK]
    assert site_card(database, actor, site_id).open_issues == ()


def test_an_issue_about_a_restricted_site_is_restricted(database: Database, actor: Actor) -> None:
    hidden = some_site(database, actor, sensitivity=Sensitivity.RESTRICTED)
    about_hidden = some_issue(database, actor, site_ids=(hidden,))
    linked_later = some_issue(database, actor)
    link_site(database, actor, linked_later, hidden)
    for issue_id in (about_hidden, linked_later):
        assert issue_card(database, actor, issue_id).sensitivity == Sensitivity.RESTRICTED


def test_closed_minutes_note_each_issue_that_was_discussed_once(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    again = NewAgendaItem("Ještě jednou", AgendaKind.INFORMATION, issue_id=city.building_issue_id)
    add_agenda_item(database, actor, city.meeting_id, again)
    version = meeting_card(database, actor, city.meeting_id).row_version
    with pytest.raises(InvalidValue):
        begin_meeting(database, actor, city.meeting_id, version)
    with clock.standing_at(clock.now() + timedelta(days=10)):
        begin_meeting(database, actor, city.meeting_id, version)
        with pytest.raises(StaleEdit):
            begin_meeting(database, actor, city.meeting_id, version)
        for point in meeting_card(database, actor, city.meeting_id).points:
            if point.issue is not None:
                mark_discussed(database, actor, point.id, True)
        close_minutes(database, actor, city.meeting_id, version + 1)
        rows = list_issues(database, actor, IssueFilter(body_id=city.cell_id)).rows
    assert [(row.id, row.discussed) for row in rows] == [(city.building_issue_id, 1)]


def test_who_may_only_look_changes_nothing(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    member = worker_of(database, actor, city.ngo_id, Role.COMMISSION)
    version = issue_card(database, member, city.dump_issue_id).row_version
    attempts = (
        lambda: some_issue(database, member),
        lambda: comment_issue(database, member, city.dump_issue_id, "Poznámka"),
        lambda: assign_issue(database, member, city.dump_issue_id, version, city.ngo_id),
        lambda: set_deadline(database, member, city.dump_issue_id, version),
        lambda: link_site(database, member, city.dump_issue_id, city.dump_id),
        lambda: plan_meeting(database, member, city.cell_id, clock.now()),
    )
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()
    assert issue_card(database, member, city.dump_issue_id).next_statuses == ()


def test_what_one_may_not_see_one_cannot_change_or_link(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    with pytest.raises(NotFound):
        comment_issue(database, worker, city.hidden_issue_id, "Poznámka")
    with pytest.raises(NotFound):
        link_site(database, worker, city.dump_issue_id, city.hidden_site_id)
    with pytest.raises(NotFound):
        raise_issue(database, worker, NewIssue(IssueTopic.BUILDING, "Co je tam?", site_ids=(city.hidden_site_id,)))


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_title_says_something_and_not_too_much(database: Database, actor: Actor, title: str) -> None:
    with pytest.raises(InvalidValue):
        some_issue(database, actor, title)
