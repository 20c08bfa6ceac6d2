"""Short phrases about letters to authorities, and their signs. All are Markdown with people's words escaped."""

from __future__ import annotations

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.signs import OVERDUE_SIGN
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.model.submissions import AnswerKind, SubmissionState
from geodata.services.submission_card import SubmissionEventLine
from geodata.services.submission_lines import SubmissionLine

SUBMISSION_SIGN = ":material/mail:"
SUBMISSION_SIGNS: dict[SubmissionState, str] = {
    SubmissionState.DRAFT: ":material/edit_note:",
    SubmissionState.SENT: ":material/outgoing_mail:",
    SubmissionState.ANSWERED: ":material/mark_email_read:",
    SubmissionState.CLOSED: ":material/drafts:",
    SubmissionState.WITHDRAWN: ":material/undo:",
}


def line_sign(line: SubmissionLine) -> str:
    """The sign of its state; of one that waits past its deadline that of being late."""
    return OVERDUE_SIGN if line.overdue else SUBMISSION_SIGNS[line.state]


def line_facts(line: SubmissionLine) -> str:
    """What it is, how far it is, until when, and what was answered."""
    return joined(
        label(line.kind),
        state_phrase(line),
        None if line.reference is None else _("their number {reference}").format(reference=plain(line.reference)),
        answer_phrase(line),
    )


def state_phrase(line: SubmissionLine) -> str:
    """How far it is, and until when an answer is waited for."""
    if line.overdue:
        late = ngettext("{count} day overdue", "{count} days overdue", line.days_late)
        return f"**{late.format(count=formats.number(line.days_late))}**"
    if line.state == SubmissionState.SENT:
        sent = _("sent {day}").format(day=formats.day(line.sent_on))
        return sent if line.due_on is None else joined(sent, _("answer due {day}").format(day=formats.day(line.due_on)))
    return label(line.state)


def answer_phrase(line: SubmissionLine) -> str | None:
    """The kind of the answer and its day; None while there is none."""
    if line.answer_kind is None:
        return None
    words = f"**{label(line.answer_kind)}**"
    if line.answer_kind == AnswerKind.FORWARDED and line.forwarded_to:
        words += f" ({plain(line.forwarded_to)})"
    return words if line.answered_on is None else f"{words} {formats.day(line.answered_on)}"


def submission_event_phrase(event: SubmissionEventLine) -> str:
    """What a step brought."""
    return joined(
        f"**{label(event.kind)}**",
        None if event.answer_kind is None else label(event.answer_kind),
        None if event.sent_by is None else label(event.sent_by).lower(),
        None if event.reference is None else _("their number {reference}").format(reference=plain(event.reference)),
        None if event.received_on is None else _("received {day}").format(day=formats.day(event.received_on)),
        None if event.due_on is None else _("answer due {day}").format(day=formats.day(event.due_on)),
        None if event.forwarded_to is None else _("to {organisation}").format(organisation=plain(event.forwarded_to)),
    )
