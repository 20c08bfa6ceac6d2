"""A word on people who were put into two patrols at one time."""

from __future__ import annotations

import streamlit as st

from dashboard.components.patrols.rows import span
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.services.patrol_clashes import patrol_clashes
from geodata.services.patrol_list import PatrolCard


def show_clashes(context: Context, card: PatrolCard) -> None:
    """Who is also to walk elsewhere at that time, as far as the reader may know; whoever plans decides what to do."""
    for clash in patrol_clashes(context.database, context.actor, card.id):
        words = _("{name} is also in the patrol “{purpose}” at that time ({when}).")
        when = span(clash.starts_at, clash.ends_at)
        st.warning(
            words.format(name=plain(clash.name), purpose=plain(clash.purpose), when=when), icon=":material/event_busy:"
        )
