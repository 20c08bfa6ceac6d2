"""Two issues about one thing become one, and nobody learns of an issue they may not see."""

from __future__ import annotations

import pytest

from geodata.database import Database
from geodata.errors import InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.issues import IssueEventKind, IssueStatus, IssueTopic, RefusalReason
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.erasing import remove_rows
from geodata.services.issue_card import issue_card
from geodata.services.issue_list import list_issues
from geodata.services.issue_merging import merge_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_steps import Step, advance_issue
from geodata.services.sharing import Shareable, share_record
from geodata.services.similar_issues import similar_issues
from geodata.services.site_card import site_card
from geodata.tables import Base
from tests.small_city import SmallCity, advance, small_city, some_issue, some_site, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def merge(database: Database, actor: Actor, duplicate: int, into: int) -> None:
    merge_issues(database, actor, duplicate, issue_card(database, actor, duplicate).row_version, into)


def test_the_duplicate_says_where_it_went_and_the_other_takes_its_places(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    duplicate = issue_card(database, actor, city.dump_issue_id)
    other = issue_card(database, actor, city.building_issue_id)
    assert duplicate.status == IssueStatus.REFUSED
    assert duplicate.duplicate_of is not None
    assert duplicate.duplicate_of.id == other.id
    told = duplicate.events[0]
    assert (told.reason, told.other and told.other.id) == (RefusalReason.DUPLICATE, other.id)
    assert [ref.id for ref in other.duplicates] == [duplicate.id]
    assert {site.id for site in other.sites} == {city.building_id, city.dump_id}
    kinds = [event.kind for event in other.events]
    assert kinds.count(IssueEventKind.MERGED) == kinds.count(IssueEventKind.LINK) == 1
    merged = next(event for event in other.events if event.kind == IssueEventKind.MERGED)
    assert merged.other is not None
    assert merged.other.id == duplicate.id
    assert {issue.id for issue in site_card(database, actor, city.dump_id).open_issues} == {other.id}


def test_a_duplicate_that_is_opened_again_points_nowhere(database: Database, actor: Actor, city: SmallCity) -> None:
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    advance(database, actor, city.dump_issue_id, IssueStatus.REOPENED)
    assert issue_card(database, actor, city.dump_issue_id).duplicate_of is None
    assert issue_card(database, actor, city.building_issue_id).duplicates == ()


def test_only_two_issues_that_can_be_one_are_merged(database: Database, actor: Actor, city: SmallCity) -> None:
    with pytest.raises(InvalidValue):
        merge(database, actor, city.dump_issue_id, city.dump_issue_id)
    with pytest.raises(StaleEdit):
        merge_issues(database, actor, city.dump_issue_id, 99, city.building_issue_id)
    version = issue_card(database, actor, city.building_issue_id).row_version
    refusal = Step(IssueStatus.REFUSED, reason=RefusalReason.NO_MONEY)
    advance_issue(database, actor, city.building_issue_id, version, refusal)
    with pytest.raises(InvalidValue):
        merge(database, actor, city.dump_issue_id, city.building_issue_id)
    with pytest.raises(TransitionRefused):
        merge(database, actor, city.building_issue_id, city.dump_issue_id)


def test_issues_that_different_people_see_are_not_merged(database: Database, actor: Actor, city: SmallCity) -> None:
    """Either way round it would tell somebody of an issue that is hidden from them."""
    other_hidden = some_issue(database, actor, "Jiná citlivá věc", sensitivity=Sensitivity.RESTRICTED)
    shared = some_issue(database, actor, "Sdílená věc", sensitivity=Sensitivity.RESTRICTED)
    share_record(database, actor, Shareable.ISSUE, shared, city.ngo_id)
    for one, other in (
        (city.hidden_issue_id, city.dump_issue_id),
        (city.dump_issue_id, city.hidden_issue_id),
        (shared, other_hidden),
        (other_hidden, shared),
    ):
        with pytest.raises(InvalidValue):
            merge(database, actor, one, other)
    merge(database, actor, other_hidden, city.hidden_issue_id)
    assert issue_card(database, actor, other_hidden).duplicate_of is not None


def test_an_issue_that_is_hidden_is_as_if_it_were_not_there(database: Database, actor: Actor, city: SmallCity) -> None:
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    for one, other in ((city.dump_issue_id, city.hidden_issue_id), (city.hidden_issue_id, city.dump_issue_id)):
        with pytest.raises(NotFound):
            merge_issues(database, stranger, one, 1, other)


def test_open_issues_of_the_place_and_its_neighbours_are_offered(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    near = some_site(database, actor, "Vedle", position=(14.0503, 50.6602))  # 14 m from the dump
    far = some_site(database, actor, "Daleko", position=(14.0605, 50.6602))
    assert [ref.id for ref in similar_issues(database, actor, IssueTopic.DUMP, [near])] == [city.dump_issue_id]
    assert similar_issues(database, actor, IssueTopic.PESTS, [near]) == ()
    assert similar_issues(database, actor, IssueTopic.DUMP, [far]) == ()
    assert similar_issues(database, actor, IssueTopic.DUMP, [near], besides=city.dump_issue_id) == ()
    every_topic = {ref.id for ref in similar_issues(database, actor, None, [city.building_id])}
    assert every_topic == {city.building_issue_id, city.dump_issue_id, city.hidden_issue_id}
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
    assert similar_issues(database, actor, IssueTopic.DUMP, [near]) == ()


def test_a_place_that_is_not_known_yet_and_like_words_are_enough(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    here, elsewhere = (14.0503, 50.6602), (14.0605, 50.6602)
    known = similar_issues(database, actor, IssueTopic.DUMP, (), position=here)
    assert [ref.id for ref in known] == [city.dump_issue_id]
    assert similar_issues(database, actor, IssueTopic.DUMP, (), position=elsewhere) == ()
    alike = similar_issues(database, actor, IssueTopic.DUMP, (), position=elsewhere, words="Skládky za garážemi")
    assert [ref.id for ref in alike] == [city.dump_issue_id]
    assert similar_issues(database, actor, IssueTopic.PESTS, (), words="Skládky za garážemi") == ()
    assert similar_issues(database, actor, IssueTopic.DUMP, (), words="Potkani u školy") == ()
    assert similar_issues(database, actor, None, (), words="Skládky za garážemi") == ()
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    assert similar_issues(database, stranger, IssueTopic.BUILDING, (), words="Citlivá věc") == ()


def test_nothing_hidden_is_offered(database: Database, actor: Actor, city: SmallCity) -> None:
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    offered = {ref.id for ref in similar_issues(database, stranger, None, [city.building_id])}
    assert offered == {city.building_issue_id, city.dump_issue_id}
    assert similar_issues(database, stranger, None, [city.hidden_site_id]) == ()


def test_a_merged_issue_is_no_longer_among_the_open_ones(database: Database, actor: Actor, city: SmallCity) -> None:
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    found = list_issues(database, actor, IssueFilter(statuses=frozenset({IssueStatus.REFUSED})))
    assert [row.id for row in found.rows] == [city.dump_issue_id]


def test_when_the_other_is_erased_the_duplicate_only_forgets_where_it_went(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    merge(database, actor, city.dump_issue_id, city.building_issue_id)
    with database.write(actor) as work:
        remove_rows(work.session, Base.metadata.tables["issue"], [city.building_issue_id])
        work.commit()
    duplicate = issue_card(database, actor, city.dump_issue_id)
    assert (duplicate.status, duplicate.duplicate_of) == (IssueStatus.REFUSED, None)
    assert duplicate.events[0].other is None
