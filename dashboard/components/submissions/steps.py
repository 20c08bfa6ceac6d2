"""What can be done with a letter: the step to do first, then the rest. Each tells why it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Literal

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button, open_form_key, open_subject, renew_form
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.submissions.ask_before_sending import sure_to_send
from dashboard.components.submissions.authority import authorities
from dashboard.components.submissions.gaps import show_gaps
from dashboard.components.submissions.offers import show_reasons
from dashboard.components.submissions.stale_submission import forget_versions, keep_both_versions, show_change_below
from dashboard.components.submissions.take_letter import take_letter
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata import clock
from geodata.database import Database
from geodata.errors import StaleEdit
from geodata.model.deadlines import counted_from, deadline_of
from geodata.model.next_steps import NextStep, Offer
from geodata.model.people import Actor
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionState
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.submission_card import SubmissionCard, submission_card
from geodata.services.submission_steps import (
    REFERENCE_AT_MOST,
    Answer,
    Receipt,
    Sending,
    close_submission,
    note_answer,
    note_reference,
    send_submission,
)
from geodata.services.submissions import withdraw_submission

_ICONS: Mapping[NextStep, str] = {
    NextStep.SEND: ":material/send:",
    NextStep.NOTE_ANSWER: ":material/mark_email_read:",
    NextStep.REMIND: ":material/notifications:",
    NextStep.COMPLAIN: ":material/arrow_upward:",
    NextStep.COMPLAIN_THERE: ":material/gavel:",
    NextStep.WRITE_ELSEWHERE: ":material/forward_to_inbox:",
    NextStep.ASK_FORWARDED: ":material/forward_to_inbox:",
    NextStep.REQUEST_INFORMATION: ":material/help:",
    NextStep.VERIFY_PLACE: ":material/visibility:",
    NextStep.CLOSE: ":material/check:",
}


def show_steps(context: Context, card: SubmissionCard) -> None:
    """The steps that the actor may take; the first is the one to do."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for place, offer in enumerate(card.offers):
            _step(context, card, offer, is_first=place == 0)
    show_reasons(card.offers)
    with st.container(horizontal=True, vertical_alignment="center"):
        take_letter(card)
        if not card.may_keep:
            return
        if card.line.state == SubmissionState.DRAFT:
            if st.button(_("Change the letter"), icon=":material/edit:", key=f"change-letter-{card.id}"):
                go_to("submission", id=card.id, change=1)
            withdraw = partial(_withdraw, context)
            form_button(_("Cancel the draft"), _withdraw_key(card), card, withdraw, icon=":material/undo:")
        else:
            receipt = partial(_receipt, context)
            form_button(_("Note their number"), _receipt_key(card), card, receipt, icon=":material/tag:")


def _step(context: Context, card: SubmissionCard, offer: Offer, *, is_first: bool) -> None:
    key, icon = _form_key(offer, card), _ICONS[offer.step]
    kind: Literal["primary", "secondary"] = "primary" if is_first else "secondary"
    if (form := _FORMS.get(offer.step)) is not None:
        form_button(label(offer.step), key, card, partial(form, context), icon=icon, kind=kind)
    elif st.button(label(offer.step), icon=icon, type=kind, key=key, help=_(offer.why)):
        _go(card, offer)


def _go(card: SubmissionCard, offer: Offer) -> None:
    """To the letter that comes next, or to the place that is to be looked at."""
    if offer.opens is not None:
        go_to("submission", issue=card.line.issue.id, after=card.id, step=offer.step.value)
    elif card.places:
        go_to("site", id=card.places[0].site_id)
    else:
        go_to("issue", id=card.line.issue.id)


def _send(context: Context, card: SubmissionCard) -> None:
    way = st.selectbox(_("How it went"), list(SendingWay), format_func=label, key="letter-way")
    sent_on = _day_field(_("When it was sent"), "letter-sent-on", card.sent_from) or clock.today()
    reference = _reference_field()
    way = way or SendingWay.DATA_BOX
    due_on = st.date_input(
        _("Until when you wait for an answer"),
        value=None,
        min_value=sent_on + timedelta(days=1),
        format="DD.MM.YYYY",
        key="letter-due-on",
    )
    by_rule = deadline_of(card.line.basis, counted_from(sent_on, way))
    if by_rule is not None:
        hint = _("By the deadline of {source} it is {day}; a day that you choose goes before it.")
        st.caption(hint.format(source=card.line.basis.source if card.line.basis else "", day=formats.day(by_rule)))
    show_gaps(f"{card.line.subject}\n{card.text}")
    note = _note_field()
    sending = Sending(way, sent_on=sent_on, reference=reference, due_on=due_on, note=note)
    which = _which(context, card)
    _save(
        context,
        card,
        lambda kept: send_submission(*which, replace(sending, keep_personal_data=kept)),
        lambda: sure_to_send(card, sending, sent_on, due_on or by_rule),
    )


def _receipt(context: Context, card: SubmissionCard) -> None:
    reference = _reference_field()
    since = card.line.sent_on or clock.today()
    received_on = st.date_input(
        _("When they received it"),
        value=None,
        min_value=since,
        max_value=clock.today(),
        format="DD.MM.YYYY",
        key="letter-received-on",
    )
    st.caption(_("The deadline is counted from the day of the receipt."))
    receipt = Receipt(reference, received_on=received_on, note=_note_field())
    _save(context, card, lambda kept: note_reference(*_which(context, card), replace(receipt, keep_personal_data=kept)))


def _answer(context: Context, card: SubmissionCard) -> None:
    kinds = [kind for kind in AnswerKind if kind != AnswerKind.NO_ANSWER or card.line.overdue]
    kind = st.selectbox(
        _("What they answered"), kinds, index=None, format_func=label, placeholder=_("Choose"), key="letter-answer"
    )
    answered_on = _day_field(_("When the answer came"), "letter-answered-on", card.line.sent_on)
    forwarded_to_id = None
    if kind == AnswerKind.FORWARDED:
        names = authorities(context)
        forwarded_to_id = st.selectbox(
            _("Who has it now"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Choose"),
            key="letter-forwarded",
        )
    reference, note = _reference_field(), _note_field()
    if kind is None:
        st.caption(_("Choose first what was answered."))
        return
    answer = Answer(kind, answered_on=answered_on, note=note, reference=reference, forwarded_to_id=forwarded_to_id)
    _save(context, card, lambda kept: note_answer(*_which(context, card), replace(answer, keep_personal_data=kept)))


def _close(context: Context, card: SubmissionCard) -> None:
    note = _note_field()
    _save(context, card, lambda kept: close_submission(*_which(context, card), note, keep_personal_data=kept))


def _withdraw(context: Context, card: SubmissionCard) -> None:
    st.markdown(_("The draft disappears from all lists. What it said stays in the audit."))
    if not st.button(_("Cancel the draft"), type="primary", key="letter-withdraw"):
        return
    with refusals_shown():
        withdraw_submission(*_which(context, card))
        tell_after_rerun(_("The draft is cancelled."))
        close_form()
        go_to("issue", id=card.line.issue.id)


_WORDS = ("letter-reference", "letter-note")  # the keys of what is typed into the forms of steps

_FORMS: Mapping[NextStep, Callable[[Context, SubmissionCard], None]] = {
    NextStep.SEND: _send,
    NextStep.NOTE_ANSWER: _answer,
    NextStep.CLOSE: _close,
}


def _which(context: Context, card: SubmissionCard) -> tuple[Database, Actor, int, int]:
    return context.database, context.actor, card.id, card.row_version


def _day_field(name: str, key: str, earliest: date | None) -> date | None:
    return st.date_input(
        name, value=clock.today(), min_value=earliest, max_value=clock.today(), format="DD.MM.YYYY", key=key
    )


def _reference_field() -> str:
    return st.text_input(_("Their reference number"), max_chars=REFERENCE_AT_MOST, key="letter-reference")


def _note_field() -> str:
    return st.text_area(_("Note"), max_chars=NOTE_AT_MOST, key="letter-note")


def _save_button() -> bool:
    return st.button(_("Save"), type="primary", key="letter-save")


def _save(
    context: Context,
    card: SubmissionCard,
    change: Callable[[str], None],
    pressed: Callable[[], bool] = _save_button,
) -> None:
    """The button of a form; `change` takes the reason for keeping personal data of the note and the number.

    What somebody else noted meanwhile is shown, never overwritten.
    """
    show_change_below(card)
    guard = PersonalDataGuard("letter-step", {"note": "letter-note", "reference": "letter-reference"})
    kept = guard.decided(pressed())
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        try:
            change(kept)
            tell_after_rerun(_("Saved."))
        except StaleEdit:
            # The form stays open over the letter as it is now; where its step is no more, the page shows the words.
            keep_both_versions(card, _typed())
            renew_form(submission_card(context.database, context.actor, card.id))
            st.rerun()
        forget_versions()
        close_form()
        st.rerun()


def leave_closed_form(card: SubmissionCard) -> None:
    """Close a form whose step is not open any more, because somebody else took one; its words go to the page."""
    opened = open_subject()
    if not isinstance(opened, SubmissionCard) or opened.id != card.id or open_form_key() in _forms_of(card):
        return
    keep_both_versions(opened, _typed())
    close_form()


def _typed() -> list[str]:
    return [str(st.session_state.get(key, "")) for key in _WORDS]


def _forms_of(card: SubmissionCard) -> set[str]:
    """The keys of the forms that the page of the letter offers."""
    offered = {_form_key(offer, card) for offer in card.offers if offer.step in _FORMS}
    if card.may_keep:
        offered.add(_withdraw_key(card) if card.line.state == SubmissionState.DRAFT else _receipt_key(card))
    return offered


def _form_key(offer: Offer, card: SubmissionCard) -> str:
    return f"letter-{offer.step}-{card.id}"


def _withdraw_key(card: SubmissionCard) -> str:
    return f"withdraw-letter-{card.id}"


def _receipt_key(card: SubmissionCard) -> str:
    return f"receipt-{card.id}"
