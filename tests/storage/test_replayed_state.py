"""Today's state of a place and of an issue is what a replay of all its entries gives, whatever their history."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import LokalityError
from geodata.model.issues import OPEN_STATUSES, EvidenceKind, IssueStatus, RefusalReason
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import CONDITIONS, SiteKind, SiteState
from geodata.services.city import local_actor
from geodata.services.issue_card import issue_card
from geodata.services.issue_links import link_site, unlink_site
from geodata.services.issue_steps import Step, advance_issue, assign_issue, comment_issue, set_deadline
from geodata.services.site_index import STATES, site_index
from geodata.services.sites import NewObservation, observe
from geodata.tables import Issue, IssueEvent, IssueSite, Observation, Site
from tests.small_city import another_person, some_issue, some_site

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
KIND = SiteKind.ILLEGAL_DUMP
SITES, ISSUES = 2, 3


@dataclass(frozen=True)
class Happening:
    """One thing somebody records on a day of the year, perhaps about an earlier one."""

    recorded: int
    days_before: int
    site: int
    issue: int
    what: str
    choice: int


HAPPENINGS = st.lists(
    st.builds(
        Happening,
        recorded=st.integers(0, 200),
        days_before=st.integers(0, 30),
        site=st.integers(0, SITES - 1),
        issue=st.integers(0, ISSUES - 1),
        what=st.sampled_from(["observe", "advance", "advance", "assign", "deadline", "comment", "link", "unlink"]),
        choice=st.integers(0, 20),
    ),
    min_size=5,
    max_size=25,
)


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HAPPENINGS)
def test_the_state_of_today_is_the_replay_of_all_entries(
    sqlite_template: Path, tmp_path: Path, history: list[Happening]
) -> None:
    path = tmp_path / "city.db"
    shutil.copyfile(sqlite_template, path)
    for left in (f"{path}-wal", f"{path}-shm"):
        Path(left).unlink(missing_ok=True)
    database = Database(f"sqlite:///{path}")
    try:
        live(database, local_actor(database), history)
        with clock.standing_at(START + timedelta(days=250)):
            require_replayed(database)
    finally:
        database.close()


def live(database: Database, actor: Actor, history: list[Happening]) -> None:
    """Let everything happen in the order in which it was recorded; what the rules refuse does not happen."""
    with clock.standing_at(START):
        sites = [some_site(database, actor, f"Skládka {number}", kind=KIND) for number in range(SITES)]
        issues = [
            some_issue(
                database, actor, site_ids=(sites[number % SITES],),
                sensitivity=Sensitivity.RESTRICTED if number == 0 else Sensitivity.PARTNERS,
            )
            for number in range(ISSUES)
        ]  # fmt: skip
    for happening in sorted(history, key=lambda one: one.recorded):
        with clock.standing_at(START + timedelta(days=happening.recorded)):
            try:
                happen(database, actor, happening, sites[happening.site], issues[happening.issue])
            except LokalityError:
                continue


def happen(database: Database, actor: Actor, one: Happening, site_id: int, issue_id: int) -> None:
    day = clock.today() - timedelta(days=one.days_before)
    card = issue_card(database, actor, issue_id)
    version, pick = card.row_version, one.choice
    match one.what:
        case "observe":
            conditions = (None, *CONDITIONS[KIND])
            observe(database, actor, site_id, NewObservation(day, conditions[pick % len(conditions)]))
        case "advance":
            wanted = list(IssueStatus)[pick % len(IssueStatus)]
            step = Step(wanted, happened_on=day, reason=list(RefusalReason)[0], note="Ověřeno")  # noqa: RUF015
            if wanted == IssueStatus.DONE:
                step = replace(step, evidence=EvidenceKind.DOCUMENT, document="Protokol")
            who = another_person(database, actor) if wanted == IssueStatus.VERIFIED else actor
            advance_issue(database, who, issue_id, version, step)
        case "assign":
            assign_issue(database, actor, issue_id, version, actor.organisation_id or 0)
        case "deadline":
            set_deadline(database, actor, issue_id, version, due_on=clock.today() + timedelta(days=pick))
        case "comment":
            comment_issue(database, actor, issue_id, "Poznámka")
        case "link":
            link_site(database, actor, issue_id, site_id)
        case _:
            unlink_site(database, actor, issue_id, site_id)


def require_replayed(database: Database) -> None:
    with database.read() as session:
        for issue in session.scalars(select(Issue)):
            assert state_of_issue(issue) == replayed_issue(list(session.scalars(events_of(issue))))
        index = site_index(database, session)
        rings = dict(zip(index["id"].tolist(), index["state"].tolist(), strict=True))
        for site in session.scalars(select(Site)):
            seen = list(session.scalars(select(Observation).where(Observation.site_id == site.id)))
            linked = session.scalars(
                select(Issue).join(IssueSite, IssueSite.issue_id == Issue.id).where(IssueSite.site_id == site.id)
            )
            replayed = replayed_site(seen, list(linked))
            assert {name: getattr(site, name) for name in replayed} == replayed
            assert STATES[rings[site.id]] == ring(replayed, clock.today())


def events_of(issue: Issue) -> Any:
    return select(IssueEvent).where(IssueEvent.issue_id == issue.id).order_by(IssueEvent.happened_on, IssueEvent.id)


def state_of_issue(issue: Issue) -> tuple[Any, ...]:
    return issue.status, issue.status_since, issue.assignee_id, issue.due_on, issue.reopened


def replayed_issue(events: list[IssueEvent]) -> tuple[Any, ...]:
    """Of each fact what was said last."""
    statuses = [(event.status, event.happened_on) for event in events if event.status is not None]
    assignees = [event.assignee_id for event in events if event.assignee_id is not None]
    deadlines = [event.due_on for event in events if event.due_on is not None]
    reopened = sum(status == IssueStatus.REOPENED for status, _ in statuses)
    return *statuses[-1], last(assignees), last(deadlines), reopened


def last(values: list[Any]) -> Any:
    return values[-1] if values else None


def replayed_site(seen: list[Observation], linked: list[Issue]) -> dict[str, Any]:
    """What a person would work out from the entries with pencil and paper."""
    in_order = sorted(seen, key=lambda one: (one.observed_on, one.id))
    told = [one for one in in_order if one.condition is not None]
    since = None
    for one in reversed(told):
        if one.condition != told[-1].condition:
            break
        since = one.observed_on
    issues = [
        issue for issue in linked if issue.status in OPEN_STATUSES and issue.sensitivity != Sensitivity.RESTRICTED
    ]
    due = [issue.due_on for issue in issues if issue.due_on is not None and issue.status != IssueStatus.DONE]
    return {
        "condition": told[-1].condition if told else None,
        "condition_since": since,
        "verified_on": in_order[-1].observed_on if in_order else None,
        "open_issues": len(issues),
        "open_since": min((issue.raised_on for issue in issues), default=None),
        "due_on": min(due, default=None),
        "worst_status": worst([issue.status for issue in issues]),
    }


def worst(statuses: list[IssueStatus]) -> IssueStatus | None:
    order = ["reopened", "raised", "accepted", "in_progress", "done"]
    return min(statuses, key=order.index, default=None)


def ring(state: dict[str, Any], today: date) -> SiteState:
    if state["worst_status"] is None:
        return SiteState.NONE if state["verified_on"] else SiteState.NEVER_VERIFIED
    if state["due_on"] is not None and state["due_on"] < today:
        return SiteState.OVERDUE
    return SiteState.WAITING if state["worst_status"] == IssueStatus.DONE else SiteState.OPEN
