"""How the services of submissions are asked with an id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geodata.model.submissions import AnswerKind, SendingWay
from geodata.services.letter_changes import last_letter_change
from geodata.services.letter_facts import letter_facts
from geodata.services.place_pictures import OnPaper, place_pictures
from geodata.services.submission_card import submission_card
from geodata.services.submission_export import export_submission
from geodata.services.submission_list import SubmissionFilter, list_submissions, submissions_of_issue
from geodata.services.submission_steps import (
    Answer,
    Receipt,
    Sending,
    close_submission,
    note_answer,
    note_reference,
    send_submission,
)
from geodata.services.submissions import change_submission, withdraw_submission, write_submission
from geodata.tables import Submission
from tests.letters import a_letter
from tests.storage.asked import Asked, Row, reading


def _step(service: Callable[..., Any], *rest: Any) -> dict[str, Row]:
    return {"submission_id": Row("letter", lambda by, id_: service(by.database, by.actor, id_, 99, *rest))}


def _version(by: Asked, submission_id: int) -> int:
    with by.database.read() as session:
        return session.get_one(Submission, submission_id).row_version


def _listed(sort: str, field: str) -> Row:
    return Row(sort, lambda by, id_: list_submissions(by.database, by.actor, SubmissionFilter(**{field: id_})))  # type: ignore[arg-type]


ROWS_OF_LETTERS: dict[str, dict[str, Row]] = {
    "letter_facts.letter_facts": {
        "issue_id": reading("issue", letter_facts),
        "previous_id": Row("letter", lambda by, id_: letter_facts(by.database, by.actor, by.own.issue, id_)),
    },
    "letter_changes.last_letter_change": {"submission_id": reading("letter", last_letter_change)},
    "submission_export.export_submission": {"submission_id": Row("letter", lambda by, id_: export_submission(
        by.database, by.actor, by.photos, id_, "pdf", across_m=400.0, down_m=240.0))},
    "place_pictures.place_pictures": {
        "site_id": Row("site", lambda by, id_: place_pictures(
            by.database, by.actor, id_, 14.05, 50.66, OnPaper(by.photos, 1, 400.0, 240.0))),
        "photo_ids": Row("photo", lambda by, id_: place_pictures(
            by.database, by.actor, by.own.site, 14.05, 50.66, OnPaper(by.photos, 1, 400.0, 240.0), [id_])),
    },
    "submission_card.submission_card": {"submission_id": reading("letter", submission_card)},
    "submission_list.list_submissions": {
        "chosen.authority_id": _listed("organisation", "authority_id"),
        "chosen.organisation_id": _listed("organisation", "organisation_id"),
    },
    "submission_list.submissions_of_issue": {"issue_id": reading("issue", submissions_of_issue)},
    "submissions.write_submission": {
        "issue_id": Row("issue", lambda by, id_: write_submission(
            by.database, by.actor, id_, a_letter(by.own.organisation))),
        "letter.authority_id": Row("organisation", lambda by, id_: write_submission(
            by.database, by.actor, by.own.issue, a_letter(id_))),
        "previous_id": Row("letter", lambda by, id_: write_submission(
            by.database, by.actor, by.own.issue, a_letter(by.own.organisation), previous_id=id_)),
    },
    "submissions.change_submission": {
        "submission_id": Row("draft", lambda by, id_: change_submission(
            by.database, by.actor, id_, 99, a_letter(by.own.organisation))),
        "letter.authority_id": Row("organisation", lambda by, id_: change_submission(
            by.database, by.actor, by.own.draft, _version(by, by.own.draft), a_letter(id_))),
    },
    "submissions.withdraw_submission": {"submission_id": Row("draft", lambda by, id_: withdraw_submission(
        by.database, by.actor, id_, 99))},
    "submission_steps.send_submission": _step(send_submission, Sending(SendingWay.POST)),
    "submission_steps.note_reference": _step(note_reference, Receipt("1/2026")),
    "submission_steps.note_answer": {
        **_step(note_answer, Answer(AnswerKind.DONE)),
        "answer.forwarded_to_id": Row("organisation", lambda by, id_: note_answer(
            by.database, by.actor, by.own.letter, _version(by, by.own.letter),
            Answer(AnswerKind.FORWARDED, forwarded_to_id=id_))),
    },
    "submission_steps.close_submission": _step(close_submission),
}  # fmt: skip
