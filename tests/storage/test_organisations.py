"""A city of one's own: its name, and the organisations that take part."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound, StaleEdit
from geodata.model.names import NAME_AT_MOST
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.postal_addresses import PostalAddress
from geodata.services.accounts import NewAccount, invite
from geodata.services.city import change_city, city_name, local_actor
from geodata.services.organisations import (
    OrganisationChange,
    OrganisationEntry,
    add_organisation,
    change_organisation,
    list_organisations,
    organisation_entries,
)
from geodata.services.personal_data import PersonalDataFound
from tests.audited import entries_of, whole_detail
from tests.letters import letter_card, write_letter
from tests.small_city import some_issue, worker_of
from tests.two_cities import another_city

NGO = OrganisationKind.NGO


@pytest.fixture
def chief(database: Database, actor: Actor) -> Actor:
    return worker_of(database, actor, None, Role.ADMIN, login="chief")


def entry_of(database: Database, chief: Actor, organisation_id: int) -> OrganisationEntry:
    (entry,) = (entry for entry in organisation_entries(database, chief) if entry.id == organisation_id)
    return entry


def names(database: Database, actor: Actor) -> list[tuple[str, str]]:
    return [(row.name, row.short_name) for row in list_organisations(database, actor)]


def test_the_founded_city_is_called_otherwise_and_its_own_office_with_it(database: Database, chief: Actor) -> None:
    change_city(database, chief, " Nové\nMěsto ")
    assert city_name(database, chief)[0] == "Nové Město"
    assert names(database, chief) == [("Nové Město", "Nové Město")]
    assert local_actor(database).name == "Nové Město"


def test_an_office_with_a_name_of_its_own_keeps_it(database: Database, actor: Actor, chief: Actor) -> None:
    assert actor.organisation_id is not None
    office = entry_of(database, chief, actor.organisation_id)
    change_organisation(
        database, chief, office.id, office.row_version, OrganisationChange("Městský úřad", OrganisationKind.CITY, "MěÚ")
    )
    change_city(database, chief, "Nové Město")
    assert names(database, chief) == [("Městský úřad", "MěÚ")]


def test_the_office_does_not_take_the_name_of_another_with_the_city(
    database: Database, actor: Actor, chief: Actor
) -> None:
    add_organisation(database, chief, "Nové Město", NGO)
    change_city(database, chief, "Nové Město")
    assert city_name(database, chief)[0] == "Nové Město"
    assert sorted(names(database, chief)) == [("Nové Město", "Nové Město"), ("Zkušebnov", "Zkušebnov")]


@pytest.mark.parametrize("name", ["", " \n", "Mě\u200bsto", "Město\u202e", "x" * (NAME_AT_MOST + 1)])
def test_a_city_has_a_name_that_can_be_read(database: Database, chief: Actor, name: str) -> None:
    with pytest.raises(InvalidValue):
        change_city(database, chief, name)
    assert city_name(database, chief)[0] == "Zkušebnov"


def test_no_two_organisations_are_called_alike(database: Database, chief: Actor) -> None:
    most = add_organisation(database, chief, "Most, z. s.", NGO, short_name="Most")
    for name, short_name in (
        ("most,  z. s.", ""),
        ("MOST, Ž. S.", "Jinak"),
        ("Spolek", "MOST"),
        ("Most", ""),
        ("Spolek", "Most, z. s."),
        ("Zkušebnov", ""),
    ):
        with pytest.raises(InvalidValue):
            add_organisation(database, chief, name, NGO, short_name=name and short_name)
    other = add_organisation(database, chief, "Spolek", NGO)
    with pytest.raises(InvalidValue):
        change_organisation(database, chief, other, 1, OrganisationChange("Most", NGO))
    change_organisation(database, chief, most, 1, OrganisationChange("MOST, z. s.", NGO, "Most"))
    assert entry_of(database, chief, most).name == "MOST, z. s."


def test_of_two_who_take_one_name_at_once_one_is_refused(database: Database, chief: Actor) -> None:
    def add(_number: int) -> bool:
        try:
            add_organisation(database, chief, "Terénní programy", NGO)
        except InvalidValue:
            return False
        return True

    with ThreadPoolExecutor(4) as windows:
        assert sorted(windows.map(add, range(4))) == [False, False, False, True]


def test_each_organisation_tells_how_many_accounts_it_has(database: Database, actor: Actor, chief: Actor) -> None:
    most = add_organisation(database, chief, "Most, z. s.", NGO, short_name="Most")
    for login in ("jana", "petr"):
        invite(database, chief, NewAccount(login, login, frozenset({Role.TERRAIN}), most))
    assert {entry.name: entry.accounts for entry in organisation_entries(database, chief)} == {
        "Most, z. s.": 2,
        "Zkušebnov": 0,  # the account of this machine is nobody's
    }


def test_a_change_is_not_lost_under_another_one(database: Database, chief: Actor) -> None:
    most = add_organisation(database, chief, "Most", NGO)
    change_organisation(database, chief, most, 1, OrganisationChange("Mosty", OrganisationKind.PROVIDER))
    with pytest.raises(StaleEdit):
        change_organisation(database, chief, most, 1, OrganisationChange("Lávka", NGO))
    entry = entry_of(database, chief, most)
    assert (entry.name, entry.short_name, entry.kind, entry.row_version) == (
        "Mosty",
        "Mosty",
        OrganisationKind.PROVIDER,
        2,
    )


def test_personal_data_in_a_name_needs_a_reason(database: Database, chief: Actor) -> None:
    most = add_organisation(database, chief, "Most", NGO)
    change = OrganisationChange("Spolek paní Marie Novákové", NGO)
    with pytest.raises(PersonalDataFound):
        change_organisation(database, chief, most, 1, change)
    change_organisation(database, chief, most, 1, change, keep_personal_data="Tak se jmenuje.")
    change_organisation(database, chief, most, 2, OrganisationChange("Spolek paní Marie Novákové", NGO, "Spolek"))


def test_an_organisation_has_an_address_and_a_data_box(database: Database, actor: Actor, chief: Actor) -> None:
    office = add_organisation(
        database,
        chief,
        "Stavební úřad",
        OrganisationKind.AUTHORITY,
        address="Školní 1\n\n990 00 Vzorov",
        data_box="ABC2DEF",
    )
    (row,) = (row for row in list_organisations(database, actor) if row.id == office)
    assert row.postal_address == PostalAddress("Školní 1\n990 00 Vzorov", "abc2def")
    moved = OrganisationChange("Stavební úřad", OrganisationKind.AUTHORITY, address="Boženy Němcové 12")
    change_organisation(database, chief, office, 1, moved)
    assert entry_of(database, chief, office).postal_address == PostalAddress("Boženy Němcové 12")
    told = whole_detail(database, entries_of(database)[-1])
    assert (told["before"]["address"], told["after"]["address"]) == ("Školní 1\n990 00 Vzorov", "Boženy Němcové 12")
    for wrong in (replace(moved, data_box="krátká"), replace(moved, address="x" * 501)):
        with pytest.raises(InvalidValue):
            change_organisation(database, chief, office, 2, wrong)
    with pytest.raises(PersonalDataFound):
        change_organisation(database, chief, office, 2, replace(moved, address="Školní 1, tel. 602 123 456"))


def test_a_city_changes_its_own_organisations_only(database: Database, actor: Actor, chief: Actor) -> None:
    theirs = another_city(database, actor)
    assert names(database, theirs) == [("Úřad Jinde", "Úřad Jinde")]
    add_organisation(database, theirs, "Zkušebnov", NGO)  # what others are called binds nobody here
    most = add_organisation(database, chief, "Most", NGO)
    with pytest.raises(NotFound):
        change_organisation(database, theirs, most, 1, OrganisationChange("Jinak", NGO))
    change_city(database, theirs, "Zkušebnov")
    assert city_name(database, chief)[0] == "Zkušebnov"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_administrators_name_the_city_and_its_organisations(database: Database, actor: Actor, role: Role) -> None:
    worker = worker_of(database, actor, None, role, login="worker")
    for service in (
        lambda: change_city(database, worker, "Jinak"),
        lambda: organisation_entries(database, worker),
        lambda: change_organisation(database, worker, 1, 1, OrganisationChange("Jinak", NGO)),
    ):
        with pytest.raises(Forbidden):
            service()


def test_an_organisation_has_a_superior_of_its_own_city_and_never_itself(
    database: Database, actor: Actor, chief: Actor
) -> None:
    office = add_organisation(database, chief, "Stavební úřad", OrganisationKind.AUTHORITY)
    region = add_organisation(database, chief, "Krajský úřad", OrganisationKind.AUTHORITY)
    foreign = another_city(database, actor).organisation_id
    named = OrganisationChange("Stavební úřad", OrganisationKind.AUTHORITY, superior_id=region)
    change_organisation(database, chief, office, 1, named)
    assert entry_of(database, chief, office).superior_id == region
    letter = write_letter(database, actor, some_issue(database, actor), office)
    assert letter_card(database, actor, letter).superior_id == region
    version = entry_of(database, chief, office).row_version
    with pytest.raises(InvalidValue, match="above itself"):
        change_organisation(database, chief, office, version, replace(named, superior_id=office))
    with pytest.raises(NotFound):
        change_organisation(database, chief, office, version, replace(named, superior_id=foreign))
    change_organisation(database, chief, office, version, replace(named, superior_id=None))
    assert entry_of(database, chief, office).superior_id is None
