"""An entry of the minutes is put right or taken back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.meeting.both_versions import keep_mine, show_both_versions
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import StaleEdit
from geodata.model.meetings import EntryKind
from geodata.services.minutes import EntryChange, change_entry, withdraw_entry
from geodata.services.minutes_lines import EntryLine
from geodata.services.minutes_points import WORDS_AT_MOST
from geodata.services.organisations import list_organisations

ENTRY_SIGNS: dict[EntryKind, str] = {
    EntryKind.STATEMENT: ":material/chat_bubble:",
    EntryKind.QUESTION: ":material/help:",
    EntryKind.INFORMATION: ":material/info:",
    EntryKind.DECISION: ":material/gavel:",
    EntryKind.INTERNAL: ":material/visibility_off:",
}


def entry_words(kind: EntryKind, organisation: str | None, text: str) -> str:
    """Who said what; of a decision or a note that it is one."""
    who = f"**{plain(organisation)}**, " if organisation else ""
    name = label(kind)
    kind_words = f"**{name}**" if kind == EntryKind.DECISION else name.lower() if who else name
    return f"{ENTRY_SIGNS[kind]} {who}{kind_words}: {paragraphs(text)}"


def change_entry_button(context: Context, entry: EntryLine) -> None:
    """The button that opens the form."""
    form = partial(_form, context)
    form_button(_("Change"), f"change-entry-{entry.id}", entry, form, icon=":material/edit:", kind="tertiary")


def show_entry_versions(context: Context, entry: EntryLine) -> None:
    """Both versions, where somebody else changed the entry while the person did."""
    show_both_versions(
        _line(entry),
        EntryChange,
        lambda mine: entry_words(mine.kind, _organisations(context).get(mine.organisation_id or 0), mine.text),
        entry_words(entry.kind, entry.organisation, entry.text),
        lambda mine: change_entry(context.database, context.actor, entry.id, entry.row_version, mine),
    )


def _form(context: Context, entry: EntryLine) -> None:
    names = _organisations(context)
    ids = list(names)
    kinds = list(EntryKind)
    kind = st.selectbox(
        _("What it is"), kinds, index=kinds.index(entry.kind), format_func=label, key="entry-change-kind"
    )
    organisation_id = st.selectbox(
        _("Who says it"),
        ids,
        index=ids.index(entry.organisation_id) if entry.organisation_id in names else None,
        format_func=names.__getitem__,
        placeholder=_("Nobody in particular"),
        key="entry-change-organisation",
    )
    text = st.text_area(_("Text"), value=entry.text, max_chars=WORDS_AT_MOST, key="entry-change-text")
    with st.container(horizontal=True):
        saves = st.button(_("Save"), type="primary", key="entry-change-save")
        if st.button(_("Take it back"), icon=":material/undo:", key="entry-change-withdraw"):
            _withdraw(context, entry)
    guard = PersonalDataGuard("entry-change", {"text": "entry-change-text"})
    kept = guard.decided(saves)
    if kept is None:
        return
    change = EntryChange(kind or entry.kind, text or "", organisation_id, kept)
    with refusals_shown(), guard.watching():
        try:
            change_entry(context.database, context.actor, entry.id, entry.row_version, change)
            tell_after_rerun(_("Saved."))
        except StaleEdit:
            keep_mine(_line(entry), change)
        close_form()
        st.rerun()


def _withdraw(context: Context, entry: EntryLine) -> None:
    with refusals_shown():
        withdraw_entry(context.database, context.actor, entry.id, entry.row_version)
        tell_after_rerun(_("Taken back."))
        close_form()
        st.rerun()


def _organisations(context: Context) -> dict[int, str]:
    return {row.id: row.short_name for row in list_organisations(context.database, context.actor)}


def _line(entry: EntryLine) -> str:
    return f"entry-{entry.id}"
