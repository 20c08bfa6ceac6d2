"""One row per address, what stands out among them, and a visit that is written down."""

from __future__ import annotations

from html import escape
from uuid import uuid4

import streamlit as st

from dashboard import formats
from dashboard.components.address import code_in_address
from dashboard.components.emergencies.address_filter import AddressFilter, address_filters, fits
from dashboard.components.page_styles import page_styles
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.emergency_needs import needs_ended, needs_still
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.model.emergencies import NEAR_ROUTE_M, EmergencyState, Need
from geodata.policy import Action, can
from geodata.services.emergency_addresses import (
    NOTE_AT_MOST,
    NewVisit,
    leave_out_addresses,
    load_emergency_addresses,
    record_visit,
)
from geodata.services.emergency_board import AddressLine, EmergencyBoard
from geodata.services.organisations import list_organisations


def show_addresses(context: Context, board: EmergencyBoard) -> None:
    """The rows, narrowed to what was chosen; above them how addresses come in, below them a visit."""
    is_open = board.state != EmergencyState.EVALUATED
    if is_open and can(context.actor, Action.KEEP_EMERGENCY):
        _load(context, board)
    if not board.addresses:
        st.info(_("There is no address yet. The staff takes them in from the map with one button."))
        return
    _table(board)
    if can(context.actor, Action.EXPORT):
        _download(board)
    if is_open and can(context.actor, Action.REPORT_EMERGENCY):
        _visit(context, board)


def _load(context: Context, board: EmergencyBoard) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        within = NEAR_ROUTE_M
        if board.outline.geom_type.endswith("LineString"):
            within = st.number_input(
                _("Metres from the route"),
                10.0,
                1000.0,
                NEAR_ROUTE_M,
                10.0,
                format="%.0f",
                key="emergency-within",
                width=180,
            )
        if st.button(_("Take addresses in"), icon=":material/home_pin:", key="emergency-load"):
            with refusals_shown():
                count = load_emergency_addresses(context.database, context.actor, board.id, within)
                words = ngettext("{count} address was added.", "{count} addresses were added.", count)
                tell_after_rerun(words.format(count=formats.number(count)))
                st.rerun()
        if board.addresses and st.button(
            _("Leave out those elsewhere"),
            icon=":material/wrong_location:",
            help=_("After the area was changed: addresses outside it, to which nobody was sent and nobody came."),
            key="emergency-leave-out",
        ):
            with refusals_shown():
                count = leave_out_addresses(context.database, context.actor, board.id, within)
                words = ngettext("{count} address was left out.", "{count} addresses were left out.", count)
                tell_after_rerun(words.format(count=formats.number(count)))
                st.rerun()


def _download(board: EmergencyBoard) -> None:
    page_styles("downloads")
    name = escape(_("Addresses (Excel), to be printed"))
    link = f'<a class="lokality-download" download href="/exports/emergency/{board.id}.xlsx">{name}</a>'
    st.html(f'<nav class="lokality-downloads">{link}</nav>')


def _table(board: EmergencyBoard) -> None:
    names = address_filters()
    asked = code_in_address("shown", AddressFilter, AddressFilter.ALL)
    shown = st.pills(
        _("Show"),
        list(names),
        default=asked,
        required=True,
        format_func=names.__getitem__,
        key=f"emergency-shown-{asked}",
    )
    rows = [line for line in board.addresses if fits(line, shown or AddressFilter.ALL)]
    if not rows:
        st.info(_("No address is like that."))
        return
    st.dataframe(
        [
            {
                _("Address"): formats.address(line.text),
                _("State"): label(line.state),
                _("Who came there"): ", ".join(line.were_there),
                _("Last visit"): formats.moment(line.last_at),
                _("Still needed"): ", ".join(label(need) for need in line.needs),
                _("Note"): line.note,
                _("Who is assigned"): ", ".join(line.assigned),
                _("Was needed"): "; ".join(needs_ended(line)),
            }
            for line in rows
        ],
        hide_index=True,
        key="emergency-addresses",
    )


def _visit(context: Context, board: EmergencyBoard) -> None:
    st.subheader(_("Write down a visit"), anchor=False)
    # Another value empties the form once it is saved; pressing its button twice writes one visit.
    client_id = st.session_state.setdefault("emergency-visit-id", str(uuid4()))
    texts = {line.id: formats.address(line.text) for line in board.addresses}
    address_id = st.selectbox(
        _("At which address"), list(texts), format_func=texts.__getitem__, key=f"visit-address-{board.id}"
    )
    _needs_until_now(next((line for line in board.addresses if line.id == address_id), None))
    organisation_id = _organisation(context)
    needs = st.pills(
        _("What is still needed"), list(Need), selection_mode="multi", format_func=label, key=f"visit-needs-{client_id}"
    )
    settled = st.toggle(_("Nothing more is needed here"), key=f"visit-settled-{client_id}")
    note_key = f"visit-note-{client_id}"
    note = st.text_input(_("Short note on the building, never on people"), max_chars=NOTE_AT_MOST, key=note_key)
    guard = PersonalDataGuard("emergency-visit", {"note": note_key})
    pressed = st.button(_("Save this visit"), type="primary", width="stretch", key="visit-save")
    kept = guard.decided(pressed)
    if kept is None or address_id is None:
        return
    with refusals_shown(), guard.watching():
        visit = NewVisit(frozenset(needs), note, settled, organisation_id, client_id=client_id, keep_personal_data=kept)
        record_visit(context.database, context.actor, address_id, visit)
        st.session_state.pop("emergency-visit-id")
        tell_after_rerun(_("The visit is saved."))
        st.rerun()


def _needs_until_now(address: AddressLine | None) -> None:
    """What others told is still needed there: whoever settles the address has to know what they settle."""
    still = needs_still(address) if address else []
    if still:
        told = _("Still needed here: {needs}. What you do not choose again below counts as needed no more.")
        st.warning(told.format(needs=", ".join(map(plain, still))), icon=":material/front_hand:")


def _organisation(context: Context) -> int | None:
    """The staff says who was there; others were there themselves."""
    if not can(context.actor, Action.KEEP_EMERGENCY):
        return None
    names = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    own = list(names).index(context.actor.organisation_id) if context.actor.organisation_id in names else None
    return st.selectbox(
        _("Which organisation was there"),
        list(names),
        index=own,
        format_func=names.__getitem__,
        key="visit-who",
        placeholder=_("None chosen"),
    )
