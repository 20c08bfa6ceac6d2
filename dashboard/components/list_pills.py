"""Which of the lists of a page is shown: pills, and the address keeps what was chosen (`?filter=`)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from dashboard.components.address import code_in_address
from dashboard.language import _

Code = TypeVar("Code", bound=StrEnum)


def chosen_list(lists: Mapping[Code, str], otherwise: Code, *, key: str, narrowed_by: tuple[str, ...] = ()) -> Code:
    """The list of the address, or `otherwise` where it names none of these. `lists` says what each is called.

    Another one begins on its first page, without what `narrowed_by` in the address was about the one before.
    """
    asked = code_in_address("filter", type(otherwise), otherwise)
    present = asked if asked in lists else otherwise
    wanted = st.pills(
        _("List"),
        list(lists),
        default=present,
        required=True,
        format_func=lists.__getitem__,
        key=f"{key}-{present}",
        label_visibility="collapsed",
    )
    if wanted is not None and wanted != present:
        st.query_params["filter"] = wanted.value
        for name in ("from", *narrowed_by):
            st.query_params.pop(name, None)
        st.rerun()
    return present
