"""Raise an issue: its number, its words and the places it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.folding import folded
from geodata.model.issues import IssueEventKind, IssueStatus, IssueTopic
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Action, require, sees
from geodata.services.derivation import derive_issue
from geodata.services.issue_events import (
    add_event,
    at_least_that_of,
    checked_due,
    day_at,
    hold_issues,
    meeting_of,
    require_body,
    require_organisation,
    require_past,
    require_reader,
)
from geodata.services.personal_data import Checked, require_clean
from geodata.services.sites import visible_site
from geodata.tables import Issue, IssueSite
from geodata.unit_of_work import UnitOfWork

TITLE_AT_MOST = 200  # characters; a title is read in a list
DESCRIPTION_AT_MOST = 10_000  # characters; some five pages


@dataclass(frozen=True, slots=True)
class NewIssue:
    """What is raised. `raised_on` is today, or the day of the meeting, unless said.

    `raised_by_organisation_id` raised it, where that is not the organisation of whoever writes it down.
    `client_id` is made by whoever sends it: the same one twice is one issue. `keep_personal_data` is the reason for
    which personal data in the text has to stay.
    """

    topic: IssueTopic
    title: str
    description: str = ""
    site_ids: tuple[int, ...] = ()
    body_id: int | None = None
    meeting_id: int | None = None
    raised_on: date | None = None
    assignee_id: int | None = None
    due_on: date | None = None
    due_next_meeting: bool = False
    sensitivity: Sensitivity = Sensitivity.PARTNERS
    raised_by_organisation_id: int | None = None
    client_id: str | None = None
    keep_personal_data: str = ""


def raise_issue(database: Database, actor: Actor, new: NewIssue) -> int:
    """Store an issue; returns its id (the same for the same client_id).

    An issue about a restricted site is restricted too, whatever was asked for.
    """
    require(actor, Action.RAISE_ISSUE)
    _checked_words(new)
    with database.write(actor) as work:
        session = work.session
        hold_issues(work)
        known = _known(session, actor, new.client_id)
        if known is not None:
            return known
        checked = require_clean(work, {"title": new.title, "description": new.description}, new.keep_personal_data)
        issue = put_issue(work, new, checked)
        work.commit()
        return issue.id


def put_issue(work: UnitOfWork, new: NewIssue, checked: Checked) -> Issue:
    """Raise an issue whose words were checked, within a service that holds the issues (`hold_issues`)."""
    session, actor = work.session, work.actor
    title, description = _checked_words(new)
    sites = [visible_site(session, actor, site_id) for site_id in dict.fromkeys(new.site_ids)]
    meeting = meeting_of(session, actor, new.meeting_id)
    body_id = new.body_id if new.body_id is not None or meeting is None else meeting.body_id
    if body_id is not None:
        require_body(session, actor, body_id)
    for organisation_id in (new.assignee_id, new.raised_by_organisation_id):
        if organisation_id is not None:
            require_organisation(session, actor, organisation_id)
    raised_on = require_past(new.raised_on or day_at(meeting))
    number = _next_number(session, actor.municipality_id, raised_on.year)
    issue = Issue(
        municipality_id=actor.municipality_id,
        organisation_id=actor.organisation_id,
        sensitivity=at_least_that_of(sites, new.sensitivity),
        number=number,
        title=title,
        topic=new.topic,
        description=description or None,
        search_text=folded(f"{number} {title} {description}"),
        body_id=body_id,
        raised_on=raised_on,
        raised_at_meeting_id=new.meeting_id,
        raised_by_id=new.raised_by_organisation_id or actor.organisation_id,
        client_id=new.client_id,
        recorded_at=work.recorded_at,
        recorded_by=actor.account_id,
        status=IssueStatus.RAISED,
        status_since=raised_on,
    )
    session.add(issue)
    session.flush()
    if new.assignee_id is not None:
        require_reader(session, issue, new.assignee_id)
    add_event(
        work,
        issue,
        IssueEventKind.STATUS,
        raised_on,
        status=IssueStatus.RAISED,
        meeting_id=new.meeting_id,
        assignee_id=new.assignee_id,
        due_on=checked_due(session, issue, new.due_on, new.due_next_meeting),
        due_next_meeting=new.due_next_meeting or None,
    )
    session.add_all(IssueSite(issue_id=issue.id, site_id=site.id, linked_at=work.recorded_at) for site in sites)
    derive_issue(work, issue)
    told = {"number": number, "title": title, "sites": [site.id for site in sites]}
    work.audit("raise", "issue", issue.id, checked.told(told))
    return issue


def _checked_words(new: NewIssue) -> tuple[str, str]:
    title, description = " ".join(new.title.split()), new.description.strip()
    if not title:
        raise InvalidValue(N_("Say in a few words what is wrong: the title is empty."))
    if len(title) > TITLE_AT_MOST:
        raise InvalidValue(N_("The title is longer than {count} characters. Shorten it."), count=TITLE_AT_MOST)
    if len(description) > DESCRIPTION_AT_MOST:
        raise InvalidValue(
            N_("The description is longer than {count} characters. Shorten it."), count=DESCRIPTION_AT_MOST
        )
    return title, description


def _next_number(session: Session, municipality_id: int, year: int) -> str:
    """The next number of the year ("2026-0123"); one statement, so that no two issues get the same."""
    counted = session.execute(
        text(
            "INSERT INTO issue_number (municipality_id, year, last) VALUES (:municipality, :year, 1)"
            " ON CONFLICT (municipality_id, year) DO UPDATE SET last = issue_number.last + 1 RETURNING last"
        ),
        {"municipality": municipality_id, "year": year},
    ).scalar_one()
    return f"{year}-{counted:04d}"


def _known(session: Session, actor: Actor, client_id: str | None) -> int | None:
    if not client_id:
        return None
    issue = session.scalar(select(Issue).where(Issue.client_id == client_id))
    if issue is not None and not sees(actor, issue):
        raise NotFound
    return None if issue is None else issue.id
