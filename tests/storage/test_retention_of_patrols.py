"""Retention of patrols: plan, people, streets, result and the words of the audit go, a tombstone stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Erased, NotFound
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.retention import Retention, RetentionRule
from geodata.services.audit import check_chain
from geodata.services.organisations import add_organisation
from geodata.services.patrol_list import list_patrols, patrol_card
from geodata.services.patrol_steps import report_patrol
from geodata.services.retention import erase, list_due
from geodata.tables import PatrolMember, PatrolOrganisation, PatrolStreet
from tests.batches import content_of
from tests.patrols import some_patrol, walk
from tests.small_city import worker_of

LONG_AGO = clock.now() - timedelta(days=4_000)
PATROLS = Retention({RetentionRule.PATROLS: 60})
MARKS = ("Sklepy vily", "Vilová", "Ve vile nikdo")


@pytest.fixture
def officer(database: Database, actor: Actor) -> Actor:
    police_id = add_organisation(database, actor, "Městská policie", OrganisationKind.MUNICIPAL_POLICE)
    return worker_of(database, actor, police_id, Role.POLICE)


def old_patrol(database: Database, officer: Actor) -> int:
    """A restricted patrol of eleven years ago, walked and reported then."""
    with standing_at(LONG_AGO):
        patrol_id = some_patrol(
            database, officer, purpose="Sklepy vily", streets=("Vilová",), member_ids=(officer.account_id,),
            sensitivity=Sensitivity.RESTRICTED,
        )  # fmt: skip
        report_patrol(database, officer, patrol_id, walk(database, officer, patrol_id), "Ve vile nikdo")
    return patrol_id


def test_an_old_patrol_goes_with_all_its_words_and_leaves_a_tombstone(
    database: Database, actor: Actor, officer: Actor, tmp_path: Path
) -> None:
    old, young = old_patrol(database, officer), some_patrol(database, officer)
    stored = str(content_of(database))
    assert [mark for mark in MARKS if mark not in stored] == []
    assert erase(database, actor, PATROLS, tmp_path, tmp_path / "photos").wiped
    stored = str(content_of(database))
    assert [mark for mark in MARKS if mark in stored] == []
    assert check_chain(database) is None
    assert [row.id for row in list_patrols(database, officer)] == [young]
    with database.read() as session:
        for part in (PatrolMember, PatrolOrganisation, PatrolStreet):
            assert session.scalar(select(func.count()).select_from(part).where(part.patrol_id == old)) == 0
    with pytest.raises(Erased):
        patrol_card(database, officer, old)


def test_who_could_not_know_of_a_patrol_does_not_learn_of_it_now(
    database: Database, actor: Actor, officer: Actor, tmp_path: Path
) -> None:
    old = old_patrol(database, officer)
    some_patrol(database, officer)
    assert erase(database, actor, PATROLS, tmp_path, tmp_path / "photos").wiped
    other_id = add_organisation(database, actor, "Jiný spolek", OrganisationKind.NGO)
    with pytest.raises(NotFound) as told:
        patrol_card(database, worker_of(database, actor, other_id, Role.TERRAIN), old)
    assert not isinstance(told.value, Erased)


def test_the_newest_patrol_waits_for_a_newer_one(database: Database, actor: Actor, officer: Actor) -> None:
    old_patrol(database, officer)
    assert list_due(database, actor, PATROLS) == []  # SQLite would give its number to the next one
    some_patrol(database, officer)
    assert [due.count for due in list_due(database, actor, PATROLS)] == [1]
