"""Who may be given an issue, and who may know of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.people import Actor, Role
from geodata.services.account_privacy import account_data, erase_account
from geodata.services.colleagues import list_colleagues
from geodata.services.issue_card import issue_card
from geodata.services.issue_steps import assign_issue
from geodata.services.issue_views import IssueView
from geodata.services.saved_filters import ListChoice, save_filter
from geodata.tables import Account, Issue, IssueEvent, SavedFilter
from tests.small_city import SmallCity, small_city, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def worker(database: Database, actor: Actor, city: SmallCity) -> Actor:
    """Somebody of the NGO."""
    return worker_of(database, actor, city.ngo_id, Role.TERRAIN)


def give(database: Database, actor: Actor, issue_id: int, organisation_id: int, account_id: int | None) -> None:
    version = issue_card(database, actor, issue_id).row_version
    assign_issue(database, actor, issue_id, version, organisation_id, account_id=account_id)


def test_an_issue_is_given_to_one_person_and_then_to_nobody_in_particular(
    database: Database, actor: Actor, city: SmallCity, worker: Actor
) -> None:
    give(database, actor, city.dump_issue_id, city.ngo_id, worker.account_id)
    card = issue_card(database, actor, city.dump_issue_id)
    assert (card.account_id, card.person, card.events[0].given_to) == (worker.account_id, worker.name, worker.name)
    give(database, actor, city.dump_issue_id, city.ngo_id, None)
    assert issue_card(database, actor, city.dump_issue_id).person is None


def test_a_person_is_one_of_those_who_get_the_issue(
    database: Database, actor: Actor, city: SmallCity, worker: Actor
) -> None:
    with pytest.raises(InvalidValue):
        give(database, actor, city.dump_issue_id, city.police_id, worker.account_id)
    with database.write(actor) as work:
        work.session.get_one(Account, worker.account_id).disabled = True
        work.commit()
    with pytest.raises(InvalidValue):
        give(database, actor, city.dump_issue_id, city.ngo_id, worker.account_id)
    assert list_colleagues(database, actor, city.ngo_id) == []


def test_people_of_other_organisations_are_known_to_the_coordinator_alone(
    database: Database, actor: Actor, city: SmallCity, worker: Actor
) -> None:
    officer = worker_of(database, actor, city.police_id, Role.POLICE)
    assert [one.id for one in list_colleagues(database, worker, city.ngo_id)] == [worker.account_id]
    assert list_colleagues(database, worker, city.police_id) == []
    assert [one.id for one in list_colleagues(database, actor, city.police_id)] == [officer.account_id]
    with pytest.raises(NotFound):
        give(database, worker, city.dump_issue_id, city.police_id, officer.account_id)


def test_an_erased_person_has_no_issues_and_no_lists_any_more(
    database: Database, actor: Actor, city: SmallCity, worker: Actor, tmp_path: Path
) -> None:
    give(database, actor, city.dump_issue_id, city.ngo_id, worker.account_id)
    before = issue_card(database, actor, city.dump_issue_id)
    save_filter(database, worker, "Moje skládky", ListChoice(IssueView.MINE))
    (told,) = account_data(database, worker, worker.account_id)["saved_lists_of_issues"]
    assert told["name"] == "Moje skládky"
    erase_account(database, actor, worker.account_id, tmp_path, tmp_path / "photos")
    after = issue_card(database, actor, city.dump_issue_id)
    assert (after.account_id, after.person, after.assignee) == (None, None, "Terén")
    assert after.row_version == before.row_version + 1
    with database.read() as session:
        for table in (Issue, IssueEvent, SavedFilter):
            own = select(func.count()).select_from(table).where(table.account_id == worker.account_id)
            assert session.scalar(own) == 0
