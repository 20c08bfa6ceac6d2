"""Until when an authority has to answer, by which rule, and that this is no legal advice."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.facts import show_facts
from dashboard.components.signs import OVERDUE_SIGN
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.model.deadlines import POST_SOURCE
from geodata.model.legal_bases import COUNTING_SOURCE, LegalBasis
from geodata.model.submissions import SendingWay, SubmissionState
from geodata.services.submission_card import AnswerDeadline, SubmissionCard


def show_deadline(card: SubmissionCard) -> None:
    """The deadline with its rule and source; of a letter without one, the basis it leans on."""
    if card.deadline is not None:
        due = _due(card.deadline, waits=card.line.state == SubmissionState.SENT)
        show_facts([(_("Answer due"), due), *_rule(card.deadline, card.line.sent_by)], "deadline")
    if card.line.basis is not None:
        show_basis(card.line.basis)


def show_basis(basis: LegalBasis) -> None:
    """What the rule says, where it stands, and who has to look at it."""
    whom = _("It speaks to {whom}.").format(whom=_(basis.speaks_to))
    advice = _("to be checked by a lawyer")
    st.caption(f":material/gavel: {_(basis.says)} {whom} {basis.source} **({advice})**")


def _due(deadline: AnswerDeadline, *, waits: bool) -> str:
    day = f"**{formats.day(deadline.due_on)}**"
    left = abs(deadline.days_left)
    if deadline.overdue:
        late = ngettext("{count} day overdue", "{count} days overdue", left).format(count=formats.number(left))
        return f"{OVERDUE_SIGN} {day}, **{late}**"
    if not waits or deadline.days_left < 0:
        return day  # answered meanwhile, or settled
    words = ngettext("{count} day left", "{count} days left", left).format(count=formats.number(left))
    return f"{day}, {words}"


def _rule(deadline: AnswerDeadline, sent_by: SendingWay | None) -> list[tuple[str, str]]:
    basis = deadline.basis
    if basis is None or basis.days is None or deadline.counted_from is None:
        return []
    start = formats.day(deadline.counted_from)
    words = _("received on {day}") if deadline.received else _("taken as received on {day}")
    counted = f"{formats.number(basis.days)} {label(basis.counting)}, {words.format(day=start)}"
    sources = [basis.source, COUNTING_SOURCE]
    if not deadline.received and sent_by == SendingWay.POST:
        sources.append(POST_SOURCE)
    sources.append(_("to be checked by a lawyer"))
    return [(_("Counted"), f"{counted} ({', '.join(sources)})")]
