"""The text of minutes becomes proposals, by rules alone: the same text always gives the same ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geodata.model.known_names import KnownNames
from loaders.minutes.agenda import agenda_of
from loaders.minutes.attendance import Attendance, read_attendance
from loaders.minutes.draft import Reading
from loaders.minutes.heading import Head, read_head
from loaders.minutes.headings import is_labelled
from loaders.minutes.lines import Line, lines_of
from loaders.minutes.next_meeting import read_next
from loaders.minutes.offers import Issues
from loaders.minutes.organisations import Organisations
from loaders.minutes.points import Points
from loaders.minutes.result import Understood
from loaders.minutes.speakers import Speakers
from loaders.minutes.streets import Streets
from loaders.minutes.tables import people_in

NOTHING_KNOWN = KnownNames()
_HEAD_WITHIN = 12  # lines that those present may stand in whatever follows
_DEADLINE = re.compile(r"(?:t|termin(?: plneni| splneni| ukolu)?|do kdy)\s*:")
_POINTS = 2  # numbered lines before those present that are points already
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
    # "Termín: …" below those present is the deadline of a task, not the day of the meeting.
    of_head = {
        place
        for place in head.lines
        if place <= max(attendance.lines, default=place) or not _DEADLINE.match(lines[place].plain)
    }
    taken = of_head | attendance.lines | of_next
    rest = [
        line for place, line in enumerate(lines) if place not in taken and place > _head_ends(lines, head, attendance)
    ]
    streets = Streets(known.streets)
    streets.learn(lines)
    speakers = Speakers(organisations, attendance.attendees)
    agenda = agenda_of(lines, any(is_labelled(line) for line in rest))
    points = Points(Reading(speakers, streets, reference), rest, agenda).read()
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


def _head_ends(lines: Sequence[Line], head: Head, attendance: Attendance) -> int:
    """The last line before the points: those present stand there, or else the title does."""
    titles = [place for place in head.lines if place < len(lines) / 2]
    first = attendance.first
    if first is not None and (first < len(lines) / 2 or first < _HEAD_WITHIN):
        points_before = sum(bool(line.marker) for line in lines[max(titles, default=-1) + 1 : first])
        return first if points_before < _POINTS else max(titles, default=-1)
    return max(titles, default=-1)


def _present(lines: Sequence[Line], organisations: Organisations) -> Attendance:
    """Those present: of a list, or of a table with a heading where there is no list."""
    found = read_attendance(lines, organisations)
    people, rows = people_in(lines[:_PRESENT_WITHIN])
    if not people or (found.attendees and not found.is_guessed):
        return found
    organisations.add(attendee.organisation for attendee in people)
    return Attendance(people, rows | found.lines, min(rows))
