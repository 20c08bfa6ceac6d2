"""Minutes of the last months go into the database: who came, what was said, what was taken on."""

from __future__ import annotations

from datetime import datetime

from geodata.bulk import new_ids
from geodata.demo.bodies import BODIES
from geodata.demo.minutes import AttendancePlan, EntryPlan, TaskPlan
from geodata.demo.organisations import ORGANISATIONS
from geodata.demo.plan import CityPlan
from geodata.demo.workdays import at_hour
from geodata.demo.writing import Author, DatedWork, store
from geodata.model.meetings import Presence
from geodata.tables import Attendance, MinutesEntry, Task

_CHAIRS = {body.key: body.chair for body in BODIES}
_FUNCTIONS = {organisation.key: organisation.function.capitalize() for organisation in ORGANISATIONS}


class MinutesWriter:
    """Knows the ids of what is stored already; the chair of a body writes its minutes."""

    def __init__(
        self,
        work: DatedWork,
        plan: CityPlan,
        bodies: dict[str, int],
        meetings: list[int],
        points: list[int],
        issues: list[int],
        authors: dict[str, Author],
    ) -> None:
        self._work, self._plan, self._authors = work, plan, authors
        self._bodies, self._meetings, self._points, self._issues = bodies, meetings, points, issues

    def write(self) -> None:
        """All of it."""
        minutes, session = self._plan.minutes, self._work.session
        store(session, Attendance, (self._attendance(planned) for planned in minutes.attendances))
        for table, rows in (
            (MinutesEntry, [self._entry(planned) for planned in minutes.entries]),
            (Task, [self._task(planned) for planned in minutes.tasks]),
        ):
            ids = new_ids(session, table, len(rows))
            store(session, table, ({"id": id_, **row} for id_, row in zip(ids, rows, strict=True)))

    def _attendance(self, planned: AttendancePlan) -> dict[str, object]:
        present = planned.presence == Presence.PRESENT
        return {
            "municipality_id": self._work.actor.municipality_id,
            "meeting_id": self._meetings[planned.meeting],
            "organisation_id": self._authors[planned.organisation].organisation_id,
            "presence": planned.presence,
            "names": _FUNCTIONS[planned.organisation] if present else None,  # people are called by their function
            "recorded_at": self._written_at(planned.meeting),
        }

    def _entry(self, planned: EntryPlan) -> dict[str, object]:
        return {
            **self._at_point(planned.item),
            "kind": planned.kind,
            "organisation_id": self._authors[planned.organisation].organisation_id,
            "text": planned.text,
        }

    def _task(self, planned: TaskPlan) -> dict[str, object]:
        item = self._plan.agenda[planned.item]
        meeting = self._plan.calendar.meetings[item.meeting]
        at_point = self._at_point(planned.item)
        settled = planned.settled_on
        return {
            **at_point,
            "body_id": self._bodies[meeting.body],
            "issue_id": None if item.issue is None else self._issues[item.issue],
            "text": planned.text,
            "assignee_id": self._authors[planned.organisation].organisation_id,
            "due_on": planned.due_on,
            "due_next_meeting": planned.due_next_meeting,
            "status": planned.status,
            "status_since": settled or meeting.day,
            "status_recorded_at": at_point["recorded_at"] if settled is None else at_hour(settled, 18),
            "answer": planned.answer or None,
        }

    def _at_point(self, item: int) -> dict[str, object]:
        meeting = self._plan.agenda[item].meeting
        return {
            "municipality_id": self._work.actor.municipality_id,
            "meeting_id": self._meetings[meeting],
            "agenda_item_id": self._points[item],
            "recorded_at": self._written_at(meeting),
            "recorded_by": self._authors[_CHAIRS[self._plan.calendar.meetings[meeting].body]].account_id,
        }

    def _written_at(self, meeting: int) -> datetime:
        return self._plan.minutes_written_at(self._plan.calendar.meetings[meeting])
