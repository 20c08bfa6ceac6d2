"""Signing in with a password: one answer and one time for whatever is wrong, and a wait that grows alike for all."""

from __future__ import annotations

import json
import statistics
import time
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.people import Actor, Role
from geodata.services import passwords
from geodata.services import sign_in as signing_in
from geodata.services.sessions import signed_in
from geodata.services.sign_in import (
    FORGOTTEN_AFTER,
    FREE_FAILURES,
    LONGEST_WAIT,
    SignInBlocked,
    SignInRefused,
    sign_in,
    wait_after,
)
from geodata.tables import Account, Audit, AuditWords, SignInFailure
from tests.people import HERE, PASSWORD, hash_quickly, person, set_account
from tests.small_city import worker_of

AT_ONCE = 32
# Between the medians of two kinds of refusal. Hashing alone takes tens of milliseconds, so that an answer without it
# would be several times faster; two busy cores stay within.
ALIKE = 1.8


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_quickly(monkeypatch)


@pytest.fixture
def jana(database: Database, actor: Actor) -> Actor:
    return person(database, actor, "jana.nova")


def refusal(database: Database, login: str, password: str) -> SignInRefused | SignInBlocked:
    """What somebody is told who does not come in."""
    try:
        sign_in(database, login, password, HERE)
    except (SignInRefused, SignInBlocked) as refused:
        return refused
    pytest.fail("somebody came in")


def slip(database: Database, login: str, times: int = 1) -> None:
    for _ in range(times):
        assert isinstance(refusal(database, login, "něco docela jiného"), SignInRefused)


def waits(database: Database, login: str, number: int) -> list[int]:
    """Seconds of the first waits of a name whose owner tries again as soon as they may."""
    slip(database, login, FREE_FAILURES)
    told, moment = [], clock.now()
    for _ in range(number):
        with clock.standing_at(moment):
            slip(database, login)
            blocked = refusal(database, login, PASSWORD)
            assert isinstance(blocked, SignInBlocked)
            told.append(int(str(blocked.message.parameters["count"])))
        moment += timedelta(seconds=told[-1])
    return told


def test_the_right_password_opens_a_session_of_the_account(database: Database, jana: Actor) -> None:
    who = signed_in(database, sign_in(database, "jana.nova", PASSWORD, HERE))
    assert who is not None
    assert who.actor == jana


@pytest.mark.parametrize("written", [" jana.nova ", "Jana.Nova", "JANA.NOVA", "ｊana.nova"])
def test_a_sign_in_name_is_known_however_it_is_written(database: Database, jana: Actor, written: str) -> None:
    assert signed_in(database, sign_in(database, written, PASSWORD, HERE)) is not None


def test_a_password_is_the_same_however_a_keyboard_makes_its_letters(database: Database, jana: Actor) -> None:
    assert signed_in(database, sign_in(database, "jana.nova", unicodedata.normalize("NFD", PASSWORD), HERE)) is not None


def test_whatever_is_wrong_the_answer_is_the_same(database: Database, actor: Actor, jana: Actor) -> None:
    disabled, erased = person(database, actor, "byvaly"), person(database, actor, "vymazany")
    set_account(database, disabled.account_id, disabled=True)
    set_account(database, erased.account_id, erased_at=clock.now())
    worker_of(database, actor, None, Role.TERRAIN, login="pozvany")
    told = {
        (type(refused), str(refused.message))
        for login, password in [
            ("jana.nova", "jiné dlouhé heslo"),
            ("jana.nova", ""),
            ("jana.nova", PASSWORD.upper()),
            ("jana.nova", f"{PASSWORD} "),
            ("nikdo", PASSWORD),
            ("", PASSWORD),
            ("byvaly", PASSWORD),
            ("vymazany", PASSWORD),
            ("pozvany", ""),
            ("pozvany", "nobody has this password"),
            ("local", ""),
            ("x" * 5_000, "y" * 5_000),
        ]
        if (refused := refusal(database, login, password))
    }
    assert told == {(SignInRefused, str(SignInRefused().message))}


def test_the_wait_grows_the_same_for_a_known_and_an_unknown_name(database: Database, jana: Actor) -> None:
    known, unknown = waits(database, "jana.nova", 9), waits(database, "nikdo", 9)
    assert known == unknown
    whole = [int(wait_after(FREE_FAILURES + number).total_seconds()) + 1 for number in range(1, 10)]
    assert known == whole
    assert known[:3] == [16, 31, 61]
    assert known[-1] == LONGEST_WAIT.total_seconds() + 1


def test_who_waits_is_not_let_in_by_the_right_password_and_afterwards_is(database: Database, jana: Actor) -> None:
    slip(database, "jana.nova", FREE_FAILURES + 1)
    assert isinstance(refusal(database, "jana.nova", PASSWORD), SignInBlocked)
    with clock.standing_at(clock.now() + wait_after(FREE_FAILURES + 1) + timedelta(seconds=1)):
        assert sign_in(database, "jana.nova", PASSWORD, HERE)
        slip(database, "jana.nova", FREE_FAILURES)  # the success has forgotten the slips before it


def test_asking_while_one_waits_makes_the_wait_no_longer(database: Database, jana: Actor) -> None:
    slip(database, "jana.nova", FREE_FAILURES + 1)
    for _ in range(5):
        refusal(database, "jana.nova", PASSWORD)
    blocked = refusal(database, "jana.nova", PASSWORD)
    assert int(str(blocked.message.parameters["count"])) <= wait_after(FREE_FAILURES + 1).total_seconds() + 1


@pytest.mark.parametrize("unseen", ["\x00", "\x00\x00", "\ud800", " ", "\u3000"])
def test_what_the_database_leaves_out_of_a_name_is_no_way_around_the_wait(
    database: Database, jana: Actor, unseen: str
) -> None:
    slip(database, f"jana.nova{unseen}", FREE_FAILURES + 1)
    for login in ("jana.nova", f"jana{unseen}.nova".strip(), f"{unseen}jana.nova", f"jana.nova{unseen * 3}"):
        if signing_in.login_of(login) == "jana.nova":
            assert isinstance(refusal(database, login, PASSWORD), SignInBlocked)


def test_slips_are_forgotten_after_a_quiet_day(database: Database, jana: Actor) -> None:
    slip(database, "jana.nova", FREE_FAILURES)
    with clock.standing_at(clock.now() + FORGOTTEN_AFTER + timedelta(minutes=1)):
        slip(database, "jana.nova", FREE_FAILURES)


def test_one_name_that_waits_keeps_nobody_else_out(database: Database, actor: Actor, jana: Actor) -> None:
    person(database, actor, "petr")
    slip(database, "jana.nova", FREE_FAILURES + 1)
    assert sign_in(database, "petr", PASSWORD, HERE)


@pytest.mark.parametrize("login", ["jana.nova", "nikdo"])
def test_many_attempts_at_once_are_many(database: Database, jana: Actor, login: str) -> None:
    together = Barrier(AT_ONCE)

    def guess(number: int) -> type[Exception]:
        together.wait()
        return type(refusal(database, login, f"pokus číslo {number}"))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        told = Counter(threads.map(guess, range(AT_ONCE)))
    # Only so many passwords were looked at as one after the other would have been.
    assert told == {SignInRefused: FREE_FAILURES + 1, SignInBlocked: AT_ONCE - FREE_FAILURES - 1}


def test_a_refusal_takes_as_long_for_an_unknown_name_as_for_a_known_one(
    database: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # hashing at its full price
    person(database, actor, "jana.nova")
    monkeypatch.setattr(signing_in, "FREE_FAILURES", 1_000)
    disabled = person(database, actor, "byvaly")
    set_account(database, disabled.account_id, disabled=True)
    worker_of(database, actor, None, Role.TERRAIN, login="pozvany")
    took: dict[str, list[float]] = {login: [] for login in ("jana.nova", "nikdo", "byvaly", "pozvany")}
    for _ in range(5):
        for login, times in took.items():
            begun = time.perf_counter()
            refusal(database, login, "jiné dlouhé heslo" if login != "byvaly" else PASSWORD)
            times.append(time.perf_counter() - begun)
    medians = {login: statistics.median(times) for login, times in took.items()}
    assert max(medians.values()) < ALIKE * min(medians.values()), medians


def test_neither_a_name_nor_a_password_of_a_stranger_is_kept(database: Database, actor: Actor) -> None:
    secret = "tajné heslo v jiném poli"
    refusal(database, secret, "druhé tajné heslo")
    with database.read() as session:
        audits = [json.dumps([entry.detail, entry.where]) for entry in session.scalars(select(Audit))]
        words = list(session.scalars(select(AuditWords.text)))
        failures = list(session.scalars(select(SignInFailure.login_hash)))
    assert len(failures) == 1
    assert not [kept for kept in (*audits, *words, *failures) if "tajné" in kept or "tajn\\u00e9" in kept]


def test_a_refusal_is_noted_with_its_account_and_from_where(database: Database, jana: Actor) -> None:
    slip(database, "jana.nova")
    with database.read() as session:
        entry = session.scalars(select(Audit).where(Audit.action == "refuse_sign_in")).one()
    assert (entry.subject_id, entry.where) == (jana.account_id, "web 192.0.2.7")
    assert entry.municipality_id == jana.municipality_id


def test_a_password_hashed_with_older_parameters_is_hashed_anew(database: Database, jana: Actor) -> None:
    set_account(database, jana.account_id, password_hash=PasswordHasher(time_cost=1, memory_cost=8_192).hash(PASSWORD))
    sign_in(database, "jana.nova", PASSWORD, HERE)
    with database.read() as session:
        stored = session.get_one(Account, jana.account_id).password_hash or ""
    assert stored.startswith("$argon2id$")
    assert not passwords.is_outdated(stored)
    assert passwords.fits(PASSWORD, stored)


def test_a_stored_password_that_is_none_lets_nobody_in(database: Database, jana: Actor) -> None:
    for stored in ("", "x", "$argon2id$v=19$m=8,t=1,p=1$$", "heslo bez otisku"):
        set_account(database, jana.account_id, password_hash=stored)
        assert isinstance(refusal(database, "jana.nova", stored), SignInRefused)


@pytest.mark.parametrize(
    "password", ["", "krátké heslo"[:11], "a" * 40, "abababababab", "jana.nova a něco", "JANA.NOVA123456", "á" * 300]
)
def test_a_password_that_is_easily_guessed_or_endless_is_refused(password: str) -> None:
    with pytest.raises(InvalidValue):
        passwords.require_good(password, "jana.nova")


@pytest.mark.parametrize("login", ["jana.nova", "k", "an"])
def test_a_few_words_are_a_good_password_whatever_the_sign_in_name(login: str) -> None:
    passwords.require_good("kolo and kbelík pod lavicí", login)
    passwords.require_good("kolo and kbelík pod lavicí " * 9, login)


def test_a_moment_is_no_excuse(database: Database, jana: Actor) -> None:
    """A session begun while the clock stands elsewhere is still one of twelve hours."""
    moment: datetime = clock.now() - timedelta(hours=13)
    with clock.standing_at(moment):
        token = sign_in(database, "jana.nova", PASSWORD, HERE)
        assert signed_in(database, token) is not None
    assert signed_in(database, token) is None
