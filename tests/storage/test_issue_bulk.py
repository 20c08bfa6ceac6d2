"""Many issues at once, the board, kept lists, and what those who raised an issue are told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.issues import BulkStep, IssueStatus, IssueTopic
from geodata.model.people import Actor, Role
from geodata.services.issue_board import issue_board
from geodata.services.issue_bulk import MANY_AT_MOST, BulkChange, BulkResult, change_issues
from geodata.services.issue_card import issue_card
from geodata.services.issue_list import list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_steps import comment_issue
from geodata.services.issue_views import IssueView, filter_of
from geodata.services.personal_data import PersonalDataFound
from geodata.services.raised_news import raised_news
from geodata.services.saved_filters import (
    KEPT_AT_MOST,
    NAME_AT_MOST,
    ListChoice,
    list_saved_filters,
    remove_saved_filter,
    save_filter,
)
from geodata.services.sharing import Shareable, share_record
from tests.batches import content_of
from tests.small_city import SmallCity, advance, another_person, small_city, some_issue, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def change(database: Database, actor: Actor, ids: list[int], wanted: BulkChange) -> BulkResult:
    versions = [issue_card(database, actor, issue_id).row_version for issue_id in ids]
    return change_issues(database, actor, ids, versions, wanted)


def test_all_of_them_get_the_same_step(database: Database, actor: Actor, city: SmallCity) -> None:
    ids = [city.building_issue_id, city.dump_issue_id, city.hidden_issue_id]
    share_record(database, actor, Shareable.ISSUE, city.hidden_issue_id, city.ngo_id)
    person = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    due_on = clock.today() + timedelta(days=8)
    for wanted in (
        BulkChange(BulkStep.ACCEPT, note="Bereme si to"),
        BulkChange(BulkStep.ASSIGN, assignee_id=city.ngo_id, account_id=person.account_id),
        BulkChange(BulkStep.DEADLINE, due_on=due_on),
        BulkChange(BulkStep.COMMENT, note="Domluveno na poradě"),
    ):
        result = change(database, actor, ids, wanted)
        assert (result.done, result.left_out) == (3, ())
    for issue_id in ids:
        card = issue_card(database, actor, issue_id)
        assert (card.status, card.assignee, card.person) == (IssueStatus.ACCEPTED, "Terén", "Terénní tým")
        assert (card.deadline.due_on, card.events[0].note) == (due_on, "Domluveno na poradě")


def test_what_cannot_be_done_is_told_for_each_with_its_reason_and_stops_no_other(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    advance(database, actor, city.building_issue_id, IssueStatus.ACCEPTED)
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    ids = [city.building_issue_id, city.hidden_issue_id, city.dump_issue_id]
    versions = [issue_card(database, actor, issue_id).row_version for issue_id in ids]
    result = change_issues(database, stranger, ids, versions, BulkChange(BulkStep.ACCEPT))
    assert result.done == 1
    refused, hidden = result.left_out
    assert refused.issue is not None
    assert refused.issue.id == city.building_issue_id
    assert "cannot become" in refused.reason.template
    assert (hidden.issue, hidden.reason) == (None, NotFound().message)
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.ACCEPTED
    assert issue_card(database, actor, city.hidden_issue_id).status == IssueStatus.RAISED


def test_who_was_faster_is_not_overwritten(database: Database, actor: Actor, city: SmallCity) -> None:
    version = issue_card(database, actor, city.dump_issue_id).row_version
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED)
    change_to = BulkChange(BulkStep.ASSIGN, assignee_id=city.ngo_id)
    result = change_issues(database, actor, [city.dump_issue_id], [version], change_to)
    assert result.done == 0
    assert "changed by somebody else" in result.left_out[0].reason.template
    assert issue_card(database, actor, city.dump_issue_id).assignee is None


def test_a_change_that_no_issue_could_take_changes_nothing(database: Database, actor: Actor, city: SmallCity) -> None:
    ids = [city.building_issue_id, city.dump_issue_id]
    before = content_of(database)
    for wanted in (BulkChange(BulkStep.ASSIGN), BulkChange(BulkStep.COMMENT, note=" ")):
        with pytest.raises(InvalidValue):
            change(database, actor, ids, wanted)
    many = [city.dump_issue_id] * (MANY_AT_MOST + 1)
    with pytest.raises(InvalidValue):
        change_issues(database, actor, many, [1] * len(many), BulkChange(BulkStep.ACCEPT))
    with pytest.raises(PersonalDataFound):
        change(database, actor, ids, BulkChange(BulkStep.COMMENT, note="Volejte 601 234 567"))
    assert content_of(database) == before


def test_the_board_has_a_column_for_each_state(database: Database, actor: Actor, city: SmallCity) -> None:
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED)
    columns = {column.status: column for column in issue_board(database, actor, filter_of(IssueView.OPEN, actor))}
    assert list(columns) == [
        IssueStatus.RAISED, IssueStatus.REOPENED, IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE,
    ]  # fmt: skip
    assert [row.id for row in columns[IssueStatus.ACCEPTED].rows] == [city.dump_issue_id]
    assert (columns[IssueStatus.RAISED].total, columns[IssueStatus.DONE].total) == (2, 0)
    shortened = issue_board(database, actor, IssueFilter(), limit=1)
    raised = shortened[0]
    assert (len(raised.rows), raised.total) == (1, 2)


def test_mine_is_what_was_given_to_me_or_raised_by_me(database: Database, actor: Actor, city: SmallCity) -> None:
    mate = another_person(database, actor)
    raised = some_issue(database, mate, "Od kolegy")
    assert actor.organisation_id is not None
    wanted = BulkChange(BulkStep.ASSIGN, assignee_id=actor.organisation_id, account_id=mate.account_id)
    change(database, actor, [city.dump_issue_id], wanted)
    mine = {row.id for row in list_issues(database, mate, filter_of(IssueView.MINE, mate)).rows}
    assert {raised, city.dump_issue_id} <= mine
    assert city.building_issue_id not in mine
    own = {row.id for row in list_issues(database, actor, filter_of(IssueView.MINE, actor)).rows}
    assert raised not in own
    assert {city.building_issue_id, city.dump_issue_id} <= own


def test_a_list_is_kept_replaced_and_forgotten_by_its_owner_alone(database: Database, actor: Actor) -> None:
    other = another_person(database, actor)
    dumps = ListChoice(IssueView.OVERDUE, IssueTopic.DUMP, "tratí", as_board=True, body_id=3, site_id=7)
    save_filter(database, actor, " Skládky  po termínu ", ListChoice(IssueView.OPEN))
    kept = save_filter(database, actor, "Skládky po termínu", dumps)
    (row,) = list_saved_filters(database, actor)
    assert (row.id, row.name, row.choice) == (kept, "Skládky po termínu", dumps)
    assert list_saved_filters(database, other) == []
    with pytest.raises(NotFound):
        remove_saved_filter(database, other, kept)
    remove_saved_filter(database, actor, kept)
    assert list_saved_filters(database, actor) == []


def test_a_list_that_is_kept_several_times_at_once_is_there_once(database: Database, actor: Actor) -> None:
    def keep(topic: IssueTopic) -> int:
        return save_filter(database, actor, "Skládky", ListChoice(IssueView.OPEN, topic))

    topics = list(IssueTopic)[:6]
    for _ in range(4):
        with ThreadPoolExecutor(len(topics)) as pool:
            kept = list(pool.map(keep, topics))
        (row,) = list_saved_filters(database, actor)
        # SQLite gives the number of a row that is gone again.
        assert (row.id, row.choice.topic) in set(zip(kept, topics, strict=True))


def test_lists_that_are_kept_at_once_are_not_too_many(database: Database, actor: Actor) -> None:
    for number in range(KEPT_AT_MOST - 1):
        save_filter(database, actor, f"Seznam {number}", ListChoice(IssueView.OPEN))

    def keep(number: int) -> bool:
        try:
            save_filter(database, actor, f"Další {number}", ListChoice(IssueView.OPEN))
        except InvalidValue:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(keep, range(6))) == 1
    assert len(list_saved_filters(database, actor)) == KEPT_AT_MOST


def test_a_kept_list_needs_a_name_and_there_are_not_too_many(database: Database, actor: Actor) -> None:
    for name in (" ", "x" * (NAME_AT_MOST + 1)):
        with pytest.raises(InvalidValue):
            save_filter(database, actor, name, ListChoice(IssueView.OPEN))
    for number in range(KEPT_AT_MOST):
        save_filter(database, actor, f"Seznam {number}", ListChoice(IssueView.OPEN))
    with pytest.raises(InvalidValue):
        save_filter(database, actor, "Ještě jeden", ListChoice(IssueView.OPEN))
    save_filter(database, actor, "Seznam 3", ListChoice(IssueView.ALL))
    assert len(list_saved_filters(database, actor)) == KEPT_AT_MOST


def test_who_raised_an_issue_is_told_what_others_made_of_it(database: Database, actor: Actor, city: SmallCity) -> None:
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    issue_id = some_issue(database, worker, "Od terénu")
    assert raised_news(database, worker) == []
    comment_issue(database, actor, issue_id, "Podíváme se na to")
    assert raised_news(database, worker) == []  # a word is no change of the state
    advance(database, actor, issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    (news,) = raised_news(database, worker)
    assert (news.issue.id, news.event.status) == (issue_id, IssueStatus.DONE)
    with clock.standing_at(clock.now() + timedelta(days=31)):
        assert raised_news(database, worker) == []


def test_nobody_is_told_of_their_own_steps(database: Database, actor: Actor, city: SmallCity) -> None:
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED)
    assert raised_news(database, actor) == []
