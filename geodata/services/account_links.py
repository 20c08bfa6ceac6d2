"""What is kept of an account besides the account itself: each column that names one is told here, listed or counted.

Rows about the person are listed: what they have to do, how they sign in. What they wrote or did belongs to the city's
record; of that the numbers are told. Numbers and days only: words about places may by now be hidden from the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from geodata.tables import (
    AccountSession,
    Addendum,
    BodySeat,
    Bylaw,
    CalendarLink,
    ConflictOfInterest,
    EmergencyAddress,
    EmergencyAssignment,
    EmergencyEvent,
    EmergencyReport,
    EmergencyVisit,
    FindingAnswer,
    Issue,
    IssueEvent,
    IssueShare,
    Load,
    LocalityShare,
    LocalityVersion,
    Meeting,
    MinutesEntry,
    Observation,
    OneTimeLink,
    Patrol,
    PatrolMember,
    PatrolTrack,
    Photo,
    ProposalBallot,
    ProposalComment,
    ProposalReview,
    ProposalStep,
    ProposalVersion,
    ProposalVote,
    PublicSnapshot,
    SavedFilter,
    Site,
    SiteShare,
    Submission,
    SubmissionEvent,
    Task,
    Tombstone,
)

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows whose `account` is the person, with what is told of each; `with_issue`: the number of their issue too."""

    account: Column
    told: tuple[Column, ...]
    with_issue: bool = False

    def of(self, account_id: int) -> Select[Any]:
        """The rows of the person in the order in which they came about."""
        table = self.account.class_
        query = select(*self.told).select_from(table).where(self.account == account_id)
        if self.with_issue:
            query = query.add_columns(Issue.number.label("issue")).outerjoin(Issue, Issue.id == table.issue_id)
        return query.order_by(*table.__table__.primary_key)


LISTED: Mapping[str, Listed] = {
    "sessions": Listed(
        AccountSession.account_id,
        (
            AccountSession.way,
            AccountSession.address,
            AccountSession.browser,
            AccountSession.began_at,
            AccountSession.used_at,
            AccountSession.ends_at,
            AccountSession.ended_at,
        ),
    ),
    "one_time_links": Listed(
        OneTimeLink.account_id, (OneTimeLink.purpose, OneTimeLink.made_at, OneTimeLink.expires_at, OneTimeLink.used_at)
    ),
    "calendar_links": Listed(CalendarLink.account_id, (CalendarLink.body_id, CalendarLink.made_at)),
    "saved_lists_of_issues": Listed(
        SavedFilter.account_id, (SavedFilter.name, SavedFilter.choice, SavedFilter.made_at)
    ),
    "issues_assigned": Listed(Issue.account_id, (Issue.number, Issue.status, Issue.due_on)),
    "assignments_of_issues": Listed(IssueEvent.account_id, (IssueEvent.happened_on,), with_issue=True),
    "tasks_assigned": Listed(Task.account_id, (Task.id, Task.status, Task.status_since, Task.due_on), with_issue=True),
    "seats": Listed(BodySeat.account_id, (BodySeat.body_id, BodySeat.since, BodySeat.until)),
    "conflicts_of_interest": Listed(
        ConflictOfInterest.account_id,
        (
            ConflictOfInterest.proposal_id,
            ConflictOfInterest.reason,
            ConflictOfInterest.recorded_at,
            ConflictOfInterest.withdrawn_at,
        ),
    ),
    "patrols": Listed(PatrolMember.account_id, (PatrolMember.patrol_id,)),
    "ballots": Listed(
        ProposalBallot.account_id, (ProposalBallot.vote_id, ProposalBallot.choice, ProposalBallot.recorded_at)
    ),
}
COUNTED: Mapping[str, Column] = {
    "places": Site.recorded_by,
    "visits": Observation.recorded_by,
    "photos": Photo.recorded_by,
    "outlines_of_localities": LocalityVersion.recorded_by,
    "issues": Issue.recorded_by,
    "events_of_issues": IssueEvent.recorded_by,
    "meetings_closed": Meeting.closed_by,
    "meetings_signed": Meeting.signed_by,
    "entries_of_minutes": MinutesEntry.recorded_by,
    "addenda_of_minutes": Addendum.recorded_by,
    "tasks": Task.recorded_by,
    "submissions": Submission.recorded_by,
    "events_of_submissions": SubmissionEvent.recorded_by,
    "loads_of_files": Load.recorded_by,
    "places_shared": SiteShare.shared_by,
    "issues_shared": IssueShare.shared_by,
    "localities_shared": LocalityShare.shared_by,
    "public_pictures": PublicSnapshot.made_by,
    "erasures": Tombstone.erased_by,
    "versions_of_proposals": ProposalVersion.recorded_by,
    "versions_submitted": ProposalVersion.submitted_by,
    "answers_to_findings": FindingAnswer.recorded_by,
    "bylaws": Bylaw.recorded_by,
    "steps_of_proposals": ProposalStep.recorded_by,
    "comments_on_proposals": ProposalComment.recorded_by,
    "reviews_of_proposals": ProposalReview.recorded_by,
    "patrols_planned": Patrol.recorded_by,
    "tracks_of_patrols": PatrolTrack.recorded_by,
    "votes_opened": ProposalVote.recorded_by,
    "emergency_events": EmergencyEvent.recorded_by,
    "addresses_of_emergencies": EmergencyAddress.recorded_by,
    "assignments_in_emergencies": EmergencyAssignment.recorded_by,
    "reports_in_emergencies": EmergencyReport.recorded_by,
    "visits_in_emergencies": EmergencyVisit.recorded_by,
}


def links_of_account(session: Session, account_id: int) -> dict[str, Any]:
    """What is listed, by name, and under "wrote" what is counted; ready for JSON."""
    listed = {
        name: [dict(row._mapping) for row in session.execute(listed.of(account_id))] for name, listed in LISTED.items()
    }
    return listed | {"wrote": {name: _count(session, column, account_id) for name, column in COUNTED.items()}}


def _count(session: Session, column: Column, account_id: int) -> int:
    return session.scalar(select(func.count()).select_from(column.class_).where(column == account_id)) or 0
