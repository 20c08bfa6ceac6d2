"""Two people who write at the same letter are told of each other: who changed it last, and when."""

from __future__ import annotations

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, NotFound
from geodata.model.people import Actor, Role
from geodata.services.letter_changes import last_letter_change
from geodata.services.submissions import change_submission
from tests.letters import a_letter, letter_card, some_authority, write_letter
from tests.small_city import SmallCity, worker_of


def test_whoever_changed_a_letter_last_is_named(database: Database, actor: Actor, city: SmallCity) -> None:
    authority = some_authority(database, actor)
    letter, other = (write_letter(database, actor, city.building_issue_id, authority) for _ in range(2))
    coordinator = worker_of(database, actor, city.ngo_id, Role.COORDINATOR)
    first = last_letter_change(database, actor, letter)
    version = letter_card(database, coordinator, letter).row_version
    assert change_submission(database, coordinator, letter, version, a_letter(authority, text="Jinak")) > version
    assert letter_card(database, actor, letter).row_version > version
    change = last_letter_change(database, actor, letter)
    assert first is not None
    assert change is not None
    assert change.person == coordinator.name
    assert change.organisation != first.organisation
    assert first.recorded_at <= change.recorded_at <= clock.now()
    assert last_letter_change(database, actor, other) is not None
    assert last_letter_change(database, actor, other).organisation == first.organisation  # type: ignore[union-attr]


def test_those_who_keep_no_letters_are_not_told(database: Database, actor: Actor, city: SmallCity) -> None:
    letter = write_letter(database, actor, city.building_issue_id, some_authority(database, actor))
    with pytest.raises(Forbidden):
        last_letter_change(database, worker_of(database, actor, city.ngo_id, Role.PUBLIC), letter)
    hidden = write_letter(database, actor, city.hidden_issue_id, some_authority(database, actor, "Hygiena"))
    with pytest.raises(NotFound):
        last_letter_change(database, worker_of(database, actor, city.ngo_id, Role.OFFICIAL), hidden)
