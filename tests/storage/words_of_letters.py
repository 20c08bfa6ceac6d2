"""How each service of submissions is called with a text in one of its fields."""

from __future__ import annotations

from typing import Any

from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.submissions import AnswerKind, SendingWay
from geodata.services.submission_steps import (
    Answer,
    Receipt,
    Sending,
    close_submission,
    note_answer,
    note_reference,
    send_submission,
)
from geodata.services.submissions import change_submission, write_submission
from tests.letters import a_letter, letter_card, send_letter, write_letter

NOT_SEARCHED_OF_LETTERS = {
    ("write_submission", "letter.basis"): "a code, which is looked up",
    ("change_submission", "letter.basis"): "a code, which is looked up",
}
SERVICES_OF_LETTERS = frozenset(
    service.__name__
    for service in (
        write_submission, change_submission, send_submission, note_reference, note_answer, close_submission,
    )
)  # fmt: skip


class SomeLetters:
    """A draft and a letter that was sent; whatever is really saved is saved to new ones."""

    def __init__(self, database: Database, actor: Actor, issue_id: int, authority_id: int) -> None:
        self.here, self.issue_id, self.authority_id = (database, actor), issue_id, authority_id
        self.draft_id, self.sent_id = self._draft(), send_letter(*self.here, self._draft())

    def _draft(self) -> int:
        return write_letter(*self.here, self.issue_id, self.authority_id)

    def call(self, service: str, field: str, text: str, reason: str) -> Any:
        """Call the service with the text in that field."""
        draft = self._draft() if reason else self.draft_id
        words: dict[str, Any] = {field.rpartition(".")[2]: text, "keep_personal_data": reason}
        match service:
            case "write_submission":
                return write_submission(*self.here, self.issue_id, a_letter(self.authority_id, **words))
            case "change_submission":
                return change_submission(*self.here, draft, 1, a_letter(self.authority_id, **words))
            case "send_submission":
                return send_submission(*self.here, draft, 1, Sending(SendingWay.POST, **words))
        sent = send_letter(*self.here, draft) if reason else self.sent_id
        version = letter_card(*self.here, sent).row_version
        match service:
            case "note_reference":
                return note_reference(*self.here, sent, version, Receipt(**{"reference": "1/2026"} | words))
            case "note_answer":
                return note_answer(*self.here, sent, version, Answer(AnswerKind.OTHER, **words))
            case _:
                return close_submission(*self.here, sent, version, text, keep_personal_data=reason)
