"""What people write never becomes Markdown of ours."""

from __future__ import annotations

import re
from string import punctuation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.text import WORD_JOINER, paragraphs, plain, sentence
from geodata.errors import Message


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


# What GitHub's Markdown takes for a link, and Streamlit for a sign, in text whose escapes are off already.
FOUND_LATER = re.compile(r"https?://|ftp://|www\.|[-.\w+]@|:(?:material_\w+|streamlit):", re.IGNORECASE)
WRITTEN = (
    "http://evil.example/b",
    "HTTPS://EVIL.EXAMPLE",
    "ftp://evil.example",
    "viz (www.evil.example)",
    "WWW.evil.example/x?y=1",
    "wwwwww.evil.example",
    "<http://evil.example>",
    "[zde](http://evil.example)",
    "![](https://evil.example/x.png)",
    "somebody@evil.example",
    "mailto:somebody@evil.example",
    "xmpp:somebody@evil.example/x",
    ":material_home: a :streamlit:",
)


def as_read(text: str) -> str:
    """The text after Markdown took the escapes off."""
    return re.sub(r"\\(.)", r"\1", text)


@pytest.mark.parametrize("written", WRITTEN)
def test_an_address_or_a_sign_is_broken_where_markdown_would_find_it(written: str) -> None:
    shown = as_read(plain(written))
    assert not FOUND_LATER.search(shown)
    assert shown.replace(WORD_JOINER, "") == written


def test_the_values_in_a_message_make_no_link_either() -> None:
    told = sentence(Message("{file} is not a picture.", {"file": "[x](http://evil.example)"}))
    assert told.startswith("\\[x\\]\\(")
    assert not FOUND_LATER.search(as_read(told))


def test_our_own_words_in_a_message_are_left_as_they_are() -> None:
    nested = Message("column {name}", {"name": "a_b"})
    assert sentence(Message("Run `lokality demo`: {where}.", {"where": nested})) == "Run `lokality demo`: column a\\_b."
