"""Issues with their events and places go into the database; today's state is what the events say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.bulk import new_ids
from geodata.demo.bodies import BODIES
from geodata.demo.issues import IssuePlan
from geodata.demo.plan import CityPlan
from geodata.demo.stories import EventPlan
from geodata.demo.writing import Author, DatedWork, moment_of, store
from geodata.folding import folded
from geodata.model.issues import EvidenceKind
from geodata.services.derivation import replay
from geodata.tables import Issue, IssueEvent, IssueNumber, IssueSite, Observation
from geodata.workflow import NEEDS_EVIDENCE


@dataclass(frozen=True, slots=True)
class Stored:
    """Ids of what is stored already, and the authors, as issues need them."""

    sites: list[int]
    bodies: dict[str, int]
    meetings: list[int]
    authors: dict[str, Author]


def write_issues(work: DatedWork, plan: CityPlan, stored: Stored) -> list[int]:
    """All issues; returns the id of each, in the order of the plan."""
    session = work.session
    ids = list(new_ids(session, Issue, len(plan.issues)))
    numbers = list(_numbers(plan.issues))
    events: list[list[IssueEvent]] = []
    visits = _visits(session)
    for place, (id_, number, planned) in enumerate(zip(ids, numbers, plan.issues, strict=True)):
        steps = [_event(work, plan, stored, place, id_, event) for event in planned.events]
        _show_evidence(steps, [stored.sites[site] for site in planned.sites], visits)
        issue = _issue(work, stored, id_, number, planned, steps[0])
        replay(issue, steps)
        session.add(issue)
        events.append(steps)
        author = stored.authors[planned.part.raiser]
        detail = {"number": number, "title": planned.title, "sites": [stored.sites[site] for site in planned.sites]}
        work.noted(issue.recorded_at, author, "raise", "issue", id_, detail)
    session.flush()
    work.version_of("issues")
    _write_events(work, events)
    _write_links(work, plan, stored, ids, [steps[0].recorded_at for steps in events])
    last = Counter(int(number[:4]) for number in numbers)
    store(
        session,
        IssueNumber,
        ({"municipality_id": work.actor.municipality_id, "year": y, "last": n} for y, n in sorted(last.items())),
    )
    return ids


def _numbers(issues: list[IssuePlan]) -> Iterator[str]:
    counted: Counter[int] = Counter()
    for issue in issues:
        counted[issue.raised_on.year] += 1
        yield f"{issue.raised_on.year}-{counted[issue.raised_on.year]:04d}"


def _issue(work: DatedWork, stored: Stored, id_: int, number: str, planned: IssuePlan, first: IssueEvent) -> Issue:
    return Issue(
        id=id_,
        municipality_id=work.actor.municipality_id,
        organisation_id=first.organisation_id,
        sensitivity=planned.sensitivity,
        number=number,
        title=planned.title,
        topic=planned.topic,
        description=planned.description,
        search_text=folded(f"{number} {planned.title} {planned.description}"),
        body_id=stored.bodies[planned.part.body],
        raised_on=planned.raised_on,
        raised_at_meeting_id=first.meeting_id,
        raised_by_id=first.organisation_id,
        recorded_at=first.recorded_at,
        recorded_by=first.recorded_by,
    )


def _event(work: DatedWork, plan: CityPlan, stored: Stored, place: int, issue_id: int, event: EventPlan) -> IssueEvent:
    """A step; what happened at a meeting was written down by its chair, the rest by whoever did it."""
    author = writer = stored.authors[event.organisation]
    meeting_id: int | None = None
    moment: datetime = moment_of(event.day, place + event.day.toordinal())
    if event.meeting is not None:
        meeting = plan.calendar.meetings[event.meeting]
        meeting_id = stored.meetings[event.meeting]
        writer = stored.authors[_CHAIRS[meeting.body]]
        moment = plan.minutes_written_at(meeting)
    return IssueEvent(
        municipality_id=work.actor.municipality_id,
        issue_id=issue_id,
        kind=event.kind,
        happened_on=event.day,
        recorded_at=moment,
        recorded_by=writer.account_id,
        organisation_id=author.organisation_id,
        meeting_id=meeting_id,
        status=event.status,
        assignee_id=None if event.assignee is None else stored.authors[event.assignee].organisation_id,
        due_on=event.due_on,
        due_next_meeting=event.due_next_meeting or None,
        reason=event.reason,
        note=event.note or None,
    )


def _visits(session: Session) -> dict[tuple[int, date], int]:
    """The visit of each place on each day."""
    rows = session.execute(select(Observation.site_id, Observation.observed_on, Observation.id)).all()
    return {(site_id, day): id_ for site_id, day, id_ in rows}


def _show_evidence(steps: list[IssueEvent], site_ids: list[int], visits: dict[tuple[int, date], int]) -> None:
    """What was done is shown by the visit of that day, else by a paper."""
    for step in steps:
        if step.status not in NEEDS_EVIDENCE:
            continue
        seen = [visits[site_id, step.happened_on] for site_id in site_ids if (site_id, step.happened_on) in visits]
        if seen:
            step.evidence, step.observation_id = EvidenceKind.VISIT, seen[0]
        else:
            step.evidence, step.document = EvidenceKind.DOCUMENT, _PAPER.format(day=step.happened_on)


_PAPER = "Předávací protokol ze dne {day.day}. {day.month}. {day.year}"
_CHAIRS = {body.key: body.chair for body in BODIES}
_COLUMNS = tuple(column.key for column in IssueEvent.__table__.columns if column.key != "id")


def _write_events(work: DatedWork, events: list[list[IssueEvent]]) -> None:
    """In the order in which they were recorded; steps of one issue keep their own order within a moment."""
    in_order = sorted((step for steps in events for step in steps), key=lambda step: (step.recorded_at, step.issue_id))
    rows: list[dict[str, Any]] = []
    for id_, step in zip(new_ids(work.session, IssueEvent, len(in_order)), in_order, strict=True):
        rows.append({"id": id_, **{name: getattr(step, name) for name in _COLUMNS}})
        writer = Author(step.recorded_by or 0, step.organisation_id or 0)
        detail = {"event": id_, "kind": step.kind, "status": step.status}
        work.noted(step.recorded_at, writer, "advance", "issue", step.issue_id, detail)
    store(work.session, IssueEvent, rows)


def _write_links(work: DatedWork, plan: CityPlan, stored: Stored, ids: list[int], moments: list[datetime]) -> None:
    store(
        work.session,
        IssueSite,
        (
            {"issue_id": id_, "site_id": stored.sites[site], "linked_at": moment}
            for id_, moment, planned in zip(ids, moments, plan.issues, strict=True)
            for site in planned.sites
        ),
    )
