"""Deadlines, legal bases, offered steps and states of submissions: the rules as data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import TransitionRefused
from geodata.model.czech_holidays import is_working_day
from geodata.model.deadlines import counted_from, deadline_of, last_day, last_day_to_lodge
from geodata.model.legal_bases import LEGAL_BASES, Counting, bases_of, legal_basis
from geodata.model.next_steps import (
    BY_ANSWER,
    COMMON_COURSE,
    COURSES,
    Addressee,
    Course,
    NextStep,
    course_of,
    in_time,
    offers,
)
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
        ("complaint_review", "§ 175 odst. 7 zákona č. 500/2004 Sb.", None),
        ("information", "§ 14 odst. 5 písm. d) zákona č. 106/1999 Sb.", 15),
        ("information_complaint", "§ 16a zákona č. 106/1999 Sb.", None),
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


ALL_COURSES = [*COURSES.values(), COMMON_COURSE]
SILENT = AnswerKind.NO_ANSWER
NOTICE = COURSES[SubmissionKind.NOTICE, "notice"]


def steps_of(course: Course, state: SubmissionState, answer: AnswerKind | None = None, **how: bool) -> list[NextStep]:
    return [offer.step for offer in offers(course, state, answer, **how)]


@pytest.mark.parametrize("course", ALL_COURSES)
@pytest.mark.parametrize("answer", AnswerKind)
def test_every_answer_offers_a_step_and_its_letter_leans_on_a_basis_of_its_kind(
    course: Course, answer: AnswerKind
) -> None:
    offered = offers(course, SubmissionState.CLOSED if answer == SILENT else SubmissionState.ANSWERED, answer)
    assert offered
    assert len({offer.step for offer in offered}) == len(offered)
    for offer in (*offered, *course.overdue, *course.reminded):
        if offer.opens is not None and offer.opens.basis is not None:
            assert offer.basis in bases_of(offer.opens.kind)


def test_a_course_is_of_a_basis_of_its_kind() -> None:
    for kind, basis in COURSES:
        assert basis is None or legal_basis(basis) in bases_of(kind)


def test_the_first_thing_to_do() -> None:
    assert {answer: offered[0].step for answer, offered in BY_ANSWER.items()} == {
        AnswerKind.DONE: NextStep.VERIFY_PLACE,
        AnswerKind.PARTLY: NextStep.REMIND,
        AnswerKind.NO_COMPETENCE: NextStep.WRITE_ELSEWHERE,
        AnswerKind.LAW_BARS_ENTRY: NextStep.WRITE_ELSEWHERE,
        AnswerKind.FORWARDED: NextStep.ASK_FORWARDED,
        AnswerKind.OTHER: NextStep.WRITE_ELSEWHERE,
    }
    sent = SubmissionState.SENT
    assert steps_of(NOTICE, SubmissionState.DRAFT) == [NextStep.SEND]
    assert steps_of(NOTICE, sent) == [NextStep.NOTE_ANSWER, NextStep.CLOSE]
    assert steps_of(NOTICE, sent, overdue=True)[:2] == [NextStep.REMIND, NextStep.COMPLAIN]
    assert steps_of(NOTICE, sent, overdue=True, reminded=True)[0] == NextStep.COMPLAIN
    assert steps_of(NOTICE, SubmissionState.WITHDRAWN) == []


@pytest.mark.parametrize("course", ALL_COURSES)
def test_a_further_answer_can_be_noted_whatever_was_answered_and_after_it_was_settled(course: Course) -> None:
    for answer in AnswerKind:
        assert steps_of(course, SubmissionState.ANSWERED, answer)[-1] == NextStep.NOTE_ANSWER
    for settled in (None, *AnswerKind):
        *letters, last = offers(course, SubmissionState.CLOSED, settled)
        assert last.step == NextStep.NOTE_ANSWER
        assert all(offer.opens is not None for offer in letters)


def remedies(kind: SubmissionKind, basis: str | None) -> list[tuple[NextStep, str | None, Addressee]]:
    """What is offered where nobody answered and nobody was reminded, without the reminder."""
    offered = offers(course_of(kind, basis), SubmissionState.SENT, overdue=True)
    return [
        (offer.step, offer.opens.basis, offer.opens.addressee)
        for offer in offered
        if offer.opens is not None and offer.step != NextStep.REMIND
    ]


def test_who_helps_against_silence_follows_from_what_was_asked_on_which_basis() -> None:
    ask_how = [(NextStep.REQUEST_INFORMATION, "information", Addressee.SAME)]
    notice, request, complaint = SubmissionKind.NOTICE, SubmissionKind.INFORMATION_REQUEST, SubmissionKind.COMPLAINT
    assert remedies(notice, "notice") == [(NextStep.COMPLAIN, "inaction", Addressee.SUPERIOR)]
    assert remedies(request, "information") == [(NextStep.COMPLAIN_THERE, "information_complaint", Addressee.SAME)]
    assert remedies(complaint, "complaint") == [(NextStep.COMPLAIN, "complaint_review", Addressee.SUPERIOR)]
    # A municipality that governs itself has no superior under § 80, nor is there one where no law is named.
    for basis in ("municipality", "assembly", None):
        assert remedies(notice, basis) == ask_how
    assert remedies(request, None) == []


def test_a_complaint_about_a_request_goes_before_a_reminder_and_only_until_its_last_day() -> None:
    course, due_on = COURSES[SubmissionKind.INFORMATION_REQUEST, "information"], date(2026, 3, 2)
    offered = offers(course, SubmissionState.SENT, overdue=True)
    assert [offer.step for offer in offered][:2] == [NextStep.COMPLAIN_THERE, NextStep.REMIND]
    last = date(2026, 4, 1)
    basis = legal_basis("information_complaint")
    assert basis is not None
    assert last_day_to_lodge(basis, due_on) == last
    assert in_time(offered, due_on, last)[0].until == last
    late = in_time(offered, due_on, last + timedelta(days=1))
    assert [offer.step for offer in late] == [offer.step for offer in offered][1:]
    assert in_time(offered, None, last) == offered


@pytest.mark.parametrize("course", ALL_COURSES)
@pytest.mark.parametrize("reminded", [False, True])
def test_a_day_of_ones_own_lets_remind_and_only_the_day_of_the_law_lets_lean_on_a_law(
    course: Course, reminded: bool
) -> None:
    both = offers(course, SubmissionState.SENT, overdue=True, reminded=reminded)
    own = offers(course, SubmissionState.SENT, overdue=True, lapsed=False, reminded=reminded)
    lawful = offers(course, SubmissionState.SENT, overdue=False, lapsed=True, reminded=reminded)
    assert own == tuple(offer for offer in both if offer.basis is None)
    assert lawful == tuple(offer for offer in both if offer.step != NextStep.REMIND)


@pytest.mark.parametrize("course", ALL_COURSES)
def test_what_was_settled_as_silence_before_the_day_of_the_law_leans_on_no_law(course: Course) -> None:
    assert all(offer.basis is None for offer in offers(course, SubmissionState.CLOSED, SILENT, lapsed=False))
    assert offers(course, SubmissionState.CLOSED, SILENT, lapsed=True) == offers(course, SubmissionState.CLOSED, SILENT)


def test_what_only_a_citizen_may_do_says_so() -> None:
    for key in ("municipality", "assembly"):
        basis = legal_basis(key)
        assert basis is not None
        assert "right of citizens" in basis.says


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
