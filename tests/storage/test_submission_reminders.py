"""Reminders: to whom they go, what they let follow, and whose answer is whose."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.deadlines import last_day
from geodata.model.next_steps import NextStep
from geodata.model.people import Actor
from geodata.model.submissions import AnswerKind, SubmissionKind, SubmissionState
from geodata.services.submission_steps import Receipt, close_submission, note_reference
from geodata.services.submissions import change_submission, write_submission
from geodata.tables import Submission
from tests.letters import a_letter, a_reminder, answer_letter, letter_card, send_letter, some_authority, write_letter
from tests.small_city import SmallCity


def state_of(database: Database, actor: Actor, submission_id: int) -> SubmissionState:
    return letter_card(database, actor, submission_id).line.state


def test_a_reminder_is_noted_at_the_letter_and_one_answer_answers_both(
    database: Database, actor: Actor, sent_id: int
) -> None:
    reminder = a_reminder(database, actor, sent_id)
    assert letter_card(database, actor, sent_id).line.reminded_on is None
    send_letter(database, actor, reminder)
    card = letter_card(database, actor, sent_id)
    assert (card.line.reminded_on, card.line.state) == (clock.today(), SubmissionState.SENT)
    assert card.offers[0].step == NextStep.COMPLAIN
    again = send_letter(database, actor, a_reminder(database, actor, reminder))
    answer_letter(database, actor, reminder, AnswerKind.PARTLY)
    assert {state_of(database, actor, one) for one in (sent_id, reminder, again)} == {SubmissionState.ANSWERED}


def test_settling_a_reminder_settles_what_it_reminds_of_as_not_answered(
    database: Database, actor: Actor, sent_id: int
) -> None:
    reminder = send_letter(database, actor, a_reminder(database, actor, sent_id))
    close_submission(database, actor, reminder, letter_card(database, actor, reminder).row_version)
    told = [letter_card(database, actor, one).line for one in (sent_id, reminder)]
    assert [line.state for line in told] == [SubmissionState.CLOSED] * 2
    assert [line.answer_kind for line in told] == [AnswerKind.NO_ANSWER, None]


def test_a_second_letter_elsewhere_is_not_answered_along(
    database: Database, actor: Actor, city: SmallCity, sent_id: int
) -> None:
    hygiene = some_authority(database, actor, "Hygienická stanice")
    second = send_letter(database, actor, write_letter(database, actor, city.building_issue_id, hygiene, sent_id))
    answer_letter(database, actor, sent_id, AnswerKind.DONE)
    assert state_of(database, actor, second) == SubmissionState.SENT


def test_a_reminder_goes_to_the_authority_that_it_reminds(
    database: Database, actor: Actor, city: SmallCity, office_id: int, sent_id: int
) -> None:
    hygiene = some_authority(database, actor, "Hygienická stanice")
    elsewhere = a_letter(hygiene, SubmissionKind.REMINDER, None)
    with pytest.raises(InvalidValue, match="authority that it reminds"):
        write_submission(database, actor, city.building_issue_id, elsewhere, previous_id=sent_id)
    reminder = a_reminder(database, actor, sent_id)
    with pytest.raises(InvalidValue, match="authority that it reminds"):
        change_submission(database, actor, reminder, letter_card(database, actor, reminder).row_version, elsewhere)
    notice = write_letter(database, actor, city.building_issue_id, hygiene, sent_id)
    with pytest.raises(InvalidValue, match="authority that it reminds"):
        change_submission(database, actor, notice, letter_card(database, actor, notice).row_version, elsewhere)


def test_an_answer_to_a_late_reminder_is_an_answer_to_what_was_settled_or_answered_in_part(
    database: Database, actor: Actor, sent_id: int
) -> None:
    answer_letter(database, actor, sent_id, AnswerKind.PARTLY, clock.today() - timedelta(days=9))
    reminder = send_letter(database, actor, a_reminder(database, actor, sent_id))
    answer_letter(database, actor, reminder, AnswerKind.DONE)
    line = letter_card(database, actor, sent_id).line
    assert (line.state, line.answer_kind, line.answered_on) == (
        SubmissionState.ANSWERED, AnswerKind.DONE, clock.today(),
    )  # fmt: skip
    close_submission(database, actor, sent_id, line.row_version)
    again = send_letter(database, actor, a_reminder(database, actor, sent_id))
    unsent = a_reminder(database, actor, sent_id)
    answer_letter(database, actor, again, AnswerKind.OTHER)
    assert letter_card(database, actor, sent_id).line.answer_kind == AnswerKind.OTHER
    assert state_of(database, actor, unsent) == SubmissionState.DRAFT


def test_a_reminder_offers_what_the_letter_offers_that_it_reminds_of(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    request = a_letter(office_id, SubmissionKind.INFORMATION_REQUEST, "information")
    asked = write_submission(database, actor, city.building_issue_id, request)
    send_letter(database, actor, asked, clock.today() - timedelta(days=25))
    (first, *_rest) = letter_card(database, actor, asked).offers
    due_on = letter_card(database, actor, asked).line.due_on
    assert due_on is not None
    assert (first.step, first.until) == (NextStep.COMPLAIN_THERE, last_day(due_on, 30))
    reminder = send_letter(database, actor, a_reminder(database, actor, asked), clock.today() - timedelta(days=2))
    with database.write(actor) as work:  # the day that the writer of the reminder set has passed
        set_due = {"due_on": clock.today() - timedelta(days=1)}
        work.session.execute(update(Submission).where(Submission.id == reminder).values(set_due))
        work.commit()
    card = letter_card(database, actor, reminder)
    assert card.offers[0].step == NextStep.COMPLAIN_THERE
    assert card.reminds_of.id == asked
    with standing_at(clock.now() + timedelta(days=60)):
        steps = [offer.step for offer in letter_card(database, actor, asked).offers]
    assert NextStep.COMPLAIN_THERE not in steps


ASKED = date(2026, 3, 2)
# Of a request of that day: the law lets 15 days pass, and then complain for 30 days.
LAWFUL, LAST = date(2026, 3, 17), date(2026, 4, 16)


def on(day: date) -> AbstractContextManager[None]:
    return standing_at(datetime(day.year, day.month, day.day, 9, tzinfo=clock.PRAGUE))


@pytest.fixture
def request_id(database: Database, actor: Actor, city: SmallCity, office_id: int) -> int:
    """A request for information, not sent yet."""
    request = a_letter(office_id, SubmissionKind.INFORMATION_REQUEST, "information")
    return write_submission(database, actor, city.building_issue_id, request)


def offered_on(database: Database, actor: Actor, submission_id: int, day: date) -> dict[NextStep, date | None]:
    """What is offered on a day, each with its last day."""
    with on(day):
        return {offer.step: offer.until for offer in letter_card(database, actor, submission_id).offers}


def test_a_later_day_of_ones_own_moves_no_deadline_of_the_law(
    database: Database, actor: Actor, request_id: int
) -> None:
    mine = date(2026, 5, 4)
    with on(ASKED):
        send_letter(database, actor, request_id, due_on=mine)
    assert NextStep.COMPLAIN_THERE not in offered_on(database, actor, request_id, LAWFUL)
    told = offered_on(database, actor, request_id, LAWFUL + timedelta(days=1))
    assert told[NextStep.COMPLAIN_THERE] == LAST
    assert NextStep.REMIND not in told
    assert offered_on(database, actor, request_id, LAST)[NextStep.COMPLAIN_THERE] == LAST
    for day in (LAST + timedelta(days=1), mine + timedelta(days=1)):
        assert NextStep.COMPLAIN_THERE not in offered_on(database, actor, request_id, day)
    assert NextStep.REMIND in offered_on(database, actor, request_id, mine + timedelta(days=1))


def test_an_earlier_day_of_ones_own_lets_remind_but_not_complain_yet(
    database: Database, actor: Actor, request_id: int
) -> None:
    mine = date(2026, 3, 5)
    with on(ASKED):
        send_letter(database, actor, request_id, due_on=mine)
    told = offered_on(database, actor, request_id, mine + timedelta(days=1))
    assert NextStep.REMIND in told
    assert NextStep.COMPLAIN_THERE not in told
    assert offered_on(database, actor, request_id, LAWFUL + timedelta(days=1))[NextStep.COMPLAIN_THERE] == LAST
    with on(mine + timedelta(days=1)):
        answer_letter(database, actor, request_id, AnswerKind.NO_ANSWER)
    assert NextStep.COMPLAIN_THERE not in offered_on(database, actor, request_id, LAWFUL)
    assert offered_on(database, actor, request_id, LAST)[NextStep.COMPLAIN_THERE] == LAST


def test_the_deadline_of_the_law_counts_from_the_receipt_though_ones_own_day_stays(
    database: Database, actor: Actor, request_id: int
) -> None:
    with on(ASKED + timedelta(days=3)):
        send_letter(database, actor, request_id, ASKED, due_on=date(2026, 5, 4))
        version = letter_card(database, actor, request_id).row_version
        note_reference(database, actor, request_id, version, Receipt("1/2026", ASKED + timedelta(days=2)))
    received = LAWFUL + timedelta(days=2)
    assert NextStep.COMPLAIN_THERE not in offered_on(database, actor, request_id, received)
    told = offered_on(database, actor, request_id, received + timedelta(days=1))
    assert told[NextStep.COMPLAIN_THERE] == last_day(received, 30)


def test_a_reminder_complains_by_the_deadline_of_the_law_of_what_it_reminds_of(
    database: Database, actor: Actor, request_id: int
) -> None:
    with on(ASKED + timedelta(days=7)):
        send_letter(database, actor, request_id, ASKED, due_on=ASKED + timedelta(days=3))
        reminder = send_letter(
            database, actor, a_reminder(database, actor, request_id), due_on=ASKED + timedelta(days=9)
        )
    assert NextStep.COMPLAIN_THERE not in offered_on(database, actor, reminder, LAWFUL)
    assert offered_on(database, actor, reminder, LAWFUL + timedelta(days=1))[NextStep.COMPLAIN_THERE] == LAST


def test_where_the_law_sets_no_day_ones_own_lets_follow_what_follows(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    mine = date(2026, 3, 5)
    letter = write_submission(database, actor, city.building_issue_id, a_letter(office_id, basis=None))
    with on(ASKED):
        send_letter(database, actor, letter, due_on=mine)
    assert NextStep.REQUEST_INFORMATION not in offered_on(database, actor, letter, mine)
    assert NextStep.REQUEST_INFORMATION in offered_on(database, actor, letter, mine + timedelta(days=1))
