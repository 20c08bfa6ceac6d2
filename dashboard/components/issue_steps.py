"""What can be done with an issue: the next step first, then the rest. Each opens a short form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import MappingProxyType

import streamlit as st

from dashboard.components.duplicates import merge_button
from dashboard.components.evidence_fields import DOCUMENT_KEY, EVIDENCE_KEYS, with_evidence
from dashboard.components.field_state import keep_if_offered, seed
from dashboard.components.forms import close_form, form_button, show_open_form
from dashboard.components.person_field import person_field
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.split_issue import split_button
from dashboard.components.stale_issue import COMMENT_KEY, keep_both_versions
from dashboard.components.usual_answers import offer_answers
from dashboard.context import Context
from dashboard.labels import action_label, label
from dashboard.language import _
from geodata import clock
from geodata.errors import StaleEdit
from geodata.model.issues import OPEN_STATUSES, IssueStatus, RefusalReason
from geodata.policy import Action, can
from geodata.services.issue_card import IssueCard
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.issue_steps import Step, advance_issue, assign_issue, comment_issue, set_deadline
from geodata.services.organisations import list_organisations

# The step that leads on; whatever else the workflow allows stands beside it.
FORWARD: dict[IssueStatus, IssueStatus] = {
    IssueStatus.RAISED: IssueStatus.ACCEPTED,
    IssueStatus.ACCEPTED: IssueStatus.IN_PROGRESS,
    IssueStatus.IN_PROGRESS: IssueStatus.DONE,
    IssueStatus.DONE: IssueStatus.VERIFIED,
    IssueStatus.REOPENED: IssueStatus.IN_PROGRESS,
}

_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


def show_steps(context: Context, card: IssueCard) -> None:
    """The buttons the actor may press."""
    forward = FORWARD.get(card.status)
    for status in sorted(card.next_statuses, key=lambda status: status != forward):
        form_button(
            action_label(status),
            f"step-{status}-{card.id}",
            card,
            partial(_advance, context, status),
            kind="primary" if status == forward else "secondary",
        )
    for status in set(IssueStatus) - set(card.next_statuses):  # somebody else was first; what was typed is not lost
        step = partial(_advance, context, status)
        show_open_form(action_label(status), f"step-{status}-{card.id}", card, step)
    if card.status in OPEN_STATUSES and can(context.actor, Action.ADVANCE_ISSUE):
        assign, deadline = partial(_assign, context), partial(_deadline, context)
        form_button(_("Give it to somebody"), f"assign-{card.id}", card, assign, icon=":material/forward:")
        form_button(_("Set the deadline"), f"deadline-{card.id}", card, deadline, icon=":material/event:")
        split_button(context, card)
    merge_button(context, card)
    if can(context.actor, Action.RAISE_ISSUE):
        comment = partial(_comment, context)
        form_button(_("Add a comment"), f"comment-{card.id}", card, comment, icon=":material/chat:")


def _advance(context: Context, wanted: IssueStatus, card: IssueCard) -> None:
    if st.session_state.get("step-day") is not None and st.session_state["step-day"] < card.status_since:
        del st.session_state["step-day"]  # filled in before the issue moved
    seed("step-day", clock.today())
    happened_on = st.date_input(
        _("When it happened"),
        min_value=card.status_since,
        max_value=clock.today(),
        format="DD.MM.YYYY",
        key="step-day",
    )
    reason = None
    if wanted == IssueStatus.REFUSED:
        reason = st.selectbox(
            _("Kind of reason"),
            [one for one in RefusalReason if one != RefusalReason.DUPLICATE],
            index=None,
            format_func=label,
            placeholder=_("Choose"),
            key="step-reason",
        )
        st.caption(_("Is it the same as another issue? Then choose “It is a duplicate” instead."))
    step = with_evidence(context, card, Step(wanted, happened_on=happened_on, reason=reason))
    offer_answers(wanted, card.topic, reason, "step-note")
    note = st.text_area(_("Note"), max_chars=NOTE_AT_MOST, key="step-note")
    step = replace(step, note=note)
    _save(
        card,
        lambda kept: advance_issue(
            context.database, context.actor, card.id, card.row_version, replace(step, keep_personal_data=kept)
        ),
        fields={"note": "step-note", "document": DOCUMENT_KEY},
        choices=("step-day", "step-reason", *EVIDENCE_KEYS),
        wanted=wanted,
    )


def _assign(context: Context, card: IssueCard) -> None:
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    ids = list(organisations)
    keep_if_offered("assign-organisation", [None, *ids])
    seed("assign-organisation", card.assignee_id if card.assignee_id in organisations else None)
    organisation_id = st.selectbox(
        _("Who has it from now on"),
        ids,
        index=None,
        format_func=organisations.__getitem__,
        placeholder=_("Choose"),
        key="assign-organisation",
    )
    if organisation_id is None:
        st.caption(_("Choose an organisation first."))
        return
    account_id = person_field(context, organisation_id, "assign", card.account_id)
    note = st.text_area(_("Note"), max_chars=NOTE_AT_MOST, key="assign-note")
    _save(
        card,
        lambda kept: assign_issue(
            context.database,
            context.actor,
            card.id,
            card.row_version,
            organisation_id,
            account_id=account_id,
            note=note,
            keep_personal_data=kept,
        ),
        fields={"note": "assign-note"},
        choices=("assign-organisation", f"assign-person-{organisation_id}"),
    )


def _deadline(context: Context, card: IssueCard) -> None:
    on_a_day, at_next_meeting, none = "day", "meeting", "none"
    names = {on_a_day: _("On a day"), none: _("No deadline")}
    if card.body_id is not None:
        names[at_next_meeting] = _("At the next meeting of the body that follows it")
    keep_if_offered("deadline-how", list(names))
    how = st.radio(_("Until when"), list(names), format_func=names.__getitem__, key="deadline-how")
    due_on = None
    if how == on_a_day:
        present = card.deadline.due_on
        seed("deadline-day", max(present, clock.today()) if present else clock.today() + timedelta(days=30))
        due_on = st.date_input(
            _("Day"),
            min_value=clock.today(),
            max_value=clock.today() + timedelta(days=3653),
            format="DD.MM.YYYY",
            key="deadline-day",
        )
    _save(
        card,
        lambda _kept: set_deadline(
            context.database,
            context.actor,
            card.id,
            card.row_version,
            due_on=due_on,
            next_meeting=how == at_next_meeting,
        ),
        choices=("deadline-how", "deadline-day"),
    )


def _comment(context: Context, card: IssueCard) -> None:
    note = st.text_area(_("What you want to say"), max_chars=NOTE_AT_MOST, key=COMMENT_KEY)
    st.caption(_("No names or contacts of residents, please: a place is never a person."))
    _save(
        card,
        lambda kept: comment_issue(context.database, context.actor, card.id, note, keep_personal_data=kept),
        fields={"note": COMMENT_KEY},
    )


def _save(
    card: IssueCard,
    change: Callable[[str], None],
    fields: Mapping[str, str] = _NO_FIELDS,
    choices: tuple[str, ...] = (),
    wanted: IssueStatus | None = None,
) -> None:
    """The button of a form; `change` takes the reason for keeping personal data of its `fields`.

    What somebody else changed meanwhile is shown, never overwritten; what stands in `fields` and `choices` is kept, so
    that one can go on with it.
    """
    guard = PersonalDataGuard("step", fields)
    kept = guard.decided(st.button(_("Save"), type="primary", key="step-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        try:
            change(kept)
            tell_after_rerun(_("Saved."))
        except StaleEdit:
            keep_both_versions(card, fields.values(), choices, wanted)
        close_form()
        st.rerun()
