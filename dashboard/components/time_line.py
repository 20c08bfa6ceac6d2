"""Time lines: the story of a place, and the chain of an issue."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard import formats
from dashboard.components.evidence_fields import show_evidence
from dashboard.components.photo_strip import show_photos
from dashboard.components.phrases import (
    assignee_phrase,
    author_phrase,
    deadline_phrase,
    details_phrases,
    erasure_phrase,
    event_phrase,
    joined,
    meeting_phrase,
    missed_phrase,
    recorded_phrase,
)
from dashboard.components.signs import EVENT_SIGNS, STATUS_SIGNS, STORY_SIGNS
from dashboard.components.text import paragraphs, plain
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.model.issues import IssueEventKind
from geodata.model.sites import SiteKind
from geodata.services.event_lines import EventLine
from geodata.services.story import StoryEntry, StoryKind
from geodata.services.story_submissions import SubmissionStep

ENTRIES_AT_ONCE = 20
_MERGED = EVENT_SIGNS[IssueEventKind.MERGED]


def show_story(entries: Sequence[StoryEntry], kind: SiteKind, key: str) -> None:
    """Entries of a place of this kind, in their order; what was written in one go about one issue stands together."""
    together = [list(group) for _key, group in groupby(entries, _written_at_once)]
    for group in together[: _shown(key)]:
        first = group[0]
        what = joined(*(_what(entry, kind) for entry in reversed(group)))
        notes = [entry.note for entry in reversed(group) if entry.note]
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{_sign(group)} **{formats.day(first.happened_on)}**{formats.NO_BREAK} {what}")
            _notes(notes)
            _evidence([entry.event for entry in group if entry.event is not None])
            if first.erased is not None:
                st.markdown(erasure_phrase(first.erased))
            if first.clash:
                told = _(
                    "Written without signal: somebody else described the place meanwhile. Compare both, then visit it."
                )
                st.markdown(f":material/compare_arrows: {told}")
            if first.photo_ids:
                day = formats.day(first.happened_on)
                show_photos(((photo_id, day) for photo_id in first.photo_ids), height=96)
            st.caption(
                joined(
                    author_phrase(first.person, first.organisation),
                    recorded_phrase(first.happened_on, first.recorded_at),
                )
            )
            _links(first)
    _show_older(key, len(together))


def show_events(events: Sequence[EventLine], key: str) -> None:
    """Steps of an issue, in their order; what was written in one go stands together."""
    together = [list(group) for _key, group in groupby(events, _event_written_at_once)]
    for group in together[: _shown(key)]:
        first = group[0]
        what = joined(*(event_phrase(event) for event in reversed(group)))
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{event_sign(group)} **{formats.day(first.happened_on)}**{formats.NO_BREAK} {what}")
            _notes([event.note for event in reversed(group) if event.note])
            _evidence(group)
            st.caption(
                joined(
                    author_phrase(first.person, first.organisation),
                    recorded_phrase(first.happened_on, first.recorded_at),
                )
            )
            if first.meeting is not None:
                page_link("meeting", meeting_phrase(first.meeting), icon=":material/groups:", id=first.meeting.id)
    _show_older(key, len(together))


def event_sign(events: Sequence[EventLine]) -> str:
    """The sign of the state they lead to, else that of the first of them."""
    statuses = [event.status for event in events if event.status is not None]
    return STATUS_SIGNS[statuses[0]] if statuses else EVENT_SIGNS[events[0].kind]


def _written_at_once(entry: StoryEntry) -> object:
    if entry.event is None:
        return id(entry)
    return (entry.issue, *_event_written_at_once(entry.event))


def _event_written_at_once(event: EventLine) -> tuple[object, ...]:
    return event.happened_on, event.recorded_at, event.person, event.organisation, event.meeting


def _sign(group: Sequence[StoryEntry]) -> str:
    events = [entry.event for entry in group if entry.event is not None]
    return event_sign(events) if events else STORY_SIGNS[group[0].kind]


def _what(entry: StoryEntry, kind: SiteKind) -> str:
    match entry.kind:
        case StoryKind.OBSERVATION:
            visit = _("Visit") if entry.dated or entry.meeting is None else _("Spoken of at a meeting")
            condition = f"**{label(entry.condition)}**" if entry.condition is not None else visit
            facts = (f"{name}: {plain(value)}" for name, value in details_phrases(kind, entry.details))
            return joined(condition, *facts, None if entry.dated else _not_seen(entry))
        case StoryKind.ISSUE:
            return event_phrase(entry.event) if entry.event is not None else ""
        case StoryKind.MEETING:
            if entry.task is not None and entry.settled:
                return f"**{label(entry.task.status)}**: {plain(entry.title)}"
            point = f"{label(entry.agenda_kind)}: " if entry.agenda_kind is not None else ""
            who = None if entry.task is None else assignee_phrase(entry.task.assignee)
            due = None if entry.task is None else deadline_phrase(entry.task.deadline)
            missed = missed_phrase(entry.missed)
            return joined(f"{point}{plain(entry.title)}", missed, who, due)
        case StoryKind.SUBMISSION:
            return "" if entry.submission is None else _letter_phrase(entry.submission)
        case StoryKind.PHOTO:
            return _("Photo")


def _not_seen(entry: StoryEntry) -> str:
    return _("the file did not say when") if entry.meeting is None else _("nobody was there to see it")


def _letter_phrase(step: SubmissionStep) -> str:
    letter, event = step.submission, step.event
    answer = None if event.answer_kind is None else label(event.answer_kind)
    return joined(f"**{label(event.kind)}**", plain(letter.authority), answer, plain(letter.subject))


def _notes(notes: Sequence[str]) -> None:
    for note in dict.fromkeys(notes):
        st.markdown(paragraphs(note))


def _evidence(events: Sequence[EventLine]) -> None:
    for event in events:
        if event.evidence is not None:
            show_evidence(event.evidence)
        if event.other is not None:
            page_link("issue", f"{event.other.number} {plain(event.other.title)}", icon=_MERGED, id=event.other.id)


def _links(entry: StoryEntry) -> None:
    if entry.issue is not None:
        name = f"{entry.issue.number} {plain(entry.issue.title)}"
        page_link("issue", name, icon=STORY_SIGNS[StoryKind.ISSUE], id=entry.issue.id)
    if entry.submission is not None:
        letter = plain(entry.submission.submission.subject)
        page_link("submission", letter, icon=STORY_SIGNS[StoryKind.SUBMISSION], id=entry.submission.submission.id)
    if entry.meeting is not None:
        page_link("meeting", meeting_phrase(entry.meeting), icon=STORY_SIGNS[StoryKind.MEETING], id=entry.meeting.id)


def _shown(key: str) -> int:
    shown: int = st.session_state.get(f"shown-{key}", ENTRIES_AT_ONCE)
    return shown


def _show_older(key: str, count: int) -> None:
    if count > _shown(key) and st.button(_("Show older entries"), key=f"older-{key}"):
        st.session_state[f"shown-{key}"] = _shown(key) + ENTRIES_AT_ONCE
        st.rerun()
