"""Sessions: the row decides, at once; the browser holds a token that nobody finds in the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import MetaData, select

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.policy import Action, can
from geodata.services.accounts import AccountChange, change_account, list_accounts
from geodata.services.audit import check_chain
from geodata.services.one_time_links import change_password
from geodata.services.organisations import add_organisation
from geodata.services.sessions import (
    ABSOLUTE,
    IDLE,
    SignedIn,
    end_session,
    end_sessions,
    end_this_session,
    list_sessions,
    note_use,
    signed_in,
    token_hash,
    view_as,
    view_as_oneself,
)
from geodata.services.sign_in import sign_in
from geodata.tables import Audit
from tests.people import HERE, PASSWORD, hash_quickly, person, session_of, set_account
from tests.small_city import small_city, some_site

A_MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture
def chief(database: Database, actor: Actor) -> Actor:
    """An administrator, beside whom there is another."""
    person(database, actor, "zastupce", Role.ADMIN)
    return person(database, actor, "spravce", Role.ADMIN)


def inside(database: Database, token: str) -> SignedIn:
    """Who stands behind the token; fails the test if it is nobody."""
    who = signed_in(database, token, "192.0.2.7")
    assert who is not None
    return who


def row_version(database: Database, actor: Actor, account_id: int) -> int:
    return next(row.row_version for row in list_accounts(database, actor) if row.id == account_id)


def changed(database: Database, by: Actor, whom: Actor, *roles: Role, disabled: bool = False) -> None:
    change = AccountChange(whom.name, frozenset(roles), whom.organisation_id, disabled)
    change_account(database, by, whom.account_id, row_version(database, by, whom.account_id), change)


def test_a_session_that_rests_for_half_an_hour_has_ended(database: Database, actor: Actor) -> None:
    token, begun = session_of(database, actor), clock.now()
    with clock.standing_at(begun + IDLE - A_MOMENT):
        inside(database, token)
    with clock.standing_at(begun + IDLE + A_MOMENT):
        assert signed_in(database, token) is None
        assert list_sessions(database, actor) == []


def test_a_session_in_use_goes_on_and_ends_after_twelve_hours_all_the_same(database: Database, actor: Actor) -> None:
    token, begun = session_of(database, actor), clock.now()
    for minutes in range(20, 12 * 60, 20):
        with clock.standing_at(begun + timedelta(minutes=minutes)):
            note_use(database, inside(database, token))
    with clock.standing_at(begun + ABSOLUTE - A_MOMENT):
        inside(database, token)
    with clock.standing_at(begun + ABSOLUTE + A_MOMENT):
        assert signed_in(database, token) is None


def test_using_an_ended_session_does_not_bring_it_back(database: Database, actor: Actor) -> None:
    token = session_of(database, actor)
    who = inside(database, token)
    end_this_session(database, token)
    note_use(database, who)
    assert signed_in(database, token) is None


def test_a_token_is_worth_nothing_after_signing_out_and_the_others_stay(database: Database, actor: Actor) -> None:
    mine, other = session_of(database, actor), session_of(database, actor)
    end_this_session(database, mine)
    assert signed_in(database, mine) is None
    inside(database, other)
    end_this_session(database, mine)  # twice is no fault
    end_this_session(database, "no token of ours")


@pytest.mark.parametrize("token", ["", "x", "\x00", "ž" * 10_000, "' OR 1=1 --"])
def test_a_token_that_nobody_was_given_opens_nothing(database: Database, actor: Actor, token: str) -> None:
    session_of(database, actor)
    assert signed_in(database, token) is None


def test_no_table_holds_a_token_or_what_could_be_used_as_one(database: Database, actor: Actor) -> None:
    person(database, actor, "jana")
    token = sign_in(database, "jana", PASSWORD, HERE)
    stored = ""
    metadata = MetaData()
    metadata.reflect(database.engine)
    with database.read() as session:
        for table in metadata.sorted_tables:
            stored += repr(session.execute(table.select()).all())
    assert token not in stored
    assert PASSWORD not in stored
    assert token_hash(token) in stored
    assert signed_in(database, token_hash(token)) is None


def test_one_sees_and_ends_ones_own_sessions_and_nobody_elses(database: Database, actor: Actor) -> None:
    jana, petr = person(database, actor, "jana"), person(database, actor, "petr")
    first, second, foreign = session_of(database, jana), session_of(database, jana), session_of(database, petr)
    assert {row.id for row in list_sessions(database, jana)} == {
        inside(database, token).session_id for token in (first, second)
    }
    end_session(database, jana, inside(database, first).session_id)
    assert signed_in(database, first) is None
    with pytest.raises(NotFound):
        end_session(database, jana, inside(database, foreign).session_id)
    with pytest.raises(NotFound):
        end_session(database, jana, 10**9)
    inside(database, second)
    inside(database, foreign)


def test_signing_out_everywhere_ends_every_session_of_the_account_alone(database: Database, actor: Actor) -> None:
    jana, petr = person(database, actor, "jana"), person(database, actor, "petr")
    tokens, foreign = [session_of(database, jana) for _ in range(3)], session_of(database, petr)
    end_sessions(database, jana, jana.account_id)
    assert [signed_in(database, token) for token in tokens] == [None] * 3
    inside(database, foreign)
    with pytest.raises(Forbidden):
        end_sessions(database, jana, petr.account_id)
    inside(database, foreign)


def test_an_administrator_signs_others_out_in_their_own_city_only(
    database: Database, actor: Actor, chief: Actor
) -> None:
    jana = person(database, actor, "jana")
    token = session_of(database, jana)
    elsewhere = Actor(chief.account_id, chief.name, chief.municipality_id + 1, None, chief.roles)
    with pytest.raises(NotFound):
        end_sessions(database, elsewhere, jana.account_id)
    inside(database, token)
    end_sessions(database, chief, jana.account_id)
    assert signed_in(database, token) is None


@pytest.mark.parametrize("how", ["disabled by an administrator", "disabled past every rule"])
def test_a_disabled_account_is_out_at_once(database: Database, actor: Actor, chief: Actor, how: str) -> None:
    jana = person(database, actor, "jana")
    token = session_of(database, jana)
    if how == "disabled by an administrator":
        changed(database, chief, jana, Role.TERRAIN, disabled=True)
    else:
        set_account(database, jana.account_id, disabled=True)
    assert signed_in(database, token) is None
    if how == "disabled by an administrator":
        set_account(database, jana.account_id, disabled=False)
        assert signed_in(database, token) is None  # what has ended does not begin again


def test_a_role_that_is_taken_away_is_gone_at_once_and_the_open_page_learns_of_it(
    database: Database, actor: Actor, chief: Actor
) -> None:
    jana = person(database, actor, "jana", Role.TERRAIN, Role.OFFICIAL)
    token = session_of(database, jana)
    before = inside(database, token)
    changed(database, chief, jana, Role.COMMISSION)
    after = inside(database, token)
    assert after.actor.roles == {Role.COMMISSION}
    assert after.stamp != before.stamp


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PUBLIC])
def test_who_looks_as_another_role_sees_its_part_and_changes_nothing(
    database: Database, actor: Actor, chief: Actor, role: Role
) -> None:
    token = session_of(database, chief)
    view_as(database, chief, inside(database, token).session_id, role, None)
    seen = inside(database, token).actor
    assert (seen.account_id, seen.roles, seen.organisation_id) == (chief.account_id, frozenset({role}), None)
    assert [action for action in Action if can(seen, action)] == [Action.VIEW]
    writes: list[Callable[[], object]] = [
        lambda: some_site(database, seen, "Nové místo"),
        lambda: add_organisation(database, seen, "Nová", OrganisationKind.NGO),
        lambda: change_password(database, seen, PASSWORD, "jiné dlouhé heslo 4"),
        lambda: end_sessions(database, seen, seen.account_id),
        lambda: end_session(database, seen, inside(database, token).session_id),
        lambda: view_as(database, seen, inside(database, token).session_id, Role.ADMIN, None),
    ]
    for write in writes:
        with pytest.raises(Forbidden):
            write()
    inside(database, token)


def test_looking_as_another_is_noted_and_ends_with_being_oneself(database: Database, chief: Actor) -> None:
    token = session_of(database, chief)
    view_as(database, chief, inside(database, token).session_id, Role.PARTNER, None)
    as_partner = inside(database, token)
    view_as_oneself(database, as_partner)
    assert inside(database, token).actor == chief
    assert inside(database, token).stamp != as_partner.stamp
    with database.read() as session:
        noted = list(session.scalars(select(Audit).where(Audit.action.in_(["view_as", "view_as_oneself"]))))
    assert [(entry.action, entry.account_id) for entry in noted] == [
        ("view_as", chief.account_id),
        ("view_as_oneself", chief.account_id),
    ]
    assert check_chain(database) is None


def test_who_is_no_administrator_any_more_looks_as_nobody_else(database: Database, actor: Actor, chief: Actor) -> None:
    token = session_of(database, chief)
    view_as(database, chief, inside(database, token).session_id, Role.COORDINATOR, None)
    set_account(database, chief.account_id, roles=[Role.COMMISSION.value])
    who = inside(database, token)
    assert (who.actor.roles, who.actor.views_as) == (frozenset({Role.COMMISSION}), False)


def test_only_an_administrator_looks_as_another_and_only_in_their_own_session(
    database: Database, actor: Actor, chief: Actor
) -> None:
    city = small_city(database, actor)
    other = session_of(database, actor)
    own = inside(database, session_of(database, chief)).session_id
    for role in Role:
        if role != Role.ADMIN:
            plain = person(database, actor, f"kdosi-{role}", role)
            with pytest.raises(Forbidden):
                view_as(database, plain, inside(database, session_of(database, plain)).session_id, Role.ADMIN, None)
    with pytest.raises(NotFound):
        view_as(database, chief, inside(database, other).session_id, Role.PARTNER, city.ngo_id)
    with pytest.raises(NotFound):
        view_as(database, chief, own, Role.PARTNER, 10**9)
    with pytest.raises(InvalidValue):
        view_as(database, chief, own, Role.PUBLIC, None)
