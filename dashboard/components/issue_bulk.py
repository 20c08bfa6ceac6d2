"""Many issues at once: those that are ticked in the list, what they get, and which of them could not take it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.person_field import person_field
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.signs import STATUS_SIGNS
from dashboard.components.text import plain, sentence
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata import clock
from geodata.model.issues import BulkStep
from geodata.policy import Action, can
from geodata.services.issue_bulk import MANY_AT_MOST, BulkChange, BulkResult, change_issues
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.issue_list import IssueRow
from geodata.services.organisations import list_organisations

_TICKED, _TIMES, _RESULT = "ticked-issues", "ticked-times", "bulk-result"
_SIGNS = {
    BulkStep.ACCEPT: ":material/check:",
    BulkStep.ASSIGN: ":material/forward:",
    BulkStep.DEADLINE: ":material/event:",
    BulkStep.COMMENT: ":material/chat:",
}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The issues of a form, each with its version as it was read."""

    versions: tuple[tuple[int, int], ...]


def may_tick(context: Context) -> bool:
    """Whether there is anything that the reader could do with many issues."""
    return can(context.actor, Action.ADVANCE_ISSUE)


def tick(row: IssueRow) -> None:
    """The box before a line of the list."""
    ticked = _ticked()
    if row.id in ticked:
        ticked[row.id] = row.row_version  # as it stands on the screen now
    st.checkbox(
        _("Tick {number}").format(number=row.number),
        value=row.id in ticked,
        key=f"tick-{st.session_state.get(_TIMES, 0)}-{row.id}",
        on_change=_turn,
        args=(row.id, row.row_version),
        label_visibility="collapsed",
        width="content",
    )


def show_bulk_bar(context: Context, rows: tuple[IssueRow, ...]) -> None:
    """What can be done with the ticked ones; above it what was done last."""
    _show_result()
    ticked = _ticked()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bulk-bar"):
        if any(row.id not in ticked for row in rows):
            versions = {row.id: row.row_version for row in rows}
            st.button(
                _("Tick these"), icon=":material/select_all:", type="tertiary", key="tick-page", on_click=_tick_all,
                args=(versions,),
            )  # fmt: skip
        if not ticked:
            return
        st.markdown(ngettext("**{count}** ticked", "**{count}** ticked", len(ticked)).format(count=len(ticked)))
        for step in BulkStep:
            chosen = _Chosen(tuple(ticked.items()))
            form_button(label(step), f"bulk-{step}", chosen, partial(_form, context, step), icon=_SIGNS[step])
        st.button(_("Untick all"), type="tertiary", key="untick", on_click=_untick)


def _form(context: Context, step: BulkStep, chosen: _Chosen) -> None:
    count = len(chosen.versions)
    st.caption(ngettext("For {count} issue.", "For {count} issues.", count).format(count=count))
    change = BulkChange(step)
    match step:
        case BulkStep.ASSIGN:
            change = _assigned(context, change)
        case BulkStep.DEADLINE:
            due_on = st.date_input(
                _("Day (empty: no deadline)"),
                value=clock.today() + timedelta(days=30),
                min_value=clock.today(),
                max_value=clock.today() + timedelta(days=3653),
                format="DD.MM.YYYY",
                key="bulk-day",
            )
            change = replace(change, due_on=due_on)
    note = st.text_area(
        _("What you want to say") if step == BulkStep.COMMENT else _("Note"), max_chars=NOTE_AT_MOST, key="bulk-note"
    )
    guard = PersonalDataGuard("bulk", {"change.note": "bulk-note", "note": "bulk-note"})
    kept = guard.decided(st.button(_("Save"), type="primary", key="bulk-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        ids, versions = zip(*chosen.versions, strict=True)
        result = change_issues(
            context.database, context.actor, ids, versions, replace(change, note=note, keep_personal_data=kept)
        )
        done = result.done
        tell_after_rerun(ngettext("{count} issue saved.", "{count} issues saved.", done).format(count=done))
        st.session_state[_RESULT] = result
        _untick()
        close_form()
        st.rerun()


def _assigned(context: Context, change: BulkChange) -> BulkChange:
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    organisation_id = st.selectbox(
        _("Who has it from now on"),
        list(organisations),
        index=None,
        format_func=organisations.__getitem__,
        placeholder=_("Choose"),
        key="bulk-organisation",
    )
    if organisation_id is None:
        return change
    account_id = person_field(context, organisation_id, "bulk")
    return replace(change, assignee_id=organisation_id, account_id=account_id)


def _show_result() -> None:
    """Those that could not take it, each with its reason, until the reader has seen them."""
    result: BulkResult | None = st.session_state.get(_RESULT)
    if result is None or not result.left_out:
        return
    with st.container(border=True, gap="small", key="bulk-left-out"):
        count = len(result.left_out)
        st.warning(
            ngettext("{count} issue stays as it was:", "{count} issues stay as they were:", count).format(count=count),
            icon=":material/info:",
        )
        for left in result.left_out:
            if left.issue is not None:
                name = f"**{left.issue.number}** {plain(left.issue.title)}"
                page_link("issue", name, icon=STATUS_SIGNS[left.issue.status], id=left.issue.id)
            st.caption(sentence(left.reason))
        st.button(_("I have seen it"), key="bulk-seen", on_click=st.session_state.pop, args=(_RESULT, None))


def _ticked() -> dict[int, int]:
    ticked: dict[int, int] = st.session_state.setdefault(_TICKED, {})
    return ticked


def _turn(issue_id: int, row_version: int) -> None:
    ticked = _ticked()
    if issue_id in ticked:
        del ticked[issue_id]
    else:
        _tick_all({issue_id: row_version})


def _tick_all(versions: dict[int, int]) -> None:
    ticked = _ticked()
    for issue_id, row_version in versions.items():
        if len(ticked) < MANY_AT_MOST:
            ticked[issue_id] = row_version
    _draw_boxes_anew()


def _untick() -> None:
    _ticked().clear()
    _draw_boxes_anew()


def _draw_boxes_anew() -> None:
    """A box keeps what it was last set to, so those that are to change get other names."""
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1
