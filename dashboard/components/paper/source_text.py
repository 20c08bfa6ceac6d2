"""The text of the minutes as it was read, with what is under check marked. It is text, whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from dashboard.language import _
from loaders.minutes.result import Span

# Characters shown around what is marked: little before it, so that the mark is in sight on a phone too.
_BEFORE, _AFTER = 120, 2_500
_BEGINNING = 3_000  # characters shown where nothing is marked
WHOLE_AT_MOST = 200_000  # characters; a longer text is shown around the mark only


def show_source(text: str, spans: Iterable[Span], key: str) -> None:
    """The part of the text around the spans, or all of it where the person wants that."""
    marked = _joined(text, spans)
    everything = Span(0, len(text))
    shown = _window(text, marked)
    if shown != everything and len(text) <= WHOLE_AT_MOST and st.toggle(_("Show the whole text"), key=key):
        shown = everything
    label = escape(_("Text of the minutes"))
    st.html(
        f'<div class="lokality-paper" tabindex="0" role="region" aria-label="{label}">'
        f"{'…' if shown.start else ''}{_marked(text, shown, marked)}{'…' if shown.end < len(text) else ''}</div>"
    )


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch made one."""
    found: list[Span] = []
    for span in sorted(span for span in spans if 0 <= span.start < span.end <= len(text)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return found


def _window(text: str, marked: list[Span]) -> Span:
    """From the line before the first mark to well behind the last one, unless that is far."""
    if not marked:
        return Span(0, min(len(text), _BEGINNING))
    start = max(0, marked[0].start - _BEFORE)
    start = 0 if start == 0 else text.find("\n", start, marked[0].start) + 1 or start
    near = [span for span in marked if span.end <= marked[0].start + 2 * _AFTER] or marked[:1]
    return Span(start, min(len(text), near[-1].end + _AFTER))


def _marked(text: str, shown: Span, marked: list[Span]) -> str:
    pieces, place = [], shown.start
    for span in marked:
        if span.end <= shown.start or span.start >= shown.end:
            continue
        start, end = max(span.start, shown.start), min(span.end, shown.end)
        pieces.append(f"{escape(text[place:start])}<mark>{escape(text[start:end])}</mark>")
        place = end
    return "".join((*pieces, escape(text[place : shown.end])))
