"""Personal data that was kept for a reason and is taken out later stands nowhere in the audit of that change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geodata.database import Database
from geodata.model.meetings import EntryKind
from geodata.model.people import Actor
from geodata.services.agenda_points import PointChange, change_point, remove_point
from geodata.services.minutes import EntryChange, change_entry
from geodata.services.site_card import site_card
from geodata.services.sites import SiteChange, correct_site
from geodata.services.task_changes import change_task, withdraw_task
from geodata.services.tasks import NewTask, give_task
from tests.audited import entries_of, whole_detail
from tests.running_meeting import add_point, run_meeting, say
from tests.small_city import SmallCity, small_city

NUMBER = "815703/0014"
WORDS = f"Volat kvůli r. č. {NUMBER}"
WHY = "Žádost soudu"


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def item_id(database: Database, actor: Actor, city: SmallCity) -> int:
    """A point whose words hold a birth number, under which nothing is written."""
    meeting_id = run_meeting(database, actor, city.cell_id)
    return add_point(database, actor, meeting_id, WORDS, text=WORDS, keep_personal_data=WHY)


def a_task(database: Database, actor: Actor, city: SmallCity, item_id: int) -> int:
    new = NewTask(WORDS, assignee_id=city.police_id, due_next_meeting=True, keep_personal_data=WHY)
    return give_task(database, actor, item_id, new)


def take_out_of_a_point(database: Database, actor: Actor, city: SmallCity, item_id: int) -> None:
    change_point(database, actor, item_id, 1, PointChange("Osvětlení"))


def remove_the_point(database: Database, actor: Actor, city: SmallCity, item_id: int) -> None:
    remove_point(database, actor, item_id, 1)


def take_out_of_an_entry(database: Database, actor: Actor, city: SmallCity, item_id: int) -> None:
    entry = say(database, actor, item_id, WORDS, keep_personal_data=WHY)
    change_entry(database, actor, entry, 1, EntryChange(EntryKind.STATEMENT, "Lampa svítí."))


def take_out_of_a_task(database: Database, actor: Actor, city: SmallCity, item_id: int) -> None:
    task = a_task(database, actor, city, item_id)
    change_task(database, actor, task, 1, NewTask("Opravit lampu.", assignee_id=city.police_id, due_next_meeting=True))


def withdraw_the_task(database: Database, actor: Actor, city: SmallCity, item_id: int) -> None:
    withdraw_task(database, actor, a_task(database, actor, city, item_id), 1)


def take_out_of_a_place(database: Database, actor: Actor, city: SmallCity, item_id: int) -> None:
    version = site_card(database, actor, city.dump_id).row_version
    correct_site(database, actor, city.dump_id, version, SiteChange(name=WORDS, keep_personal_data=WHY))
    correct_site(database, actor, city.dump_id, version + 1, SiteChange(name="Za tratí"))


@pytest.mark.parametrize(
    "change",
    [
        take_out_of_a_point, remove_the_point, take_out_of_an_entry, take_out_of_a_task, withdraw_the_task,
        take_out_of_a_place,
    ],
)  # fmt: skip
def test_what_is_taken_out_is_not_written_into_the_audit(
    database: Database, actor: Actor, city: SmallCity, item_id: int, change: Callable[..., None]
) -> None:
    before = len(entries_of(database))
    change(database, actor, city, item_id)
    told = [whole_detail(database, entry) for entry in entries_of(database)[before:]]
    assert "Volat kvůli r. č. […]" in str(told)
    assert NUMBER not in str(told)
