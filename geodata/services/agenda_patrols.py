"""Results of patrols on the agenda of the body to which they report."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from geodata.model.patrols import PatrolState
from geodata.model.people import Sensitivity
from geodata.services.due import end_of
from geodata.services.issue_events import day_of
from geodata.services.references import PatrolRef
from geodata.tables import AgendaItem, Meeting, Patrol

RESULTS_AT_MOST = 30  # a meeting has two hours


def patrols_to_hear(session: Session, meeting: Meeting) -> list[tuple[PatrolRef, int | None]]:
    """Those whose result the body has not heard, the oldest first, each with the organisation that planned it.

    A restricted one is none of them: everybody who sees the meeting would learn of it.
    """
    item, there = aliased(AgendaItem), aliased(Meeting)
    heard = (
        select(item.id)
        .join(there, there.id == item.meeting_id)
        .where(item.patrol_id == Patrol.id, item.discussed, there.body_id == meeting.body_id)
    )
    on_it = select(item.id).where(item.meeting_id == meeting.id, item.patrol_id == Patrol.id)
    query = (
        select(Patrol)
        .where(
            Patrol.body_id == meeting.body_id,
            Patrol.state == PatrolState.REPORTED,
            Patrol.sensitivity != Sensitivity.RESTRICTED,
            Patrol.stopped_at < end_of(day_of(meeting.starts_at)),
            ~heard.exists(),
            ~on_it.exists(),
        )
        .order_by(Patrol.stopped_at, Patrol.id)
        .limit(RESULTS_AT_MOST)
    )
    return [
        (PatrolRef(patrol.id, patrol.purpose, patrol.result or ""), patrol.organisation_id)
        for patrol in session.scalars(query)
    ]
