"""The text of minutes becomes proposals, by rules alone: the same text always gives the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geodata.model.known_names import KnownNames
from loaders.minutes.attendance import Attendance, read_attendance
from loaders.minutes.draft import Reading
from loaders.minutes.heading import read_head, read_next
from loaders.minutes.lines import Line, lines_of
from loaders.minutes.offers import Issues
from loaders.minutes.organisations import Organisations
from loaders.minutes.places import Streets
from loaders.minutes.points import Points
from loaders.minutes.result import Understood
from loaders.minutes.tables import people_in

NOTHING_KNOWN = KnownNames()
_PRESENT_WITHIN = 120  # lines in which a table of those present begins


def understand(text: str, known: KnownNames = NOTHING_KNOWN) -> Understood:
    """What the minutes say, with the place of each thing in `text`. Never fails: a text that is none gives nothing."""
    lines = lines_of(text)
    organisations = Organisations(known)
    attendance = _present(lines, organisations)
    head = read_head(lines, attendance.first, known.bodies)
    reference = head.date.value if head.date else None
    next_date, of_next = read_next(lines, reference)
    organisations.add_people((attendee.name, attendee.organisation) for attendee in attendance.attendees)
    taken = head.lines | attendance.lines | of_next
    before = attendance.first if attendance.first is not None else max(head.lines, default=-1)
    rest = [line for place, line in enumerate(lines) if place not in taken and place > before]
    streets = Streets(known.streets)
    points = Points(Reading(organisations, streets, reference), rest).read()
    issues = Issues(known, streets)
    said = {attendee.organisation for attendee in attendance.attendees} | {point.organisation for point in points}
    said |= {statement.organisation for point in points for statement in point.statements}
    return Understood(
        body=head.body,
        date=head.date,
        time=head.time,
        place=head.place,
        next_date=next_date,
        attendees=tuple(attendance.attendees),
        points=tuple(replace(point, issues=issues.offered(point)) for point in points),
        organisations={name: city for name in sorted(said - {""}) if (city := organisations.as_known(name))},
    )


def _present(lines: Sequence[Line], organisations: Organisations) -> Attendance:
    """Those present: of a list, or of a table with a heading where there is no list."""
    found = read_attendance(lines, organisations)
    people, rows = people_in(lines[:_PRESENT_WITHIN])
    if not people or found.attendees:
        return found
    organisations.add(attendee.organisation for attendee in people)
    return Attendance(people, rows | found.lines, min(rows))
