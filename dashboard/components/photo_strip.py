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


_LARGE = (
    '<figure style="flex:1 1 0;min-width:0;margin:0">'
    '<a href="/photos/{id}" target="_blank" rel="noopener" title="{title}">'
    '<img src="/photos/{id}/small" alt="{title}" style="width:100%;border-radius:6px;display:block"></a>'
    '<figcaption style="font-size:0.875rem;margin-top:0.25rem">{caption}</figcaption></figure>'
)


def show_beside(photos: Iterable[tuple[int, str]]) -> None:
    """Pictures side by side, also on a phone, each with its words under it; each opens in its full size."""
    figures = [
        _LARGE.format(
            id=photo_id, title=escape(_("Photo: {title}").format(title=title), quote=True), caption=escape(title)
        )
        for photo_id, title in photos
    ]
    st.html(f'<div style="display:flex;gap:8px;align-items:flex-start">{"".join(figures)}</div>')


def show_photos(photos: Iterable[tuple[int, str]], height: int = 140) -> None:
    """Pictures by their ids, each with what it is called; the route asks whether the reader may see them."""
    images = [
        _IMAGE.format(id=photo_id, title=escape(_("Photo: {title}").format(title=title), quote=True), height=height)
        for photo_id, title in photos
    ]
    if images:
        st.html(f'<div style="display:flex;flex-wrap:wrap;gap:8px">{"".join(images)}</div>')
