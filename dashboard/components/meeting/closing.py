"""A meeting begins, its minutes are closed and signed; after that only an addendum may follow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import client_id, close_form, form_button
from dashboard.components.meeting.faces import Face, show_face
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.language import _, ngettext
from geodata import clock
from geodata.model.meetings import MeetingState
from geodata.policy import Action, can
from geodata.services.meeting_card import MeetingCard
from geodata.services.minutes_export import restricted_in
from geodata.services.minutes_points import WORDS_AT_MOST
from geodata.services.minutes_states import add_addendum, begin_meeting, close_minutes, sign_minutes


def show_next_step(context: Context, card: MeetingCard) -> None:
    """The one step that leads on from the state of the meeting, for those who may take it."""
    if not can(context.actor, Action.KEEP_MEETING):
        return
    match card.state:
        case MeetingState.PLANNED if formats.local(card.starts_at).date() <= clock.today():
            if st.button(_("Begin the meeting"), type="primary", icon=":material/play_arrow:", key="begin-meeting"):
                _begin(context, card)
        case MeetingState.HELD:
            form = partial(_close, context)
            form_button(_("Close the minutes"), f"close-{card.id}", card, form, icon=":material/lock:", kind="primary")
        case MeetingState.CLOSED:
            form = partial(_sign, context)
            form_button(
                _("Sign the minutes"), f"sign-{card.id}", card, form, icon=":material/signature:", kind="primary"
            )
        case _:
            return


def show_addenda(context: Context, card: MeetingCard) -> None:
    """What was added after the minutes were closed, and the form for more."""
    closed = card.state in (MeetingState.CLOSED, MeetingState.SIGNED)
    writes = closed and can(context.actor, Action.KEEP_MEETING)
    if not card.addenda and not writes:
        return
    st.subheader(_("Addenda"), anchor=False)
    for addendum in card.addenda:
        with st.container(border=True, gap="xsmall"):
            st.markdown(paragraphs(addendum.text))
            st.caption(joined(author_phrase(addendum.person, None), formats.moment(addendum.recorded_at)))
    if writes:
        form_button(_("Write an addendum"), f"addendum-{card.id}", card, partial(_addendum, context))


def signature_phrase(card: MeetingCard) -> str | None:
    """When the minutes were closed, and who signed them."""
    if card.signed_at is not None:
        day = formats.day(card.signed_at)
        if card.signed_by:
            return _("signed on {day} by {person}").format(day=day, person=plain(card.signed_by))
        return _("signed on {day}").format(day=day)
    if card.closed_at is not None:
        return _("closed on {day}").format(day=formats.day(card.closed_at))
    return None


def _begin(context: Context, card: MeetingCard) -> None:
    show_face(Face.MINUTES)
    _step(
        partial(begin_meeting, context.database, context.actor, card.id, card.row_version),
        _("The meeting has begun. What you write is saved at once."),
    )


def _close(context: Context, card: MeetingCard) -> None:
    left = sum(not point.discussed for point in card.points)
    if left:
        words = ngettext(
            "{count} point was not discussed. It comes back at the next meeting.",
            "{count} points were not discussed. They come back at the next meeting.",
            left,
        )
        st.warning(words.format(count=left), icon=":material/replay:")
    else:
        st.markdown(_("Every point was discussed."))
    if all(line.presence is None for line in card.attendance):
        st.warning(_("Nobody has written down who was there. Write it down first."), icon=":material/how_to_reg:")
    st.markdown(_("After closing nothing of the minutes can be changed; only an addendum may follow."))
    if st.button(_("Close them"), type="primary", icon=":material/lock:", key="close-minutes"):
        show_face(Face.RESULTS)
        _step(
            partial(close_minutes, context.database, context.actor, card.id, card.row_version),
            _("The minutes are closed."),
        )


def _sign(context: Context, card: MeetingCard) -> None:
    st.markdown(_("A signature cannot be taken back. After it only an addendum may follow."))
    st.caption(_("The minutes then say that you signed them, and when."))
    if st.button(_("Sign them"), type="primary", icon=":material/signature:", key="sign-minutes"):
        _step(
            partial(sign_minutes, context.database, context.actor, card.id, card.row_version),
            _("The minutes are signed."),
        )


def _step(change: Callable[[], None], told: str) -> None:
    with refusals_shown():
        change()
        tell_after_rerun(told)
        close_form()
        st.rerun()


def _addendum(context: Context, card: MeetingCard) -> None:
    key = f"addendum-text-{client_id()}"
    if restricted_in(context.database, context.actor, card.id):
        st.caption(_("Whoever may see the meeting reads it, also those who may not see every point."))
    text = st.text_area(_("What has to be added"), max_chars=WORDS_AT_MOST, key=key)
    guard = PersonalDataGuard("addendum", {"text": key})
    kept = guard.decided(st.button(_("Add it"), type="primary", key="addendum-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        add_addendum(context.database, context.actor, card.id, text or "", keep_personal_data=kept)
        tell_after_rerun(_("Saved."))
        close_form()
        st.rerun()
