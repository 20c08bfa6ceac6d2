"""What people write never becomes Markdown of ours."""

from __future__ import annotations

import re
from string import punctuation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.text import WORD_JOINER, paragraphs, plain


@given(st.text(alphabet=punctuation + "aě 1", max_size=80))
def test_every_sign_that_could_mean_something_is_escaped(text: str) -> None:
    assert not set(re.sub(r"\\.", "", plain(text))) & set(punctuation)


@given(st.text(alphabet=punctuation + "aě1", max_size=80))
def test_taking_the_escapes_off_gives_the_text_back(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", plain(text)).replace(WORD_JOINER, "") == text


def test_line_breaks_stay_and_nothing_is_nothing() -> None:
    assert paragraphs("Sklep\n\nzatopen.") == "Sklep  \n\u00a0  \nzatopen\\."
    assert paragraphs(None) == plain(None) == ""


def test_a_name_stays_on_one_line() -> None:
    assert plain("Školní\n  12") == "Školní 12"


ADDRESSES = [
    "http://evil.example/b",
    "HTTPS://evil.example",
    "ftp://evil.example",
    "www.evil.example",
    "somebody@evil.example",
    "xmpp:somebody@evil.example",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_or_a_sign_is_broken_where_markdown_would_find_it(address: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", plain(f"viz {address} vedle"))
    assert address not in shown
    assert address in shown.replace(WORD_JOINER, "")
