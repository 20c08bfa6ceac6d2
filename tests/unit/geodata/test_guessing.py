"""Passwords: what is guessed first is refused, unconnected words pass, and nothing takes long to judge."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidValue
from geodata.guessing import is_easily_guessed
from geodata.services.passwords import LONGEST, SHORTEST, require_good

CONNECTED = ("jana.nova", "Jana Nová", "Terénní tým Kotva", "Ústí nad Labem")
WORDS = (
    *("lavice", "kbelík", "tramvaj", "okno", "strom", "hrnek", "ponožka", "měsíc", "ježek", "potok", "kostka"),
    *("hřeben", "lampa", "komín", "cibule", "žebřík", "pavouk", "deštník", "zvonek", "most", "vrabec", "kámen"),
    *("polštář", "vlak", "sůl", "jablko", "hodiny", "kapesník", "švestka", "buben", "praha", "heslo", "labem"),
)
# Signs that stand for letters: what the estimate takes longest over.
SIGNS = "4@8({[<36!1|0$5+7%29"
JUDGED_WITHIN = 0.05  # seconds of a processor


@pytest.mark.parametrize(
    "password",
    [
        "heslo1234567",
        "HesloHeslo123",
        "h3slo1234567",
        "ｈｅｓｌｏ1234567",
        "p@ssw0rd12345",
        "p4$$w0rd!1999",
        "Praha2026!!!",
        "sparta123456",
        "spartapraha2024",
        "Slunicko12345",
        "qwertzuiop12",
        "qwertzuiopasdfghjkl",
        "yxcvbnm12345",
        "+ěščřžýáíé=é",
        "1234567890123",
        "Lokality2026!",
        "aaaaaaaaaaaa",
        "abcabacbabcb",
        "UstiNadLabem2026",
        "Ústí nad Labem",
        "jana.nova a něco",
        "NovaJana12345",
        "Kotva-terenni-2026",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(InvalidValue, match="easily guessed"):
        require_good(password, *CONNECTED)


@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=4, unique=True), st.sampled_from([" ", "", "-", "."]))
def test_four_unconnected_words_pass(words: list[str], between: str) -> None:
    plain = [word for word in words if word not in {"praha", "heslo", "labem"}]
    if len(plain) > 1 and len(between.join(words)) >= SHORTEST:
        require_good(between.join(words), *CONNECTED)


@given(st.text(max_size=LONGEST + 10), st.lists(st.text(max_size=30), max_size=4))
def test_whatever_is_typed_is_taken_or_refused_in_a_sentence(password: str, connected: list[str]) -> None:
    try:
        require_good(password, *connected)
    except InvalidValue:
        return
    assert SHORTEST <= len(password) <= LONGEST
    assert len(set(password)) > 1


def test_what_is_known_of_the_person_makes_the_same_password_a_bad_one() -> None:
    assert not is_easily_guessed("BlatenskáKotva7")
    assert is_easily_guessed("BlatenskáKotva7", ["Spolek Blatenská Kotva, z. s."])


@pytest.mark.parametrize(
    "password", [SIGNS * 20, "71" * 128, "0123456789" * 25, "12.11.1985" * 25, "qwertzuiop" * 25, "a1!" * 80, "@" * 256]
)
def test_the_judgement_is_quick_however_it_is_written(password: str) -> None:
    is_easily_guessed("kolo and kbelík")  # the library reads its lists
    took = []
    for _ in range(3):
        began = time.thread_time()
        is_easily_guessed(password[:LONGEST], CONNECTED)
        took.append(time.thread_time() - began)
    assert min(took) < JUDGED_WITHIN


def test_of_many_at_once_each_is_judged_by_what_is_known_of_them_alone() -> None:
    """The library keeps the words of the last question for everybody; l33t letters are found by nothing else."""
    names = [f"Vymyšlenec{letter}" for letter in "abcdefgh"]

    def judged(number: int) -> bool:
        name = names[number % len(names)]
        return is_easily_guessed(f"{name.replace('e', '3')}12", [name])

    alone = [judged(number) for number in range(len(names))]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(judged, range(64))) == alone * 8
    assert all(alone)
