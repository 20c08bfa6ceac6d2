"""A point of a meeting in words: its heading, why it is there, and links to its issue and places."""

from __future__ import annotations

import streamlit as st

from dashboard.components.photo_strip import show_photos
from dashboard.components.phrases import erasure_phrase, joined, site_name
from dashboard.components.signs import KIND_SIGNS, STATUS_SIGNS
from dashboard.components.text import paragraphs, plain
from dashboard.context import current_context
from dashboard.labels import label
from dashboard.language import _
from dashboard.navigation import BY_KEY
from dashboard.shell.pages import page_link
from geodata.model.meetings import AgendaKind, AgendaReason
from geodata.policy import can
from geodata.services.meeting_card import AgendaPoint
from geodata.services.references import IssueRef, PatrolRef, ProposalRef, SiteRef

_PICTURE_HEIGHT = 72


def show_point_words(point: AgendaPoint, *, with_organisation: bool = True) -> None:
    """Everything that was known of the point before the meeting spoke of it."""
    title = f"**{plain(point.title)}**" if point.erased is None else erasure_phrase(point.erased)
    st.markdown(f"{point.number}\\. {title}")
    raised_by = plain(point.organisation) if with_organisation else None
    facts = joined(_why(point.reason), _kind(point.kind), raised_by)
    if facts:
        st.caption(facts)
    if point.text:
        st.markdown(paragraphs(point.text))
    show_patrol(point.patrol)
    if point.photo_id is not None:
        show_photos([(point.photo_id, site_name(point.sites[0]))], height=_PICTURE_HEIGHT)
    show_links(point.issue, point.sites, point.title, point.proposal)


def show_links(
    issue: IssueRef | None, sites: tuple[SiteRef, ...], title: str = "", proposal: ProposalRef | None = None
) -> None:
    """Links to an issue and its places, or a proposal; the title of an issue is not repeated where it stands above."""
    if issue is None and not sites and proposal is None:
        return
    with st.container(horizontal=True, gap="small"):
        if issue is not None:
            words = "" if issue.title == title else f" {plain(issue.title)}"
            name = f"**{issue.number}**{words} – {label(issue.status)}"
            page_link("issue", name, icon=STATUS_SIGNS[issue.status], id=issue.id)
        if proposal is not None:
            page_link("proposal", _("Open the proposal"), icon=":material/gavel:", id=proposal.id)
        for site in sites:
            page_link("site", plain(site_name(site)), icon=KIND_SIGNS[site.kind], id=site.id)


def show_patrol(patrol: PatrolRef | None) -> None:
    """What came of a patrol, and the way to it for whoever has that page."""
    if patrol is None:
        return
    st.markdown(paragraphs(patrol.result))
    if can(current_context().actor, BY_KEY["patrols"].action):
        page_link("patrols", _("Open the patrol"), icon=":material/directions_walk:", id=patrol.id)


def _why(reason: AgendaReason | None) -> str | None:
    return None if reason in (None, AgendaReason.FREE) else f"**{label(reason)}**"


def _kind(kind: AgendaKind) -> str | None:
    return None if kind == AgendaKind.INFORMATION else label(kind)
