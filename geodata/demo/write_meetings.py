"""Bodies, meetings and their points go into the database."""

from __future__ import annotations

from geodata.bulk import new_ids
from geodata.demo.bodies import BODIES
from geodata.demo.organisations import OFFICE
from geodata.demo.plan import CityPlan
from geodata.demo.workdays import at_hour
from geodata.demo.writing import Author, DatedWork, store
from geodata.model.meetings import MeetingState
from geodata.tables import AgendaItem, Body, Meeting


def write_bodies(work: DatedWork, plan: CityPlan, areas: dict[str, int], authors: dict[str, Author]) -> dict[str, int]:
    """The bodies; ids by their keys."""
    ids = dict(zip((body.key for body in BODIES), new_ids(work.session, Body, len(BODIES)), strict=True))
    store(
        work.session,
        Body,
        (
            {
                "id": ids[body.key],
                "municipality_id": work.actor.municipality_id,
                "name": body.name,
                "kind": body.kind,
                "area_id": areas.get(body.key),
                "chair_organisation_id": authors[body.chair].organisation_id,
                "slot": body.said,
            }
            for body in BODIES
        ),
    )
    for body in BODIES:
        work.noted(plan.begun_at, authors[OFFICE], "add", "body", ids[body.key], {"name": body.name, "kind": body.kind})
    return ids


def write_meetings(work: DatedWork, plan: CityPlan, bodies: dict[str, int], authors: dict[str, Author]) -> list[int]:
    """All meetings; returns the id of each, in the order of the plan."""
    chairs = {body.key: authors[body.chair] for body in BODIES}
    meetings = plan.calendar.meetings
    ids = list(new_ids(work.session, Meeting, len(meetings)))
    store(
        work.session,
        Meeting,
        (
            {
                "id": id_,
                "municipality_id": work.actor.municipality_id,
                "body_id": bodies[meeting.body],
                "starts_at": meeting.starts_at,
                "place": meeting.place,
                "state": meeting.state,
            }
            for id_, meeting in zip(ids, meetings, strict=True)
        ),
    )
    for id_, meeting in zip(ids, meetings, strict=True):
        detail = {"body": bodies[meeting.body], "starts_at": meeting.starts_at}
        work.noted(plan.begun_at, chairs[meeting.body], "plan", "meeting", id_, detail)
        if meeting.was_held:
            work.noted(plan.minutes_written_at(meeting), chairs[meeting.body], "hold", "meeting", id_)
        elif meeting.state == MeetingState.CANCELLED:
            work.noted(at_hour(meeting.day, 8), chairs[meeting.body], "cancel", "meeting", id_)
    return ids


def write_agenda(
    work: DatedWork, plan: CityPlan, meeting_ids: list[int], issue_ids: list[int], authors: dict[str, Author]
) -> None:
    """The points in the order of the minutes."""
    positions: dict[int, int] = {}
    rows = []
    for item in plan.agenda:
        meeting = plan.calendar.meetings[item.meeting]
        positions[item.meeting] = positions.get(item.meeting, 0) + 1
        rows.append(
            {
                "municipality_id": work.actor.municipality_id,
                "meeting_id": meeting_ids[item.meeting],
                "issue_id": None if item.issue is None else issue_ids[item.issue],
                "organisation_id": None if item.organisation is None else authors[item.organisation].organisation_id,
                "position": positions[item.meeting],
                "kind": item.kind,
                "title": item.title,
                "text": item.text or None,
                "recorded_at": plan.minutes_written_at(meeting) if meeting.was_held else plan.ended_at,
            }
        )
    store(work.session, AgendaItem, rows)
