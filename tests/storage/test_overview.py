"""The figures of the first page are the lengths of the lists behind them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor
from geodata.services.issue_list import list_issues
from geodata.services.issue_views import filter_of
from geodata.services.overview import a_month_ago, overview
from tests.small_city import advance, small_city, some_issue

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)


def test_an_empty_city_has_an_overview(database: Database, actor: Actor) -> None:
    seen = overview(database, actor)
    assert (seen.open.value, seen.overdue.value, seen.waiting.total) == (0, 0, 0)
    assert (seen.oldest, seen.meetings, seen.changes) == ((), (), ())


def test_every_figure_opens_a_list_of_just_as_many(database: Database, actor: Actor) -> None:
    with clock.standing_at(NOW - timedelta(days=30)):
        city = small_city(database, actor)
        advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    with clock.standing_at(NOW):
        advance(database, actor, city.dump_issue_id, IssueStatus.VERIFIED, IssueStatus.REOPENED)
        seen = overview(database, actor)
        figures = (seen.open, seen.overdue, seen.verified, seen.came_back)
        assert [figure.value for figure in figures] == [3, 1, 1, 1]
        for figure in figures:
            assert list_issues(database, actor, filter_of(figure.view, actor)).total == figure.value
        assert seen.waiting.unassigned == 2
        assert {change.organisation for change in seen.changes} == {"Zkušebnov"}


def test_trends_look_at_the_state_as_it_was_then(database: Database, actor: Actor) -> None:
    with clock.standing_at(NOW - timedelta(days=90)):
        closed_since = some_issue(database, actor, due_on=date(2026, 3, 1))
        still_open = some_issue(database, actor, due_on=date(2026, 3, 1))
        advance(database, actor, still_open, IssueStatus.ACCEPTED)
    with clock.standing_at(NOW - timedelta(days=45)):
        done = some_issue(database, actor)
        advance(database, actor, done, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
    with clock.standing_at(NOW - timedelta(days=5)):
        advance(database, actor, closed_since, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
        some_issue(database, actor, "Mladý podnět", due_on=date(2026, 5, 16))
    with clock.standing_at(NOW):
        seen = overview(database, actor)
    assert (seen.open.before, seen.open.value) == (2, 2)
    assert (seen.overdue.before, seen.overdue.value) == (2, 2)
    assert (seen.verified.before, seen.verified.value) == (1, 1)


def test_the_oldest_open_issue_comes_first_and_changes_newest_first(database: Database, actor: Actor) -> None:
    with clock.standing_at(NOW - timedelta(days=30)):
        city = small_city(database, actor)
    with clock.standing_at(NOW):
        seen = overview(database, actor)
        assert seen.oldest[0].id == city.building_issue_id
        assert seen.changes == ()  # all of it is older than a week
        some_issue(database, actor, "Dnešní podnět")
        assert [change.issue.title for change in overview(database, actor).changes if change.issue] == ["Dnešní podnět"]


@pytest.mark.parametrize(
    ("today", "then"),
    [
        (datetime(2026, 3, 31, 12, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2026, 1, 15, 12, tzinfo=UTC), date(2025, 12, 15)),
    ],
)
def test_a_month_ago_is_the_same_day_or_the_last_of_a_shorter_month(today: datetime, then: date) -> None:
    with clock.standing_at(today):
        assert a_month_ago() == then
