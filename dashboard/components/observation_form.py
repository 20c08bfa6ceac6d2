"""The form that writes down a visit of a place."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.forms import client_id, close_form, form_button
from dashboard.components.kind_fields import EARLIEST, condition_field, kind_fields
from dashboard.components.personal_data import PersonalDataGuard, detail_fields
from dashboard.components.photo_fields import photo_fields
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.language import _, translate
from geodata import clock
from geodata.policy import Action, can
from geodata.services.logged_places import log_visit
from geodata.services.site_card import SiteCard
from geodata.services.sites import NOTE_AT_MOST, NewObservation


def observation_button(context: Context, card: SiteCard) -> None:
    """The button that opens the form; it is not there for those who may not log places."""
    if not can(context.actor, Action.LOG_SITE):
        return
    form_button(
        _("Record a visit"),
        f"record-visit-{card.id}",
        card,
        partial(_form, context),
        icon=":material/visibility:",
        kind="primary",
    )


def _form(context: Context, card: SiteCard) -> None:
    observed_on = st.date_input(
        _("When you saw it"),
        value=clock.today(),
        min_value=EARLIEST,
        max_value=clock.today(),
        format="DD.MM.YYYY",
        key="visit-day",
    )
    condition = condition_field(card.kind, "visit", card.condition)
    details = kind_fields(card.kind, "visit", card.details)
    note = st.text_area(_("Note"), max_chars=NOTE_AT_MOST, key="visit-note")
    st.caption(_("No names or contacts of residents, please: a place is never a person."))
    photos = photo_fields(context, "visit")
    guard = PersonalDataGuard("visit", {"note": "visit-note", **detail_fields(card.kind, "visit")})
    kept = guard.decided(st.button(_("Save the visit"), type="primary", key="visit-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        visit = NewObservation(
            observed_on=observed_on or clock.today(),
            condition=condition,
            details=details,
            note=note,
            client_id=client_id(),
            keep_personal_data=kept,
        )
        directory = context.settings.photo_directory
        logged = log_visit(context.database, context.actor, directory, card.id, visit, photos)
        if not logged.refused:
            tell_after_rerun(_("The visit is recorded."))
            close_form()
            st.rerun()
        st.warning(_("The visit is recorded, but not all of its photos:"))
        for name, reason in logged.refused:
            st.text(f"{name}: {translate(reason)}")
