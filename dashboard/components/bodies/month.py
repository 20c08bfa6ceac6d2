"""A month of meetings: a table on a desk, a list on a phone. Both are links, for a mouse, a keyboard and a reader."""

from __future__ import annotations

from calendar import MONDAY, Calendar
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st
from babel import Locale
from babel.dates import format_date, get_day_names

from dashboard import formats
from dashboard.components.page_styles import page_styles
from dashboard.labels import label
from dashboard.language import _, current_language
from dashboard.navigation import address_of
from geodata import clock
from geodata.model.czech_holidays import holiday_name
from geodata.model.meetings import MeetingState
from geodata.services.meeting_list import MeetingRow


def show_month(first: date, meetings: Sequence[MeetingRow]) -> None:
    """The month that begins on a day, with its meetings and public holidays."""
    page_styles("calendar")
    by_day: dict[date, list[MeetingRow]] = {}
    for meeting in meetings:
        by_day.setdefault(formats.local(meeting.starts_at).date(), []).append(meeting)
    st.html(f'<div class="lokality-month">{_table(first, by_day)}{_list(first, by_day)}</div>')


def month_name(first: date) -> str:
    """`listopad 2026`, `November 2026`."""
    return format_date(first, "LLLL y", locale=current_language())


def day_name(day: date) -> str:
    """`čtvrtek 3. 12. 2026`, with the weekday written out."""
    return f"{format_date(day, 'EEEE', locale=current_language())} {formats.day(day)}"


def _table(first: date, by_day: Mapping[date, Sequence[MeetingRow]]) -> str:
    locale = Locale.parse(current_language())
    short, long = (get_day_names(width, "stand-alone", locale) for width in ("abbreviated", "wide"))
    heads = "".join(
        f'<th scope="col"><span aria-hidden="true">{short[day]}</span><span class="unseen">{long[day]}</span></th>'
        for day in range(7)
    )
    weeks = "".join(
        f"<tr>{''.join(_cell(day, first, by_day.get(day, ())) for day in week)}</tr>"
        for week in Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    )
    caption = f'<caption class="unseen">{escape(month_name(first))}</caption>'
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{weeks}</tbody></table>"


def _cell(day: date, first: date, meetings: Sequence[MeetingRow]) -> str:
    if day.month != first.month:
        return '<td class="other"></td>'
    is_today = day == clock.today()
    today = ' aria-current="date"' if is_today else ""
    number = f'<time datetime="{day.isoformat()}">{day.day}</time>{_unseen(_("today")) if is_today else ""}'
    kind = "free" if day.weekday() > 4 or holiday_name(day) else "working"
    return f'<td class="{kind}"{today}>{number}{_holiday(day)}{_links(meetings)}</td>'


def _list(first: date, by_day: Mapping[date, Sequence[MeetingRow]]) -> str:
    """The days of the month on which something is."""
    days = [day for day in Calendar(MONDAY).itermonthdates(first.year, first.month) if day.month == first.month]
    told = "".join(
        f'<li><time datetime="{day.isoformat()}">{escape(day_name(day))}</time>'
        f"{_holiday(day)}{_links(by_day.get(day, ()))}</li>"
        for day in days
        if day in by_day or holiday_name(day)
    )
    nothing = _("Nothing is in this month.")
    return f'<ol class="days">{told}</ol>' if told else f"<p>{escape(nothing)}</p>"


def _holiday(day: date) -> str:
    name = holiday_name(day, current_language())
    return "" if name is None else f'<span class="holiday">{escape(name)}</span>'


def _links(meetings: Sequence[MeetingRow]) -> str:
    return f"<ul>{''.join(f'<li>{_link(meeting)}</li>' for meeting in meetings)}</ul>" if meetings else ""


def _link(meeting: MeetingRow) -> str:
    at = formats.clock_time(formats.local(meeting.starts_at).time())
    words = f"<b>{at}</b> {escape(meeting.body)}"
    if meeting.state == MeetingState.CANCELLED:
        words = f"<s>{words}</s> {escape(label(meeting.state))}"
    return f'<a href="{escape(address_of("meeting", id=meeting.id))}">{words}</a>'


def _unseen(words: str) -> str:
    return f'<span class="unseen"> {escape(words)}</span>'
