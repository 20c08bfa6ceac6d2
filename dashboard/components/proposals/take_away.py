"""What a person takes away of a version: the dossier and the annex, and its data where they may export."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from dashboard.components.page_styles import page_styles
from dashboard.context import Context
from dashboard.language import _
from geodata.errors import N_
from geodata.policy import Action, can
from geodata.services.proposal_card import VersionCard

# What is called how, and the file behind it.
_PAPERS = (
    (N_("Dossier (PDF)"), "dossier.pdf"),
    (N_("Dossier (Word)"), "dossier.docx"),
    (N_("Annex of the bylaw (PDF)"), "annex.pdf"),
    (N_("Annex of the bylaw (Word)"), "annex.docx"),
)
_DATA = (
    (N_("Affected venues (Excel)"), "venues.xlsx"),
    (N_("Affected venues (CSV)"), "venues.csv"),
    (N_("Zones (GeoJSON)"), "zones.geojson"),
    (N_("Zones and venues (GeoPackage)"), "zones.gpkg"),
)


def render_take_away(context: Context, version: VersionCard) -> None:
    """The links; of a version without zones there is nothing to take."""
    if not version.zones:
        st.markdown(_("This version has no zones yet, so there is nothing to take away."))
        return
    page_styles("downloads")
    st.markdown(_("The dossier begins with one page for whoever has a minute. It is made anew, as things are now."))
    st.html(file_links(version.id, _PAPERS, _("Papers")))
    st.caption(
        _("It takes some seconds after the click, half a minute where there are many zones. Then the browser saves it.")
    )
    if can(context.actor, Action.EXPORT):
        st.markdown(_("For those who write to the venues, and for other programs:"))
        st.html(file_links(version.id, _DATA, _("Data of the version")))


def file_links(version_id: int, files: Iterable[tuple[str, str]], name_of_all: str) -> str:
    """A link for each file; `name_of_all` is what a screen reader says of them together."""
    links = [
        f'<a class="lokality-download" download href="/exports/proposal-version/{version_id}/{file}">'
        f"{escape(_(name))}</a>"
        for name, file in files
    ]
    return f'<nav class="lokality-downloads" aria-label="{escape(name_of_all)}">{"".join(links)}</nav>'
