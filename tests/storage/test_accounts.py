"""Accounts of a city: nobody locks out the last administrator, nobody reaches into another city or the demo's door."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import update

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, LokalityError, NotFound, StaleEdit
from geodata.model.people import Actor, OrganisationKind, Role, SignInWay
from geodata.services.accounts import (
    AccountChange,
    AccountRow,
    NewAccount,
    change_account,
    invite,
    list_accounts,
)
from geodata.services.demo_accounts import demo_choices, is_demo, sign_in_to_demo
from geodata.services.one_time_links import first_admin_link
from geodata.services.organisations import add_organisation, list_organisations
from geodata.services.sessions import list_sessions, signed_in
from geodata.services.sign_in import sign_in
from geodata.tables import Account, Municipality, Organisation
from tests.people import HERE, PASSWORD, hash_quickly, person, session_of, set_account


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture
def chief(database: Database, actor: Actor) -> Actor:
    return person(database, actor, "spravce", Role.ADMIN)


def row_of(database: Database, actor: Actor, account_id: int) -> AccountRow:
    return next(row for row in list_accounts(database, actor) if row.id == account_id)


def change(
    database: Database, by: Actor, account_id: int, *roles: Role, disabled: bool = False, version: int | None = None
) -> None:
    row = row_of(database, by, account_id)
    wanted = AccountChange(row.name, frozenset(roles or row.roles), row.organisation_id, disabled)
    change_account(database, by, account_id, row.row_version if version is None else version, wanted)


def other_city(database: Database, actor: Actor) -> Actor:
    """An administrator of a second city in the same database."""
    with database.write(actor) as work:
        city = Municipality(code="888888", name="Jinde", fictional=True)
        work.session.add(city)
        work.session.flush()
        work.commit()
    return person(database, replace(actor, municipality_id=city.id), "spravce-jinde", Role.ADMIN)


@pytest.mark.parametrize(
    "lock_out",
    [
        lambda database, chief: change(database, chief, chief.account_id, Role.COORDINATOR),
        lambda database, chief: change(database, chief, chief.account_id, disabled=True),
    ],
    ids=["without the role", "disabled"],
)
def test_the_last_administrator_can_be_neither_demoted_nor_disabled(
    database: Database, actor: Actor, chief: Actor, lock_out: Callable[[Database, Actor], None]
) -> None:
    gone = person(database, actor, "byvaly", Role.ADMIN)
    set_account(database, gone.account_id, disabled=True)
    other_city(database, actor)
    with pytest.raises(InvalidValue, match="last administrator"):
        lock_out(database, chief)
    assert row_of(database, chief, chief.account_id).roles == {Role.ADMIN}
    person(database, actor, "zastupce", Role.ADMIN)
    lock_out(database, chief)


def test_two_administrators_who_demote_each_other_at_once_do_not_both_succeed(
    database: Database, actor: Actor, chief: Actor
) -> None:
    deputy = person(database, actor, "zastupce", Role.ADMIN)
    for _ in range(5):
        together = Barrier(2)

        def demote(by: Actor, whom: Actor, together: Barrier = together) -> bool:
            row = row_of(database, by, whom.account_id)
            together.wait()
            try:
                wanted = AccountChange(row.name, frozenset({Role.COORDINATOR}), None, False)
                change_account(database, by, whom.account_id, row.row_version, wanted)
            except LokalityError:
                return False
            return True

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(demote, (chief, deputy), (deputy, chief)))
        left = [row.login for row in list_accounts(database, actor) if Role.ADMIN in row.roles]
        assert left
        for somebody in (chief, deputy):
            set_account(database, somebody.account_id, roles=[Role.ADMIN.value])


def test_a_stale_edit_of_an_account_changes_nothing(database: Database, actor: Actor, chief: Actor) -> None:
    jana = person(database, actor, "jana")
    seen = row_of(database, chief, jana.account_id).row_version
    change(database, chief, jana.account_id, Role.POLICE)
    with pytest.raises(StaleEdit):
        change(database, chief, jana.account_id, Role.COORDINATOR, version=seen)
    assert row_of(database, chief, jana.account_id).roles == {Role.POLICE}


@pytest.mark.parametrize("login", ["jana.nova", " JANA.NOVA ", "Ｊana.nova", "jana.nova\x00", "spravce-jinde"])
def test_a_sign_in_name_is_given_once_in_all_cities(database: Database, actor: Actor, chief: Actor, login: str) -> None:
    other_city(database, actor)
    invite(database, chief, NewAccount("jana.nova", "Jana Nová", frozenset({Role.TERRAIN})))
    with pytest.raises(InvalidValue):
        invite(database, chief, NewAccount(login, "Někdo jiný", frozenset({Role.TERRAIN})))


@pytest.mark.parametrize(
    "new",
    [
        NewAccount("", "Jana", frozenset({Role.TERRAIN})),
        NewAccount("jana nová", "Jana", frozenset({Role.TERRAIN})),
        NewAccount("x" * 201, "Jana", frozenset({Role.TERRAIN})),
        NewAccount("jana.nová", "Jana", frozenset({Role.TERRAIN})),
        NewAccount("j\u0430na", "Jana", frozenset({Role.TERRAIN})),  # the second letter is Cyrillic
        NewAccount("jana\u200bnova", "Jana", frozenset({Role.TERRAIN})),
        NewAccount("jana", "Jana\u202eávoN", frozenset({Role.TERRAIN})),
        NewAccount("jana", "Jana\u200b", frozenset({Role.TERRAIN})),
        NewAccount("jana", " ", frozenset({Role.TERRAIN})),
        NewAccount("jana", "J" * 201, frozenset({Role.TERRAIN})),
        NewAccount("jana", "Jana", frozenset()),
        NewAccount("jana", "Jana", frozenset({Role.PUBLIC})),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused_with_what_to_do(
    database: Database, chief: Actor, new: NewAccount
) -> None:
    with pytest.raises(InvalidValue):
        invite(database, chief, new)
    assert [row.login for row in list_accounts(database, chief)] == ["spravce"]


def test_accounts_of_another_city_are_not_there(database: Database, actor: Actor, chief: Actor) -> None:
    theirs = other_city(database, actor)
    their_organisation = add_organisation(database, theirs, "Jejich spolek", OrganisationKind.NGO)
    assert [row.login for row in list_accounts(database, chief)] == ["spravce"]
    with pytest.raises(NotFound):
        change_account(database, chief, theirs.account_id, 1, AccountChange("x", theirs.roles, None, True))
    with pytest.raises(NotFound):
        invite(database, chief, NewAccount("petr", "Petr", frozenset({Role.PARTNER}), their_organisation))
    version = row_of(database, chief, chief.account_id).row_version
    wanted = AccountChange("x", chief.roles, their_organisation, False)
    with pytest.raises(NotFound):
        change_account(database, chief, chief.account_id, version, wanted)
    assert list_sessions(database, replace(theirs, account_id=chief.account_id)) == []


def test_an_erased_account_is_not_there(database: Database, actor: Actor, chief: Actor) -> None:
    jana = person(database, actor, "jana")
    set_account(database, jana.account_id, erased_at=clock.now())
    assert [row.login for row in list_accounts(database, chief)] == ["spravce"]
    with pytest.raises(NotFound):
        change_account(database, chief, jana.account_id, 1, AccountChange("x", jana.roles, None, False))


def test_only_an_administrator_sees_and_makes_accounts(database: Database, actor: Actor) -> None:
    for role in Role:
        somebody = replace(actor, roles=frozenset({role}))
        if role != Role.ADMIN:
            with pytest.raises(Forbidden):
                list_accounts(database, somebody)
            with pytest.raises(Forbidden):
                invite(database, somebody, NewAccount("x", "X", frozenset({Role.ADMIN})))


def test_the_demo_city_lets_in_one_of_each_role_and_nobody_else(database: Database, actor: Actor) -> None:
    first, second = person(database, actor, "teren-1", Role.TERRAIN), person(database, actor, "teren-2", Role.TERRAIN)
    both = person(database, actor, "dve-role", Role.TERRAIN, Role.COMMISSION)
    gone = person(database, actor, "byvaly", Role.PARTNER)
    set_account(database, gone.account_id, disabled=True)
    chosen = {choice.role: choice.account_id for choice in demo_choices(database)}
    assert chosen[Role.TERRAIN] == first.account_id
    assert chosen[Role.COMMISSION] == both.account_id
    assert Role.PARTNER not in chosen
    who = signed_in(database, sign_in_to_demo(database, first.account_id, HERE))
    assert who is not None
    assert who.actor == first
    assert [row.way for row in list_sessions(database, first)] == [SignInWay.DEMO]
    for account_id in (second.account_id, gone.account_id, 0, -1, 10**9):
        with pytest.raises(NotFound):
            sign_in_to_demo(database, account_id, HERE)


@pytest.mark.parametrize("cities", ["one real", "one of two real"])
def test_where_a_city_is_real_no_stranger_walks_in(database: Database, actor: Actor, cities: str) -> None:
    jana = person(database, actor, "jana")
    assert is_demo(database)
    if cities == "one of two real":
        other_city(database, actor)
    with database.engine.begin() as connection:
        connection.execute(update(Municipality).where(Municipality.code == "999999").values(fictional=False))
    assert not is_demo(database)
    assert demo_choices(database) == []
    with pytest.raises(NotFound):
        sign_in_to_demo(database, jana.account_id, HERE)


def test_moving_somebody_to_another_organisation_is_seen_at_once(
    database: Database, actor: Actor, chief: Actor
) -> None:
    with database.read() as session:
        office = session.query(Organisation.id).scalar()
    jana = person(database, actor, "jana")
    token = session_of(database, jana)
    row = row_of(database, chief, jana.account_id)
    change_account(database, chief, jana.account_id, row.row_version, AccountChange(row.name, row.roles, office, False))
    who = signed_in(database, token)
    assert who is not None
    assert who.actor.organisation_id == office
    with database.read() as session:
        assert session.get_one(Account, jana.account_id).organisation_id == office


def test_what_nobody_sees_gets_into_no_name_of_a_person_or_an_organisation(
    database: Database, actor: Actor, chief: Actor
) -> None:
    jana = person(database, actor, "jana")
    row = row_of(database, chief, jana.account_id)
    for unseen in ("\u202e", "\u200b", "\x07", "\u3164"):
        name = f"Spolek{unseen} pro město"
        wanted = AccountChange(name, row.roles, None, False)
        with pytest.raises(InvalidValue):
            change_account(database, chief, row.id, row.row_version, wanted)
        with pytest.raises(InvalidValue):
            add_organisation(database, chief, name, OrganisationKind.NGO)
        with pytest.raises(InvalidValue):
            add_organisation(database, chief, "Spolek", OrganisationKind.NGO, short_name=name)
        with pytest.raises(InvalidValue):
            first_admin_link(database, "nova", name)
    assert row_of(database, chief, row.id).name == row.name
    add_organisation(database, chief, "Spolek\n pro\u00a0město", OrganisationKind.NGO)
    assert "Spolek pro město" in [known.name for known in list_organisations(database, chief)]


def test_a_sign_in_name_from_before_the_rule_still_signs_in(database: Database, actor: Actor) -> None:
    jana = person(database, actor, "jana.nová")
    who = signed_in(database, sign_in(database, "Jana.NOVÁ", PASSWORD, HERE))
    assert who is not None
    assert who.actor.account_id == jana.account_id
    with pytest.raises(InvalidValue):
        first_admin_link(database, "správce")
