"""What the staff watches: calls that nobody answered, the map, where each pair was last, doors that wait."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.emergencies.address_filter import AddressFilter, address_filters, fits
from dashboard.components.emergencies.ages import since
from dashboard.components.emergencies.event_map import show_event_map
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata import clock
from geodata.model.emergencies import AddressState, ReportKind
from geodata.services.emergency_board import AddressLine, AssignmentLine, EmergencyBoard, ReportLine, emergency_board

LOOKS_EVERY = "10s"
REPORT_SIGNS = {
    ReportKind.ALL_QUIET: ":material/check_circle:",
    ReportKind.TROUBLE: ":material/warning:",
    ReportKind.NEED: ":material/add_box:",
    ReportKind.HELP_CAME: ":material/volunteer_activism:",
    ReportKind.POSITION: ":material/pin_drop:",
}
_REPORTS_AT_ONCE = 10
_DOORS_AT_ONCE = 10


@st.fragment(run_every=LOOKS_EVERY)
def show_staff_board(context: Context, event_id: int) -> None:
    """The board, drawn anew by itself; there is no field in it, so that nothing typed is lost."""
    board = emergency_board(context.database, context.actor, event_id)
    with st.container(key="emergency-calls"):  # always there: a block more above the map would make its frame anew
        _calls(board)
    _numbers(board)
    shown, told = st.columns([3, 2])
    with shown:
        show_event_map(board)
        st.caption(_("As it stood at {time}; looked up again by itself.").format(time=formats.moment(clock.now())))
    with told:
        st.subheader(_("Where the pairs are"), anchor=False)
        for line in board.assignments:
            st.markdown(_pair(line))
        if not board.assignments:
            st.info(_("Nobody is assigned yet. Do it under “Assignments”."))
        _doors(board)
        st.subheader(_("Newest reports"), anchor=False)
        show_reports(board, _REPORTS_AT_ONCE)


def show_reports(board: EmergencyBoard, at_most: int | None = None) -> None:
    """The reports that the reader may know of as lines, the newest first."""
    for line in board.reports[:at_most]:
        st.markdown(f"{REPORT_SIGNS[line.kind]} {_said(line)}")
    if board.reports:
        return
    if board.hears_all:
        st.info(_("No report has come yet. The pairs write them under “Reports”."))
    else:
        st.info(
            _("Your organisation has not reported yet; it does so under “Reports”. The staff reads those of others.")
        )


def _said(line: ReportLine, when: str = "") -> str:
    who = " · ".join(plain(name) for name in (line.organisation, line.pair) if name)
    facts = (f"**{label(line.kind)}**", who, plain(line.address), when or formats.moment(line.happened_at))
    head = " · ".join(fact for fact in facts if fact)
    return f"{head}  \n{plain(line.text)}" if line.text else head


def _calls(board: EmergencyBoard) -> None:
    if not board.calls:
        nothing = _("No report waits for an answer.")
        own = _("No report of your organisation waits for an answer.")
        st.success(nothing if board.hears_all else own, icon=":material/check:")
        return
    st.subheader(_("Reports without an answer"), anchor=False)
    for line in sorted(board.calls, key=lambda call: call.kind != ReportKind.TROUBLE):
        shown = st.error if line.kind == ReportKind.TROUBLE else st.warning
        shown(_said(line, since(line.happened_at)), icon=REPORT_SIGNS[line.kind])


def _numbers(board: EmergencyBoard) -> None:
    shown = (
        (AddressFilter.NEEDS, ":material/front_hand:"),
        (AddressFilter.NOBODY, ":material/circle:"),
        (AddressFilter.SEVERAL, ":material/groups:"),
    )
    names = address_filters()
    with st.container(horizontal=True, key="emergency-numbers"):
        for which, sign in shown:
            count = formats.number(sum(fits(line, which) for line in board.addresses))
            words = f"{names[which]}: **{count}**"
            page_link("emergencies", words, icon=sign, id=board.id, filter="addresses", shown=which.value)


def _pair(line: AssignmentLine) -> str:
    name = " · ".join(plain(part) for part in (line.organisation, line.label, line.stretch) if part)
    return f"**{name}**  \n{_heard(line)}"


def _heard(line: AssignmentLine) -> str:
    if not line.heard:
        return _("the staff reads its reports")
    if line.last is None:
        return _("has not reported yet")
    reported = _("reported {ago}: {what}").format(ago=since(line.last.happened_at), what=label(line.last.kind))
    if line.last_place is None:
        return _("{reported}; it did not say where it is").format(reported=reported)
    place = line.last_place
    where = plain(place.address) if place.address else f"{place.latitude:.5f}, {place.longitude:.5f}"
    if place.id == line.last.id:
        return _("{reported}; last place {where}").format(reported=reported, where=where)
    return _("{reported}; last place {where}, {ago}").format(
        reported=reported, where=where, ago=since(place.happened_at)
    )


def _doors(board: EmergencyBoard) -> None:
    """Addresses where something is still needed: those first to which nobody is assigned."""
    doors = [line for line in board.addresses if line.state == AddressState.STILL_NEEDS]
    if not doors:
        return
    st.subheader(_("Still needed at"), anchor=False)
    for line in sorted(doors, key=lambda door: bool(door.assigned))[:_DOORS_AT_ONCE]:
        st.markdown(_door(line))
    if len(doors) > _DOORS_AT_ONCE:
        st.caption(_("All of them stand under “Addresses”."))


def _door(line: AddressLine) -> str:
    needs = ", ".join(label(need) for need in line.needs)
    who = ", ".join(plain(name) for name in line.assigned) or _("nobody is assigned")
    return f"**{plain(formats.address(line.text))}**: {needs}  \n{who}"
