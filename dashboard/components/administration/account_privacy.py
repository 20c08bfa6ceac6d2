"""The data of one account: taken away as a file, and erased."""

from __future__ import annotations

import streamlit as st

from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.language import _
from geodata.services.account_privacy import erase_account


def show_account_privacy(context: Context, account_id: int) -> None:
    """The download and, behind a confirmation, erasing."""
    with st.expander(_("The person's own data"), icon=":material/shield_person:"):
        st.link_button(_("Download as JSON"), f"/exports/account/{account_id}.json", icon=":material/download:")
        st.markdown(
            _(
                "Erasing takes name, sign-in name, password and sessions. What the person wrote stays, written by a "
                "former worker of the organisation."
            )
        )
        sure = st.checkbox(_("I know that the account cannot be brought back."), key=f"erase-sure-{account_id}")
        if st.button(_("Erase the account"), disabled=not sure, key=f"erase-{account_id}"):
            with refusals_shown():
                settings = context.settings
                wiped = erase_account(
                    context.database, context.actor, account_id, settings.data_directory, settings.photo_directory
                )  # fmt: skip
                tell_after_rerun(_("The account is erased."))
                if not wiped:
                    tell_after_rerun(
                        _("Somebody was working: run it again at night, so that the file is written anew too.")
                    )
                st.rerun()
