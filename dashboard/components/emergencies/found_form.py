"""An event is founded: what it is called, when it begins, and where: along streets, or in an area of the city."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum
from functools import partial

import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata import clock
from geodata.model.emergencies import EmergencyKind
from geodata.model.zones import ZoneSource
from geodata.policy import Action, can
from geodata.services.computed_zones import taken_outline
from geodata.services.emergencies import NAME_AT_MOST, PROSE_AT_MOST, EmergencyFacts, found_emergency
from geodata.services.emergency_routes import route_of_streets, street_names
from geodata.services.organisations import list_organisations
from geodata.services.territory_list import list_territories


class _Where(StrEnum):
    STREETS = "streets"
    AREA = "area"
    CITY = "city"


def found_button(context: Context) -> None:
    """The button that opens the form, for the staff."""
    if can(context.actor, Action.KEEP_EMERGENCY):
        form = partial(_form, context)
        form_button(_("New event"), "new-emergency", "new", form, icon=":material/add:", kind="primary")


def _form(context: Context, _subject: str) -> None:
    name = st.text_input(_("What the event is called"), max_chars=NAME_AT_MOST, key="emergency-name")
    kind = st.selectbox(_("Kind of event"), list(EmergencyKind), format_func=label, key="emergency-kind")
    day_column, time_column = st.columns(2)
    day = day_column.date_input(_("Begins on"), clock.today(), format="DD.MM.YYYY", key="emergency-day")
    hour = time_column.time_input(_("Begins at"), time(8), key="emergency-hour")
    chosen = _where(context)
    names = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    leads = st.selectbox(
        _("Who leads it"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("None chosen"),
        key="emergency-leads",
    )
    agreed = st.text_area(_("What was agreed before"), max_chars=PROSE_AT_MOST, key="emergency-agreed")
    guard = PersonalDataGuard("emergency", {"name": "emergency-name", "agreed": "emergency-agreed"})
    kept = guard.decided(st.button(_("Found the event"), type="primary", key="emergency-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        starts_at = datetime.combine(day, hour, tzinfo=clock.PRAGUE)
        outline = _outline(context, *chosen)
        facts = EmergencyFacts(
            name,
            kind or EmergencyKind.OTHER,
            outline,
            starts_at,
            organisation_id=leads,
            agreed=agreed,
            keep_personal_data=kept,
        )
        event_id = found_emergency(context.database, context.actor, facts)
        close_form()
        tell_after_rerun(_("The event is founded. Take its addresses in."))
        go_to("emergencies", id=event_id)


def _where(context: Context) -> tuple[_Where, list[str], int | None]:
    """The way in which the place is said, with the streets or the area."""
    ways = {
        _Where.STREETS: _("Along streets"),
        _Where.AREA: _("In a part of the city"),
        _Where.CITY: _("In the whole city"),
    }
    way = st.pills(
        _("Where"),
        list(ways),
        default=_Where.STREETS,
        required=True,
        format_func=ways.__getitem__,
        key="emergency-where",
    )
    if way == _Where.STREETS:
        known = street_names(context.database, context.actor)
        return (
            way,
            st.multiselect(_("Streets of the route"), known, key="emergency-streets", placeholder=_("None chosen")),
            None,
        )
    if way == _Where.AREA:
        areas = {area.id: area.name for area in list_territories(context.database, context.actor).areas}
        area_id = st.selectbox(
            _("Part of the city"),
            list(areas),
            index=None,
            format_func=areas.__getitem__,
            key="emergency-area",
            placeholder=_("None chosen"),
        )
        return way, [], area_id
    return _Where.CITY, [], None


def _outline(context: Context, way: _Where, streets: list[str], area_id: int | None) -> BaseGeometry:
    if way == _Where.STREETS:
        return route_of_streets(context.database, context.actor, streets)
    source = ZoneSource.AREA if way == _Where.AREA else ZoneSource.MUNICIPALITY
    return taken_outline(context.database, context.actor, source, area_id)
