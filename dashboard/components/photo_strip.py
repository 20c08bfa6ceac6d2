"""Photos of a place in a row; each opens in its full size."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from dashboard.language import _

_IMAGE = (
    '<a href="/photos/{id}" target="_blank" rel="noopener" title="{title}">'
    '<img src="/photos/{id}/small" alt="{title}" loading="lazy" height="{height}" '
    'style="height:{height}px;max-width:100%;object-fit:cover;border-radius:6px;display:block"></a>'
)


def show_photos(photos: Iterable[tuple[int, str]], height: int = 140) -> None:
    """Pictures by their ids, each with what it is called; the route asks whether the reader may see them."""
    images = [
        _IMAGE.format(id=photo_id, title=escape(_("Photo: {title}").format(title=title), quote=True), height=height)
        for photo_id, title in photos
    ]
    if images:
        st.html(f'<div style="display:flex;flex-wrap:wrap;gap:8px">{"".join(images)}</div>')
