"""Issues: the lists people work with, searched and filtered, a page at a time."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import streamlit as st

from dashboard import formats
from dashboard.components.address import code_in_address
from dashboard.components.issue_board import show_board
from dashboard.components.issue_bulk import may_tick, show_bulk_bar, tick
from dashboard.components.issue_rows import show_issue_rows
from dashboard.components.list_pills import chosen_list
from dashboard.components.narrowed_list import narrowed, show_narrowed
from dashboard.components.new_issue import new_issue_button
from dashboard.components.paging import first_shown, turn_pages
from dashboard.components.results import begin_page
from dashboard.components.saved_lists import TEXT_KEY, TOPIC_KEY, keep_list_button, show_saved_lists
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.model.issues import IssueTopic
from geodata.services.issue_board import issue_board
from geodata.services.issue_list import IssueOrder, list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_views import IssueView, filter_of
from geodata.services.saved_filters import ListChoice

ROWS_AT_ONCE = 25


class Shape(StrEnum):
    LIST = "list"
    BOARD = "board"


ORDERS: dict[IssueView, IssueOrder] = {IssueView.ALL: IssueOrder.NEWEST, IssueView.OVERDUE: IssueOrder.DUE}


def render(context: Context) -> None:
    """Show the list of the address (`?filter=`, `as=board`, and `site=`, `body=`, `status=` to narrow it)."""
    begin_page()
    st.title(_("Issues"), anchor=False)
    new_issue_button(context, key="new-issue")
    show_saved_lists(context)
    view = _view()
    present = narrowed()
    show_narrowed(context, present)
    chosen = present.of(_searched(filter_of(view, context.actor)))
    order = ORDERS.get(view, IssueOrder.OLDEST)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        shape = _shape()
        as_board = shape == Shape.BOARD
        choice = ListChoice(view, chosen.topic, chosen.text, as_board, present.body_id, present.site_id)
        keep_list_button(context, choice)
    if as_board:
        show_board(issue_board(context.database, context.actor, chosen, order=order))
    else:
        _table(context, chosen, order)


def _table(context: Context, chosen: IssueFilter, order: IssueOrder) -> None:
    first = first_shown("issues", (chosen.text, chosen.topic))
    page = list_issues(context.database, context.actor, chosen, order=order, limit=ROWS_AT_ONCE, offset=first)
    st.caption(ngettext("{count} issue", "{count} issues", page.total).format(count=formats.number(page.total)))
    if not page.rows:
        st.info(_("There is no issue in this list. Choose another list, or raise an issue."))
    if may_tick(context) and page.rows:
        show_bulk_bar(context, page.rows)
        show_issue_rows(page.rows, tick)
    else:
        show_issue_rows(page.rows)
    turn_pages("issues", first, page.total, ROWS_AT_ONCE)


def _shape() -> Shape:
    """As a list or as a board; the address keeps it."""
    names = {Shape.LIST: _("List"), Shape.BOARD: _("Board")}
    present = code_in_address("as", Shape, Shape.LIST)
    wanted = st.segmented_control(
        _("How to show it"),
        list(names),
        default=present,
        required=True,
        format_func=names.__getitem__,
        key=f"issue-shape-{present}",
        label_visibility="collapsed",
    )
    if wanted is not None and wanted != present:
        st.query_params["as"] = wanted.value
        st.rerun()
    return present


def _view() -> IssueView:
    names = {
        IssueView.MINE: _("Mine"),
        IssueView.OWN: _("Of our organisation"),
        IssueView.OVERDUE: _("Overdue"),
        IssueView.UNASSIGNED: _("Nobody has them"),
        IssueView.OPEN: _("Still open"),
        IssueView.ALL: _("All"),
        IssueView.TO_VERIFY: _("Waiting to be verified"),
        IssueView.VERIFIED: _("Verified this month"),
        IssueView.CAME_BACK: _("Came back this month"),
    }
    # A state narrows the board of the other list.
    return chosen_list(names, IssueView.OPEN, key="issue-view", narrowed_by=("status",))


def _searched(chosen: IssueFilter) -> IssueFilter:
    """The list, narrowed by what is typed and chosen here."""
    words, topics = st.columns([3, 2])
    text = words.text_input(_("Search"), placeholder=_("Words or a number, without diacritics too"), key=TEXT_KEY)
    topic = topics.selectbox(
        _("Topic"), list(IssueTopic), index=None, format_func=label, placeholder=_("All topics"), key=TOPIC_KEY
    )
    return replace(chosen, text=text.strip(), topic=topic)
