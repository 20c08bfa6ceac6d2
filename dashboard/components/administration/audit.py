"""Administration of the audit: who did what, when, from where; found, and taken away as a file."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from dashboard.components.audit_words import action_name, detail_text, subject_name
from dashboard.context import Context
from dashboard.formats import moment, number
from dashboard.language import _, ngettext
from geodata.services.audit_search import AuditFilter, AuditPage, audit_choices, search_audit

ROWS_AT_ONCE = 100


def show_audit(context: Context) -> None:
    """Four filters, the newest entries, the download."""
    st.caption(
        _(
            "Every change, every refusal and every opening of a restricted record. Nobody can change an entry; "
            "lokality doctor --audit proves it."
        )
    )
    chosen = _chosen(context)
    shown = int(st.session_state.get("audit-shown", ROWS_AT_ONCE))
    page = search_audit(context.database, context.actor, chosen, limit=shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        count = ngettext("{count} entry", "{count} entries", page.total).format(count=number(page.total))
        st.markdown(f"**{count}**")
        st.link_button(_("Download as CSV"), _address(chosen), icon=":material/download:")
    _table(page)
    if page.total > len(page.rows) and st.button(_("Show older entries"), key="audit-older"):
        st.session_state["audit-shown"] = shown + ROWS_AT_ONCE
        st.rerun()


def _chosen(context: Context) -> AuditFilter:
    choices = audit_choices(context.database, context.actor)
    people = dict(choices.people)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        person = st.selectbox(
            _("Person"),
            list(people),
            index=None,
            format_func=people.__getitem__,
            placeholder=_("Anybody"),
            key="audit-person",
        )
        action = st.selectbox(
            _("What was done"),
            choices.actions,
            index=None,
            format_func=action_name,
            placeholder=_("Anything"),
            key="audit-action",
        )
        subject = st.selectbox(
            _("To what"),
            choices.subjects,
            index=None,
            format_func=subject_name,
            placeholder=_("Anything"),
            key="audit-subject",
        )
        subject_id = st.number_input(
            _("Its number"), min_value=1, max_value=2**53 - 1, value=None, step=1, key="audit-subject-id"
        )
        first = st.date_input(_("From day"), value=None, format="DD.MM.YYYY", key="audit-first")
        last = st.date_input(_("Until day"), value=None, format="DD.MM.YYYY", key="audit-last")
    return AuditFilter(person, action, subject, subject_id, _day(first), _day(last))


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _address(chosen: AuditFilter) -> str:
    values = {name: value for name in AuditFilter.__slots__ if (value := getattr(chosen, name)) is not None}
    return f"/exports/audit.csv?{urlencode(values)}" if values else "/exports/audit.csv"


def _table(page: AuditPage) -> None:
    if not page.rows:
        st.info(_("No entry is like that. Leave out one of the filters."))
        return
    st.dataframe(
        [
            {
                _("When"): moment(row.recorded_at),
                _("Person"): _("former worker") if row.person == "" else row.person or "–",
                _("Organisation"): row.organisation or "–",
                _("What was done"): action_name(row.action),
                _("To what"): subject_name(row.subject),
                _("Its number"): "" if row.subject_id is None else str(row.subject_id),
                _("From where"): row.where or "–",
                _("Details"): detail_text(row.detail),
            }
            for row in page.rows
        ],
        hide_index=True,
        width="stretch",
    )
