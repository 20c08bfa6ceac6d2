"""The card of a place that slides over the list: what, where, how long, who has it."""

from __future__ import annotations

import streamlit as st

from dashboard import formats
from dashboard.components.new_issue import About, new_issue_button
from dashboard.components.observation_form import observation_button
from dashboard.components.photo_strip import show_photos
from dashboard.components.phrases import assignee_phrase, deadline_phrase, details_phrases, joined, meeting_phrase
from dashboard.components.signs import OVERDUE_SIGN, STATUS_SIGNS
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.services.site_card import OpenIssue, SiteCard

PHOTOS_SHOWN = 3
MEETINGS_SHOWN = 5


def show_site_panel(context: Context, card: SiteCard) -> None:
    """The whole card."""
    with st.container(key=f"sign-{card.kind.value}-card"):
        st.markdown(f"## {plain(card.name) or label(card.kind)}")
    st.markdown("  \n".join(facts(card)))
    with st.container(horizontal=True, vertical_alignment="center", key="map-actions"):
        page_link("site", _("Open"), icon=":material/open_in_full:", id=card.id)
        observation_button(context, card)
        new_issue_button(context, key="panel-new-issue", about=About(card.id, card.kind, card.name or ""))
    if card.photos:
        title = card.name or label(card.kind)
        shown = card.photos[:PHOTOS_SHOWN]
        show_photos([(photo.id, f"{title}, {formats.day(photo.taken_on)}") for photo in shown], height=96)
        left = card.photo_count - len(shown)
        if left > 0:
            st.caption(ngettext("and {count} more photo", "and {count} more photos", left).format(count=left))
    _issues(card)
    _meetings(card)


def facts(card: SiteCard) -> list[str]:
    """Lines of Markdown: what it is, where, when it was last seen."""
    since = _("since {day}").format(day=formats.day(card.condition_since)) if card.condition_since else None
    condition = f"**{label(card.condition)}** {since or ''}".rstrip() if card.condition else None
    where = card.address if card.address and card.address != card.name else None
    details = [f"{name}: {plain(value)}" for name, value in details_phrases(card.kind, card.details)]
    lines = [
        joined(label(card.kind), condition),
        joined(plain(where), plain(card.locality), plain(card.area)),
        verified_phrase(card),
        joined(*details),
    ]
    return [line for line in lines if line]


def verified_phrase(card: SiteCard) -> str:
    """When it was last seen, and by whom."""
    if card.verified_on is None:
        return _("Nobody has verified it yet")
    seen = _("Last verified {age}").format(age=formats.age(card.verified_on))
    return joined(seen, plain(card.verified_by) if card.verified_by else None)


def _issues(card: SiteCard) -> None:
    number = len(card.open_issues)
    heading = ngettext("{count} open issue", "{count} open issues", number).format(count=number)
    st.markdown(f"**{heading}**")
    if not number:
        st.caption(_("Nothing waits here. If you see something wrong, raise a new issue."))
    for issue in card.open_issues:
        with st.container(gap=None, key=f"row-issue-{issue.id}"):
            sign = OVERDUE_SIGN if issue.deadline.overdue else STATUS_SIGNS[issue.status]
            page_link("issue", f"**{issue.number}** {plain(issue.title)}", icon=sign, id=issue.id)
            st.caption(issue_facts(issue))
    if card.closed_issues:
        st.caption(
            ngettext("and {count} closed issue", "and {count} closed issues", card.closed_issues).format(
                count=card.closed_issues
            )
        )


def issue_facts(issue: OpenIssue) -> str:
    """State, who has it, until when, and where it was raised."""
    raised = _("raised {day}").format(day=formats.day(issue.raised_on))
    if issue.raised_at is not None:
        raised = _("raised at: {meeting}").format(meeting=meeting_phrase(issue.raised_at))
    return joined(label(issue.status), assignee_phrase(issue.assignee), deadline_phrase(issue.deadline), raised)


def _meetings(card: SiteCard) -> None:
    if not card.meetings:
        return
    heading = _("Meetings that spoke of it")
    st.markdown(f"**{heading}**")
    for meeting in card.meetings[:MEETINGS_SHOWN]:
        page_link("meeting", meeting_phrase(meeting), icon=":material/groups:", id=meeting.id)
