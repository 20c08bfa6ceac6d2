"""The coming dates of a body's slot are ticked and planned; a holiday among them is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import partial

import streamlit as st

from dashboard import formats
from dashboard.components.bodies.month import day_name
from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _, current_language, ngettext
from geodata import clock
from geodata.errors import N_, InvalidValue
from geodata.model.czech_holidays import holiday_name
from geodata.model.slots import moment_on
from geodata.policy import Action, can
from geodata.services.body_card import BodyCard
from geodata.services.meeting_dates import (
    AHEAD_AT_MOST,
    PLACE_AT_MOST,
    ComingDate,
    ComingDates,
    NewDate,
    coming_dates,
    plan_meetings,
)
from geodata.services.meeting_list import meetings_between

MONTHS = (3, 6, 12)
_SKIP = "skip"


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The days that are to be planned, and the holiday that nobody has decided about."""

    days: tuple[date, ...]
    undecided: date | None


def plan_button(context: Context, card: BodyCard) -> None:
    """The first thing to do with a body."""
    if can(context.actor, Action.KEEP_MEETING):
        form = partial(_form, context)
        form_button(_("Plan meetings"), f"plan-{card.id}", card, form, icon=":material/event_upcoming:", kind="primary")


def _form(context: Context, card: BodyCard) -> None:
    months = st.segmented_control(
        _("How far ahead"), MONTHS, default=MONTHS[1], format_func=_months, required=True, key="plan-months"
    )
    coming = ComingDates(None, "", ())
    with refusals_shown():
        coming = coming_dates(context.database, context.actor, card.id, months or MONTHS[1])
    slot = coming.slot
    at = st.time_input(
        _("Beginning"), value=slot.at if slot else None, step=900, help=_("By the clock of the city."), key="plan-at"
    )
    place = st.text_input(_("Place of the meeting"), value=coming.place, max_chars=PLACE_AT_MOST, key="plan-place")
    chosen = _choose(coming)
    another = st.date_input(
        _("Another day"),
        value=None,
        min_value=clock.today(),
        max_value=clock.today() + AHEAD_AT_MOST,
        format="DD.MM.YYYY",
        key="plan-another",
    )
    days = (*chosen.days, another) if another is not None else chosen.days
    guard = PersonalDataGuard("plan", dict.fromkeys([f"place_{number}" for number in range(len(days))], "plan-place"))
    kept = guard.decided(st.button(_save_label(len(set(days))), type="primary", key="plan-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        dates = _dates(days, chosen.undecided, at, place)
        planned = plan_meetings(context.database, context.actor, card.id, dates, keep_personal_data=kept)
        close_form()
        _tell(context, card.id, days, planned)
        st.rerun()


def _tell(context: Context, body_id: int, days: tuple[date, ...], planned: list[int]) -> None:
    """How many were planned, and on which of the days none was, because the group meets then already."""
    count = len(planned)
    if count:
        words = ngettext("{count} meeting is planned.", "{count} meetings are planned.", count)
        tell_after_rerun(words.format(count=count))
    there = meetings_between(context.database, context.actor, min(days), max(days), body_id)
    new = {row.starts_at.astimezone(clock.PRAGUE).date() for row in there if row.id in planned}
    passed_over = sorted(set(days) - new)
    if passed_over:
        words = ngettext(
            "The group meets already on {days}: no second meeting is planned that day. Move that one, or choose "
            "another day.",
            "The group meets already on {days}: no second meetings are planned those days. Move those, or choose "
            "other days.",
            len(passed_over),
        )
        tell_after_rerun(words.format(days=", ".join(map(formats.day, passed_over))), warns=True)


def _dates(days: tuple[date, ...], undecided: date | None, at: time | None, place: str) -> tuple[NewDate, ...]:
    """What is to be planned. Raises InvalidValue for what somebody still has to say."""
    if undecided is not None:
        raise InvalidValue(N_("{day} is a holiday. Say whether you meet then, on another day, or not."), day=undecided)
    if not days:
        raise InvalidValue(N_("Tick a day first, or enter another one."))
    if at is None:
        raise InvalidValue(N_("Say when the meeting begins."))
    return tuple(NewDate(moment_on(day, at), place) for day in dict.fromkeys(days))


def _choose(coming: ComingDates) -> _Chosen:
    """The dates of the slot with their boxes."""
    if coming.slot is None or coming.slot.as_needed:
        st.caption(_("This group meets as needed: enter the day below."))
        return _Chosen((), None)
    days: list[date] = []
    undecided: date | None = None
    for each in coming.dates:
        day = each.proposed.day
        if each.meeting_id is not None:
            st.checkbox(
                _("{day}, planned already").format(day=day_name(day)), value=True, disabled=True, key=f"plan-{day}"
            )
        elif each.proposed.is_holiday:
            answer = _ask_about_holiday(each)
            undecided = day if answer is None else undecided
            days += [answer] if isinstance(answer, date) else []
        elif st.checkbox(day_name(day), value=True, key=f"plan-{day}"):
            days.append(day)
    return _Chosen(tuple(days), undecided)


def _ask_about_holiday(each: ComingDate) -> date | str | None:
    """The day to meet on, "skip", or None while nobody has said."""
    day = each.proposed.day
    week_later, working = each.proposed.instead
    names: dict[date | str, str] = {
        week_later: _("on {day}, a week later").format(day=day_name(week_later)),
        working: _("on {day}, the next working day").format(day=day_name(working)),
        day: _("on the holiday all the same"),
        _SKIP: _("not at all this time"),
    }
    question = _("{day} is a holiday ({name}). When do you meet?")
    return st.radio(
        question.format(day=day_name(day), name=plain(holiday_name(day, current_language()))),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key=f"plan-{day}",
    )


def _months(count: int) -> str:
    return ngettext("{count} month", "{count} months", count).format(count=count)


def _save_label(count: int) -> str:
    return ngettext("Plan {count} meeting", "Plan {count} meetings", count).format(count=count)
