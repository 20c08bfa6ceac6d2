"""One-time links: they open once, for one account, until they are too old; and the first administrator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, LokalityError, NotFound
from geodata.model.people import Actor, LinkPurpose, Role
from geodata.services.accounts import NewAccount, invite, list_accounts
from geodata.services.one_time_links import (
    VALID_FOR,
    LinkSpent,
    PasswordWrong,
    change_password,
    first_admin_link,
    make_link,
    nobody_can_sign_in,
    open_link,
    use_link,
)
from geodata.services.sessions import signed_in, token_hash
from geodata.services.sign_in import FREE_FAILURES, SignInRefused, sign_in
from geodata.tables import Municipality, OneTimeLink, Organisation
from tests.people import HERE, PASSWORD, hash_quickly, person, session_of, set_account

NEW_PASSWORD = "čtyři staré mosty"
A_MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture
def invited(database: Database, actor: Actor) -> str:
    """The secret of an invitation of `jana`, terrain worker."""
    return invite(database, actor, NewAccount("Jana", "Jana z terénu", frozenset({Role.TERRAIN})))


def spent(database: Database, secret: str) -> bool:
    """Whether the link opens no more, and is used no more."""
    try:
        open_link(database, secret)
    except LinkSpent:
        with pytest.raises(LinkSpent):
            use_link(database, secret, NEW_PASSWORD, HERE)
        return True
    return False


def test_an_invitation_leads_to_a_password_and_straight_in(database: Database, invited: str) -> None:
    link = open_link(database, invited)
    assert (link.login, link.name, link.purpose) == ("jana", "Jana z terénu", LinkPurpose.INVITATION)
    assert not spent(database, invited)  # looking uses nothing up
    who = signed_in(database, use_link(database, invited, NEW_PASSWORD, HERE))
    assert who is not None
    assert who.actor.roles == {Role.TERRAIN}
    assert spent(database, invited)
    assert sign_in(database, "jana", NEW_PASSWORD, HERE)


def test_a_reset_ends_the_old_password_its_sessions_and_its_wait(database: Database, actor: Actor) -> None:
    jana = person(database, actor, "jana")
    old = session_of(database, jana)
    for _ in range(FREE_FAILURES + 1):
        with pytest.raises(SignInRefused):
            sign_in(database, "jana", "zapomenuté heslo", HERE)
    secret = make_link(database, actor, jana.account_id)
    assert open_link(database, secret).purpose == LinkPurpose.RESET
    use_link(database, secret, NEW_PASSWORD, HERE)
    assert signed_in(database, old) is None
    assert sign_in(database, "jana", NEW_PASSWORD, HERE)
    with pytest.raises(SignInRefused):
        sign_in(database, "jana", PASSWORD, HERE)


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_a_link_becomes_too_old(database: Database, actor: Actor, invited: str, purpose: LinkPurpose) -> None:
    secret = invited
    if purpose == LinkPurpose.RESET:
        secret = make_link(database, actor, person(database, actor, "petr").account_id)
    with clock.standing_at(clock.now() + VALID_FOR[purpose] - timedelta(minutes=1)):
        assert not spent(database, secret)
    with clock.standing_at(clock.now() + VALID_FOR[purpose] + A_MOMENT):
        assert spent(database, secret)


def test_a_newer_link_voids_the_older_ones_of_its_account_alone(database: Database, actor: Actor, invited: str) -> None:
    other = invite(database, actor, NewAccount("petr", "Petr", frozenset({Role.POLICE})))
    jana = next(row.id for row in list_accounts(database, actor) if row.login == "jana")
    newer = make_link(database, actor, jana)
    assert spent(database, invited)
    assert not spent(database, newer)
    assert not spent(database, other)


@pytest.mark.parametrize("change", ["disabled", "erased_at"])
def test_a_link_of_an_account_that_is_closed_opens_no_more(
    database: Database, actor: Actor, invited: str, change: str
) -> None:
    jana = next(row.id for row in list_accounts(database, actor) if row.login == "jana")
    set_account(database, jana, **{change: True if change == "disabled" else clock.now()})
    assert spent(database, invited)
    with pytest.raises(NotFound):
        make_link(database, actor, jana)


@pytest.mark.parametrize("secret", ["", "x", "\x00", "ž" * 5_000, "../sign-in"])
def test_a_secret_that_nobody_made_opens_nothing(database: Database, invited: str, secret: str) -> None:
    assert spent(database, secret)


def test_the_database_holds_no_secret(database: Database, invited: str) -> None:
    with database.read() as session:
        stored = session.scalars(select(OneTimeLink.token_hash)).one()
    assert stored == token_hash(invited)
    assert spent(database, stored)


@pytest.mark.parametrize("password", ["krátké", "aaaaaaaaaaaaaaaa", "x" * 300, ""])
def test_a_bad_password_is_refused_and_the_link_is_kept(database: Database, invited: str, password: str) -> None:
    with pytest.raises(InvalidValue):
        use_link(database, invited, password, HERE)
    assert not spent(database, invited)


def test_of_two_who_use_a_link_at_once_one_comes_in(database: Database, invited: str) -> None:
    together = Barrier(8)

    def use(number: int) -> str | None:
        together.wait()
        try:
            return use_link(database, invited, f"heslo nejrychlejšího {number}", HERE)
        except LinkSpent:
            return None

    with ThreadPoolExecutor(8) as threads:
        tokens = list(threads.map(use, range(8)))
    (winner,) = [number for number, token in enumerate(tokens) if token is not None]
    assert sign_in(database, "jana", f"heslo nejrychlejšího {winner}", HERE)


def test_who_may_not_administer_makes_no_link(database: Database, actor: Actor) -> None:
    jana = person(database, actor, "jana")
    for role in Role:
        if role != Role.ADMIN:
            with pytest.raises(Forbidden):
                make_link(database, Actor(9, "", actor.municipality_id, None, frozenset({role})), jana.account_id)
    with pytest.raises(NotFound):
        make_link(database, Actor(9, "", actor.municipality_id + 1, None, actor.roles), jana.account_id)


def test_ones_own_password_is_changed_by_who_knows_the_present_one(database: Database, actor: Actor) -> None:
    jana = person(database, actor, "jana")
    refusals: list[tuple[str, str, type[LokalityError]]] = [
        ("jiné dlouhé heslo", NEW_PASSWORD, PasswordWrong),
        ("", NEW_PASSWORD, PasswordWrong),
        (PASSWORD, "krátké", InvalidValue),
    ]
    for present, wanted, refusal in refusals:
        with pytest.raises(refusal):
            change_password(database, jana, present, wanted)
    assert sign_in(database, "jana", PASSWORD, HERE)
    change_password(database, jana, PASSWORD, NEW_PASSWORD)
    assert sign_in(database, "jana", NEW_PASSWORD, HERE)


def test_who_has_a_session_but_not_the_password_may_not_guess_it_without_end(database: Database, actor: Actor) -> None:
    """A machine that was left open is no way to try out passwords of its owner."""
    jana = person(database, actor, "jana")
    refused: list[type[Exception]] = []
    for number in range(FREE_FAILURES + 3):
        with pytest.raises(LokalityError) as told:
            change_password(database, jana, f"pokus číslo {number}", NEW_PASSWORD)
        refused.append(told.type)
    assert PasswordWrong not in refused[FREE_FAILURES + 1 :]


def test_the_first_administrator_begins_with_a_link_and_no_password(database: Database) -> None:
    assert nobody_can_sign_in(database)
    secret = first_admin_link(database)
    assert nobody_can_sign_in(database)
    newer = first_admin_link(database)  # asked again, as at each start until somebody came
    assert spent(database, secret)
    who = signed_in(database, use_link(database, newer, NEW_PASSWORD, HERE))
    assert who is not None
    assert who.actor.roles == {Role.ADMIN}
    assert not nobody_can_sign_in(database)


def test_the_link_of_the_first_administrator_opens_nobody_elses_account(database: Database, actor: Actor) -> None:
    person(database, actor, "jana", Role.COORDINATOR)
    gone = person(database, actor, "byvaly", Role.ADMIN)
    set_account(database, gone.account_id, disabled=True)
    for login in ("jana", "byvaly"):
        with pytest.raises(NotFound):
            first_admin_link(database, login)


@pytest.mark.parametrize(
    "password",
    ["heslo1234567", "Praha2026!!!", "sparta123456", "qwertzuiop12", "JanaZTerenu2026", "{city}2026", "{team}12345"],
)
def test_what_whoever_knows_the_person_guesses_is_no_password(database: Database, actor: Actor, password: str) -> None:
    with database.read() as session:
        city = session.get_one(Municipality, actor.municipality_id).name
        team = session.get_one(Organisation, actor.organisation_id).name
    wanted = password.format(city=city, team=team)
    new = NewAccount("jana", "Jana z terénu", frozenset({Role.TERRAIN}), actor.organisation_id)
    for secret in (invite(database, actor, new), first_admin_link(database, "jana.z.terenu")):
        with pytest.raises(InvalidValue, match="easily guessed"):
            use_link(database, secret, wanted, HERE)
        assert not spent(database, secret)
    member = person(database, actor, "jana.terenu", organisation_id=actor.organisation_id)
    set_account(database, member.account_id, name="Jana z terénu")
    with pytest.raises(InvalidValue, match="easily guessed"):
        change_password(database, member, PASSWORD, wanted)
    assert sign_in(database, "jana.terenu", PASSWORD, HERE)
