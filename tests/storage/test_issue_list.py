"""The list of issues: each filter, each order, and as many rows as its number says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.issues import OPEN_STATUSES, IssueStatus, IssueTopic
from geodata.model.people import Actor
from geodata.services.issue_list import IssueOrder, list_issues
from geodata.services.issue_selection import IssueFilter, Reached
from tests.small_city import SmallCity, advance, small_city, some_issue


def listed(database: Database, actor: Actor, chosen: IssueFilter, order: IssueOrder = IssueOrder.OLDEST) -> list[int]:
    page = list_issues(database, actor, chosen, order=order)
    assert page.total == len(page.rows)
    return [row.id for row in page.rows]


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    with clock.standing_at(clock.now() - timedelta(days=40)):
        city = small_city(database, actor)
        advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    return city


def test_each_filter_finds_its_issues(database: Database, actor: Actor, city: SmallCity) -> None:
    found = {
        "overdue": IssueFilter(overdue=True),
        "unassigned": IssueFilter(unassigned=True),
        "waiting": IssueFilter(statuses=frozenset({IssueStatus.DONE})),
        "topic": IssueFilter(topic=IssueTopic.DUMP),
        "assignee": IssueFilter(assignee_id=city.police_id),
        "organisation": IssueFilter(organisation_id=city.police_id),
        "body": IssueFilter(body_id=city.cell_id),
        "site": IssueFilter(site_id=city.dump_id),
        "text": IssueFilter(text="skladka VRATILA"),
        "number": IssueFilter(text="0001"),
    }
    building, dump, hidden = city.building_issue_id, city.dump_issue_id, city.hidden_issue_id
    assert {name: listed(database, actor, chosen) for name, chosen in found.items()} == {
        "overdue": [building],
        "unassigned": [dump, hidden],
        "waiting": [dump],
        "topic": [dump],
        "assignee": [building],
        "organisation": [building],
        "body": [building],
        "site": [dump],
        "text": [dump],
        "number": [building],
    }


def test_what_is_done_is_not_overdue_and_what_is_closed_belongs_to_nobody(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    advance(database, actor, city.building_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    advance(database, actor, city.dump_issue_id, IssueStatus.VERIFIED)
    assert listed(database, actor, IssueFilter(overdue=True)) == []
    assert listed(database, actor, IssueFilter(unassigned=True)) == [city.hidden_issue_id]


def test_reached_counts_an_issue_wherever_it_went_since(database: Database, actor: Actor, city: SmallCity) -> None:
    advance(database, actor, city.dump_issue_id, IssueStatus.VERIFIED, IssueStatus.REOPENED)
    today = clock.today()
    verified_today = IssueFilter(reached=Reached(IssueStatus.VERIFIED, today, today))
    verified_before = IssueFilter(
        reached=Reached(IssueStatus.VERIFIED, today - timedelta(days=30), today - timedelta(1))
    )
    assert listed(database, actor, verified_today) == [city.dump_issue_id]
    assert listed(database, actor, verified_before) == []


def test_orders(database: Database, actor: Actor, city: SmallCity) -> None:
    young = some_issue(database, actor, "Nový podnět", due_on=clock.today() + timedelta(days=2))
    building, dump, hidden = city.building_issue_id, city.dump_issue_id, city.hidden_issue_id
    everything = IssueFilter()
    assert listed(database, actor, everything) == [building, dump, hidden, young]
    assert listed(database, actor, everything, IssueOrder.NEWEST) == [young, hidden, dump, building]
    assert listed(database, actor, everything, IssueOrder.DUE) == [building, young, dump, hidden]
    assert listed(database, actor, IssueFilter(statuses=OPEN_STATUSES), IssueOrder.DUE)[:2] == [building, young]


def test_pages_follow_each_other_without_gap_or_repetition(database: Database, actor: Actor) -> None:
    raised = [some_issue(database, actor, f"Podnět {number}") for number in range(11)]
    for issue_id in raised[::3]:
        advance(database, actor, issue_id, IssueStatus.ACCEPTED)
    chosen = IssueFilter(statuses=OPEN_STATUSES)
    pages = [list_issues(database, actor, chosen, limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [row.id for page in pages for row in page.rows] == raised
    assert {page.total for page in pages} == {11}


def test_a_row_says_where_who_until_when(database: Database, actor: Actor, city: SmallCity) -> None:
    (row,) = list_issues(database, actor, IssueFilter(body_id=city.cell_id)).rows
    assert [site.name for site in row.sites] == ["Školní 12"]
    assert (row.assignee, row.body) == ("Městská policie", "Buňka Předlice")
    assert row.deadline.overdue
    assert row.deadline.due_on == clock.today() - timedelta(days=26)
