"""What the staff watches: where each pair was last and how long it is silent, the newest reports, doors that wait."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata import clock
from geodata.model.emergencies import AddressState
from geodata.services.emergency_board import AssignmentLine, EmergencyBoard, ReportLine, emergency_board

LOOKS_EVERY = "10s"
_REPORTS_AT_ONCE = 20


@st.fragment(run_every=LOOKS_EVERY)
def show_staff_board(context: Context, event_id: int) -> None:
    """The board, drawn anew by itself; there is no field in it, so that nothing typed is lost."""
    board = emergency_board(context.database, context.actor, event_id)
    st.caption(_("As it stood at {time}; looked up again by itself.").format(time=formats.moment(clock.now())))
    _numbers(board)
    pairs, reports = st.columns(2)
    with pairs:
        st.subheader(_("Where the pairs are"), anchor=False)
        for line in board.assignments:
            _pair(line)
        if not board.assignments:
            st.info(_("Nobody is assigned yet. Do it under “Assignments”."))
    with reports:
        st.subheader(_("Newest reports"), anchor=False)
        show_reports(board.reports[:_REPORTS_AT_ONCE])


def show_reports(reports: tuple[ReportLine, ...]) -> None:
    """The reports as lines, the newest first."""
    for line in reports:
        who = " · ".join(plain(name) for name in (line.organisation, line.pair) if name)
        where = f" · {plain(line.address)}" if line.address else ""
        st.markdown(f"**{label(line.kind)}** · {formats.moment(line.happened_at)} · {who}{where}  \n{plain(line.text)}")
    if not reports:
        st.info(_("No report has come yet. The pairs write them under “Reports”."))


def _numbers(board: EmergencyBoard) -> None:
    states = [line.state for line in board.addresses]
    several = sum(line.several for line in board.addresses)
    shown = (
        (_("Nobody was there yet"), states.count(AddressState.NOBODY_CAME)),
        (_("Something is still needed"), states.count(AddressState.STILL_NEEDS)),
        (_("Several organisations at once"), several),
    )
    for column, (name, count) in zip(st.columns(len(shown)), shown, strict=True):
        column.metric(name, formats.number(count))


def _pair(line: AssignmentLine) -> None:
    name = " · ".join(plain(part) for part in (line.organisation, line.label, line.stretch) if part)
    st.markdown(f"**{name}**  \n{_heard(line)}")


def _heard(line: AssignmentLine) -> str:
    if line.last is None:
        return _("has not reported yet")
    minutes = max(0, int((clock.now() - line.last.happened_at).total_seconds() // 60))
    ago = ngettext("reported {count} minute ago", "reported {count} minutes ago", minutes).format(
        count=formats.number(minutes)
    )
    if line.last_place is None:
        return ago
    place = line.last_place
    where = plain(place.address) if place.address else f"{place.latitude:.5f}, {place.longitude:.5f}"
    return _("{ago}; last place {where} ({time})").format(ago=ago, where=where, time=formats.moment(place.happened_at))
