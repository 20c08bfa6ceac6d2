"""A place: what it is, in which condition, who has its issues, and its whole story."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address
from dashboard.components.facts import show_facts
from dashboard.components.new_issue import About, new_issue_button
from dashboard.components.observation_form import observation_button
from dashboard.components.photo_comparison import compare_photos
from dashboard.components.photo_strip import show_photos
from dashboard.components.phrases import (
    assignee_phrase,
    deadline_phrase,
    details_phrases,
    joined,
    meeting_phrase,
    site_name,
)
from dashboard.components.results import begin_page
from dashboard.components.sharing import show_sharing
from dashboard.components.signs import KIND_SIGNS, OVERDUE_SIGN, STATUS_SIGNS
from dashboard.components.text import plain
from dashboard.components.time_line import show_story
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.map.render import show_map
from dashboard.map.spec import FeatureRef, Layer, MapSpec, View
from dashboard.shell.pages import go_to, page_link
from geodata.model.people import Sensitivity
from geodata.services.issue_selection import PRESSING_STATUSES
from geodata.services.nearby import surroundings
from geodata.services.references import SiteRef
from geodata.services.sharing import Shareable
from geodata.services.site_card import OpenIssue, SiteCard, site_card
from geodata.services.story import StoryKind, site_story

STREET_ZOOM = 17
MAP_HEIGHT = 280
MEETINGS_AT_ONCE = 5


def render(context: Context) -> None:
    """Show the place of the address (`?id=`)."""
    begin_page()
    site_id = number_in_address("id")
    if site_id is None:
        st.title(_("Place"))
        st.info(_("No place is chosen. Open one from the map or from an issue."))
        page_link("map", _("Open the map"), icon=":material/map:")
        return
    card = site_card(context.database, context.actor, site_id)
    _heading(context, card)
    facts, story = st.columns([5, 6], gap="large")
    with facts:
        _photos(context, card)
        _facts(card)
        if card.sensitivity == Sensitivity.RESTRICTED:
            show_sharing(context, Shareable.SITE, card.id)
        _issues(card)
        _around(context, card)
    with story:
        _story(context, card)


def _heading(context: Context, card: SiteCard) -> None:
    st.title(plain(site_name(SiteRef(card.id, card.kind, card.name))), anchor=False)
    where = card.address if card.address != card.name else None
    condition = f"**{label(card.condition)}**" if card.condition is not None else None
    kind = f"{KIND_SIGNS[card.kind]} {label(card.kind)}"
    st.markdown(joined(kind, condition, plain(where), plain(card.locality), plain(card.area)))
    with st.container(horizontal=True, vertical_alignment="center"):
        observation_button(context, card)
        new_issue_button(context, key="new-issue", about=About(card.id, card.kind, card.name or ""))
        page_link("map", _("Show on the map"), icon=":material/map:", **_on_map(card))


def _on_map(card: SiteCard) -> dict[str, str | int]:
    return {"z": STREET_ZOOM, "lat": f"{card.latitude:.5f}", "lon": f"{card.longitude:.5f}", "site": card.id}


def _facts(card: SiteCard) -> None:
    condition = "–"
    if card.condition is not None:
        since = _("since {day} ({age})").format(
            day=formats.day(card.condition_since), age=formats.age(card.condition_since)
        )
        condition = f"**{label(card.condition)}**, {since}"
    verified = _("nobody has verified it yet")
    if card.verified_on is not None:
        verified = joined(f"{formats.day(card.verified_on)} ({formats.age(card.verified_on)})", plain(card.verified_by))
    lines = [(_("Condition"), condition), (_("Last verified"), verified)]
    lines += [(name, plain(value)) for name, value in details_phrases(card.kind, card.details)]
    if card.locality:
        lines.append((_("Locality"), plain(card.locality)))
    if card.area:
        lines.append((_("Area"), plain(card.area)))
    lines.append((_("Who may see it"), label(card.sensitivity)))
    if card.source:
        lines.append((_("Source"), plain(card.source)))
    show_facts(lines, "site")


def _issues(card: SiteCard) -> None:
    st.subheader(_("Open issues"), anchor=False)
    if not card.open_issues:
        st.caption(_("There is no open issue here."))
    for issue in card.open_issues:
        with st.container(gap=None, key=f"row-open-{issue.id}"):
            sign = OVERDUE_SIGN if issue.deadline.overdue else STATUS_SIGNS[issue.status]
            page_link("issue", f"**{issue.number}** {plain(issue.title)}", icon=sign, id=issue.id)
            st.caption(_issue_facts(issue))
    if card.closed_issues:
        closed = ngettext("{count} closed issue", "{count} closed issues", card.closed_issues)
        page_link("issues", closed.format(count=card.closed_issues), filter="all", site=card.id)
    if card.meetings:
        st.subheader(_("Spoken of at"), anchor=False)
        for meeting in card.meetings[:MEETINGS_AT_ONCE]:
            page_link("meeting", meeting_phrase(meeting), icon=":material/groups:", id=meeting.id)


def _issue_facts(issue: OpenIssue) -> str:
    raised_at = issue.raised_at and _("raised at {meeting}").format(meeting=meeting_phrase(issue.raised_at))
    raised_on = _("raised {day}").format(day=formats.day(issue.raised_on))
    return joined(
        label(issue.status),
        assignee_phrase(issue.assignee),
        raised_at or raised_on,
        deadline_phrase(issue.deadline) if issue.status in PRESSING_STATUSES else None,
    )


def _photos(context: Context, card: SiteCard) -> None:
    if not card.photos:
        return
    st.subheader(_("Photos"), anchor=False)
    compare_photos(context, card)
    if card.photo_count != 2:  # two stand beside each other already
        show_photos((photo.id, formats.day(photo.taken_on)) for photo in card.photos)
    if card.photo_count > len(card.photos):
        st.caption(
            _("{shown} of {count}; the others stand in the story.").format(
                shown=len(card.photos), count=card.photo_count
            )
        )


def _around(context: Context, card: SiteCard) -> None:
    st.subheader(_("Around"), anchor=False)
    _small_map(card)
    around = surroundings(context.database, context.actor, card.id)
    same_address = _("same address")
    for site in around.same_address:
        name = f"{plain(site_name(site))} – {same_address}"
        page_link("site", name, icon=KIND_SIGNS[site.kind], id=site.id)
    same = {site.id for site in around.same_address}
    for near in around.nearby:
        if near.site_id not in same:
            name = plain(near.name or label(near.kind))
            page_link(
                "site", f"{name} – {formats.distance(near.distance_m)}", icon=KIND_SIGNS[near.kind], id=near.site_id
            )
    if not around.nearby:
        st.caption(_("Nothing else is recorded within 150 m."))


def _small_map(card: SiteCard) -> None:
    here = (card.latitude, card.longitude)
    spec = MapSpec(
        view=View(here, STREET_ZOOM),
        selected=FeatureRef(Layer.SITES, card.id, card.kind.value),
        selected_at=here,
        height=MAP_HEIGHT,
        legend=False,
        label=_("Map of the surroundings"),
    )
    clicked = show_map(spec, f"around-{card.id}").clicked
    if clicked is not None and clicked.layer == Layer.SITES and clicked.id != card.id:
        go_to("site", id=clicked.id)


def _story(context: Context, card: SiteCard) -> None:
    st.subheader(_("Story"), anchor=False)
    names = {
        StoryKind.OBSERVATION: _("Visits"),
        StoryKind.ISSUE: _("Issues"),
        StoryKind.MEETING: _("Meetings"),
        StoryKind.SUBMISSION: _("Letters"),
        StoryKind.PHOTO: _("Photos"),
    }
    kinds = st.pills(
        _("Show only"), list(StoryKind), selection_mode="multi", format_func=names.__getitem__, key=f"story-{card.id}"
    )
    entries = site_story(context.database, context.actor, card.id, kinds=kinds or ())
    if not entries:
        st.info(_("Nothing of this kind has been recorded yet."))
    show_story(entries, card.kind, f"site-{card.id}")
