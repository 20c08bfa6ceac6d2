"""What can be done with a letter: the step to do first, then the rest. Each tells why it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Literal

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.submissions.authority import authorities
from dashboard.components.submissions.stale_submission import keep_both_versions
from dashboard.components.submissions.take_letter import take_letter
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata import clock
from geodata.database import Database
from geodata.errors import StaleEdit
from geodata.model.next_steps import NextStep, Offer
from geodata.model.people import Actor
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionState
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.submission_card import SubmissionCard
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
    if card.offers:
        st.caption(f":material/info: {_(card.offers[0].why)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        take_letter(card)
        if not card.may_keep:
            return
        if card.line.state == SubmissionState.DRAFT:
            if st.button(_("Change the letter"), icon=":material/edit:", key=f"change-letter-{card.id}"):
                go_to("submission", id=card.id, change=1)
            withdraw = partial(_withdraw, context)
            form_button(_("Take the letter back"), f"withdraw-letter-{card.id}", card, withdraw, icon=":material/undo:")
        else:
            receipt = partial(_receipt, context)
            form_button(_("Note their number"), f"receipt-{card.id}", card, receipt, icon=":material/tag:")


def _step(context: Context, card: SubmissionCard, offer: Offer, *, is_first: bool) -> None:
    key, icon = f"letter-{offer.step}-{card.id}", _ICONS[offer.step]
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
    sent_on = _day_field(_("When it was sent"), "letter-sent-on", card.written_on - timedelta(days=366))
    reference = _reference_field()
    due_on = None
    if card.line.basis is None or card.line.basis.days is None:
        due_on = st.date_input(
            _("Until when you wait for an answer"),
            value=None,
            min_value=clock.today() + timedelta(days=1),
            format="DD.MM.YYYY",
            key="letter-due-on",
        )
    note = _note_field()
    sending = Sending(way or SendingWay.DATA_BOX, sent_on=sent_on, reference=reference, due_on=due_on, note=note)
    _save(card, lambda kept: send_submission(*_which(context, card), replace(sending, keep_personal_data=kept)))


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
    _save(card, lambda kept: note_reference(*_which(context, card), replace(receipt, keep_personal_data=kept)))


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
    _save(card, lambda kept: note_answer(*_which(context, card), replace(answer, keep_personal_data=kept)))


def _close(context: Context, card: SubmissionCard) -> None:
    note = _note_field()
    _save(card, lambda kept: close_submission(*_which(context, card), note, keep_personal_data=kept))


def _withdraw(context: Context, card: SubmissionCard) -> None:
    st.markdown(_("The draft disappears from all lists. What it said stays in the audit."))
    if not st.button(_("Take it back"), type="primary", key="letter-withdraw"):
        return
    with refusals_shown():
        withdraw_submission(*_which(context, card))
        tell_after_rerun(_("Taken back."))
        close_form()
        go_to("issue", id=card.line.issue.id)


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


def _save(card: SubmissionCard, change: Callable[[str], None]) -> None:
    """The button of a form; `change` takes the reason for keeping personal data of the note and the number.

    What somebody else noted meanwhile is shown, never overwritten.
    """
    guard = PersonalDataGuard("letter-step", {"note": "letter-note", "reference": "letter-reference"})
    kept = guard.decided(st.button(_("Save"), type="primary", key="letter-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        try:
            change(kept)
            tell_after_rerun(_("Saved."))
        except StaleEdit:
            keep_both_versions(card)
        close_form()
        st.rerun()
