"""The last step: what will be kept, each part with the way back to it, and the one button that keeps it."""

from __future__ import annotations

import re

import streamlit as st

from dashboard import formats
from dashboard.components.paper.draft import POINTS_FROM, Decision, Draft
from dashboard.components.paper.keeping import accepted, counted
from dashboard.components.paper.kept_drafts import kept_drafts
from dashboard.components.paper.planned import meeting_on, when_and_where
from dashboard.components.paper.wholeness import unsettle
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _, ngettext
from dashboard.shell.pages import go_to
from geodata.model.slots import moment_on
from geodata.services.paper_minutes import keep_paper_minutes
from geodata.services.personal_data import PersonalDataFound

_OF_POINT = re.compile(r"points\.(\d+)\.")
_SIGNS = {
    Decision.WAITING: ":material/radio_button_unchecked:",
    Decision.TAKEN: ":material/check_circle:",
    Decision.LEFT_OUT: ":material/remove_circle:",
    Decision.LACKING: ":material/error:",
}


def show_summary(context: Context, draft: Draft) -> None:
    """The numbers, the parts, the button."""
    unsettle(draft)
    st.subheader(_("Summary"), anchor=False)
    st.markdown(f"**{_numbers(draft)}**")
    st.caption(_("The minutes are then a draft on the page of the meeting: you can go on, close and sign them there."))
    _next_meeting(context, draft)
    guard = _guard(draft)
    waits = draft.asks_for > 0
    _tell_left_out(draft)
    kept = guard.decided(
        st.button(_("Keep the minutes"), type="primary", icon=":material/save:", disabled=waits, key="paper-keep")
    )
    if kept is not None and not waits:
        _keep(context, draft, guard, kept)
    _found_in(draft)
    _parts(draft)


def _tell_left_out(draft: Draft) -> None:
    """What still has to be decided, and what nobody took and therefore is not kept: said before it is too late."""
    if draft.asks_for:
        told = ngettext("{count} part is not decided yet.", "{count} parts are not decided yet.", draft.asks_for)
        st.info(told.format(count=draft.asks_for))
    if draft.points_left:
        told = ngettext(
            "{count} point was not decided on: it is left out. Open it below to take it.",
            "{count} points were not decided on: they are left out. Open them below to take them.",
            draft.points_left,
        )
        st.warning(told.format(count=draft.points_left), icon=":material/radio_button_unchecked:")
    if draft.parts_left:
        told = ngettext(
            "Below the points that are taken {count} statement, task or place was not taken: it is left out.",
            "Below the points that are taken {count} statements, tasks and places were not taken: they are left out.",
            draft.parts_left,
        )
        st.caption(told.format(count=draft.parts_left))
    if draft.places_left:
        told = ngettext(
            "{count} place is left out, because its point is about no issue.",
            "{count} places are left out, because their points are about no issue.",
            draft.places_left,
        )
        st.caption(told.format(count=draft.places_left))


def _next_meeting(context: Context, draft: Draft) -> None:
    """Where and when the body is said to meet next, or that this is planned already."""
    head = draft.head
    if not head.plans_next or head.next_day is None or head.next_at is None:
        return
    planned = meeting_on(context, head.body_id, head.next_day)
    if planned is not None:
        told = _("The next meeting is planned already and stays as it is: {meeting}")
        st.markdown(told.format(meeting=when_and_where(planned)))
        return
    when = joined(formats.moment(moment_on(head.next_day, head.next_at)), plain(head.next_place))
    st.markdown(_("The next meeting is planned: {meeting}").format(meeting=when))


def _guard(draft: Draft) -> PersonalDataGuard:
    return PersonalDataGuard(f"paper-{draft.token}", {})


def forget_found(draft: Draft) -> None:
    """What was found in the step that is being left; whether it is still there is asked when all is kept again."""
    steps: list[int] = st.session_state.get(_memory(draft), [])
    if draft.step in steps:
        steps.remove(draft.step)
        _guard(draft).forget()


def _keep(context: Context, draft: Draft, guard: PersonalDataGuard, reason: str) -> None:
    with refusals_shown(), guard.watching():
        minutes = accepted(draft, reason)
        try:
            meeting_id = keep_paper_minutes(context.database, context.actor, minutes)
        except PersonalDataFound as found:
            st.session_state[_memory(draft)] = sorted(_steps_of(draft, found))
            raise
        st.session_state.pop(_memory(draft), None)
        kept_drafts(context.database).forget(context.actor.account_id, draft.token)
        tell_after_rerun(_("The minutes are kept as a draft."))
        go_to("meeting", id=meeting_id, face="minutes")


def _steps_of(draft: Draft, found: PersonalDataFound) -> set[int]:
    """The steps in which something was found: of the points, those that are taken are counted."""
    taken = [step for step, point in enumerate(draft.points, POINTS_FROM) if point.decision == Decision.TAKEN]
    steps: set[int] = set()
    for field in found.findings:
        match = _OF_POINT.match(field)
        steps.add(taken[int(match[1]) - 1] if match else 1 if field == "names" else 0)
    return steps


def _found_in(draft: Draft) -> None:
    """The ways to the steps in which personal data was found."""
    steps: list[int] = st.session_state.get(_memory(draft), [])
    if steps:
        st.caption(_("It was found here:"))
    with st.container(horizontal=True):
        for step in steps:
            if st.button(_name(draft, step), icon=":material/person_alert:", key=f"paper-found-{step}"):
                draft.step = step
                st.rerun()


def _memory(draft: Draft) -> str:
    return f"paper-{draft.token}-found-in"


def _numbers(draft: Draft) -> str:
    """ "Uloží se: 1 schůzka, 9 organizací, 11 bodů, 4 úkoly, 1 podnět"."""
    count = counted(draft)
    parts = [
        ngettext("{count} meeting", "{count} meetings", 1).format(count=1),
        ngettext("{count} organisation", "{count} organisations", count.organisations),
        ngettext("{count} point", "{count} points", count.points),
        ngettext("{count} task", "{count} tasks", count.tasks),
        ngettext("{count} issue", "{count} issues", count.issues),
    ]
    numbers = (1, count.organisations, count.points, count.tasks, count.issues)
    told = ", ".join(
        part.format(count=formats.number(number)) for part, number in zip(parts, numbers, strict=True) if number
    )
    return _("Will be kept: {what}").format(what=told)


def _parts(draft: Draft) -> None:
    with st.container(gap=None, key="paper-parts"):
        for step, decision in enumerate(draft.decisions):
            name = f"{_name(draft, step)} · {_word(decision)}"
            if st.button(name, icon=_SIGNS[decision], type="tertiary", key=f"paper-step-{step}"):
                draft.step = step
                st.rerun()


def _name(draft: Draft, step: int) -> str:
    match step:
        case 0:
            return _("The meeting")
        case 1:
            return _("Who came")
        case _:
            title = plain(draft.points[step - POINTS_FROM].title)
            return _("Point {number}: {title}").format(number=step - POINTS_FROM + 1, title=title)


def _word(decision: Decision) -> str:
    match decision:
        case Decision.TAKEN:
            return _("Taken over")
        case Decision.LEFT_OUT:
            return _("Left out")
        case Decision.WAITING:
            return _("Not decided yet")
        case Decision.LACKING:
            return _("Something is missing")
