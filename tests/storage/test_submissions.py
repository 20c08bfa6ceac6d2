"""Letters to authorities: sent, confirmed, answered, settled; what one step means for another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Erased, Forbidden, InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.next_steps import NextStep
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionEventKind, SubmissionState
from geodata.services.submission_events import derive_submission
from geodata.services.submission_list import submissions_of_issue
from geodata.services.submission_steps import (
    Answer,
    Receipt,
    Sending,
    close_submission,
    note_answer,
    note_reference,
    send_submission,
)
from geodata.services.submissions import write_submission
from geodata.tables import Submission, SubmissionEvent
from tests.audited import entries_of
from tests.letters import a_letter, a_reminder, answer_letter, letter_card, send_letter, some_authority, write_letter
from tests.small_city import SmallCity, some_issue, worker_of

MONDAY = date(2026, 3, 2)
A_WEEK_LATER = datetime(2026, 3, 10, 9, tzinfo=clock.PRAGUE)


def refused(send: Callable[[], object]) -> bool:
    """Whether it was refused, with a sentence."""
    try:
        send()
    except InvalidValue:
        return True
    return False


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.dates(), st.integers(-800, 3).map(lambda days: clock.today() + timedelta(days=days))))
@example(date.min)
@example(date.max)
def test_a_letter_was_sent_between_a_year_before_it_was_written_and_today(
    database: Database, actor: Actor, city: SmallCity, office_id: int, day: date
) -> None:
    letter_id = write_letter(database, actor, city.building_issue_id, office_id)
    first = letter_card(database, actor, letter_id).sent_from
    fits = first <= day <= clock.today()
    assert refused(lambda: send_letter(database, actor, letter_id, day)) != fits
    assert letter_card(database, actor, letter_id).line.sent_on == (day if fits else None)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.dates(), st.integers(-70, 3).map(lambda days: clock.today() + timedelta(days=days))))
@example(date.min)
@example(date.max)
def test_an_answer_and_a_receipt_came_between_the_sending_and_today(
    database: Database, actor: Actor, sent_id: int, day: date
) -> None:
    card = letter_card(database, actor, sent_id)
    assert card.line.sent_on is not None
    fits = card.line.sent_on <= day <= clock.today()
    assert refused(lambda: answer_letter(database, actor, sent_id, AnswerKind.PARTLY, day)) != fits
    version = letter_card(database, actor, sent_id).row_version
    assert refused(lambda: note_reference(database, actor, sent_id, version, Receipt("1", day))) != fits


def state_of(database: Database, actor: Actor, submission_id: int) -> SubmissionState:
    return letter_card(database, actor, submission_id).line.state


def kinds_of(database: Database, actor: Actor, submission_id: int) -> list[SubmissionEventKind]:
    return [event.kind for event in reversed(letter_card(database, actor, submission_id).events)]


def test_the_deadline_counts_from_the_receipt_and_moves_when_the_receipt_is_known(
    database: Database, actor: Actor, draft_id: int
) -> None:
    with standing_at(A_WEEK_LATER):
        send_letter(database, actor, draft_id, MONDAY, SendingWay.POST)
        deadline = letter_card(database, actor, draft_id).deadline
        assert deadline is not None
        # Posted on Monday, taken to have come on Thursday the 5th; thirty days later is Saturday, then Easter Monday.
        assert (deadline.counted_from, deadline.received, deadline.due_on) == (
            date(2026, 3, 5), False, date(2026, 4, 7),
        )  # fmt: skip
        receipt = Receipt("MMÚ/12/2026", date(2026, 3, 9))
        note_reference(database, actor, draft_id, letter_card(database, actor, draft_id).row_version, receipt)
        card = letter_card(database, actor, draft_id)
        assert card.deadline is not None
        assert (card.line.reference, card.received_on) == ("MMÚ/12/2026", date(2026, 3, 9))
        assert (card.deadline.received, card.deadline.due_on) == (True, date(2026, 4, 8))


def test_a_day_that_is_said_goes_before_the_rule_and_a_letter_without_a_basis_has_none(
    database: Database, actor: Actor, city: SmallCity, office_id: int, draft_id: int
) -> None:
    due_on = clock.today() + timedelta(days=5)
    send_letter(database, actor, draft_id, due_on=due_on)
    assert letter_card(database, actor, draft_id).line.due_on == due_on
    bare = write_submission(database, actor, city.dump_issue_id, a_letter(office_id, basis=None))
    send_letter(database, actor, bare)
    card = letter_card(database, actor, bare)
    assert (card.deadline, card.line.overdue) == (None, False)


def days_that_cannot_be() -> list[tuple[str, Callable[[date], Sending]]]:
    day, way = timedelta(days=1), SendingWay.POST
    return [
        ("future", lambda today: Sending(way, today + day)),
        ("future", lambda today: Sending(way, today, received_on=today + day)),
        ("sent on", lambda today: Sending(way, today, received_on=today - day)),
        ("later than the sending", lambda today: Sending(way, today, due_on=today)),
    ]


@pytest.mark.parametrize(("told", "sending"), days_that_cannot_be())
def test_days_that_cannot_be_are_refused(
    database: Database, actor: Actor, draft_id: int, told: str, sending: Callable[[date], Sending]
) -> None:
    version = letter_card(database, actor, draft_id).row_version
    with pytest.raises(InvalidValue, match=told):
        send_submission(database, actor, draft_id, version, sending(clock.today()))
    assert state_of(database, actor, draft_id) == SubmissionState.DRAFT


def test_nothing_is_confirmed_or_answered_before_it_was_sent(database: Database, actor: Actor, draft_id: int) -> None:
    version = letter_card(database, actor, draft_id).row_version
    with pytest.raises(InvalidValue, match="not sent"):
        note_reference(database, actor, draft_id, version, Receipt("1/2026"))
    with pytest.raises(TransitionRefused):
        note_answer(database, actor, draft_id, version, Answer(AnswerKind.DONE))
    with pytest.raises(TransitionRefused):
        close_submission(database, actor, draft_id, version)


def test_a_receipt_says_something(database: Database, actor: Actor, sent_id: int) -> None:
    version = letter_card(database, actor, sent_id).row_version
    with pytest.raises(InvalidValue, match="reference number"):
        note_reference(database, actor, sent_id, version, Receipt(" "))
    with pytest.raises(InvalidValue, match="100"):
        note_reference(database, actor, sent_id, version, Receipt("1" * 101))


def test_no_competence_offers_another_authority_and_the_second_letter_follows_the_first(
    database: Database, actor: Actor, city: SmallCity, sent_id: int
) -> None:
    answer_letter(database, actor, sent_id, AnswerKind.NO_COMPETENCE)
    card = letter_card(database, actor, sent_id)
    assert (card.line.state, card.line.answer_kind, card.line.answered_on) == (
        SubmissionState.ANSWERED, AnswerKind.NO_COMPETENCE, clock.today(),
    )  # fmt: skip
    opens = card.offers[0].opens
    assert opens is not None
    assert (card.offers[0].step, opens.basis) == (NextStep.WRITE_ELSEWHERE, "notice")
    hygiene = some_authority(database, actor, "Hygienická stanice")
    second = write_letter(database, actor, city.building_issue_id, hygiene, sent_id)
    for one in (sent_id, second):
        assert [line.id for line in letter_card(database, actor, one).chain] == [sent_id, second]


def test_an_answer_that_was_forwarded_says_to_whom(database: Database, actor: Actor, sent_id: int) -> None:
    region = some_authority(database, actor, "Krajský úřad")
    answer_letter(database, actor, sent_id, AnswerKind.FORWARDED, forwarded_to_id=region)
    card = letter_card(database, actor, sent_id)
    assert (card.forwarded_to_id, card.line.forwarded_to) == (region, "Krajský úřad")
    assert card.offers[0].step == NextStep.ASK_FORWARDED


def test_a_second_answer_may_follow_the_first_and_a_late_one_what_was_settled(
    database: Database, actor: Actor, sent_id: int
) -> None:
    answer_letter(database, actor, sent_id, AnswerKind.PARTLY, clock.today() - timedelta(days=9))
    answer_letter(database, actor, sent_id, AnswerKind.DONE)
    close_submission(database, actor, sent_id, letter_card(database, actor, sent_id).row_version, "Hotovo.")
    card = letter_card(database, actor, sent_id)
    assert (card.line.state, card.line.answer_kind, card.events[0].note) == (
        SubmissionState.CLOSED, AnswerKind.DONE, "Hotovo.",
    )  # fmt: skip
    assert card.offers[-1].step == NextStep.NOTE_ANSWER
    answer_letter(database, actor, sent_id, AnswerKind.OTHER)
    assert state_of(database, actor, sent_id) == SubmissionState.ANSWERED
    assert letter_card(database, actor, sent_id).offers[-1].step == NextStep.NOTE_ANSWER


def test_an_earlier_answer_that_is_noted_later_is_not_the_last_word(
    database: Database, actor: Actor, sent_id: int
) -> None:
    answer_letter(database, actor, sent_id, AnswerKind.DONE, clock.today() - timedelta(days=2))
    answer_letter(database, actor, sent_id, AnswerKind.NO_COMPETENCE, clock.today() - timedelta(days=20))
    line = letter_card(database, actor, sent_id).line
    assert (line.answer_kind, line.answered_on) == (AnswerKind.DONE, clock.today() - timedelta(days=2))
    close_submission(database, actor, sent_id, line.row_version)
    answer_letter(database, actor, sent_id, AnswerKind.OTHER, clock.today() - timedelta(days=10))
    line = letter_card(database, actor, sent_id).line
    assert (line.state, line.answer_kind) == (SubmissionState.ANSWERED, AnswerKind.DONE)


def test_a_day_that_the_writer_set_stays_when_the_receipt_is_noted(
    database: Database, actor: Actor, draft_id: int
) -> None:
    with standing_at(A_WEEK_LATER):
        mine = date(2026, 3, 20)
        send_letter(database, actor, draft_id, MONDAY, due_on=mine)
        version = letter_card(database, actor, draft_id).row_version
        note_reference(database, actor, draft_id, version, Receipt("1/2026", date(2026, 3, 9)))
        card = letter_card(database, actor, draft_id)
        assert (card.received_on, card.line.due_on) == (date(2026, 3, 9), mine)


def test_a_receipt_that_is_put_right_moves_the_deadline_again(database: Database, actor: Actor, draft_id: int) -> None:
    with standing_at(A_WEEK_LATER):
        send_letter(database, actor, draft_id, MONDAY, SendingWay.POST)
        for day, due_on in ((date(2026, 3, 9), date(2026, 4, 8)), (date(2026, 3, 10), date(2026, 4, 9))):
            version = letter_card(database, actor, draft_id).row_version
            note_reference(database, actor, draft_id, version, Receipt("1/2026", day))
            assert letter_card(database, actor, draft_id).line.due_on == due_on


def test_silence_is_noted_once_the_deadline_has_passed(
    database: Database, actor: Actor, city: SmallCity, office_id: int, sent_id: int
) -> None:
    young = send_letter(database, actor, write_letter(database, actor, city.dump_issue_id, office_id))
    with pytest.raises(InvalidValue, match="not passed yet"):
        answer_letter(database, actor, young, AnswerKind.NO_ANSWER)
    assert letter_card(database, actor, sent_id).line.overdue
    answer_letter(database, actor, sent_id, AnswerKind.NO_ANSWER)
    card = letter_card(database, actor, sent_id)
    assert (card.line.state, card.line.answer_kind, card.line.answered_on, card.line.overdue) == (
        SubmissionState.CLOSED, AnswerKind.NO_ANSWER, None, False,
    )  # fmt: skip
    assert [offer.step for offer in card.offers] == [NextStep.COMPLAIN, NextStep.NOTE_ANSWER]


def test_what_is_settled_before_its_deadline_does_not_count_as_silence(
    database: Database, actor: Actor, draft_id: int
) -> None:
    send_letter(database, actor, draft_id)
    close_submission(database, actor, draft_id, letter_card(database, actor, draft_id).row_version)
    assert letter_card(database, actor, draft_id).line.answer_kind is None


def test_two_who_note_an_answer_at_once_are_told(database: Database, actor: Actor, sent_id: int) -> None:
    version = letter_card(database, actor, sent_id).row_version
    note_answer(database, actor, sent_id, version, Answer(AnswerKind.DONE))
    with pytest.raises(StaleEdit):
        note_answer(database, actor, sent_id, version, Answer(AnswerKind.OTHER))


def test_today_is_what_the_events_say(database: Database, actor: Actor, sent_id: int) -> None:
    send_letter(database, actor, a_reminder(database, actor, sent_id))
    answer_letter(database, actor, sent_id, AnswerKind.PARTLY)
    assert kinds_of(database, actor, sent_id) == ["written", "sent", "reminded", "answered"]
    before = letter_card(database, actor, sent_id)
    with database.write(actor) as work:
        blank = {"sent_on": None, "answer_kind": None, "due_on": None, "state": SubmissionState.DRAFT}
        work.session.execute(update(Submission).where(Submission.id == sent_id).values(blank))
        work.session.expire_all()
        derive_submission(work.session, work.session.get_one(Submission, sent_id))
        work.commit()
    assert letter_card(database, actor, sent_id).line.due_on == before.line.due_on
    assert letter_card(database, actor, sent_id).line.answer_kind == AnswerKind.PARTLY


def test_the_database_itself_refuses_to_change_an_event_and_lets_it_be_erased(
    database: Database, actor: Actor, sent_id: int
) -> None:
    with pytest.raises(DBAPIError, match="cannot be changed"), database.engine.begin() as connection:
        connection.execute(text("UPDATE submission_event SET note = 'jinak'"))
    if database.is_sqlite:
        replace = text("INSERT OR REPLACE INTO submission_event SELECT * FROM submission_event")
        with pytest.raises(DBAPIError, match="cannot be changed"), database.engine.begin() as connection:
            connection.execute(replace)
    with database.write(actor) as work:
        work.session.execute(delete(SubmissionEvent))
        assert work.session.scalars(select(SubmissionEvent)).all() == []


def test_outreach_reads_letters_and_writes_none(
    database: Database, actor: Actor, city: SmallCity, office_id: int, sent_id: int
) -> None:
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    card = letter_card(database, worker, sent_id)
    assert (card.offers, card.may_keep) == ((), False)
    with pytest.raises(Forbidden):
        write_letter(database, worker, city.building_issue_id, office_id)
    for step in (
        lambda: note_answer(database, worker, sent_id, card.row_version, Answer(AnswerKind.DONE)),
        lambda: note_reference(database, worker, sent_id, card.row_version, Receipt("1")),
        lambda: close_submission(database, worker, sent_id, card.row_version),
        lambda: send_submission(database, worker, sent_id, card.row_version, Sending(SendingWay.POST)),
    ):
        with pytest.raises(Forbidden):
            step()


def test_a_letter_about_a_hidden_issue_is_hidden_and_opening_it_is_noted(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    hidden = some_issue(database, actor, "Tajná vila", sensitivity=Sensitivity.RESTRICTED)
    letter = send_letter(database, actor, write_letter(database, actor, hidden, office_id))
    official = worker_of(database, actor, city.police_id, Role.OFFICIAL)
    version = letter_card(database, actor, letter).row_version
    for ask in (
        lambda: letter_card(database, official, letter),
        lambda: note_answer(database, official, letter, version, Answer(AnswerKind.DONE)),
        lambda: write_letter(database, official, hidden, office_id),
        lambda: submissions_of_issue(database, official, hidden),
    ):
        with pytest.raises(NotFound) as told:
            ask()
        assert not isinstance(told.value, Erased)
    assert entries_of(database, "read", "issue")
