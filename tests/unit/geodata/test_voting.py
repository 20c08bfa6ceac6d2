"""Quorum and majority: what follows from the numbers of a vote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidValue
from geodata.model.commission import MajorityOf
from geodata.model.voting import MEMBERS_AT_MOST, QUORUM, Count, checked_quorum

PEOPLE = st.integers(min_value=0, max_value=MEMBERS_AT_MOST)


@given(PEOPLE, PEOPLE, PEOPLE, st.integers(min_value=1, max_value=MEMBERS_AT_MOST), st.sampled_from(MajorityOf))
def test_a_vote_is_carried_by_more_than_half_and_by_nobody_who_abstained(
    in_favour: int, against: int, abstained: int, seats: int, majority: MajorityOf
) -> None:
    present = in_favour + against + abstained
    count = Count(present, in_favour, against, abstained)
    if present > seats:
        with pytest.raises(InvalidValue):
            count.require_at_most(seats)
        return
    count.require_at_most(seats)
    result = count.result(seats, checked_quorum(seats, None), majority)
    assert (result is None) == (2 * present <= seats)
    if result is not None:
        assert result == (2 * in_favour > (present if majority == MajorityOf.PRESENT else seats))
        # Who abstained counts like who was against.
        assert result == Count(present, in_favour, present - in_favour, 0).result(seats, 1, majority)
        if majority == MajorityOf.PRESENT and result:
            assert in_favour > against


@given(PEOPLE, PEOPLE, PEOPLE, PEOPLE)
def test_numbers_that_do_not_add_up_are_refused(present: int, in_favour: int, against: int, abstained: int) -> None:
    if present == in_favour + against + abstained:
        assert Count(present, in_favour, against, abstained).present == present
    else:
        with pytest.raises(InvalidValue):
            Count(present, in_favour, against, abstained)


def test_nobody_is_less_than_nobody() -> None:
    with pytest.raises(InvalidValue):
        Count(1, 2, -1, 0)


@pytest.mark.parametrize(("seats", "needed"), [(1, 1), (2, 2), (5, 3), (7, 4), (8, 5)])
def test_a_quorum_is_more_than_half_of_all(seats: int, needed: int) -> None:
    assert QUORUM.least_of(seats) == checked_quorum(seats, None) == needed


@pytest.mark.parametrize(("seats", "wanted"), [(7, 0), (7, 8), (0, None), (MEMBERS_AT_MOST + 1, None)])
def test_a_quorum_that_cannot_be_is_refused(seats: int, wanted: int | None) -> None:
    with pytest.raises(InvalidValue):
        checked_quorum(seats, wanted)


def test_the_rules_of_procedure_may_ask_for_another_quorum() -> None:
    assert checked_quorum(7, 5) == 5
    assert Count(4, 4, 0, 0).result(7, 5, MajorityOf.PRESENT) is None
