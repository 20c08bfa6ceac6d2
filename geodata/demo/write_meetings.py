"""Bodies, meetings and their points go into the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from geodata.bulk import new_ids
from geodata.demo.agenda import ItemPlan
from geodata.demo.bodies import BODIES, MeetingPlan
from geodata.demo.minutes import SIGNED_AFTER_DAYS, members_of, state_of
from geodata.demo.organisations import OFFICE
from geodata.demo.plan import CityPlan
from geodata.demo.workdays import at_hour
from geodata.demo.writing import Author, DatedWork, store
from geodata.model.meetings import AgendaKind, AgendaReason, MeetingState
from geodata.tables import AgendaItem, Body, BodyMember, Meeting


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
    _write_members(work, plan, ids, authors)
    return ids


def _write_members(work: DatedWork, plan: CityPlan, bodies: dict[str, int], authors: dict[str, Author]) -> None:
    """Who chairs a body, raises things there or does them, belongs to it from the beginning."""
    since = plan.first
    for body in BODIES:
        members = [authors[key].organisation_id for key in members_of(body, plan.issues)]
        store(
            work.session,
            BodyMember,
            (
                {
                    "municipality_id": work.actor.municipality_id,
                    "body_id": bodies[body.key],
                    "organisation_id": organisation_id,
                    "since": since,
                }
                for organisation_id in members
            ),
        )
        detail = {"before": [], "after": sorted(members), "since": since}
        work.noted(plan.begun_at, authors[OFFICE], "set_members", "body", bodies[body.key], detail)


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
                **_state(plan, meeting, chairs[meeting.body]),
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


def _state(plan: CityPlan, meeting: MeetingPlan, chair: Author) -> dict[str, Any]:
    """Minutes were closed some days after they were written, and those of the last months signed off after that."""
    state = state_of(meeting, plan.today)
    closed = state in {MeetingState.CLOSED, MeetingState.SIGNED}
    written_at = plan.minutes_written_at(meeting)
    return {
        "state": state,
        "closed_at": written_at + timedelta(days=2) if closed else None,
        "closed_by": chair.account_id if closed else None,
        "signed_at": written_at + timedelta(days=SIGNED_AFTER_DAYS) if state == MeetingState.SIGNED else None,
        "signed_by": chair.account_id if state == MeetingState.SIGNED else None,
    }


def write_agenda(
    work: DatedWork, plan: CityPlan, meeting_ids: list[int], issue_ids: list[int], authors: dict[str, Author]
) -> list[int]:
    """The points in the order of the minutes; returns the id of each. What stands in entries is not said twice."""
    positions: dict[int, int] = {}
    ids = list(new_ids(work.session, AgendaItem, len(plan.agenda)))
    told = {entry.item for entry in plan.minutes.entries}
    rows = []
    for place, (id_, item) in enumerate(zip(ids, plan.agenda, strict=True)):
        meeting = plan.calendar.meetings[item.meeting]
        positions[item.meeting] = positions.get(item.meeting, 0) + 1
        rows.append(
            {
                "id": id_,
                "municipality_id": work.actor.municipality_id,
                "meeting_id": meeting_ids[item.meeting],
                "issue_id": None if item.issue is None else issue_ids[item.issue],
                "organisation_id": None if item.organisation is None else authors[item.organisation].organisation_id,
                "position": positions[item.meeting],
                "kind": item.kind,
                "title": item.title,
                "text": None if place in told else item.text or None,
                "reason": _reason(meeting, item),
                "discussed": meeting.was_held and place not in plan.minutes.missed,
                "recorded_at": plan.minutes_written_at(meeting) if meeting.was_held else plan.ended_at,
            }
        )
    store(work.session, AgendaItem, rows)
    return ids


def _reason(meeting: MeetingPlan, item: ItemPlan) -> AgendaReason:
    promised = not meeting.was_held and item.kind == AgendaKind.TASK
    return AgendaReason.PROMISED if promised else AgendaReason.FREE
