"""An address is kept as it stands on an envelope, a data box as its system gives it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidValue
from geodata.model.postal_addresses import (
    ADDRESS_AT_MOST,
    ADDRESS_LINES_AT_MOST,
    PostalAddress,
    checked_postal_address,
)


def test_an_address_keeps_its_lines_without_empty_ones() -> None:
    kept = checked_postal_address(" Radniční  náměstí 1 \n\n\t990 00 Vzorov\n", " ABC2def ")
    assert kept == PostalAddress("Radniční náměstí 1\n990 00 Vzorov", "abc2def")
    assert not kept.is_missing
    assert checked_postal_address(" \n ", " ").is_missing


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("x" * (ADDRESS_AT_MOST + 1), "longer than"),
        ("\n".join("x" * (ADDRESS_LINES_AT_MOST + 1)), "more than 6 lines"),
        ("Radniční\u202e 1", "cannot be seen"),
    ],
)
def test_an_address_that_does_not_do_says_why(lines: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        checked_postal_address(lines, "")


@given(st.text(max_size=9))
def test_a_data_box_is_seven_ascii_letters_and_digits(text: str) -> None:
    wanted = text.strip().lower()
    fits = len(wanted) == 7 and set(wanted) <= set(string.ascii_lowercase + string.digits)
    if fits or not wanted:
        assert checked_postal_address("", text).data_box == wanted
    else:
        with pytest.raises(InvalidValue, match="seven letters and digits"):
            checked_postal_address("", text)


@pytest.mark.parametrize("text", ["abcdef", "abcdefgh", "abc def", "abcdefé", "abcdef٣", "abc2def\nx"])
def test_what_is_no_data_box_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        checked_postal_address("", text)
