"""Which state of an issue, and of a meeting with its minutes, may follow which, as data."""

from __future__ import annotations

from geodata.errors import N_, TransitionRefused
from geodata.model.issues import IssueStatus
from geodata.model.meetings import MeetingState

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
