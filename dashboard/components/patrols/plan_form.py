"""A patrol is planned, and its plan changed. Who comes second sees what stands now, and chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.forms import close_form, form_button, show_open_form
from dashboard.components.patrols.body import body_field
from dashboard.components.patrols.people import choose_people
from dashboard.components.patrols.rows import span
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import go_to
from geodata import clock
from geodata.errors import N_, InvalidValue, StaleEdit
from geodata.model.patrols import PatrolState
from geodata.model.people import Sensitivity
from geodata.model.slots import moment_on
from geodata.services.organisations import list_organisations
from geodata.services.patrol_list import PatrolCard, patrol_card
from geodata.services.patrols import PURPOSE_AT_MOST, STREETS_AT_MOST, PatrolPlan, change_patrol, plan_patrol

_NEW = "new"
_NOW = "patrol-as-it-is-now"  # the version that the person was shown beside their own
_QUARTER = 900  # seconds between the times offered


@dataclass(frozen=True, slots=True)
class _Filled:
    """What stands in the form."""

    purpose: str
    day: date | None
    begins: time | None
    ends: time | None
    streets: str
    organisation_ids: tuple[int, ...]
    member_ids: tuple[int, ...] | None
    body_id: int | None
    sensitivity: Sensitivity

    def plan(self, keep_personal_data: str) -> PatrolPlan:
        """The plan. Raises InvalidValue where nobody said when."""
        if self.day is None or self.begins is None or self.ends is None:
            raise InvalidValue(N_("Say on which day the patrol is, when it begins and when it ends."))
        return PatrolPlan(
            self.purpose,
            moment_on(self.day, self.begins),
            _end(self.day, self.begins, self.ends),
            tuple(self.streets.splitlines()),
            self.organisation_ids,
            self.member_ids,
            self.body_id,
            self.sensitivity,
            keep_personal_data,
        )


def plan_button(context: Context) -> None:
    """The button that opens the form of a new patrol."""
    form = partial(_plan, context)
    form_button(_("Plan a patrol"), "plan-patrol", _NEW, form, icon=":material/add:", kind="primary")


def change_button(context: Context, card: PatrolCard) -> None:
    """The button that opens the plan of a patrol; none once it has started."""
    if not card.may_lead:
        return
    name, key, form = _("Change the plan"), f"change-patrol-{card.id}", partial(_change, context)
    if card.state == PatrolState.PLANNED:
        form_button(name, key, card, form, icon=":material/edit:")
    else:  # somebody else may have started it while this one is still writing
        show_open_form(name, key, card, form)


def _plan(context: Context, _subject: str) -> None:
    filled, guard = _fields(context, None)
    kept = guard.decided(st.button(_("Plan it"), type="primary", key="patrol-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        patrol_id = plan_patrol(context.database, context.actor, filled.plan(kept))
        close_form()
        tell_after_rerun(_("The patrol is planned."))
        go_to("patrols", id=patrol_id)


def _change(context: Context, seen: PatrolCard) -> None:
    filled, guard = _fields(context, seen)
    now: PatrolCard | None = st.session_state.get(_NOW)
    if now is not None and now.id != seen.id:
        now = None
    if now is not None:
        _show_what_is_now(now)
    name = _("Save what I wrote") if now is not None else _("Save the plan")
    kept = guard.decided(st.button(name, type="primary", key="patrol-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        try:
            version = (now or seen).row_version
            change_patrol(context.database, context.actor, seen.id, version, filled.plan(kept))
        except StaleEdit:
            st.session_state[_NOW] = patrol_card(context.database, context.actor, seen.id)
            st.rerun()
        st.session_state.pop(_NOW, None)
        close_form()
        tell_after_rerun(_("The plan of the patrol is changed."))
        st.rerun()


def _show_what_is_now(card: PatrolCard) -> None:
    with st.container(border=True):
        st.warning(_("Somebody else changed this patrol meanwhile. Now it is:"), icon=":material/difference:")
        st.markdown(f"**{plain(card.purpose)}**")
        st.markdown(joined(label(card.state), span(card.starts_at, card.ends_at), plain(card.body)))
        st.markdown(joined(*(plain(name) for name in (*card.streets, *card.organisations))))
        if st.button(_("Leave it so"), key="patrol-leave"):
            st.session_state.pop(_NOW)
            close_form()
            st.rerun()


def _fields(context: Context, card: PatrolCard | None) -> tuple[_Filled, PersonalDataGuard]:
    purpose = st.text_input(
        _("What the patrol is for"),
        value=card.purpose if card else "",
        max_chars=PURPOSE_AT_MOST,
        placeholder=_("Open cellars and attics"),
        key="patrol-purpose",
    )
    day, begins, ends = _when(card)
    streets = st.text_area(
        _("Streets, each on its own line"),
        value="\n".join(card.streets) if card else "",
        help=_("At most {count}.").format(count=STREETS_AT_MOST),
        key="patrol-streets",
    )
    organisations = _organisations(context, card)
    members = choose_people(context, card, organisations)
    offered = list(Sensitivity) if card is None or card.may_share else [card.sensitivity]
    sensitivity = st.selectbox(
        _("Who may see it"),
        offered,
        index=offered.index(card.sensitivity if card else Sensitivity.PARTNERS),
        format_func=label,
        help=_("“Us” are the organisations that take part."),
        key="patrol-sensitivity",
    )
    body_id = body_field(context, card, sensitivity or Sensitivity.PARTNERS)
    texts = {f"street {number}": "patrol-streets" for number in range(1, STREETS_AT_MOST + 1)}
    guard = PersonalDataGuard("patrol", {"purpose": "patrol-purpose", **texts})
    filled = _Filled(
        purpose, day, begins, ends, streets, tuple(organisations), members, body_id, sensitivity or Sensitivity.PARTNERS
    )
    return filled, guard


def _when(card: PatrolCard | None) -> tuple[date | None, time | None, time | None]:
    starts, ends = (formats.local(card.starts_at), formats.local(card.ends_at)) if card else (None, None)
    day_field, begin_field, end_field = st.columns([2, 1, 1])
    day = day_field.date_input(
        _("Day"), value=starts.date() if starts else clock.today(), format="DD.MM.YYYY", key="patrol-day"
    )
    begins = begin_field.time_input(
        _("Beginning"), value=starts.time() if starts else None, step=_QUARTER, key="patrol-begins"
    )
    until = end_field.time_input(
        _("Until"),
        value=ends.time() if ends else None,
        step=_QUARTER,
        help=_("A time before the beginning is one of the next day."),
        key="patrol-ends",
    )
    return day, begins, until


def _end(day: date, begins: time, ends: time) -> datetime:
    """A patrol that ends at an earlier hour than it begins goes past midnight."""
    return moment_on(day + timedelta(days=1) if ends < begins else day, ends)


def _organisations(context: Context, card: PatrolCard | None) -> dict[int, str]:
    """Who takes part, by name; whoever planned it is always among them and is not asked for."""
    names = {row.id: row.short_name for row in list_organisations(context.database, context.actor)}
    planner = card.planner_id if card else context.actor.organisation_id
    known = None if card is None or card.may_share else card.organisation_ids  # of a restricted one of others
    others = [id_ for id_ in names if id_ != planner and (known is None or id_ in known)]
    chosen = st.multiselect(
        _("Who takes part") if planner is None else _("Who else takes part"),
        others,
        default=[id_ for id_ in (card.organisation_ids if card else ()) if id_ in others],
        format_func=names.__getitem__,
        placeholder=_("Choose organisations"),
        key="patrol-organisations",
    )
    own = [planner] if planner in names else []
    return {id_: names[id_] for id_ in (*own, *chosen) if id_ is not None}
