"""A known issue that was not recognised in the text is searched for, and then offered with the others."""

from __future__ import annotations

import streamlit as st

from dashboard.components.paper.draft import About, IssueOffer, PointDraft
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.errors import N_, Message
from geodata.model.issues import OPEN_STATUSES, IssueTopic
from geodata.services.issue_list import list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.similar_issues import similar_issues

_FOUND_AT_ONCE = 5


def show_issue_search(context: Context, point: PointDraft, name: str) -> None:
    """The field, and what it finds among the open issues; `name` is the key of the choice, which a find changes."""
    text = st.text_input(
        _("Find another issue"), placeholder=_("Words or a number, without diacritics too"), key=f"{name}-search"
    )
    if not text.strip():
        return
    chosen = IssueFilter(statuses=OPEN_STATUSES, text=text.strip())
    rows = list_issues(context.database, context.actor, chosen, limit=_FOUND_AT_ONCE).rows
    if not rows:
        st.caption(_("No open issue like that was found. Try fewer words, or its number."))
    for row in rows:
        offer = IssueOffer(row.id, row.number, row.title, row.topic, Message(N_("You searched for it.")))
        st.button(
            f"**{row.number}** {plain(row.title)}",
            key=f"{name}-found-{row.id}",
            on_click=choose_issue,
            args=(point, offer, name),
            width="stretch",
        )


def offer_known(context: Context, point: PointDraft, name: str) -> None:
    """Known issues at the chosen places or in like words, before the point raises one more."""
    chosen = [place.chosen.place for place in point.places if place.chosen is not None]
    similar = similar_issues(
        context.database,
        context.actor,
        point.topic,
        [place.site_id for place in chosen if place.site_id is not None],
        position=next(((place.longitude, place.latitude) for place in chosen if place.site_id is None), None),
        words=point.new_title,
    )
    if not similar:
        return
    with st.container(border=True, gap="small", key=f"{name}-similar"):
        st.markdown(f"**{_('Is it not one of these?')}**")
        for ref in similar:
            reason = Message(N_("It is like the new issue."))
            offer = IssueOffer(ref.id, ref.number, ref.title, point.topic or IssueTopic.OTHER, reason)
            st.button(
                f"**{ref.number}** {plain(ref.title)}",
                key=f"{name}-similar-{ref.id}",
                on_click=choose_issue,
                args=(point, offer, name),
                width="stretch",
            )


def choose_issue(point: PointDraft, offer: IssueOffer, name: str) -> None:
    """The point is about this issue, which stands among its offers from now on."""
    if offer.issue_id not in {known.issue_id for known in point.offers}:
        point.offers = (*point.offers, offer)
    point.about, point.issue_id = About.KNOWN, offer.issue_id
    st.session_state[name] = offer.issue_id
