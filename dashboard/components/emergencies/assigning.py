"""Who goes where: the assignments, and a new one with a word on who goes to the same door already."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.model.emergencies import EmergencyState
from geodata.policy import Action, can
from geodata.services.emergency_assignments import (
    LABEL_AT_MOST,
    STRETCH_AT_MOST,
    NewAssignment,
    Overlap,
    assign,
    overlaps_of,
    withdraw_assignment,
)
from geodata.services.emergency_board import EmergencyBoard
from geodata.services.organisations import list_organisations


def show_assignments(context: Context, board: EmergencyBoard) -> None:
    """Those that hold; the staff adds to them and takes them back."""
    writes = can(context.actor, Action.KEEP_EMERGENCY) and board.state != EmergencyState.EVALUATED
    if not board.assignments:
        st.info(_("Nobody goes anywhere yet. The staff sends pairs along stretches or to addresses."))
    for line in board.assignments:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            where = ", ".join(plain(part) for part in (line.stretch, *line.addresses) if part)
            who = " · ".join(plain(part) for part in (line.organisation, line.label) if part)
            st.markdown(f"**{who}**  \n{where}")
            if writes and st.button(_("Take the assignment back"), key=f"assignment-withdraw-{line.id}"):
                with refusals_shown():
                    withdraw_assignment(context.database, context.actor, line.id)
                    tell_after_rerun(_("The assignment is taken back; its reports stay."))
                    st.rerun()
    if writes:
        _new(context, board)


def _overlap(told: Overlap) -> str:
    where = plain(formats.address(told.address))
    if told.was_there is not None:
        return _("To {address} somebody came already: {who}, {when}").format(
            address=where, who=plain(told.organisation), when=plain(formats.moment(told.was_there))
        )
    who = " · ".join(plain(part) for part in (told.organisation, told.label) if part)
    return _("On the way to {address} is already: {who}").format(address=where, who=who)


def _new(context: Context, board: EmergencyBoard) -> None:
    st.subheader(_("Send somebody"), anchor=False)
    # After each saved one the fields are others, and so empty.
    turn = st.session_state.setdefault("assignment-turn", 0)
    names = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    organisation_id = st.selectbox(
        _("Whom"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=f"assignment-who-{turn}",
        placeholder=_("None chosen"),
    )
    label_key, stretch_key = f"assignment-label-{turn}", f"assignment-stretch-{turn}"
    pair = st.text_input(
        _("Pair (a label, never names)"), placeholder=_("Pair 3"), max_chars=LABEL_AT_MOST, key=label_key
    )
    stretch = st.text_input(_("Stretch"), max_chars=STRETCH_AT_MOST, key=stretch_key)
    texts = {line.id: line.text for line in board.addresses}
    address_ids = st.multiselect(
        _("Addresses"),
        list(texts),
        format_func=texts.__getitem__,
        key=f"assignment-addresses-{turn}",
        placeholder=_("None chosen"),
    )
    for told in overlaps_of(context.database, context.actor, board.id, address_ids):
        st.warning(_overlap(told))
    guard = PersonalDataGuard("assignment", {"label": label_key, "stretch": stretch_key})
    kept = guard.decided(st.button(_("Send them"), type="primary", key="assignment-save"))
    if kept is None:
        return
    if organisation_id is None:
        st.error(_("Choose whom you send."))
        return
    with refusals_shown(), guard.watching():
        new = NewAssignment(organisation_id, pair, stretch, tuple(address_ids), keep_personal_data=kept)
        assign(context.database, context.actor, board.id, new)
        st.session_state["assignment-turn"] = turn + 1
        tell_after_rerun(_("The assignment is saved."))
        st.rerun()
