"""Facts of a record: name and value, one a line."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st


def show_facts(facts: Iterable[tuple[str, str]], key: str) -> None:
    """Names as they are, values as Markdown (people's words already escaped)."""
    with st.container(key=f"facts-{key}"):
        st.markdown("\n".join(f"- {name}: {value}" for name, value in facts))
