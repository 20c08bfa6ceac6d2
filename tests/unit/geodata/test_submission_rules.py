"""Deadlines, legal bases, offered steps and states of submissions: the rules as data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import TransitionRefused
from geodata.model.czech_holidays import is_working_day
from geodata.model.deadlines import counted_from, deadline_of, last_day
from geodata.model.legal_bases import LEGAL_BASES, Counting, bases_of, legal_basis
from geodata.model.next_steps import BY_ANSWER, OPENS, NextStep, offers
from geodata.model.submissions import SENT_ONCE, AnswerKind, SendingWay, SubmissionKind, SubmissionState
from geodata.workflow import SUBMISSION_TRANSITIONS, require_submission_step

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
lengths = st.integers(1, 120)


@given(days, lengths)
def test_a_calendar_deadline_ends_on_the_first_working_day_from_its_last_one(received: date, length: int) -> None:
    end, nominal = last_day(received, length), received + timedelta(days=length)
    assert end >= nominal
    assert is_working_day(end)
    assert not any(is_working_day(nominal + timedelta(days=shift)) for shift in range((end - nominal).days))


@given(days, lengths)
def test_a_deadline_in_working_days_holds_exactly_so_many_of_them(received: date, length: int) -> None:
    end = last_day(received, length, Counting.WORKING_DAYS)
    between = [received + timedelta(days=shift) for shift in range(1, (end - received).days + 1)]
    assert sum(is_working_day(day) for day in between) == length
    assert is_working_day(end)


@given(days, lengths, st.sampled_from(Counting))
def test_a_longer_deadline_and_a_later_receipt_never_end_earlier(received: date, length: int, how: Counting) -> None:
    end = last_day(received, length, how)
    assert last_day(received, length + 1, how) >= end
    assert last_day(received + timedelta(days=1), length, how) >= end


@pytest.mark.parametrize(
    ("received", "length", "end"),
    [
        (date(2026, 3, 2), 30, date(2026, 4, 1)),
        (date(2026, 3, 4), 30, date(2026, 4, 7)),  # Good Friday, a weekend, Easter Monday
        (date(2026, 12, 9), 15, date(2026, 12, 28)),  # three days of Christmas, and a Sunday
        (date(2026, 5, 31), 30, date(2026, 6, 30)),
        (date(2024, 1, 30), 30, date(2024, 2, 29)),
    ],
)
def test_known_deadlines(received: date, length: int, end: date) -> None:
    assert last_day(received, length) == end


@pytest.mark.parametrize("counting", Counting)
def test_a_deadline_of_no_day_is_none(counting: Counting) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        last_day(date(2026, 3, 2), 0, counting)


def test_what_was_posted_counts_as_received_on_the_third_working_day() -> None:
    friday = date(2026, 3, 6)
    assert counted_from(friday, SendingWay.POST) == date(2026, 3, 11)
    for way in set(SendingWay) - {SendingWay.POST}:
        assert counted_from(friday, way) == friday


def test_every_basis_says_where_it_stands_and_has_a_key_of_its_own() -> None:
    assert len({basis.key for basis in LEGAL_BASES}) == len(LEGAL_BASES)
    for basis in LEGAL_BASES:
        assert basis.kinds
        assert basis.source == f"{basis.section} zákona č. {basis.act} Sb."
        assert legal_basis(basis.key) is basis
        assert all(basis in bases_of(kind) for kind in basis.kinds)


@pytest.mark.parametrize(
    ("key", "source", "length"),
    [
        ("notice", "§ 42 zákona č. 500/2004 Sb.", 30),
        ("inaction", "§ 80 zákona č. 500/2004 Sb.", None),
        ("complaint", "§ 175 zákona č. 500/2004 Sb.", 60),
        ("information", "§ 14 odst. 5 písm. d) zákona č. 106/1999 Sb.", 15),
        ("municipality", "§ 16 odst. 2 písm. g) zákona č. 128/2000 Sb.", 60),
        ("assembly", "§ 16 odst. 2 písm. g) zákona č. 128/2000 Sb.", 90),
    ],
)
def test_known_bases(key: str, source: str, length: int | None) -> None:
    basis = legal_basis(key)
    assert basis is not None
    assert (basis.source, basis.days) == (source, length)
    day = date(2026, 3, 2)
    assert deadline_of(basis, day) == (None if length is None else last_day(day, length))


def test_no_basis_sets_no_deadline() -> None:
    assert legal_basis(None) is None
    assert legal_basis("no such law") is None
    assert deadline_of(None, date(2026, 3, 2)) is None


@pytest.mark.parametrize("answer", AnswerKind)
def test_every_answer_offers_a_step_and_its_letter_leans_on_a_basis_of_its_kind(answer: AnswerKind) -> None:
    offered = offers(SubmissionState.CLOSED if answer == AnswerKind.NO_ANSWER else SubmissionState.ANSWERED, answer)
    assert offered
    assert len({offer.step for offer in offered}) == len(offered)
    for offer in offered:
        if offer.opens is not None and offer.opens.basis is not None:
            assert legal_basis(offer.opens.basis) in bases_of(offer.opens.kind)


def test_the_first_thing_to_do() -> None:
    first = {answer: offered[0].step for answer, offered in BY_ANSWER.items()}
    assert first == {
        AnswerKind.DONE: NextStep.VERIFY_PLACE,
        AnswerKind.PARTLY: NextStep.REMIND,
        AnswerKind.NO_COMPETENCE: NextStep.WRITE_ELSEWHERE,
        AnswerKind.LAW_BARS_ENTRY: NextStep.WRITE_ELSEWHERE,
        AnswerKind.FORWARDED: NextStep.ASK_FORWARDED,
        AnswerKind.NO_ANSWER: NextStep.COMPLAIN,
        AnswerKind.OTHER: NextStep.WRITE_ELSEWHERE,
    }
    sent = SubmissionState.SENT
    assert offers(SubmissionState.DRAFT)[0].step == NextStep.SEND
    assert offers(sent)[0].step == NextStep.NOTE_ANSWER
    assert [offer.step for offer in offers(sent, overdue=True)][:2] == [NextStep.REMIND, NextStep.COMPLAIN]
    assert offers(sent, overdue=True, reminded=True)[0].step == NextStep.COMPLAIN
    assert offers(SubmissionState.WITHDRAWN) == ()


def test_a_settled_letter_offers_only_letters_that_follow_it() -> None:
    assert offers(SubmissionState.CLOSED) == ()
    for answer in AnswerKind:
        assert {offer.step for offer in offers(SubmissionState.CLOSED, answer)} <= OPENS.keys()


def test_the_complaint_about_inaction_goes_to_the_superior() -> None:
    opens = OPENS[NextStep.COMPLAIN]
    assert (opens.kind, opens.addressee, opens.basis) == (SubmissionKind.INACTION_COMPLAINT, "superior", "inaction")


@pytest.mark.parametrize("state", SubmissionState)
@pytest.mark.parametrize("wanted", SubmissionState)
def test_only_what_the_table_names_is_allowed(state: SubmissionState, wanted: SubmissionState) -> None:
    if wanted in SUBMISSION_TRANSITIONS[state]:
        require_submission_step(state, wanted)
    else:
        with pytest.raises(TransitionRefused):
            require_submission_step(state, wanted)


def test_what_was_sent_never_becomes_a_draft_again() -> None:
    for state in SENT_ONCE:
        assert set(SUBMISSION_TRANSITIONS[state]) <= SENT_ONCE
