"""Names hold nothing unseen, and of two sign-in names that look the same only one can be given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidValue
from geodata.model.names import NAME_AT_MOST, checked_name, is_login, require_login
from geodata.services.sign_in import login_of


@given(st.characters(categories=["Cc", "Cf", "Co", "Cn", "Zl", "Zp"]))
def test_no_control_format_or_unknown_character_stays_in_a_name(unseen: str) -> None:
    try:
        name = checked_name(f"Jana{unseen}Nová")
    except InvalidValue:
        return
    assert unseen.isspace()
    assert name == "Jana Nová"


@pytest.mark.parametrize("unseen", ["\u3164", "\u115f", "\u2800", "\ufe0f", "\u034f", "\U000e0101"])
def test_fillers_and_selectors_are_unseen_too(unseen: str) -> None:
    with pytest.raises(InvalidValue):
        checked_name(f"Jana{unseen}")


@pytest.mark.parametrize(
    "name", ["Jana Nová", "Nguyễn Thị Hạ", "Олена Нова", "O’Brien-Žáková, DiS.", unicodedata.normalize("NFD", "Řehoř")]
)
def test_names_of_all_scripts_are_names(name: str) -> None:
    assert checked_name(f" {name} \n") == name


@pytest.mark.parametrize("name", ["", " \n", "J" * (NAME_AT_MOST + 1)])
def test_no_name_and_an_endless_one_are_refused(name: str) -> None:
    with pytest.raises(InvalidValue):
        checked_name(name)


@pytest.mark.parametrize("written", ["jana.nova", " J.Nova_2 ", "jana@kotva.example", "jana+pokus", "ｊana"])
def test_a_login_is_letters_without_accents_digits_and_some_signs(written: str) -> None:
    require_login(login_of(written))


@pytest.mark.parametrize(
    "written",
    ["", "jana nova", "jana.nová", "j\u0430na", "\u03bfskar", "jana\u200b", "jana\u202e", "-jana", "jana\n", "a" * 201],
)
def test_what_could_look_like_another_login_is_none(written: str) -> None:
    with pytest.raises(InvalidValue):
        require_login(login_of(written) if written != "jana\n" else written)


@given(st.text(min_size=1, max_size=10))
def test_whatever_is_written_a_login_that_is_given_is_plain_ascii(written: str) -> None:
    login = login_of(written)
    if is_login(login):
        assert login.isascii()
        assert login == login.casefold()
        assert login_of(login) == login
