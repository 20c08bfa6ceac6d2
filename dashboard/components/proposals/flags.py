"""What a lawyer should look at in a version: each point with its zones and its sources."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.phrases import joined
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _, ngettext
from geodata.model.lawfulness import Flag, Source

ZONES_NAMED = 3


def render_flags(_context: Context, flags: Sequence[Flag], *, key: str = "version-flags") -> None:
    """The flags under one heading; nothing where there are none. `key` tells two places of one page apart."""
    if not flags:
        return
    told = ngettext("To be checked by a lawyer: {count} point", "To be checked by a lawyer: {count} points", len(flags))
    with st.expander(told.format(count=len(flags)), icon=":material/balance:", expanded=False, key=key):
        st.caption(_("Advice with its sources, no legal opinion. Whether venues are treated alike is reckoned apart."))
        for flag in flags:
            st.markdown(f"- {_(flag.sentence)}  \n  {joined(_zones(flag.zones), _sources(flag.sources))}")


def _zones(names: Sequence[str]) -> str | None:
    if not names:
        return None
    named = ", ".join(f"“{plain(name)}”" for name in names[:ZONES_NAMED])
    further = len(names) - ZONES_NAMED
    if further <= 0:
        return named
    return joined(named, ngettext("and {count} more zone", "and {count} more zones", further).format(count=further))


def _sources(sources: Sequence[Source]) -> str:
    return "; ".join(_source(source) for source in sources)


def _source(source: Source) -> str:
    act = _("Act {act}, {section}").format(act=source.act, section=source.section)
    return f"{act} ({_(source.reading)})" if source.reading else act
