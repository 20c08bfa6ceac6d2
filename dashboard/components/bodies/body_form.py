"""A body is founded and changed. Who comes second sees what stands now, and chooses."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata.errors import StaleEdit
from geodata.model.meetings import BodyKind
from geodata.model.slot_reading import SLOT_AT_MOST
from geodata.policy import Action, can
from geodata.services.bodies import BODY_NAME_AT_MOST, BodyFacts, add_body, body_areas, change_body
from geodata.services.body_card import BodyCard, body_card
from geodata.services.organisations import list_organisations

_NEW = "new"
_NOW = "body-as-it-is-now"  # the version that the person was shown beside their own


def found_button(context: Context) -> None:
    """The button that opens the form of a new body."""
    if can(context.actor, Action.KEEP_MEETING):
        form_button(_("Found a group"), "found-body", _NEW, partial(_found, context), icon=":material/group_add:")


def change_button(context: Context, card: BodyCard) -> None:
    """The button that opens the form of a body."""
    if can(context.actor, Action.KEEP_MEETING):
        change = partial(_change, context)
        form_button(_("Change the group"), f"change-body-{card.id}", card, change, icon=":material/edit:")


def _found(context: Context, _subject: str) -> None:
    facts, guard = _fields(context, None)
    kept = guard.decided(st.button(_("Found it"), type="primary", key="body-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        body_id = add_body(context.database, context.actor, _with_reason(facts, kept))
        close_form()
        tell_after_rerun(_("The group is founded. Plan its meetings next."))
        go_to("body", id=body_id)


def _change(context: Context, seen: BodyCard) -> None:
    facts, guard = _fields(context, seen)
    now: BodyCard | None = st.session_state.get(_NOW)
    if now is not None and now.id != seen.id:
        now = None
    if now is not None:
        _show_what_is_now(now)
    name = _("Save what I wrote") if now is not None else _("Save the group")
    kept = guard.decided(st.button(name, type="primary", key="body-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        try:
            version = (now or seen).row_version
            change_body(context.database, context.actor, seen.id, version, _with_reason(facts, kept))
        except StaleEdit:
            st.session_state[_NOW] = body_card(context.database, context.actor, seen.id)
            st.rerun()
        st.session_state.pop(_NOW, None)
        close_form()
        tell_after_rerun(_("The group is changed. Meetings that are planned stay where they are."))
        st.rerun()


def _show_what_is_now(card: BodyCard) -> None:
    with st.container(border=True):
        st.warning(_("Somebody else changed this group meanwhile. Now it is:"), icon=":material/difference:")
        said = joined(label(card.kind), plain(card.slot), plain(card.area), plain(card.chair))
        st.markdown(f"**{plain(card.name)}**  \n{said}")
        if st.button(_("Leave it so"), key="body-leave"):
            st.session_state.pop(_NOW)
            close_form()
            st.rerun()


def _fields(context: Context, card: BodyCard | None) -> tuple[BodyFacts, PersonalDataGuard]:
    kinds = list(BodyKind)
    areas = {row.id: row.name for row in body_areas(context.database, context.actor)}
    organisations = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    name = st.text_input(
        _("Name of the group"), value=card.name if card else "", max_chars=BODY_NAME_AT_MOST, key="body-name"
    )
    kind = st.selectbox(
        _("Kind of group"), kinds, index=kinds.index(card.kind) if card else 0, format_func=label, key="body-kind"
    )
    slot = st.text_input(
        _("When it meets"),
        value=(card.slot or "") if card else "",
        max_chars=SLOT_AT_MOST,
        placeholder=_("third Thursday 13:00, at the school"),
        help=_("As you say it: “third Thursday 13:00, at the school”, “every Wednesday 9:00”, “as needed”."),
        key="body-slot",
    )
    area_id = _choice(_("Area it looks after"), areas, card.area_id if card else None, "body-area")
    chair_id = _choice(_("Who chairs it"), organisations, card.chair_id if card else None, "body-chair")
    guard = PersonalDataGuard("body", {"name": "body-name", "slot": "body-slot"})
    return BodyFacts(name, kind, area_id, chair_id, slot), guard


def _choice(name: str, names: dict[int, str], chosen: int | None, key: str) -> int | None:
    ids = list(names)
    return st.selectbox(
        name,
        ids,
        index=ids.index(chosen) if chosen in names else None,
        format_func=names.__getitem__,
        placeholder=_("None chosen"),
        key=key,
    )


def _with_reason(facts: BodyFacts, reason: str) -> BodyFacts:
    return BodyFacts(facts.name, facts.kind, facts.area_id, facts.chair_organisation_id, facts.slot, reason)
