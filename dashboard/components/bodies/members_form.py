"""Which organisations belong to a body, told and changed from a day on."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata import clock
from geodata.policy import Action, can
from geodata.services.bodies import set_members
from geodata.services.body_card import BodyCard, Member
from geodata.services.organisations import list_organisations


def show_members(context: Context, card: BodyCard) -> None:
    """Who belongs to the body, who did, and the button that changes it."""
    st.subheader(_("Members"), anchor=False)
    if not card.members:
        st.info(_("No organisation belongs to this group yet. Whoever belongs has its meetings in their calendar."))
    st.markdown("\n".join(f"- {_told(member)}" for member in card.members))
    if card.former:
        with st.expander(_("Former members")):
            st.markdown("\n".join(f"- {_told(member)}" for member in card.former))
    if can(context.actor, Action.KEEP_MEETING):
        form = partial(_form, context)
        form_button(_("Change the members"), f"members-{card.id}", card, form, icon=":material/groups:")


def _told(member: Member) -> str:
    if member.until is None:
        days = _("since {day}").format(day=formats.day(member.since))
    else:
        days = _("from {first} to {last}").format(first=formats.day(member.since), last=formats.day(member.until))
    return f"{plain(member.name)} ({days})"


def _form(context: Context, card: BodyCard) -> None:
    names = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    belong = [member.organisation_id for member in card.members if member.until is None]
    chosen = st.multiselect(
        _("Organisations that belong to it"),
        list(names),
        default=list(dict.fromkeys(id_ for id_ in belong if id_ in names)),
        format_func=names.__getitem__,
        placeholder=_("Choose organisations"),
        key="member-organisations",
    )
    since = st.date_input(_("From which day on"), value=clock.today(), format="DD.MM.YYYY", key="member-since")
    if st.button(_("Save the members"), type="primary", key="members-save"):
        with refusals_shown():
            set_members(context.database, context.actor, card.id, card.row_version, tuple(chosen), since)
            close_form()
            tell_after_rerun(_("The members are saved."))
            st.rerun()
