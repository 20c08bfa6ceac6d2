"""Two photos of a place side by side: the first and the newest, or any two."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from dashboard import formats
from dashboard.components.photo_strip import show_beside
from dashboard.context import Context
from dashboard.language import _
from geodata.services.photos import photos_of
from geodata.services.site_card import PhotoRef, SiteCard


def compare_photos(context: Context, card: SiteCard) -> None:
    """Before and after; nothing where there is only one photo."""
    if card.photo_count < 2:
        return
    photos = photos_of(context.database, context.actor, card.id)
    names = _names(photos)
    with st.container(horizontal=True):
        before = _choice(_("Before"), f"photo-before-{card.id}", names, at=0)
        after = _choice(_("After"), f"photo-after-{card.id}", names, at=len(photos) - 1)
    show_beside((photo_id, names[photo_id]) for photo_id in (before, after))


def _choice(label: str, key: str, names: dict[int, str], *, at: int) -> int:
    return st.selectbox(label, list(names), index=at, format_func=names.__getitem__, key=key)


def _names(photos: tuple[PhotoRef, ...]) -> dict[int, str]:
    """What each photo is called, by its id: its day, and a number where there are several of that day."""
    of_day = Counter(photo.taken_on for photo in photos)
    seen: Counter[object] = Counter()
    names = {}
    for photo in photos:
        seen[photo.taken_on] += 1
        number = f" ({seen[photo.taken_on]})" if of_day[photo.taken_on] > 1 else ""
        names[photo.id] = f"{formats.day(photo.taken_on)}{number}"
    return names
