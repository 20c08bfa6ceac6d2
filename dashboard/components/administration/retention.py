"""Administration of retention: what is due is shown first, and erased only when somebody confirms it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.context import Context
from dashboard.formats import day, number
from dashboard.labels import label
from dashboard.language import _, ngettext, translate
from geodata.model.retention import RULES, RetentionRule
from geodata.services.retention import DueRule, erase, list_due
from geodata.services.wiping import left_of_erasing


def show_retention(context: Context) -> None:
    """The rules, what is due by them today, and the button."""
    st.caption(
        _(
            "How long what is kept is a setting of the city. What is due is erased for good: from the database, the "
            "photos, the files and the words of the audit. Only that something was here remains."
        )
    )
    st.caption(
        _(
            "What was published stays: the counts and points of a month go when an administrator withdraws that month, "
            "on the tab of the public picture."
        )
    )
    left = left_of_erasing(context.database, context.actor)
    if left is not None:
        st.warning(f"{translate(left.what)} {translate(left.mending)}", icon=":material/cleaning_services:")
    _rules(context)
    due = list_due(context.database, context.actor, context.settings.retention_rules)
    if not due:
        st.info(_("Nothing is due today."))
        return
    for rule in due:
        _due(rule)
    _confirmation(context, due)


def _rules(context: Context) -> None:
    months = context.settings.retention_rules.months
    with st.expander(_("The rules"), icon=":material/rule:"):
        st.dataframe(
            [{_("Rule"): label(rule), _("Kept for"): _kept_for(months.get(rule, 0))} for rule in RULES],
            hide_index=True,
            width="content",
        )


def _kept_for(months: int) -> str:
    if not months:
        return _("for ever")
    return ngettext("{count} month", "{count} months", months).format(count=number(months))


def _due(rule: DueRule) -> None:
    count = ngettext("{count} record", "{count} records", rule.count).format(count=number(rule.count))
    until = _("of {day} or earlier").format(day=day(rule.last_day))
    with st.expander(f"**{label(rule.rule)}**: {count}, {until}", icon=":material/event_busy:"):
        st.dataframe(
            [{_("Its number"): str(record.id), _("Since"): day(record.since)} for record in rule.records],
            hide_index=True,
            width="content",
        )
        if rule.count > len(rule.records):
            st.caption(_("The oldest {count} are shown.").format(count=number(len(rule.records))))


def _confirmation(context: Context, due: Sequence[DueRule]) -> None:
    chosen = st.multiselect(
        _("What is to be erased now"),
        [rule.rule for rule in due],
        default=[],
        format_func=label,
        placeholder=_("Choose rules"),
        key="retention-chosen",
    )
    sure = st.checkbox(_("I know that nobody can bring it back, except from a backup."), key="retention-sure")
    if st.button(_("Erase for good"), type="primary", disabled=not (chosen and sure), icon=":material/delete_forever:"):
        _erase(context, chosen)


def _erase(context: Context, chosen: Sequence[RetentionRule]) -> None:
    with refusals_shown():
        settings = context.settings
        done = erase(
            context.database,
            context.actor,
            settings.retention_rules,
            settings.data_directory,
            settings.photo_directory,
            chosen,
        )
        total = sum(done.counts.values())
        tell_after_rerun(ngettext("{count} record erased.", "{count} records erased.", total).format(count=total))
        if not done.wiped:
            tell_after_rerun(_("Somebody was working: run it again at night, so that the file is written anew too."))
        for key in ("retention-chosen", "retention-sure"):
            st.session_state.pop(key, None)
        st.rerun()
