"""Records without a position: choose one, tap the map, and it is placed."""

from __future__ import annotations

import streamlit as st

from dashboard.components.data_tabs import DataTab, stay_in
from dashboard.components.loading_words import target_name
from dashboard.context import Context
from dashboard.formats import number
from dashboard.language import _
from dashboard.map.render import show_map
from dashboard.map.spec import MapSpec, Move, Position, View
from geodata.services.extent import city_extent
from geodata.services.placing import WaitingPage, WaitingRecord, place_record

_PLACING_AT = "placing_at"
_COUNTRY = View(centre=(49.8, 15.5), zoom=7)  # until there is a city to look at


def waiting_records(context: Context, waiting: WaitingPage) -> None:
    """The list with a map to place the chosen record on."""
    if not waiting.total:
        st.info(_("Every record has its place on the map."), icon=":material/check:")
        return
    st.write(_("These records came with an address that is not known, or with none. Choose one and tap the map."))
    if waiting.total > len(waiting.rows):
        st.caption(
            _("The first {shown} of {total}.").format(shown=number(len(waiting.rows)), total=number(waiting.total))
        )
    record: WaitingRecord = st.selectbox(_("Record"), waiting.rows, format_func=_line)
    extent = city_extent(context.database, context.actor)
    spec = MapSpec(
        view=_COUNTRY,
        move=Move("city", box=extent) if extent else None,
        places=True,
        legend=False,
        height=380,
        label=_("Tap where it is"),
    )
    tapped = show_map(spec, key=f"placing-{record.id}").tapped
    if tapped is not None:
        st.session_state[_PLACING_AT] = {record.id: tapped}
    at: Position | None = st.session_state.get(_PLACING_AT, {}).get(record.id)
    pressed = st.button(_("Place it here"), type="primary", icon=":material/location_on:", disabled=at is None)
    if pressed and at is not None:
        latitude, longitude = at
        place_record(context.database, context.actor, record.id, longitude, latitude)
        del st.session_state[_PLACING_AT]
        stay_in(DataTab.PLACING)
        st.rerun()


def _line(record: WaitingRecord) -> str:
    parts = [record.name, record.address or _("no address"), target_name(record.target), record.file_name]
    return " · ".join(part for part in parts if part)
