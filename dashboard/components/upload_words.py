"""What Streamlit says of a field for files in English only, said in the reader's language."""

from __future__ import annotations

import json

import streamlit as st

from dashboard import formats
from dashboard.language import _


def translate_upload_fields() -> None:
    """Give the styles of the shell the words for the button; once on every page."""
    words = json.dumps(_("Choose files"), ensure_ascii=False)
    st.html(f"<style>:root {{ --lokality-choose-files: {words}; }}</style>")


def told_limit(limit_mib: int) -> None:
    """The line under a field for files of any kind."""
    st.caption(_("At most {size} MB a file.").format(size=formats.number(limit_mib)))


def told_picture_limit(limit_mib: int) -> None:
    """The line under a field for photos."""
    size = formats.number(limit_mib)
    st.caption(_("JPEG, PNG, WEBP or HEIC, at most {size} MB a photo.").format(size=size))
