"""The list beside the map: the same places, the oldest open issue first."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components import map_state
from dashboard.components.phrases import deadline_phrase, joined
from dashboard.components.signs import KIND_SIGNS
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.map.spec import FeatureRef, Layer
from geodata.model.sites import SiteState
from geodata.services.references import Deadline
from geodata.services.site_list import SitePage, SiteRow

ROWS_AT_FIRST = 15
ROWS_MORE = 30
_ROWS = "map-rows"


def rows_wanted() -> int:
    """How many rows the list shows now."""
    wanted: int = st.session_state.get(_ROWS, ROWS_AT_FIRST)
    return wanted


def show_site_list(page: SitePage) -> None:
    """The rows; each opens the card of its place."""
    st.markdown(f"**{_in_view(page.total)}**")
    for row in page.rows:
        st.button(
            row_label(row),
            icon=KIND_SIGNS[row.kind],
            key=f"sign-{row.kind.value}-row-{row.id}",
            type="tertiary",
            width="stretch",
            on_click=map_state.select,
            args=(FeatureRef(Layer.SITES, row.id),),
        )
    left = page.total - len(page.rows)
    if left > 0:
        more = min(left, ROWS_MORE)
        words = ngettext("Show {count} more place", "Show {count} more places", more).format(count=more)
        st.button(words, key="map-more-rows", width="stretch", on_click=_show_more)


def row_label(row: SiteRow) -> str:
    """Three short lines of Markdown: its name, what it is, what waits."""
    what = joined(label(row.kind), label(row.condition) if row.condition else None)
    return f"**{plain(row.name) or label(row.kind)}**  \n:small[{what}]  \n:small[{waiting(row)}]"


def waiting(row: SiteRow) -> str:
    """What waits at a place, and how long; without an open issue when it was last seen."""
    if row.open_since is None:
        if row.state == SiteState.NEVER_VERIFIED:
            return label(row.state)
        return joined(label(SiteState.NONE), _("verified {age}").format(age=formats.age(row.verified_on)))
    count = ngettext("{count} open issue", "{count} open issues", row.open_issues).format(count=row.open_issues)
    deadline = deadline_phrase(Deadline(row.due_on, False, row.state == SiteState.OVERDUE))
    return joined(deadline, count, _("the oldest {age}").format(age=formats.age(row.open_since)))


def _in_view(total: int) -> str:
    return ngettext("{count} place in view", "{count} places in view", total).format(count=formats.number(total))


def _show_more() -> None:
    st.session_state[_ROWS] = rows_wanted() + ROWS_MORE
