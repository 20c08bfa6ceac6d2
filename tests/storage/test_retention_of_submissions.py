"""Retention of letters: they go with their issue, words, events and audit; a tombstone tells that there was one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Erased, NotFound
from geodata.model.issues import IssueStatus
from geodata.model.meetings import BodyKind, TaskStatus
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.retention import Retention, RetentionRule
from geodata.model.submissions import AnswerKind, SendingWay
from geodata.services.account_privacy import account_data, erase_account
from geodata.services.audit import check_chain
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.issue_card import issue_card
from geodata.services.issue_merging import merge_issues
from geodata.services.issue_steps import comment_issue
from geodata.services.retention import erase, list_due
from geodata.services.submission_list import SubmissionFilter, list_submissions
from geodata.services.submission_steps import Answer, Sending, note_answer, send_submission
from geodata.services.submissions import write_submission
from geodata.services.tasks import NewTask, give_part, give_task, settle_task
from geodata.tables import Submission, SubmissionEvent
from tests.batches import content_of
from tests.letters import a_letter, answer_letter, letter_card, send_letter, some_authority, write_letter
from tests.running_meeting import add_point, run_meeting
from tests.small_city import advance, some_issue, worker_of

LONG_AGO = clock.now() - timedelta(days=4_000)
ISSUES = Retention({RetentionRule.CLOSED_ISSUES: 60})
TO_THE_END = (IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE, IssueStatus.VERIFIED)
MARKS = ("Vila padá", "Žádáme o prohlídku vily", "Odesláno z vily", "Úřad o vile", "VILA/1", "Taktéž vila")


@pytest.fixture
def office_id(database: Database, actor: Actor) -> int:
    return some_authority(database, actor)


def old_letters(
    database: Database, actor: Actor, office_id: int, sensitivity: Sensitivity = Sensitivity.PARTNERS
) -> list[int]:
    """Two letters of eleven years ago that follow one another, about an issue that was closed then."""
    with standing_at(LONG_AGO):
        issue = some_issue(database, actor, "Vila", sensitivity=sensitivity)
        words = a_letter(office_id, subject="Vila padá", text="Žádáme o prohlídku vily")
        first = write_submission(database, actor, issue, words)
        sending = Sending(SendingWay.POST, reference="VILA/1", note="Odesláno z vily")
        send_submission(database, actor, first, 1, sending)
        version = letter_card(database, actor, first).row_version
        note_answer(database, actor, first, version, Answer(AnswerKind.OTHER, note="Úřad o vile"))
        follows = a_letter(office_id, subject="Taktéž vila")
        second = write_submission(database, actor, issue, follows, previous_id=first)
        advance(database, actor, issue, *TO_THE_END)
    return [first, second]


def erase_issues(database: Database, actor: Actor, folder: Path) -> None:
    assert erase(database, actor, ISSUES, folder, folder / "photos").wiped


def test_letters_go_with_their_issue_and_leave_a_tombstone(
    database: Database, actor: Actor, office_id: int, tmp_path: Path
) -> None:
    old = old_letters(database, actor, office_id)
    young = write_letter(database, actor, some_issue(database, actor), office_id)
    stored = str(content_of(database))
    assert [mark for mark in MARKS if mark not in stored] == []
    erase_issues(database, actor, tmp_path)
    stored = str(content_of(database))
    assert [mark for mark in MARKS if mark in stored] == []
    assert check_chain(database) is None
    with database.read() as session:
        assert session.scalars(select(Submission.id)).all() == [young]
        assert session.scalar(select(func.count()).select_from(SubmissionEvent)) == 1
    assert [line.id for line in list_submissions(database, actor, SubmissionFilter()).lines] == [young]
    for one in old:
        with pytest.raises(Erased):
            letter_card(database, actor, one)


def test_the_newest_letter_waits_for_a_newer_one(
    database: Database, actor: Actor, office_id: int, tmp_path: Path
) -> None:
    old_letters(database, actor, office_id)
    issue = some_issue(database, actor)
    assert list_due(database, actor, ISSUES) == []  # SQLite would give its number to the next one
    write_letter(database, actor, issue, office_id)
    assert [due.count for due in list_due(database, actor, ISSUES)] == [1]


def test_who_could_not_know_of_a_letter_does_not_learn_of_it_now(
    database: Database, actor: Actor, office_id: int, tmp_path: Path
) -> None:
    old = old_letters(database, actor, office_id, Sensitivity.RESTRICTED)
    write_letter(database, actor, some_issue(database, actor), office_id)
    erase_issues(database, actor, tmp_path)
    outsider = worker_of(database, actor, office_id, Role.OFFICIAL)
    with pytest.raises(NotFound) as told:
        letter_card(database, outsider, old[0])
    assert not isinstance(told.value, Erased)


def test_whoever_wrote_a_letter_is_told_of_it_and_erased_from_it(
    database: Database, actor: Actor, office_id: int, tmp_path: Path
) -> None:
    author = worker_of(database, actor, office_id, Role.OFFICIAL)
    letter = write_letter(database, author, some_issue(database, actor), office_id)
    wrote = account_data(database, author, author.account_id)["wrote"]
    assert (wrote["submissions"], wrote["events_of_submissions"]) == (1, 1)
    assert letter_card(database, actor, letter).written_by == author.name
    erase_account(database, actor, author.account_id, tmp_path, tmp_path / "photos")
    card = letter_card(database, actor, letter)
    assert (card.written_by, card.events[0].person, card.line.organisation) == (None, None, "Stavební úřad")


def is_due(database: Database, actor: Actor, issue_id: int) -> bool:
    return any(record.id == issue_id for rule in list_due(database, actor, ISSUES) for record in rule.records)


def test_an_issue_whose_letter_waits_or_was_answered_lately_is_kept(
    database: Database, actor: Actor, office_id: int
) -> None:
    with standing_at(LONG_AGO):
        issue_id = some_issue(database, actor, "Vila")
        letter_id = send_letter(database, actor, write_letter(database, actor, issue_id, office_id))
        advance(database, actor, issue_id, *TO_THE_END)
        write_letter(database, actor, some_issue(database, actor, "Poslední"), office_id)
    assert not is_due(database, actor, issue_id)
    answer_letter(database, actor, letter_id)
    assert not is_due(database, actor, issue_id)
    with standing_at(clock.now() + timedelta(days=2_000)):
        assert is_due(database, actor, issue_id)


def test_an_issue_with_a_task_that_is_open_or_was_settled_lately_is_kept(database: Database, actor: Actor) -> None:
    with standing_at(LONG_AGO):
        issue_id = some_issue(database, actor, "Vila")
        meeting_id = run_meeting(database, actor, add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL)))
        task_id = give_task(
            database, actor, add_point(database, actor, meeting_id, issue_id=issue_id), NewTask("Zjistit")
        )
        advance(database, actor, issue_id, *TO_THE_END)
        give_part(database, actor, some_issue(database, actor, "Poslední"), NewTask("Jiný"))
    assert not is_due(database, actor, issue_id)
    settle_task(database, actor, task_id, 1, TaskStatus.DONE)
    assert not is_due(database, actor, issue_id)
    with standing_at(clock.now() + timedelta(days=2_000)):
        assert is_due(database, actor, issue_id)


def test_a_duplicate_is_kept_as_long_as_the_issue_in_which_it_is_followed(database: Database, actor: Actor) -> None:
    with standing_at(LONG_AGO):
        duplicate, survivor = some_issue(database, actor, "Vila"), some_issue(database, actor, "Táž vila")
        some_issue(database, actor, "Poslední")
        merge_issues(database, actor, duplicate, issue_card(database, actor, duplicate).row_version, survivor)
    assert not is_due(database, actor, duplicate)
    advance(database, actor, survivor, *TO_THE_END)
    assert not is_due(database, actor, duplicate)
    with standing_at(clock.now() + timedelta(days=2_000)):
        assert is_due(database, actor, duplicate)


def test_a_duplicate_is_kept_while_something_younger_keeps_the_issue_in_which_it_is_followed(
    database: Database, actor: Actor, office_id: int
) -> None:
    """Closed as long ago as the duplicate, the survivor has a step, a task or a letter that holds it."""
    with standing_at(LONG_AGO):
        pairs = [(some_issue(database, actor, "Vila"), some_issue(database, actor, "Táž vila")) for _ in range(4)]
        for duplicate, survivor in pairs:
            merge_issues(database, actor, duplicate, issue_card(database, actor, duplicate).row_version, survivor)
        said, busy, waited_for, free = (survivor for _, survivor in pairs)
        send_letter(database, actor, write_letter(database, actor, waited_for, office_id))
        meeting_id = run_meeting(database, actor, add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL)))
        give_task(database, actor, add_point(database, actor, meeting_id, issue_id=busy), NewTask("Zjistit"))
        for _, survivor in pairs:
            advance(database, actor, survivor, *TO_THE_END)
        newest = some_issue(database, actor, "Poslední")
        give_part(database, actor, newest, NewTask("Jiný"))
        write_letter(database, actor, newest, office_id)
    comment_issue(database, actor, said, "Důležitá historie")
    due = {issue_id for pair in pairs for issue_id in pair if is_due(database, actor, issue_id)}
    assert due == {pairs[-1][0], free}
