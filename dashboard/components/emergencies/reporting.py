"""The log of reports, and the quick form with which a pair writes one from a phone."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from dashboard.components.emergencies.staff_board import show_reports
from dashboard.components.lasting_press import answered, lasting_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.place_position import Placed, position_fields
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import N_, InvalidValue
from geodata.model.emergencies import EmergencyState, ReportKind
from geodata.policy import Action, can, emergency_staff
from geodata.services.emergency_board import EmergencyBoard
from geodata.services.emergency_reports import TEXT_AT_MOST, NewReport, report


def show_reporting(context: Context, board: EmergencyBoard) -> None:
    """The form above the log."""
    if can(context.actor, Action.REPORT_EMERGENCY) and board.state != EmergencyState.EVALUATED:
        _form(context, board)
    show_reports(board)


def _form(context: Context, board: EmergencyBoard) -> None:
    # Another value empties the form once it is sent; pressing its button twice writes one report.
    client_id = st.session_state.setdefault("emergency-report-id", str(uuid4()))
    pair = _pair(context, board)
    kind = st.pills(
        _("What"),
        list(ReportKind),
        default=ReportKind.ALL_QUIET,
        required=True,
        format_func=label,
        key=f"report-kind-{client_id}",
    )
    text_key = f"report-text-{client_id}"
    text = st.text_area(_("In a few words"), max_chars=TEXT_AT_MOST, key=text_key)
    texts = {line.id: line.text for line in board.addresses}
    address_id = st.selectbox(
        _("The address, if the report belongs to one"),
        list(texts),
        index=None,
        format_func=texts.__getitem__,
        placeholder=_("None chosen"),
        key=f"report-address-{client_id}",
    )
    wants_place, placed = _placed(context, client_id, kind == ReportKind.POSITION)
    guard = PersonalDataGuard("emergency-report", {"text": text_key})
    kept = guard.decided(lasting_button(_("Send the report"), "report-save", width="stretch"))
    if kept is None:
        return
    answered("report-save")
    with refusals_shown(), guard.watching():
        if wants_place and placed is None:
            raise InvalidValue(
                N_("No position is chosen yet, nothing was sent. Allow the position, tap the map, or switch it off.")
            )
        said = NewReport(
            kind or ReportKind.ALL_QUIET,
            text,
            pair,
            address_id,
            longitude=placed.at[1] if placed else None,
            latitude=placed.at[0] if placed else None,
            client_id=client_id,
            keep_personal_data=kept,
        )
        report(context.database, context.actor, board.id, said)
        st.session_state.pop("emergency-report-id")
        tell_after_rerun(_("The report is sent."))
        st.rerun()


def _pair(context: Context, board: EmergencyBoard) -> int | None:
    """Who reports: chosen once, and remembered for as long as this tab of the browser lives."""
    pairs = {
        line.id: " · ".join(part for part in (line.organisation, line.label, line.stretch) if part)
        for line in board.assignments
        if emergency_staff(context.actor) or line.organisation_id == context.actor.organisation_id
    }
    memory = f"emergency-pair-{board.id}"
    remembered = st.session_state.get(memory)
    if remembered not in pairs:
        # With several nobody is guessed: a report of the wrong pair would move it on the map.
        remembered = next(iter(pairs)) if len(pairs) == 1 else None
    chosen = st.selectbox(
        _("Who reports"),
        list(pairs),
        index=None if remembered is None else list(pairs).index(remembered),
        format_func=pairs.__getitem__,
        key="report-pair",
        placeholder=_("No pair, the organisation as a whole"),
    )
    st.session_state[memory] = chosen
    return chosen


def _placed(context: Context, client_id: str, is_asked: bool) -> tuple[bool, Placed | None]:
    """Whether a place is to be told, and where; the map is there when it is: on a phone it takes the whole screen."""
    wanted = st.toggle(_("Add where we are"), is_asked, key=f"report-placed-{client_id}-{is_asked}")
    return wanted, position_fields(context, f"report-place-{client_id}", None) if wanted else None
