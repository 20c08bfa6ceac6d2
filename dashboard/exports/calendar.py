"""Meetings as iCalendar (RFC 5545), as Outlook, Google Calendar and others read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from dashboard.language import _
from geodata.clock import PRAGUE
from geodata.services.calendar_events import CalendarEvent

MEDIA_TYPE = "text/calendar; charset=utf-8"
ASKS_EVERY = timedelta(hours=1)


def calendar_file(name: str, events: Sequence[CalendarEvent], address: str) -> bytes:
    """The file; equal for equal events. `address` is where people reach Lokality, without a slash at its end."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lokality//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(PRAGUE))
    calendar.add("refresh-interval", ASKS_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASKS_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add_component(_prague())
    for event in events:
        calendar.add_component(_event(event, address))
    return bytes(calendar.to_ical())


def _prague() -> Timezone:
    """Summer and winter time by their rule: Outlook does not read the lists of dates that the library would write."""
    zone = Timezone()
    zone.add("tzid", str(PRAGUE))
    # By the rule of the European Union, as it has been since these days.
    for part, begins, month, before, after, name in (
        (TimezoneDaylight(), datetime(1981, 3, 29, 2), 3, 1, 2, "CEST"),
        (TimezoneStandard(), datetime(1996, 10, 27, 3), 10, 2, 1, "CET"),
    ):
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def _event(told: CalendarEvent, address: str) -> Event:
    link = f"{address}/meeting?id={told.meeting_id}"
    event = Event()
    event.add("uid", told.uid)
    event.add("dtstamp", told.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", told.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", told.sequence)
    event.add("dtstart", told.starts_at.astimezone(PRAGUE))
    event.add("dtend", told.ends_at.astimezone(PRAGUE))
    # Calendars that follow a link do not strike through what was cancelled; the words say it everywhere.
    event.add("summary", _("Cancelled: {name}").format(name=told.name) if told.is_cancelled else told.name)
    event.add("status", "CANCELLED" if told.is_cancelled else "CONFIRMED")
    if told.place:
        event.add("location", told.place)
    event.add("description", link)
    event.add("url", link)
    return event
