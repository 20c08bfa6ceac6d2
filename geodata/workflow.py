"""Which state of an issue may follow which, as data."""

from __future__ import annotations

from geodata.errors import N_, TransitionRefused
from geodata.model.issues import IssueStatus

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
