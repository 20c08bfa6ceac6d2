"""Which state of an issue, a meeting, a submission, a proposal, a patrol and an emergency may follow which, as data."""

from __future__ import annotations

from geodata.errors import N_, InvalidValue, TransitionRefused
from geodata.model.emergencies import EmergencyState
from geodata.model.issues import EvidenceKind, IssueStatus
from geodata.model.meetings import MeetingState
from geodata.model.patrols import PatrolState
from geodata.model.submissions import SubmissionState
from geodata.model.zones import ProposalState

TRANSITIONS: dict[IssueStatus, tuple[IssueStatus, ...]] = {
    IssueStatus.RAISED: (IssueStatus.ACCEPTED, IssueStatus.REFUSED),
    IssueStatus.ACCEPTED: (IssueStatus.IN_PROGRESS, IssueStatus.DONE, IssueStatus.REFUSED),
    IssueStatus.IN_PROGRESS: (IssueStatus.DONE, IssueStatus.REFUSED),
    IssueStatus.DONE: (IssueStatus.VERIFIED, IssueStatus.REOPENED),
    IssueStatus.VERIFIED: (IssueStatus.REOPENED,),
    IssueStatus.REFUSED: (IssueStatus.REOPENED,),
    IssueStatus.REOPENED: (IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.REFUSED),
}


def allowed_next(status: IssueStatus) -> tuple[IssueStatus, ...]:
    """The states that may follow `status`."""
    return TRANSITIONS[status]


def require_transition(status: IssueStatus, wanted: IssueStatus) -> None:
    """Raise TransitionRefused, naming the allowed states, unless `wanted` may follow `status`."""
    if wanted not in TRANSITIONS[status]:
        raise TransitionRefused(
            N_("An issue that is {status} cannot become {wanted}. It can become: {allowed}."),
            status=status,
            wanted=wanted,
            allowed=TRANSITIONS[status],
        )


# Nobody has to take these on trust: something shows that it is so.
NEEDS_EVIDENCE = frozenset({IssueStatus.DONE})
# Steps for which something may be shown.
SHOWS_EVIDENCE = NEEDS_EVIDENCE | {IssueStatus.VERIFIED}


def require_evidence(wanted: IssueStatus, shown: EvidenceKind | None) -> None:
    """Raise InvalidValue where the state needs something to show and nothing is, or shows what is not asked for."""
    if wanted in NEEDS_EVIDENCE and shown is None:
        raise InvalidValue(N_("Show that it is done: choose a photo, a visit, or name a letter or another document."))
    if shown is not None and wanted not in SHOWS_EVIDENCE:
        raise InvalidValue(N_("Evidence belongs to an issue that is done or verified; put this into the note."))


# No part of an issue is left open behind it.
ENDS_PARTS = frozenset({IssueStatus.DONE, IssueStatus.VERIFIED, IssueStatus.REFUSED})


def require_parts_settled(wanted: IssueStatus, open_parts: int) -> None:
    """Raise InvalidValue, saying how many there are, where the state leaves parts of the issue open."""
    if wanted in ENDS_PARTS and open_parts:
        raise InvalidValue(
            N_("Tasks of this issue that are still open: {count}. Settle or drop them first."), count=open_parts
        )


def require_other_person(*, noted_by: int | None, verified_by: int, visited_since: bool) -> None:
    """Raise InvalidValue unless somebody else than who noted it as done verifies it, or a visit since then does."""
    if noted_by == verified_by and not visited_since:
        raise InvalidValue(
            N_("You noted yourself that it is done. Somebody else confirms it, or a visit recorded since then does.")
        )


MEETING_TRANSITIONS: dict[MeetingState, tuple[MeetingState, ...]] = {
    MeetingState.PLANNED: (MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.HELD: (MeetingState.CLOSED,),
    MeetingState.CLOSED: (MeetingState.SIGNED,),
    MeetingState.SIGNED: (),
    MeetingState.CANCELLED: (),
}


def require_meeting_step(state: MeetingState, wanted: MeetingState) -> None:
    """Raise TransitionRefused, naming the allowed states, unless a meeting in `state` may come to `wanted`."""
    allowed = MEETING_TRANSITIONS[state]
    if wanted in allowed:
        return
    if not allowed:
        raise TransitionRefused(N_("This meeting is: {state}. Nothing follows any more."), state=state)
    raise TransitionRefused(N_("This meeting is: {state}. It can become: {allowed}."), state=state, allowed=allowed)


SUBMISSION_TRANSITIONS: dict[SubmissionState, tuple[SubmissionState, ...]] = {
    SubmissionState.DRAFT: (SubmissionState.SENT, SubmissionState.WITHDRAWN),
    SubmissionState.SENT: (SubmissionState.ANSWERED, SubmissionState.CLOSED),
    # A second answer may follow the first, and a late one what nobody waited for any more.
    SubmissionState.ANSWERED: (SubmissionState.ANSWERED, SubmissionState.CLOSED),
    SubmissionState.CLOSED: (SubmissionState.ANSWERED,),
    SubmissionState.WITHDRAWN: (),
}


def require_submission_step(state: SubmissionState, wanted: SubmissionState) -> None:
    """Raise TransitionRefused, naming the allowed states, unless a submission in `state` may come to `wanted`."""
    allowed = SUBMISSION_TRANSITIONS[state]
    if wanted in allowed:
        return
    if not allowed:
        raise TransitionRefused(N_("This letter is: {state}. Nothing follows any more."), state=state)
    raise TransitionRefused(N_("This letter is: {state}. It can become: {allowed}."), state=state, allowed=allowed)


PROPOSAL_TRANSITIONS: dict[ProposalState, tuple[ProposalState, ...]] = {
    ProposalState.DRAFT: (ProposalState.SUBMITTED,),
    ProposalState.SUBMITTED: (ProposalState.IN_REVIEW, ProposalState.RETURNED),
    ProposalState.IN_REVIEW: (ProposalState.RECOMMENDED, ProposalState.RETURNED, ProposalState.REJECTED),
    ProposalState.RETURNED: (ProposalState.SUBMITTED,),
    ProposalState.RECOMMENDED: (ProposalState.WITH_COUNCIL, ProposalState.IN_REVIEW),
    ProposalState.REJECTED: (),
    ProposalState.WITH_COUNCIL: (ProposalState.ADOPTED, ProposalState.NOT_ADOPTED),
    ProposalState.ADOPTED: (),
    ProposalState.NOT_ADOPTED: (),
}
# What a commission decides by a vote; the other steps are noted.
DECIDED_BY_VOTE = frozenset({ProposalState.RECOMMENDED, ProposalState.RETURNED, ProposalState.REJECTED})
# What a vote that carried it makes of the proposal at once; nothing follows a rejection, so that is noted by hand.
NOTED_AT_ONCE = frozenset({ProposalState.RECOMMENDED, ProposalState.RETURNED})


def require_proposal_step(state: ProposalState, wanted: ProposalState) -> None:
    """Raise TransitionRefused, naming the allowed states, unless a proposal in `state` may come to `wanted`."""
    allowed = PROPOSAL_TRANSITIONS[state]
    if wanted in allowed:
        return
    if not allowed:
        raise TransitionRefused(N_("This proposal is: {state}. Nothing follows any more."), state=state)
    raise TransitionRefused(N_("This proposal is: {state}. It can become: {allowed}."), state=state, allowed=allowed)


EMERGENCY_TRANSITIONS: dict[EmergencyState, tuple[EmergencyState, ...]] = {
    EmergencyState.PREPARED: (EmergencyState.UNDER_WAY,),
    EmergencyState.UNDER_WAY: (EmergencyState.OVER,),
    # Who ended it too soon takes it up again.
    EmergencyState.OVER: (EmergencyState.EVALUATED, EmergencyState.UNDER_WAY),
    EmergencyState.EVALUATED: (),
}


def require_emergency_step(state: EmergencyState, wanted: EmergencyState) -> None:
    """Raise TransitionRefused, naming the allowed states, unless an event in `state` may come to `wanted`."""
    allowed = EMERGENCY_TRANSITIONS[state]
    if wanted in allowed:
        return
    if not allowed:
        raise TransitionRefused(N_("This event is: {state}. Nothing follows any more."), state=state)
    raise TransitionRefused(N_("This event is: {state}. It can become: {allowed}."), state=state, allowed=allowed)


PATROL_TRANSITIONS: dict[PatrolState, tuple[PatrolState, ...]] = {
    PatrolState.PLANNED: (PatrolState.UNDER_WAY, PatrolState.CANCELLED),
    PatrolState.UNDER_WAY: (PatrolState.DONE,),
    PatrolState.DONE: (PatrolState.REPORTED,),
    PatrolState.REPORTED: (),
    PatrolState.CANCELLED: (),
}


def require_patrol_step(state: PatrolState, wanted: PatrolState) -> None:
    """Raise TransitionRefused, naming the allowed states, unless a patrol in `state` may come to `wanted`."""
    allowed = PATROL_TRANSITIONS[state]
    if wanted in allowed:
        return
    if not allowed:
        raise TransitionRefused(N_("This patrol is: {state}. Nothing follows any more."), state=state)
    raise TransitionRefused(N_("This patrol is: {state}. It can become: {allowed}."), state=state, allowed=allowed)
