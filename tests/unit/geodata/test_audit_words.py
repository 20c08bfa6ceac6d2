"""What an audit entry says is taken apart and put together again; a text nobody spoke of counts as words."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geodata.audit_words import CODES, Word, all_fit, apart, together
from geodata.model.sites import SiteKind
from geodata.storable import as_json, storable_document

TEXTS = st.text(max_size=20)
NAMES = st.text(min_size=1, max_size=8).map(lambda name: f"{name}x")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(NAMES, parts, max_size=3),
    max_leaves=12,
)
DETAILS = st.dictionaries(NAMES, VALUES, max_size=4)


def put_together(detail: dict[str, Any], words: list[Word]) -> dict[str, Any]:
    return together(detail, {word.path: json.loads(word.text) for word in words})


@given(DETAILS)
def test_a_detail_is_the_same_when_its_words_are_with_it_again(detail: dict[str, Any]) -> None:
    kept, words = apart(detail)
    assert put_together(kept, words) == storable_document(detail)
    assert all_fit(kept, words)


@given(DETAILS)
def test_no_text_stays_in_what_the_chain_keeps(detail: dict[str, Any]) -> None:
    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for part in value.values() for text in texts(part)]
        if isinstance(value, list):
            return [text for part in value for text in texts(part)]
        return [value] if isinstance(value, str) and value else []

    kept, words = apart(detail)
    digests = {word.digest for word in words}
    assert set(texts(kept)) <= digests


def test_codes_numbers_and_days_stay_and_where_something_lies_does_not() -> None:
    kept, words = apart(
        {"kind": SiteKind.HOSTEL, "to": SiteKind.OTHER, "load": 7, "format": "csv", "longitude": 14.05, "name": "Lípa"}
    )
    assert {name: kept[name] for name in ("kind", "to", "load", "format")} == {
        "kind": "hostel",
        "to": "other",
        "load": 7,
        "format": "csv",
    }
    assert sorted((word.path, word.text) for word in words) == [("/longitude", "14.05"), ("/name", '"Lípa"')]


def test_the_same_words_never_look_the_same() -> None:
    (first,), (second,) = apart({"name": "Lípa"})[1], apart({"name": "Lípa"})[1]
    assert first.digest != second.digest


@given(TEXTS, TEXTS)
def test_another_word_does_not_fit(before: str, after: str) -> None:
    kept, words = apart({"name": f"a{before}"})
    (word,) = words
    changed = Word(word.path, as_json(f"a{after}"), word.salt)
    assert all_fit(kept, [changed]) == (storable_document(before) == storable_document(after))


def test_an_erased_word_is_none_and_no_fault() -> None:
    kept, words = apart({"before": {"name": "Lípa"}, "after": {"name": "Dub"}})
    left = [word for word in words if word.path != "/before/name"]
    assert put_together(kept, left) == {"before": {"name": None}, "after": {"name": "Dub"}}
    assert all_fit(kept, left)


def test_a_word_that_nobody_wrote_does_not_fit() -> None:
    kept, words = apart({"name": "Lípa"})
    assert not all_fit(kept, [*words, Word("/note", '"Vymyšleno"', "00")])


def test_no_field_of_codes_is_one_that_people_fill_in() -> None:
    assert not CODES & {"name", "address", "title", "note", "text", "description", "reason", "file", "source", "place"}
