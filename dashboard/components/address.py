"""What the address of a page says; an address may be old, cut off or written by a stranger."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

import streamlit as st

Code = TypeVar("Code", bound=StrEnum)

LARGEST_NUMBER = 2**63 - 1  # no record has a higher one, and a database would stumble over it


def number_in_address(name: str) -> int | None:
    """A whole number in the query, or None where there is none that could be one of a record."""
    text = st.query_params.get(name, "")
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text) if len(text) <= 19 and int(text) <= LARGEST_NUMBER else None


def renew_address() -> None:
    """Let the browser show the query of this run: a link from a page to the same page leaves the old one standing."""
    st.query_params.from_dict(st.query_params.to_dict())


def code_in_address(name: str, codes: type[Code], otherwise: Code) -> Code:
    """A code in the query, or `otherwise` where it is none of them."""
    text = st.query_params.get(name, "")
    return codes(text) if text in {code.value for code in codes} else otherwise
