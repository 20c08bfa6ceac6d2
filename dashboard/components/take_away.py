"""What a person takes away from the map: its address to share, and the chosen places as a file."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import formats
from dashboard.components import map_state
from dashboard.language import _, ngettext
from dashboard.map.address import filter_query, format_address
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.policy import Action, can

FORMATS = {"xlsx": "Excel (XLSX)", "csv": "CSV", "geojson": "GeoJSON", "gpkg": "GeoPackage"}


def show_take_away(actor: Actor, chosen: SiteFilter, total: int) -> None:
    """The two buttons; who may not export sees the first alone."""
    with st.popover(_("Share"), icon=":material/share:"):
        st.markdown(_("Whoever opens this address sees the same view, layers, filters and place, as far as they may."))
        st.code(full_address(), language=None, wrap_lines=True)
    if not can(actor, Action.EXPORT):
        return
    with st.popover(_("Download"), icon=":material/download:"):
        words = ngettext(
            "{count} place that the filters let through, in view or not.",
            "{count} places that the filters let through, in view or not.",
            total,
        )
        st.markdown(words.format(count=formats.number(total)))
        st.html(download_links(chosen))


def full_address() -> str:
    """The address of the page with all that it shows."""
    here = urlsplit(st.context.url or "")
    query = urlencode(format_address(map_state.address()))
    return f"{here.scheme}://{here.netloc}{here.path}{'?' + query if query else ''}"


def download_links(chosen: SiteFilter) -> str:
    """A link for each format; the filter in it is percent-encoded."""
    query = escape(filter_query(chosen), quote=True)
    links = [
        f'<a class="lokality-download" download href="/exports/sites.{ending}{"?" + query if query else ""}">{name}</a>'
        for ending, name in FORMATS.items()
    ]
    return f'<nav class="lokality-downloads">{"".join(links)}</nav>'
