"""Which tab of the page Data is open when its tabs are drawn anew, as they are when a number in their names changes."""

from __future__ import annotations

from enum import IntEnum

import streamlit as st

_KEY = "data_tab"


class DataTab(IntEnum):
    LOADING = 0
    PLACING = 1
    HISTORY = 2
    FIELD = 3


def stay_in(tab: DataTab) -> None:
    """What is done next changes a name of a tab; the person goes on in this one."""
    st.session_state[_KEY] = tab


def first_tab() -> DataTab:
    """The tab in which the person last changed something."""
    tab: DataTab = st.session_state.get(_KEY, DataTab.LOADING)
    return tab
