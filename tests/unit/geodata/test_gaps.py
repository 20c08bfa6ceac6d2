"""What a letter still leaves to be filled in is found, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from geodata.model.gaps import gaps_in
from geodata.model.letter_templates import LETTER_TEMPLATES, UNKNOWN


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Žadatel: spolek, IČO ……, sídlo …….", ("Žadatel: spolek, IČO ……", "sídlo ……")),
        ("Dne (kterého dne) jsme psali.", ("Dne (kterého dne)",)),
        ("První řádek\nSpis ....", ("Spis ....",)),
        ("Podpis ____", ("Podpis ____",)),
    ],
)
def test_a_gap_is_named_with_the_words_before_it(text: str, found: tuple[str, ...]) -> None:
    assert gaps_in(text) == found


@pytest.mark.parametrize(
    "text", ["Úřad (č. j. MU-1/2026) mlčí…", "Čekáme... a zase čekáme.", "Vlastník (který odmítl vstup) nepřišel.", ""]
)
def test_brackets_and_dots_of_a_sentence_are_no_gaps(text: str) -> None:
    assert gaps_in(text) == ()


def test_what_a_template_does_not_know_is_found_as_a_gap() -> None:
    with_gaps = [one for one in LETTER_TEMPLATES if UNKNOWN in one.text]
    assert with_gaps
    assert all(gaps_in(one.text) for one in with_gaps)
