"""Who is at the meeting: each organisation with a tap, the names of those who came for it beside."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from dashboard.components.meeting.both_versions import keep_mine, show_both_versions
from dashboard.components.meeting.told import attempt, show_told, tell_refusal, tell_saved
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.errors import LokalityError, StaleEdit
from geodata.model.meetings import Presence
from geodata.services.meeting_card import MeetingCard
from geodata.services.minutes import NAMES_AT_MOST, everybody_came, set_attendance
from geodata.services.minutes_lines import AttendanceLine
from geodata.services.organisations import list_organisations
from geodata.services.personal_data import PersonalDataFound


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the person wants a line to say."""

    presence: Presence
    names: str


def show_attendance(context: Context, card: MeetingCard, *, writes: bool) -> None:
    """The attendance in one line; those who write open it and say who came."""
    present = sum(line.presence == Presence.PRESENT for line in card.attendance)
    count = ngettext("{count} organisation present", "{count} organisations present", present).format(count=present)
    said = any(line.presence is not None for line in card.attendance)
    if not writes:
        _show_words(card)
        return
    # Neither changes while it is being filled in, or Streamlit would close it under one's hands.
    begins_open: bool = st.session_state.setdefault(f"attendance-{card.id}-begins-open", not said)
    with st.expander(_("Attendance"), expanded=begins_open, icon=":material/how_to_reg:"):
        _everybody(context, card, count)
        for line in card.attendance:
            _line(context, card, line)
        _another(context, card)


def _everybody(context: Context, card: MeetingCard, count: str) -> None:
    """How many came, and one press for all of whom nobody has said anything; there also when all is said."""
    key = f"attendance-{card.id}-everybody"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(count, width="content")
        st.button(
            _("Everybody is present"),
            icon=":material/done_all:",
            disabled=all(line.presence is not None for line in card.attendance),
            help=_("Those of whom nobody has said anything yet; each line can be changed then."),
            key=key,
            on_click=_everybody_came,
            args=(context, card, key),
        )
    show_told(key)


def _everybody_came(context: Context, card: MeetingCard, key: str) -> None:
    attempt(key, lambda: everybody_came(context.database, context.actor, card.id))


def _show_words(card: MeetingCard) -> None:
    """Those who came, those who excused themselves, those who were missing."""
    known = sorted(
        (line for line in card.attendance if line.presence is not None),
        key=lambda line: list(Presence).index(line.presence or Presence.ABSENT),
    )
    if not known:
        st.caption(_("Nobody has written down who was there."))
    for presence, lines in groupby(known, lambda line: line.presence or Presence.ABSENT):
        names = "; ".join(_named(line.organisation, line.names) for line in lines)
        st.markdown(f"**{label(presence)}**: {names}")


def _named(organisation: str, names: str | None) -> str:
    return f"{plain(organisation)} ({plain(names)})" if names else plain(organisation)


def _line(context: Context, card: MeetingCard, line: AttendanceLine) -> None:
    name = f"attendance-{card.id}-{line.organisation_id}"
    shown = {f"{name}-presence": line.presence, f"{name}-names": line.names or ""}
    for key, value in shown.items():  # what stands in the minutes, whoever wrote it; what was refused stays too
        if st.session_state.get(key) != value and not st.session_state.get(f"{name}-refused"):
            st.session_state[key] = value
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"row-{name}"):
        st.segmented_control(
            plain(line.organisation),
            list(Presence),
            format_func=label,
            key=f"{name}-presence",
            on_change=_save,
            args=(context, card, line),
        )
        st.text_input(
            _("Who came for {organisation}").format(organisation=plain(line.organisation)),
            placeholder=_("Names"),
            max_chars=NAMES_AT_MOST,
            label_visibility="collapsed",
            key=f"{name}-names",
            on_change=_save,
            args=(context, card, line),
        )
    show_told(name)
    kept = _guard(name).decided(pressed=False)
    if kept is not None:
        _save_for_reason(context, card, line, kept)
    show_both_versions(
        name,
        _Wanted,
        lambda mine: _words(mine.presence, mine.names),
        _words(line.presence, line.names or ""),
        lambda mine: _write(context, card, line, mine),
    )


def _words(presence: Presence | None, names: str) -> str:
    return joined(None if presence is None else label(presence), plain(names)) or "–"


def _save(context: Context, card: MeetingCard, line: AttendanceLine) -> None:
    """Whoever writes names says by that that they came; taking the choice back is no answer."""
    name = f"attendance-{card.id}-{line.organisation_id}"
    presence: Presence | None = st.session_state[f"{name}-presence"]
    wanted = _Wanted(presence or line.presence or Presence.PRESENT, st.session_state[f"{name}-names"] or "")
    try:
        _write(context, card, line, wanted)
    except StaleEdit:
        keep_mine(name, wanted)
    except PersonalDataFound as found:
        _guard(name).remember(found)
        st.session_state[f"{name}-refused"] = True
        return
    except LokalityError as refusal:
        tell_refusal(name, refusal)
        st.session_state[f"{name}-refused"] = True
        return
    else:
        tell_saved(name)
    st.session_state.pop(f"{name}-refused", None)


def _guard(name: str) -> PersonalDataGuard:
    return PersonalDataGuard(name, {"names": f"{name}-names"})


def _save_for_reason(context: Context, card: MeetingCard, line: AttendanceLine, kept: str) -> None:
    """What was found in the names has to stay, and the person said why."""
    name = f"attendance-{card.id}-{line.organisation_id}"
    wanted = _Wanted(st.session_state[f"{name}-presence"] or Presence.PRESENT, st.session_state[f"{name}-names"])
    if attempt(name, lambda: _write(context, card, line, wanted, kept)):
        st.session_state.pop(f"{name}-refused", None)
        st.rerun()


def _write(context: Context, card: MeetingCard, line: AttendanceLine, wanted: _Wanted, kept: str = "") -> None:
    set_attendance(
        context.database,
        context.actor,
        card.id,
        line.organisation_id,
        wanted.presence,
        wanted.names,
        row_version=line.row_version,
        keep_personal_data=kept,
    )


def _another(context: Context, card: MeetingCard) -> None:
    """One more organisation that came; the list then has a line for it."""
    there = {line.organisation_id for line in card.attendance}
    others = {
        row.id: row.short_name for row in list_organisations(context.database, context.actor) if row.id not in there
    }
    with st.container(key=f"attendance-{card.id}-another"):
        if others:
            st.selectbox(
                _("Somebody else came"),
                list(others),
                index=None,
                format_func=others.__getitem__,
                placeholder=_("Choose an organisation"),
                key=f"attendance-{card.id}-other",
                on_change=_add,
                args=(context, card),
            )
        show_told(f"attendance-{card.id}-other")


def _add(context: Context, card: MeetingCard) -> None:
    key = f"attendance-{card.id}-other"
    organisation_id: int | None = st.session_state[key]
    if organisation_id is not None:
        came = Presence.PRESENT
        attempt(key, lambda: set_attendance(context.database, context.actor, card.id, organisation_id, came))
        st.session_state[key] = None
