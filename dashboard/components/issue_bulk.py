"""Many issues at once: those that are ticked in the list, what they get, and which of them could not take it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import streamlit as st

from dashboard.components.field_state import seed
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
_NOTE, _NOTE_KEPT = "bulk-note", "bulk-note-kept"
_SIGNS = {
    BulkStep.ACCEPT: ":material/check:",
    BulkStep.ASSIGN: ":material/forward:",
    BulkStep.DEADLINE: ":material/event:",
    BulkStep.COMMENT: ":material/chat:",
}


@dataclass(frozen=True, slots=True)
class _Ticked:
    """A ticked issue: its number, and its version as it was read."""

    number: str
    row_version: int


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The issues of a form by their ids, and which of them the page does not show just now."""

    issues: tuple[tuple[int, _Ticked], ...]
    unseen: tuple[str, ...]


def may_tick(context: Context) -> bool:
    """Whether there is anything that the reader could do with many issues."""
    return can(context.actor, Action.ADVANCE_ISSUE)


def tick(row: IssueRow) -> None:
    """The box before a line of the list."""
    ticked = _ticked()
    if row.id in ticked:
        ticked[row.id] = _of(row)  # as it stands on the screen now
    key = f"tick-{st.session_state.get(_TIMES, 0)}-{row.id}"
    st.checkbox(
        _("Tick {number}").format(number=row.number),
        value=row.id in ticked,
        key=key,
        on_change=_turn,
        args=(key, row),
        label_visibility="collapsed",
        width="content",
    )


def show_bulk_bar(context: Context, rows: tuple[IssueRow, ...]) -> None:
    """What can be done with the ticked ones; above it what was done last."""
    _show_result()
    ticked = _ticked()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bulk-bar"):
        # All of it stands from the beginning: what came with the first tick would move the lines under the hand.
        st.button(
            _("Tick these"), icon=":material/select_all:", type="tertiary", key="tick-page", on_click=_tick_all,
            args=(rows,), disabled=all(row.id in ticked for row in rows),
        )  # fmt: skip
        st.markdown(ngettext("**{count}** ticked", "**{count}** ticked", len(ticked)).format(count=len(ticked)))
        shown = {row.id for row in rows}
        unseen = tuple(one.number for id_, one in ticked.items() if id_ not in shown)
        if unseen:
            st.caption(ngettext("{count} of them is not on this page", "{count} of them are not on this page",
                                len(unseen)).format(count=len(unseen)))  # fmt: skip
        for step in BulkStep:
            chosen = _Chosen(tuple(ticked.items()), unseen)
            form = partial(_form, context, step)
            form_button(label(step), f"bulk-{step}", chosen, form, icon=_SIGNS[step], disabled=not ticked)
        st.button(_("Untick all"), type="tertiary", key="untick", on_click=_untick, disabled=not ticked)


def _form(context: Context, step: BulkStep, chosen: _Chosen) -> None:
    _tell_which(chosen)
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
    seed(_NOTE, st.session_state.get(_NOTE_KEPT, ""))
    note = st.text_area(
        _("What you want to say") if step == BulkStep.COMMENT else _("Note"), max_chars=NOTE_AT_MOST, key=_NOTE
    )
    guard = PersonalDataGuard("bulk", {"change.note": _NOTE, "note": _NOTE})
    kept = guard.decided(st.button(_("Save"), type="primary", key="bulk-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        ids = [id_ for id_, _one in chosen.issues]
        versions = [one.row_version for _id, one in chosen.issues]
        result = change_issues(
            context.database, context.actor, ids, versions, replace(change, note=note, keep_personal_data=kept)
        )
        if result.done:
            done = result.done
            tell_after_rerun(ngettext("{count} issue saved.", "{count} issues saved.", done).format(count=done))
        st.session_state[_RESULT] = result
        _keep_ticked(result, note)
        close_form()
        st.rerun()


def _tell_which(chosen: _Chosen) -> None:
    """The numbers of the issues, and how many of them the page behind the form does not show."""
    count = len(chosen.issues)
    st.caption(ngettext("For {count} issue.", "For {count} issues.", count).format(count=count))
    st.markdown(", ".join(one.number for _id, one in chosen.issues if one.number not in chosen.unseen))
    if chosen.unseen:
        unseen = ngettext(
            "{count} more that is not on this page: {numbers}",
            "{count} more that are not on this page: {numbers}",
            len(chosen.unseen),
        )
        st.warning(
            unseen.format(count=len(chosen.unseen), numbers=", ".join(chosen.unseen)), icon=":material/visibility_off:"
        )


def _keep_ticked(result: BulkResult, note: str) -> None:
    """Those that could not take it stay ticked, with the note, so that they may be tried again."""
    left = {one.issue.id for one in result.left_out if one.issue is not None}
    ticked = {id_: one for id_, one in _ticked().items() if id_ in left}
    _untick()
    _ticked().update(ticked)
    if left:
        st.session_state[_NOTE_KEPT] = note


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


def _ticked() -> dict[int, _Ticked]:
    ticked: dict[int, _Ticked] = st.session_state.setdefault(_TICKED, {})
    return ticked


def _of(row: IssueRow) -> _Ticked:
    return _Ticked(row.number, row.row_version)


def _turn(key: str, row: IssueRow) -> None:
    """As the box stands, for Streamlit calls a box changed too whose run was broken off before the browser drew it."""
    if not st.session_state[key]:
        _ticked().pop(row.id, None)
    elif row.id not in _ticked():
        _tick_all((row,))


def _tick_all(rows: tuple[IssueRow, ...]) -> None:
    ticked = _ticked()
    for row in rows:
        if len(ticked) < MANY_AT_MOST:
            ticked[row.id] = _of(row)
    _draw_boxes_anew()


def _untick() -> None:
    _ticked().clear()
    st.session_state.pop(_NOTE_KEPT, None)
    _draw_boxes_anew()


def _draw_boxes_anew() -> None:
    """A box keeps what it was last set to, so those that are to change get other names."""
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1
