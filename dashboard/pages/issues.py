"""Issues: the lists people work with, searched and filtered, a page at a time."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import formats
from dashboard.components.address import code_in_address, number_in_address
from dashboard.components.issue_rows import show_issue_rows
from dashboard.components.new_issue import new_issue_button
from dashboard.components.results import begin_page
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.model.issues import IssueTopic
from geodata.services.issue_list import IssueOrder, list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_views import IssueView, filter_of

ROWS_AT_ONCE = 25
ORDERS: dict[IssueView, IssueOrder] = {IssueView.ALL: IssueOrder.NEWEST, IssueView.OVERDUE: IssueOrder.DUE}


def render(context: Context) -> None:
    """Show the list of the address (`?filter=`, and `site=`, `body=` to narrow it)."""
    begin_page()
    st.title(_("Issues"), anchor=False)
    new_issue_button(context, key="new-issue")
    view = _view()
    chosen = _narrowed(filter_of(view, context.actor))
    first = min(_shown_from(), 100_000)
    order = ORDERS.get(view, IssueOrder.OLDEST)
    page = list_issues(context.database, context.actor, chosen, order=order, limit=ROWS_AT_ONCE, offset=first)
    st.caption(ngettext("{count} issue", "{count} issues", page.total).format(count=formats.number(page.total)))
    if not page.rows:
        st.info(_("There is no issue in this list. Choose another list, or raise an issue."))
    show_issue_rows(page.rows)
    _turn_pages(first, page.total)


def _view() -> IssueView:
    names = {
        IssueView.ALL: _("All"),
        IssueView.OPEN: _("Still open"),
        IssueView.OWN: _("Of our organisation"),
        IssueView.OVERDUE: _("Overdue"),
        IssueView.UNASSIGNED: _("Nobody has them"),
        IssueView.TO_VERIFY: _("Waiting to be verified"),
        IssueView.VERIFIED: _("Verified this month"),
        IssueView.CAME_BACK: _("Came back this month"),
    }
    present = code_in_address("filter", IssueView, IssueView.OPEN)
    wanted = st.pills(
        _("List"),
        list(names),
        default=present,
        required=True,
        format_func=names.__getitem__,
        key=f"issue-view-{present}",
        label_visibility="collapsed",
    )
    if wanted is not None and wanted != present:
        st.query_params["filter"] = wanted.value
        st.query_params.pop("from", None)
        st.rerun()
    return present


def _narrowed(chosen: IssueFilter) -> IssueFilter:
    """The list, narrowed by the address and by what is typed and chosen here."""
    words, topics = st.columns([3, 2])
    text = words.text_input(_("Search"), placeholder=_("Words or a number, without diacritics too"), key="issue-text")
    topic = topics.selectbox(
        _("Topic"), list(IssueTopic), index=None, format_func=label, placeholder=_("All topics"), key="issue-topic"
    )
    return replace(
        chosen, text=text.strip(), topic=topic, site_id=number_in_address("site"), body_id=number_in_address("body")
    )


def _shown_from() -> int:
    return number_in_address("from") or 0


def _turn_pages(first: int, total: int) -> None:
    if total <= ROWS_AT_ONCE and first == 0:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Previous"), icon=":material/chevron_left:", disabled=first == 0, key="issues-previous"):
            _show_from(max(first - ROWS_AT_ONCE, 0))
        last = min(first + ROWS_AT_ONCE, total)
        st.markdown(_("{first}–{last} of {total}").format(first=first + 1, last=last, total=formats.number(total)))
        if st.button(_("Next"), icon=":material/chevron_right:", disabled=last >= total, key="issues-next"):
            _show_from(first + ROWS_AT_ONCE)


def _show_from(first: int) -> None:
    if first:
        st.query_params["from"] = str(first)
    else:
        st.query_params.pop("from", None)
    st.rerun()
