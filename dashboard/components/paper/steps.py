"""The check itself: the text on one side, the proposal under check on the other, and what is decided about it."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from dashboard.components.paper.draft import POINTS_FROM, UNDECIDED, About, Decision, Draft, PointDraft
from dashboard.components.paper.head_step import show_head
from dashboard.components.paper.point_step import show_point
from dashboard.components.paper.present_step import show_present
from dashboard.components.paper.source_text import show_source
from dashboard.components.paper.summary import forget_found, show_summary
from dashboard.components.paper.wholeness import require_step, unsettle
from dashboard.components.results import refusals_shown
from dashboard.context import Context
from dashboard.language import _, ngettext
from geodata.services.organisations import list_organisations
from loaders.minutes.result import Span


def show_steps(context: Context, draft: Draft) -> None:
    """The step at which the person is."""
    if draft.step >= draft.summary:
        show_summary(context, draft)
        return
    source, proposal = st.columns(2, gap="large")
    with source:
        show_source(draft.text, _spans(draft), f"paper-{draft.token}-whole")
    with proposal:
        st.subheader(_heading(draft), anchor=False)
        done = sum(decision not in UNDECIDED for decision in draft.decisions)
        st.progress(done / len(draft.decisions), text=_("{done} of {all} parts decided").format(
            done=done, all=len(draft.decisions)))  # fmt: skip
        if draft.step % 2:
            # Every other step has another place in the column, so that the browser makes its box anew, at its top.
            st.empty()
        with st.container(key=f"paper-proposal-{draft.step}"):
            _show_proposal(context, draft)
        _show_decision(draft)


def _heading(draft: Draft) -> str:
    match draft.step:
        case 0:
            return _("The meeting")
        case 1:
            return _("Who came")
        case step:
            return _("Point {number} of {count}").format(number=step - POINTS_FROM + 1, count=len(draft.points))


def _spans(draft: Draft) -> Iterator[Span]:
    match draft.step:
        case 0:
            yield from draft.head.spans
        case 1:
            yield from (span for person in draft.present for span in person.spans)
        case step:
            yield draft.points[step - POINTS_FROM].span


def _show_proposal(context: Context, draft: Draft) -> None:
    name = f"paper-{draft.token}-{draft.step}"
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    match draft.step:
        case 0:
            show_head(context, draft.head, name)
        case 1:
            show_present(draft.present, organisations, name)
        case step:
            show_point(context, draft.points[step - POINTS_FROM], organisations, name)


def _show_decision(draft: Draft) -> None:
    """Accept what stands here, leave it out, or go back. The meeting itself cannot be left out."""
    refused = st.container()
    accept = _("Accept and go on")
    if draft.step >= POINTS_FROM:
        accept = _("Take and go on")
        _tell_parts_left(draft.points[draft.step - POINTS_FROM])
    with st.container(horizontal=True, gap="small", key="paper-decide"):
        accepts = st.button(accept, type="primary", icon=":material/check:", key="paper-accept")
        leaves = draft.step > 0 and st.button(_("Leave out"), icon=":material/remove:", key="paper-leave")
        goes_back = draft.step > 0 and st.button(
            _("Back"), icon=":material/arrow_back:", type="tertiary", key="paper-back"
        )
        goes_last = st.button(_("To the summary"), icon=":material/list:", type="tertiary", key="paper-summary")
    if accepts:
        with refused, refusals_shown():
            require_step(draft, draft.step)
            forget_found(draft)
            draft.decide(Decision.TAKEN)
            st.rerun()
    if leaves:
        forget_found(draft)
        draft.decide(Decision.LEFT_OUT)
        st.rerun()
    if goes_back or goes_last:
        forget_found(draft)
        unsettle(draft)
        draft.step = draft.step - 1 if goes_back else draft.summary
        st.rerun()


def _tell_parts_left(point: PointDraft) -> None:
    """What would not be kept with the point, said above the button that takes it."""
    if point.about == About.NONE and (point.offers or point.places):
        st.caption(_("The point is kept without an issue, and so without places. If it is about one, choose it above."))
    if not point.has_parts:
        return
    told = _("All that hangs below the point is taken.")
    if point.parts_left:
        told = ngettext(
            "{count} part below the point is not taken: it is left out.",
            "{count} parts below the point are not taken: they are left out.",
            point.parts_left,
        ).format(count=point.parts_left)
    st.caption(told)
