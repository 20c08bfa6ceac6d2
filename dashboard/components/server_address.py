"""Under which address people reach this server, for links that leave the page."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from dashboard.context import Context


def server_address(context: Context) -> str:
    """The public address of the settings, else the one in the browser; without a slash at its end."""
    if context.settings.public_address:
        return context.settings.public_address.rstrip("/")
    here = urlsplit(st.context.url or "")
    if here.netloc:
        return f"{here.scheme}://{here.netloc}"
    return f"http://{context.settings.host}:{context.settings.port}"
