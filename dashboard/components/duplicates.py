"""Issues about the same thing: offered before another is raised, merged when two are there, told where one went."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.signs import EVENT_SIGNS, STATUS_SIGNS
from dashboard.components.stale_issue import keep_both_versions
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import go_to, page_link
from geodata.errors import StaleEdit
from geodata.model.issues import OPEN_STATUSES, IssueEventKind, IssueStatus, IssueTopic
from geodata.policy import Action, can
from geodata.services.issue_card import IssueCard
from geodata.services.issue_list import list_issues
from geodata.services.issue_merging import merge_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.references import IssueRef
from geodata.services.similar_issues import similar_issues

FOUND_AT_ONCE = 10
_SIGN = EVENT_SIGNS[IssueEventKind.MERGED]


def offer_similar(context: Context, topic: IssueTopic | None, site_id: int | None) -> None:
    """Open issues at the same place, before somebody raises one more."""
    if site_id is None:
        return
    similar = similar_issues(context.database, context.actor, topic, [site_id])
    if similar:
        with st.container(border=True, gap="small", key="similar-issues"):
            st.markdown(f"**{_('Is it not one of these?')}**")
            _links(similar)


def show_duplicates(card: IssueCard) -> None:
    """Where the issue went, or which ones came here."""
    if card.duplicate_of is not None:
        with st.container(border=True, gap="small", key="duplicate-of"):
            st.markdown(_("This issue is followed elsewhere from now on, together with its places:"))
            _links([card.duplicate_of])
    if card.duplicates:
        st.subheader(_("Merged here"), anchor=False)
        _links(card.duplicates)


def merge_button(context: Context, card: IssueCard) -> None:
    """The button that says that the issue is the same as another; not there where it cannot be refused any more."""
    if IssueStatus.REFUSED in card.next_statuses and can(context.actor, Action.ADVANCE_ISSUE):
        form_button(_("It is a duplicate"), f"merge-{card.id}", card, partial(_form, context), icon=_SIGN)


def _form(context: Context, card: IssueCard) -> None:
    st.markdown(
        _("The other issue takes over the places of {number}; this one is refused and shows where it went.").format(
            number=card.number
        )
    )
    found = _candidates(context, card)
    names = {ref.id: f"{ref.number} {ref.title}" for ref in found}
    into_id = st.selectbox(
        _("Which issue it is followed in"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        key="merge-into",
    )
    pressed = st.button(_("Merge"), type="primary", disabled=into_id is None, key="merge-save")
    if not pressed or into_id is None:
        return
    with refusals_shown():
        try:
            merge_issues(context.database, context.actor, card.id, card.row_version, into_id)
        except StaleEdit:
            keep_both_versions(card)
            close_form()
            st.rerun()
        tell_after_rerun(_("Merged."))
        close_form()
        go_to("issue", id=into_id)


def _candidates(context: Context, card: IssueCard) -> list[IssueRef]:
    """Open issues at the same places, or those that are searched for."""
    text = st.text_input(
        _("Find another issue"), placeholder=_("Words or a number, without diacritics too"), key="merge-text"
    )
    if text.strip():
        chosen = IssueFilter(statuses=OPEN_STATUSES, text=text.strip())
        rows = list_issues(context.database, context.actor, chosen, limit=FOUND_AT_ONCE).rows
        return [IssueRef(row.id, row.number, row.title, row.status) for row in rows if row.id != card.id]
    sites = [site.id for site in card.sites]
    return list(similar_issues(context.database, context.actor, None, sites, besides=card.id))


def _links(issues: Iterable[IssueRef]) -> None:
    for ref in issues:
        page_link("issue", f"**{ref.number}** {plain(ref.title)}", icon=STATUS_SIGNS[ref.status], id=ref.id)
