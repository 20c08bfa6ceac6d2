"""Who votes in a body, told and changed from a day on."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button
from dashboard.components.phrases import author_phrase
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.language import _
from geodata import clock
from geodata.model.meetings import BodyKind
from geodata.policy import Action, can
from geodata.services.body_card import BodyCard
from geodata.services.body_seats import Seat, body_seats, seat_choices, set_seats


def show_seats(context: Context, card: BodyCard) -> None:
    """Who votes on proposals in a commission, and the button that changes it; nothing for groups that do not vote."""
    seats = body_seats(context.database, context.actor, card.id)
    if card.kind != BodyKind.COMMISSION and not seats:
        return
    st.subheader(_("Who votes"), anchor=False)
    if not seats:
        st.info(_("Nobody has a seat yet. Members with one vote on proposals from their own phone."))
    st.markdown("\n".join(f"- {_told(seat)}" for seat in seats))
    if can(context.actor, Action.KEEP_MEETING):
        form = partial(_form, context, seats)
        form_button(_("Change who votes"), f"seats-{card.id}", card, form, icon=":material/how_to_vote:")


def _told(seat: Seat) -> str:
    days = _("since {day}").format(day=formats.day(seat.since))
    if seat.until is not None:
        days = _("from {first} to {last}").format(first=formats.day(seat.since), last=formats.day(seat.until))
    return f"{author_phrase(seat.person.name, seat.person.organisation)} ({days})"


def _form(context: Context, seats: tuple[Seat, ...], card: BodyCard) -> None:
    people = seat_choices(context.database, context.actor)
    names = {person.account_id: author_phrase(person.name, person.organisation) or "" for person in people}
    sit = [seat.person.account_id for seat in seats if seat.until is None]
    chosen = st.multiselect(
        _("People who vote"),
        list(names),
        default=list(dict.fromkeys(id_ for id_ in sit if id_ in names)),
        format_func=names.__getitem__,
        placeholder=_("Choose people"),
        help=_("Offered are those whose role lets them review proposals."),
        key="seat-people",
    )
    since = st.date_input(_("From which day on"), value=clock.today(), format="DD.MM.YYYY", key="seat-since")
    if st.button(_("Save who votes"), type="primary", key="seats-save"):
        with refusals_shown():
            set_seats(context.database, context.actor, card.id, card.row_version, tuple(chosen), since)
            close_form()
            tell_after_rerun(_("Who votes is saved."))
            st.rerun()
