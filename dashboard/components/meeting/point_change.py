"""A point of the agenda is put right, or put in another place by its number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.meeting.both_versions import keep_mine, show_both_versions
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import StaleEdit
from geodata.model.meetings import AgendaKind
from geodata.services.agenda_points import PointChange, change_point, move_point
from geodata.services.issue_events import NOTE_AT_MOST
from geodata.services.meeting_card import AgendaPoint, MeetingCard
from geodata.services.meetings import TITLE_AT_MOST
from geodata.services.organisations import list_organisations


@dataclass(frozen=True, slots=True)
class _Opened:
    """The point as it was when the form was opened, and the place that each number of the agenda stands for."""

    point: AgendaPoint
    positions: tuple[int, ...]


def change_point_button(context: Context, card: MeetingCard, point: AgendaPoint) -> None:
    """The button that opens the form."""
    opened = _Opened(point, tuple(one.position for one in card.points))
    form = partial(_form, context)
    form_button(_("Change"), f"change-point-{point.id}", opened, form, icon=":material/edit:", kind="tertiary")


def show_point_versions(context: Context, point: AgendaPoint) -> None:
    """Both versions, where somebody else changed the point while the person did."""
    show_both_versions(
        _line(point),
        PointChange,
        lambda mine: _words(mine.title, mine.kind, _organisations(context).get(mine.organisation_id or 0), mine.text),
        _words(point.title, point.kind, point.organisation, point.text),
        lambda mine: change_point(context.database, context.actor, point.id, point.row_version, mine),
    )


def _words(title: str, kind: AgendaKind, organisation: str | None, text: str | None) -> str:
    facts = joined(label(kind), plain(organisation))
    return "  \n".join(filter(None, (f"**{plain(title)}**", facts, paragraphs(text))))


def _form(context: Context, opened: _Opened) -> None:
    point, numbers = opened.point, range(1, len(opened.positions) + 1)
    names = _organisations(context)
    ids, kinds = list(names), list(AgendaKind)
    number = st.selectbox(_("Number on the agenda"), numbers, index=point.number - 1, key="point-change-number")
    title = st.text_input(_("Heading"), value=point.title, max_chars=TITLE_AT_MOST, key="point-change-title")
    kind = st.selectbox(
        _("Kind of point"), kinds, index=kinds.index(point.kind), format_func=label, key="point-change-kind"
    )
    organisation_id = st.selectbox(
        _("Who raises it"),
        ids,
        index=ids.index(point.organisation_id) if point.organisation_id in names else None,
        format_func=names.__getitem__,
        placeholder=_("Nobody in particular"),
        key="point-change-organisation",
    )
    text = st.text_area(_("Text"), value=point.text or "", max_chars=NOTE_AT_MOST, key="point-change-text")
    guard = PersonalDataGuard("point-change", {"title": "point-change-title", "text": "point-change-text"})
    kept = guard.decided(st.button(_("Save the point"), type="primary", key="point-change-save"))
    if kept is None:
        return
    change = PointChange(title.strip(), kind or point.kind, text or "", organisation_id, kept)
    with refusals_shown(), guard.watching():
        try:
            if _differs(change, point):
                change_point(context.database, context.actor, point.id, point.row_version, change)
            if number is not None and number != point.number:
                move_point(context.database, context.actor, point.id, opened.positions[number - 1])
            tell_after_rerun(_("Saved."))
        except StaleEdit:
            keep_mine(_line(point), change)
        close_form()
        st.rerun()


def _differs(change: PointChange, point: AgendaPoint) -> bool:
    before = (point.title, point.kind, point.text or "", point.organisation_id)
    return before != (change.title, change.kind, change.text.strip(), change.organisation_id)


def _organisations(context: Context) -> dict[int, str]:
    return {row.id: row.short_name for row in list_organisations(context.database, context.actor)}


def _line(point: AgendaPoint) -> str:
    return f"point-{point.id}"
