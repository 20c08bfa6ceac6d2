"""The facts that each kind of place keeps: what fits is stored, what does not is refused with a sentence."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidValue
from geodata.model.fields import (
    ASKED_AT_A_DESK,
    FIELDS,
    FREE_TEXTS,
    MAXIMUM_TEXT_LENGTH,
    FieldValue,
    KindField,
    checked_details,
)
from geodata.model.sites import SiteKind

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
NAMES = sorted({field.name for fields in FIELDS.values() for field in fields})


def fitting(field: KindField) -> st.SearchStrategy[Any]:
    """Values that fit the field."""
    match field.value:
        case FieldValue.CHOICE:
            return st.sampled_from(field.choices)
        case FieldValue.CHOICES:
            return st.lists(st.sampled_from(field.choices), unique=True)
        case FieldValue.COUNT:
            return st.integers(0, 10**6)
        case FieldValue.NUMBER:
            return st.floats(0, 1e6)
        case FieldValue.DAY:
            return st.dates()
        case FieldValue.TEXT:
            return st.text(max_size=60)


@st.composite
def filled(draw: st.DrawFn) -> tuple[SiteKind, dict[str, Any]]:
    """A kind with some of its facts."""
    kind = draw(st.sampled_from(SiteKind))
    facts = {field.name: draw(st.none() | fitting(field)) for field in FIELDS[kind]}
    return kind, facts


@given(filled())
def test_what_fits_is_kept_and_stays_as_it_is_when_it_comes_back(facts: tuple[SiteKind, dict[str, Any]]) -> None:
    kind, details = facts
    stored = checked_details(kind, details)
    assert set(stored) <= set(details)
    assert checked_details(kind, stored) == stored
    assert json.loads(json.dumps(stored)) == stored


@given(filled())
def test_nothing_empty_is_kept(facts: tuple[SiteKind, dict[str, Any]]) -> None:
    assert all(value not in (None, "", []) for value in checked_details(*facts).values())


@given(st.sampled_from(SiteKind), st.dictionaries(st.sampled_from([*NAMES, "colour"]), ANYTHING, max_size=4))
def test_whatever_comes_it_is_kept_as_json_or_refused_with_a_sentence(kind: SiteKind, details: dict[str, Any]) -> None:
    try:
        stored = checked_details(kind, details)
    except InvalidValue:
        return
    assert json.loads(json.dumps(stored, allow_nan=False)) == stored
    assert checked_details(kind, stored) == stored


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (SiteKind.HAZARDOUS_BUILDING, {"machines": 3}),
        (SiteKind.HAZARDOUS_BUILDING, {"inhabited": "maybe"}),
        (SiteKind.HAZARDOUS_BUILDING, {"storeys": "many"}),
        (SiteKind.HAZARDOUS_BUILDING, {"storeys": 2.5}),
        (SiteKind.HAZARDOUS_BUILDING, {"storeys": -1}),
        (SiteKind.ILLEGAL_DUMP, {"volume_m3": float("nan")}),
        (SiteKind.ILLEGAL_DUMP, {"volume_m3": float("inf")}),
        (SiteKind.ILLEGAL_DUMP, {"waste": ["household", "unknown stuff"]}),
        (SiteKind.ILLEGAL_DUMP, {"waste": 5}),
        (SiteKind.ILLEGAL_DUMP, {"cleaned_on": "yesterday"}),
        (SiteKind.OTHER, {"anything": 1}),
    ],
)
def test_what_does_not_fit_is_refused(kind: SiteKind, details: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        checked_details(kind, details)


def test_values_are_stored_in_one_form() -> None:
    assert checked_details(
        SiteKind.ILLEGAL_DUMP,
        {"volume_m3": "3", "waste": "tyres", "land_owner": "", "cleaned_on": datetime(2026, 2, 1, 14, 30, tzinfo=UTC)},
    ) == {"volume_m3": 3.0, "waste": ["tyres"], "cleaned_on": "2026-02-01"}
    assert checked_details(SiteKind.ILLEGAL_DUMP, {"cleaned_on": date(2026, 2, 1)}) == {"cleaned_on": "2026-02-01"}
    assert checked_details(SiteKind.HOSTEL, {"operator": "  x" * 400})["operator"].startswith("x")
    assert len(checked_details(SiteKind.HOSTEL, {"operator": "x" * 1000})["operator"]) == MAXIMUM_TEXT_LENGTH
    assert checked_details(SiteKind.HOSTEL, None) == {}


def test_no_fact_in_words_is_asked_in_the_street() -> None:
    """Were one: a record of a phone takes it, so `tests/storage/words_of_phones.py` has to search it."""
    assert FREE_TEXTS <= ASKED_AT_A_DESK
