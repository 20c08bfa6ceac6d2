"""What goes into a database can be kept by both, and nothing else of it changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model.sites import SiteKind
from geodata.storable import as_json, storable_document, storable_text

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.text())
def test_text_that_can_be_kept_stays_as_it_is(text: str) -> None:
    kept = storable_text(text)
    assert kept == text.replace("\x00", "")
    assert storable_text(kept) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\x00b", "ab"), ("\ud83d", ""), ("Ř\udc00e", "Ře"), ("🏚", "🏚"), ("\\u0000", "\\u0000"), ("", "")],
)
def test_what_no_database_keeps_is_left_out(text: str, kept: str) -> None:
    assert storable_text(text) == kept


@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was_stored(document: Any) -> None:
    stored = storable_document(document)
    assert json.loads(as_json(document)) == stored
    assert storable_document(stored) == stored
    assert "\\u0000" not in json.dumps(stored).replace("\\\\", "")


def test_codes_and_numbers_that_json_does_not_know_become_what_it_knows() -> None:
    assert storable_document({"kind": SiteKind.HOSTEL, "size": float("nan"), "pair": (1, float("inf"))}) == {
        "kind": "hostel", "size": None, "pair": [1, None]
    }  # fmt: skip
