"""What was logged under a patrol, the newest first; each line opens its place."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined, site_name
from dashboard.components.signs import KIND_SIGNS
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.model.patrols import PatrolState
from geodata.services.patrol_list import PatrolCard
from geodata.services.patrol_places import PLACES_SHOWN, PatrolPlaces


def count_phrase(count: int) -> str:
    """How many places were logged."""
    words = ngettext("{count} place is logged under it.", "{count} places are logged under it.", count)
    return words.format(count=formats.number(count))


def show_places(card: PatrolCard, places: PatrolPlaces) -> None:
    """The list; none for a patrol that has not set out."""
    if card.started_at is None:
        return
    st.subheader(_("Logged under this patrol"), anchor=False)
    if not places.rows and card.state == PatrolState.UNDER_WAY:
        words = _(
            "Nothing is logged under it yet. While it is under way, “Log a place” and the app for the street put "
            "places here."
        )
        st.info(words)
    elif not places.rows:
        st.caption(_("Nothing was logged under it that you may see."))
    else:
        st.caption(count_phrase(places.count))
    for place in places.rows:
        with st.container(gap=None, key=f"row-patrol-place-{place.site.id}"):
            page_link("site", plain(site_name(place.site)), icon=KIND_SIGNS[place.site.kind], id=place.site.id)
            seen = None if place.condition is None else label(place.condition)
            st.caption(joined(seen, plain(place.organisation), formats.day(place.observed_on)))
    if places.count > len(places.rows):
        words = _("At most {count} places are listed here; further ones are not shown.")
        st.caption(words.format(count=formats.number(PLACES_SHOWN)))
