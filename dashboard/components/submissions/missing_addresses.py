"""Whose address the head of a letter would miss, said before it is taken; it holds nobody back."""

from __future__ import annotations

import streamlit as st

from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.policy import Action, can
from geodata.services.organisations import list_organisations


def show_missing_addresses(context: Context, *organisation_ids: int | None) -> None:
    """Of these organisations each without an address, with the way to where it is filled in."""
    rows = {row.id: row for row in list_organisations(context.database, context.actor)}
    for organisation_id in dict.fromkeys(organisation_ids):
        row = None if organisation_id is None else rows.get(organisation_id)
        if row is None or not row.postal_address.is_missing:
            continue
        words = _("The head of the letter has no address of {organisation}: neither street nor data box is known.")
        told = words.format(organisation=f"**{plain(row.name)}**")
        if can(context.actor, Action.ADMINISTER):
            st.info(told, icon=":material/home_pin:")
            page_link("administration", _("Fill in the address"), icon=":material/edit:", organisation=row.id)
        else:
            whose = _("An administrator fills it in, on the page Administration.")
            st.info(f"{told} {whose}", icon=":material/home_pin:")
