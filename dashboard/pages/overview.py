"""What matters today: what waits, four figures with their trend, the oldest issues, meetings, changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard import formats
from dashboard.components.issue_rows import show_issue_rows
from dashboard.components.meeting.task_rows import show_task_row
from dashboard.components.meeting_rows import show_meeting_rows
from dashboard.components.phrases import event_phrase, joined, site_name
from dashboard.components.proposals.waiting import show_waiting_proposals
from dashboard.components.results import begin_page
from dashboard.components.signs import KIND_SIGNS, STATUS_SIGNS
from dashboard.components.submissions.waiting import show_waiting_letters
from dashboard.components.text import plain
from dashboard.components.time_line import event_sign
from dashboard.components.unaware_visits import show_unaware_visits
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.model.issues import IssueStatus
from geodata.policy import Action, can
from geodata.services.issue_views import IssueView
from geodata.services.overview import Change, Figure, Overview, Waiting, overview
from geodata.services.raised_news import RaisedNews, raised_news
from geodata.services.task_lines import TaskLine, tasks_of_organisation
from geodata.services.unaware_visits import unaware_visits

TASKS_SHOWN = 8
TASKS_READ = 200  # what an organisation has before it at once, and more than anybody reads


def render(context: Context) -> None:
    """Show the overview of today."""
    begin_page()
    seen = overview(context.database, context.actor)
    tasks = tasks_of_organisation(context.database, context.actor, limit=TASKS_READ)
    unaware = unaware_visits(context.database, context.actor) if can(context.actor, Action.ADVANCE_ISSUE) else ()
    waiting = seen.waiting.total + len(tasks) + len(unaware)
    st.title(_("Good day."), anchor=False)
    st.markdown(_("What is wrong where in the city, who has it, and what became of it."))
    if waiting:
        st.markdown(
            ngettext("**{count}** thing waits today.", "**{count}** things wait today.", waiting).format(
                count=formats.number(waiting)
            )
        )
    else:
        st.markdown(_("Nothing waits today."))
    waits, meetings = st.columns([3, 2], gap="large")
    with waits:
        _waiting(seen.waiting)
        show_unaware_visits(unaware)
        _own_tasks(context, tasks)
        show_waiting_letters(context)
        show_waiting_proposals(context)
        _raised(raised_news(context.database, context.actor))
        st.subheader(_("Oldest open issues"), anchor=False)
        if seen.oldest:
            show_issue_rows(seen.oldest)
        else:
            st.info(_("There is no issue here yet. Log a place, or raise an issue about one."))
            page_link("log_place", _("Log a place"), icon=":material/add_location_alt:")
    with meetings:
        st.subheader(_("Next meetings"), anchor=False)
        show_meeting_rows(seen.meetings, _("No meeting is planned."), prepared=can(context.actor, Action.KEEP_MEETING))
        st.subheader(_("Changes of the last week"), anchor=False)
        _changes(seen.changes)
    _figures(seen)


def _figures(seen: Overview) -> None:
    a_month_ago, last_month = _("a month ago {count}"), _("in all of last month {count}")
    figures = (
        (seen.open, _("Open issues"), a_month_ago),
        (seen.overdue, _("Overdue issues"), a_month_ago),
        (seen.verified, _("Verified this month"), last_month),
        (seen.came_back, _("Came back this month"), last_month),
    )
    with st.container(key="figures"):
        for figure, name, before in figures:
            with st.container(border=True, gap="xsmall"):
                st.metric(name, formats.number(figure.value), _trend(figure), delta_color="off")
                st.caption(before.format(count=formats.number(figure.before)))
                page_link("issues", _("Show the list"), icon=":material/arrow_forward:", filter=figure.view.value)


def _trend(figure: Figure) -> str | None:
    """How many more or fewer than then; no arrow where nothing changed."""
    more = figure.value - figure.before
    return None if more == 0 else f"{'+' if more > 0 else '-'}{formats.number(abs(more))}"


def _waiting(waiting: Waiting) -> None:
    st.subheader(_("What waits"), anchor=False)
    lists = (
        (waiting.overdue, IssueView.OVERDUE, _("Issues past their deadline: {count}"), ":material/alarm:"),
        (
            waiting.to_verify,
            IssueView.TO_VERIFY,
            _("Done, to be seen on the spot: {count}"),
            STATUS_SIGNS[IssueStatus.DONE],
        ),
        (waiting.unassigned, IssueView.UNASSIGNED, _("Issues nobody has: {count}"), ":material/person_off:"),
    )
    for count, view, sentence, sign in lists:
        if count:
            page_link("issues", sentence.format(count=formats.number(count)), icon=sign, filter=view.value)
    if waiting.to_place:
        sentence = _("Loaded records without a position: {count}").format(count=formats.number(waiting.to_place))
        page_link("data", sentence, icon=":material/wrong_location:", show="to-place")
    if not waiting.total:
        st.caption(_("Nothing: every deadline holds and everything done has been seen."))


def _own_tasks(context: Context, tasks: Sequence[TaskLine]) -> None:
    """What meetings asked of the reader's organisation, each with the one tap that settles it."""
    if tasks:
        st.subheader(_("Tasks of our organisation"), anchor=False)
    for task in tasks[:TASKS_SHOWN]:
        show_task_row(context, task, "own")
    further = tasks[TASKS_SHOWN:]
    if further:
        words = ngettext("{count} more task", "{count} more tasks", len(further))
        with st.expander(words.format(count=formats.number(len(further)))):
            for task in further:
                show_task_row(context, task, "own")


def _raised(news: Sequence[RaisedNews]) -> None:
    """Whoever raised an issue is told what others made of it."""
    if news:
        st.subheader(_("What became of what you raised"), anchor=False)
    for one in news:
        with st.container(gap=None, key=f"row-raised-{one.issue.id}"):
            name = f"**{one.issue.number}** {plain(one.issue.title)}"
            page_link("issue", name, icon=STATUS_SIGNS[one.issue.status], id=one.issue.id)
            when = formats.age(one.event.recorded_at)
            st.caption(joined(event_phrase(one.event), plain(one.event.organisation), when, _now(one)))


def _now(one: RaisedNews) -> str | None:
    """The state of the issue, where it was moved on since by whoever raised it."""
    if one.event.status == one.issue.status:
        return None
    return _("now: {status}").format(status=f"**{label(one.issue.status)}**")


def _changes(changes: Sequence[Change]) -> None:
    if not changes:
        st.caption(_("Nothing was recorded in the last seven days."))
    for number, (first, *others) in enumerate(_together(changes)):
        with st.container(gap=None, key=f"row-change-{number}"):
            when = formats.age(first.recorded_at)
            if first.site is not None:
                seen = label(first.condition) if first.condition is not None else _("Visit")
                page_link("site", plain(site_name(first.site)), icon=KIND_SIGNS[first.site.kind], id=first.site.id)
                st.caption(joined(seen, plain(first.organisation), when))
            elif first.issue is not None:
                events = [change.event for change in (first, *others) if change.event is not None]
                name = f"**{first.issue.number}** {plain(first.issue.title)}"
                page_link("issue", name, icon=event_sign(events), id=first.issue.id)
                st.caption(joined(*map(event_phrase, reversed(events)), plain(first.organisation), when))
            elif first.file_name is not None:
                page_link("data", plain(first.file_name), icon=":material/upload_file:")
                st.caption(joined(_("File loaded"), when))


def _together(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes of one issue that were recorded in one go are one change."""

    def written_at_once(change: Change) -> object:
        return id(change) if change.issue is None else (change.issue.id, change.recorded_at, change.organisation)

    return [list(group) for _key, group in groupby(changes, written_at_once)]
