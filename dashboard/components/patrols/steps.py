"""What can be done with a patrol now: the one step that follows, and cancelling it, which is asked twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button, show_open_form
from dashboard.components.patrols.body import body_field
from dashboard.components.patrols.places import count_phrase
from dashboard.components.patrols.rows import span
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs, plain, sentence
from dashboard.context import Context
from dashboard.language import _
from dashboard.noted import note_on_page
from geodata.errors import LokalityError, StaleEdit
from geodata.model.patrols import PatrolState
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.patrol_list import PatrolCard, patrol_card
from geodata.services.patrol_steps import cancel_patrol, report_patrol, start_patrol, stop_patrol


def next_step(context: Context, card: PatrolCard, places: int) -> None:
    """The primary button of the state; none for who may not lead it, or where nothing follows.

    `places` is how many were logged under the patrol.
    """
    if not card.may_lead:
        return
    if card.state == PatrolState.PLANNED:
        _button(context, card, _("Start the patrol"), f"start-patrol-{card.id}", ":material/play_arrow:", _start)
    if card.state == PatrolState.UNDER_WAY:
        _button(context, card, _("End the patrol"), f"stop-patrol-{card.id}", ":material/stop:", _stop)
    name, key, form = _("Write the result"), f"report-patrol-{card.id}", partial(_report, context, places)
    if card.state == PatrolState.DONE:
        form_button(name, key, card, form, icon=":material/edit_note:", kind="primary")
    else:  # somebody else may have written it while this one is still writing
        show_open_form(name, key, card, form)


def cancel_button(context: Context, card: PatrolCard) -> None:
    """The button that asks whether nobody will walk a planned patrol."""
    if card.may_lead and card.state == PatrolState.PLANNED:
        form = partial(_cancel, context)
        form_button(
            _("Cancel the patrol"),
            f"cancel-patrol-{card.id}",
            card,
            form,
            icon=":material/event_busy:",
            kind="tertiary",
        )


def _button(
    context: Context, card: PatrolCard, name: str, key: str, icon: str, step: Callable[[Context, PatrolCard], None]
) -> None:
    # In a callback: by the time the page runs again somebody else may have led the patrol on, and the button is gone.
    st.button(name, type="primary", icon=icon, key=key, on_click=step, args=(context, card))


def _start(context: Context, card: PatrolCard) -> None:
    lead = partial(start_patrol, context.database, context.actor, card.id, card.row_version)
    _told(lead, _("The patrol has started."), _("The patrol had started already; nothing changed."))


def _stop(context: Context, card: PatrolCard) -> None:
    lead = partial(stop_patrol, context.database, context.actor, card.id, card.row_version)
    _told(lead, _("The patrol has ended. Write its result next."), _("The patrol had ended already."))


def _told(lead: Callable[[], bool], first: str, again: str) -> None:
    """Lead the patrol on, and say it on the page as it is drawn then."""
    try:
        tell_after_rerun(first if lead() else again)
    except LokalityError as refusal:
        note_on_page(refusal)
        tell_after_rerun(sentence(refusal.message), warns=True)


def _cancel(context: Context, card: PatrolCard) -> None:
    st.markdown(f"**{plain(card.purpose)}** {span(card.starts_at, card.ends_at)}")
    st.markdown(_("It stays in the list as cancelled. It cannot be taken back."))
    if st.button(_("Cancel this patrol"), type="primary", key="patrol-cancel-save"):
        with refusals_shown():
            cancel_patrol(context.database, context.actor, card.id, card.row_version)
            close_form()
            _done(_("The patrol is cancelled."))


def _report(context: Context, places: int, card: PatrolCard) -> None:
    st.caption(count_phrase(places))
    result = st.text_area(
        _("What came of it"),
        max_chars=NOTE_AT_MOST,
        placeholder=_("Two cellars open, told to the caretaker; nobody inside."),
        help=_("Everybody who may see the patrol reads it. It cannot be changed later."),
        key="patrol-result",
    )
    body_id = body_field(context, card, card.sensitivity)
    guard = PersonalDataGuard("patrol-result", {"result": "patrol-result"})
    kept = guard.decided(st.button(_("Save the result"), type="primary", key="patrol-result-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        try:
            here = context.database, context.actor, card.id
            report_patrol(*here, card.row_version, result, body_id=body_id, keep_personal_data=kept)
        except StaleEdit:
            _show_other_result(patrol_card(context.database, context.actor, card.id))
            return
        close_form()
        _done(_("The result is written."))


def _show_other_result(now: PatrolCard) -> None:
    st.warning(_("Somebody else wrote the result meanwhile; yours was not saved. Now it says:"))
    st.markdown(paragraphs(now.result))


def _done(told: str) -> None:
    tell_after_rerun(told)
    st.rerun()
