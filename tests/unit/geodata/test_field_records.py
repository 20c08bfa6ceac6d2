"""A record of the field app is read strictly, and its day is that of a clock that is right."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.clock import PRAGUE
from geodata.errors import InvalidValue
from geodata.model.field_records import (
    CLOCK_MAY_DIFFER,
    FieldRecord,
    corrected_seen_at,
    day_in_city,
    read_record,
    told_number,
)

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
CLIENT_ID = "7f0e4d5c-0000-4000-8000-000000000001"
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


def said(**changes: Any) -> dict[str, Any]:
    """A new place as the phone sends it."""
    return {
        "client_id": CLIENT_ID, "kind": "illegal_dump", "longitude": 14.05, "latitude": 50.66, "accuracy_m": 8.0,
        "position_from": "gps", "seen_at": "2026-11-28T09:00:00+01:00", "sent_at": "2026-11-28T11:00:00+01:00",
        **changes,
    }  # fmt: skip


def test_a_record_is_read_as_it_was_sent() -> None:
    record = read_record(said(note="Matrace", issue={"title": "Odvézt", "body_id": 2}))
    assert (record.longitude, record.accuracy_m, record.note, record.is_new_place) == (14.05, 8.0, "Matrace", True)
    assert record.issue is not None
    assert (record.issue.title, record.issue.body_id) == ("Odvézt", 2)


def test_only_a_measured_position_has_an_accuracy() -> None:
    assert read_record(said(position_from="map")).accuracy_m is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "1"}, {"client_id": CLIENT_ID.upper()}, {"site_id": True}, {"site_id": 2**64}, {"kind": "castle"},
        {"kind": None}, {"longitude": "14"}, {"longitude": None}, {"latitude": float("nan")}, {"accuracy_m": -1},
        {"seen_at": "2026-11-28"}, {"seen_at": "2026-11-28T09:00:00"}, {"sent_at": None}, {"note": 7},
        {"details": [1]}, {"details": {"waste": {}}}, {"issue": "yes"}, {"issue": {"title": 3}},
        {"position_from": "stars"}, {"site_id": 1, "site_client_id": CLIENT_ID},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        read_record(said(**wrong))


@given(st.dictionaries(st.sampled_from(sorted(FieldRecord.__dataclass_fields__)), JSON), JSON)
def test_whatever_is_sent_is_a_record_or_refused(changes: dict[str, Any], other: Any) -> None:
    for sent in (said(**changes), other):
        with suppress(InvalidValue):  # any other error fails
            assert read_record(sent).client_id


@given(MOMENTS, MOMENTS, MOMENTS)
def test_the_day_is_never_in_the_future(seen: datetime, sent: datetime, now: datetime) -> None:
    corrected, is_wrong = corrected_seen_at(seen, sent, now)
    assert day_in_city(corrected) <= now.astimezone(PRAGUE).date()
    assert is_wrong == (abs(now - sent) > CLOCK_MAY_DIFFER)


@given(
    MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)), st.timedeltas(timedelta(days=-400), timedelta(days=400))
)
def test_a_wrong_clock_changes_nothing_of_when_it_was_seen(now: datetime, ago: timedelta, wrong: timedelta) -> None:
    seen, _is_wrong = corrected_seen_at(now - ago + wrong, now + wrong, now)
    assert abs(seen - (now - ago)) <= CLOCK_MAY_DIFFER


def test_half_an_hour_past_midnight_in_prague_is_the_new_day() -> None:
    assert day_in_city(datetime(2026, 11, 27, 23, 30, tzinfo=UTC)).isoformat() == "2026-11-28"


@pytest.mark.parametrize("wrong", ["nan", "inf", "1e999", "x", ""])
def test_a_number_in_an_address_is_a_number(wrong: str) -> None:
    assert told_number("14.05", "longitude") == 14.05
    with pytest.raises(InvalidValue):
        told_number(wrong, "longitude")
