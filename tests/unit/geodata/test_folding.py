"""Text as people search for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.folding import folded

CZECH = "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        (None, ""),
        ("", ""),
        ("   ", ""),
        ("Předlice,  Řehoř", "predlice, rehor"),
        ("ÚSTÍ NAD LABEM", "usti nad labem"),
        ("Za\u00a0tratí\n12/5a", "za trati 12/5a"),
        ("Str\u030cekov", "strekov"),  # the caron as a letter of its own
        ("Müller & Söhne, Straße", "muller & sohne, strasse"),
        ("Łódź", "łodz"),
    ],
)
def test_text_is_folded(written: str | None, searched: str) -> None:
    assert folded(written) == searched


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)
    assert folded(once) == once


@given(st.text(alphabet=CZECH + "abcXYZ 12/-"))
def test_czech_text_is_plain_ascii_afterwards(text: str) -> None:
    assert folded(text).isascii()


@given(st.text(alphabet=CZECH + "ab "), st.text(alphabet=CZECH + "ab "))
def test_who_writes_without_diacritics_or_in_capitals_finds_the_same(first: str, second: str) -> None:
    assert folded(f"{first} {second}".upper()) == folded(f"{folded(first)} {folded(second)}")


@given(st.text())
def test_no_space_is_doubled_or_left_at_an_end(text: str) -> None:
    words = folded(text)
    assert words == " ".join(words.split())
