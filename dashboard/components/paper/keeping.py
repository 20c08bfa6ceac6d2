"""What was accepted, as the service keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from dashboard.components.paper.draft import About, Decision, Draft, Due, PointDraft
from dashboard.components.paper.head_step import require_head
from dashboard.components.paper.issue_choice import chosen_places
from dashboard.components.paper.wholeness import require_taken
from geodata.model.issues import IssueTopic
from geodata.model.paper_minutes import (
    PaperAttendance,
    PaperIssue,
    PaperMinutes,
    PaperPoint,
    PaperStatement,
    PaperTask,
)
from geodata.model.slots import moment_on


@dataclass(frozen=True, slots=True)
class Counted:
    """How much would be kept."""

    organisations: int
    points: int
    tasks: int
    issues: int


def accepted(draft: Draft, keep_personal_data: str = "") -> PaperMinutes:
    """The minutes that are to be kept. Raises InvalidValue while a part that is taken over lacks something."""
    head = draft.head
    require_taken(draft)
    require_head(head)
    assert head.body_id is not None
    assert head.day is not None
    at = head.at or time()
    next_at = moment_on(head.next_day, head.next_at) if head.plans_next and head.next_day and head.next_at else None
    return PaperMinutes(
        body_id=head.body_id,
        starts_at=moment_on(head.day, at),
        origin=head.origin,
        place=head.place,
        present=_present(draft),
        points=tuple(_point(point) for point in draft.points if point.decision == Decision.TAKEN),
        next_on=head.next_day,
        next_at=next_at,
        next_place="" if next_at is None else head.next_place,
        client_id=draft.token,
        keep_personal_data=keep_personal_data,
    )


def counted(draft: Draft) -> Counted:
    """What would be kept, in numbers."""
    points = [_point(point) for point in draft.points if point.decision == Decision.TAKEN]
    return Counted(
        organisations=len({line.organisation_id for line in _present(draft)}),
        points=len(points),
        tasks=sum(len(point.tasks) for point in points),
        issues=sum(point.new_issue is not None for point in points),
    )


def _present(draft: Draft) -> tuple[PaperAttendance, ...]:
    if draft.present_decision != Decision.TAKEN:
        return ()
    return tuple(
        PaperAttendance(person.organisation_id, person.names)
        for person in draft.present
        if person.is_taken and person.organisation_id is not None
    )


def _point(point: PointDraft) -> PaperPoint:
    places = chosen_places(point)
    new = PaperIssue(point.topic or IssueTopic.OTHER, point.new_title, point.assignee_id, places)
    return PaperPoint(
        title=point.title,
        text=point.text,
        kind=point.kind,
        organisation_id=point.organisation_id,
        statements=tuple(
            PaperStatement(said.kind, said.text, said.organisation_id) for said in point.statements if said.is_taken
        ),
        tasks=tuple(
            PaperTask(
                task.text,
                task.assignee_id,
                due_on=task.due_on if task.due == Due.DAY else None,
                due_next_meeting=task.due == Due.NEXT_MEETING,
            )
            for task in point.tasks
            if task.is_taken
        ),
        issue_id=point.issue_id if point.about == About.KNOWN else None,
        new_issue=new if point.about == About.NEW else None,
        places=places if point.about == About.KNOWN and point.adds_places else (),
    )
