"""The form that writes down a visit of a place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

import streamlit as st

from dashboard.components.forms import client_id, close_form, form_button
from dashboard.components.kind_fields import EARLIEST, condition_field, kind_fields
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.upload_words import told_picture_limit
from dashboard.context import Context
from dashboard.language import _, translate
from geodata import clock
from geodata.errors import LokalityError
from geodata.policy import Action, can
from geodata.services.photos import add_photo
from geodata.services.site_card import SiteCard
from geodata.services.sites import NOTE_AT_MOST, NewObservation, observe

PICTURE_ENDINGS = ["jpg", "jpeg", "png", "webp", "heic", "heif"]


class Upload(Protocol):
    """A file as the browser sent it."""

    @property
    def name(self) -> str: ...
    def getvalue(self) -> bytes: ...


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
    uploads = st.file_uploader(
        _("Photos"),
        type=PICTURE_ENDINGS,
        accept_multiple_files=True,
        max_upload_size=context.settings.photo_limit_mib,
        key="visit-photos",
    )
    told_picture_limit(context.settings.photo_limit_mib)
    if not st.button(_("Save the visit"), type="primary", key="visit-save"):
        return
    with refusals_shown():
        visit = NewObservation(
            observed_on=observed_on or clock.today(),
            condition=condition,
            details=details,
            note=note,
            client_id=client_id(),
        )
        observation_id = observe(context.database, context.actor, card.id, visit)
        if add_uploads(context, card.id, observation_id, uploads or [], visit):
            tell_after_rerun(_("The visit is recorded."))
            close_form()
            st.rerun()


def add_uploads(
    context: Context, site_id: int, observation_id: int, uploads: Sequence[Upload], visit: NewObservation
) -> bool:
    """Keep the photos of a visit that is already recorded; says which could not be kept, and whether all were."""
    refused = []
    for upload in uploads:
        try:
            add_photo(
                context.database,
                context.actor,
                context.settings.photo_directory,
                site_id,
                observation_id,
                upload.getvalue(),
                visit.observed_on,
            )
        except LokalityError as refusal:
            refused.append(f"{upload.name}: {translate(refusal.message)}")
    if refused:
        st.warning(_("The visit is recorded, but not all of its photos:"))
        for sentence in refused:
            st.text(sentence)
    return not refused
