"""The story of a place as one time line."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard import formats
from dashboard.components.photo_strip import show_photos
from dashboard.components.phrases import (
    author_phrase,
    details_phrases,
    event_phrase,
    joined,
    meeting_phrase,
    recorded_phrase,
)
from dashboard.components.signs import EVENT_SIGNS, STATUS_SIGNS, STORY_SIGNS
from dashboard.components.text import paragraphs, plain
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.model.sites import SiteKind
from geodata.services.event_lines import EventLine
from geodata.services.story import StoryEntry, StoryKind


def show_story(entries: Iterable[StoryEntry], kind: SiteKind) -> None:
    """Entries of a place of this kind, in their order: when it was true, what, when written, who, at which meeting."""
    for entry in entries:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{_sign(entry)} **{formats.day(entry.happened_on)}**{formats.NO_BREAK} {_what(entry, kind)}")
            if entry.note:
                st.markdown(paragraphs(entry.note))
            if entry.photo_ids:
                day = formats.day(entry.happened_on)
                show_photos(((photo_id, day) for photo_id in entry.photo_ids), height=96)
            st.caption(
                joined(
                    author_phrase(entry.person, entry.organisation),
                    recorded_phrase(entry.happened_on, entry.recorded_at),
                    None if entry.meeting is None else meeting_phrase(entry.meeting),
                )
            )
            _links(entry)


def show_events(events: Iterable[EventLine]) -> None:
    """Steps of an issue, in their order."""
    for event in events:
        sign = STATUS_SIGNS[event.status] if event.status is not None else EVENT_SIGNS[event.kind]
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{sign} **{formats.day(event.happened_on)}**{formats.NO_BREAK} {event_phrase(event)}")
            if event.note:
                st.markdown(paragraphs(event.note))
            st.caption(
                joined(
                    author_phrase(event.person, event.organisation),
                    recorded_phrase(event.happened_on, event.recorded_at),
                )
            )
            if event.meeting is not None:
                page_link("meeting", meeting_phrase(event.meeting), icon=":material/groups:", id=event.meeting.id)


def _sign(entry: StoryEntry) -> str:
    if entry.event is not None and entry.event.status is not None:
        return STATUS_SIGNS[entry.event.status]
    return STORY_SIGNS[entry.kind]


def _what(entry: StoryEntry, kind: SiteKind) -> str:
    match entry.kind:
        case StoryKind.OBSERVATION:
            condition = f"**{label(entry.condition)}**" if entry.condition is not None else _("Visit")
            facts = (f"{name}: {plain(value)}" for name, value in details_phrases(kind, entry.details))
            return joined(condition, *facts)
        case StoryKind.ISSUE:
            return event_phrase(entry.event) if entry.event is not None else ""
        case StoryKind.MEETING:
            point = f"{label(entry.agenda_kind)}: " if entry.agenda_kind is not None else ""
            return f"{point}{plain(entry.title)}"
        case StoryKind.PHOTO:
            return _("Photo")


def _links(entry: StoryEntry) -> None:
    if entry.issue is None and entry.meeting is None:
        return
    with st.container(horizontal=True, gap="medium"):
        if entry.issue is not None:
            name = f"{entry.issue.number} {plain(entry.issue.title)}"
            page_link("issue", name, icon=STORY_SIGNS[StoryKind.ISSUE], id=entry.issue.id)
        if entry.meeting is not None and entry.kind == StoryKind.MEETING:
            page_link("meeting", _("Agenda"), icon=STORY_SIGNS[StoryKind.MEETING], id=entry.meeting.id)
