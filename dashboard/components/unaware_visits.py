"""Places of which two wrote without knowing of each other: somebody has to go and look."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined, site_name
from dashboard.components.signs import KIND_SIGNS
from dashboard.components.text import plain
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.services.unaware_visits import SHOWN_AT_MOST, UnawareVisit


def show_unaware_visits(visits: Sequence[UnawareVisit]) -> None:
    """One line a place; it goes away with the next visit."""
    if not visits:
        return
    st.subheader(_("Two records that did not know of each other"), anchor=False)
    st.caption(_("Both are kept. Look at them, and record how it is now: the next visit settles it."))
    for visit in visits:
        with st.container(gap=None, key=f"row-unaware-{visit.site.id}"):
            page_link("site", plain(site_name(visit.site)), icon=KIND_SIGNS[visit.site.kind], id=visit.site.id)
            other = joined(plain(visit.other_organisation), formats.day(visit.other_on))
            own = joined(plain(visit.organisation), formats.day(visit.observed_on))
            st.caption(_("{first}, and {second}").format(first=other, second=own))
    if len(visits) >= SHOWN_AT_MOST:
        words = _("At most {count} places are listed here; further ones are not shown.")
        st.caption(words.format(count=formats.number(SHOWN_AT_MOST)))
