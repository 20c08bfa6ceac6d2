"""What a step still lacks before it can be taken over; asked again whenever one is left, and before all is kept."""

from __future__ import annotations

from dashboard.components.paper.draft import POINTS_FROM, Decision, Draft
from dashboard.components.paper.head_step import require_head
from dashboard.components.paper.point_step import require_point
from dashboard.components.paper.present_step import require_present
from geodata.errors import InvalidValue


def require_step(draft: Draft, step: int) -> None:
    """Raise InvalidValue for what the step still lacks."""
    match step:
        case 0:
            require_head(draft.head)
        case 1:
            require_present(draft.present)
        case _:
            require_point(draft.points[step - POINTS_FROM], draft.head.day)


def require_taken(draft: Draft) -> None:
    """Raise InvalidValue for what the steps that are taken over still lack."""
    for step, decision in enumerate(draft.decisions):
        if decision == Decision.TAKEN:
            require_step(draft, step)


def unsettle(draft: Draft) -> None:
    """A step that was taken over and changed since, so that it lacks something, waits for a decision again."""
    for step, decision in enumerate(draft.decisions):
        if decision == Decision.TAKEN and not _is_whole(draft, step):
            draft.decide_on(step, Decision.LACKING)


def _is_whole(draft: Draft, step: int) -> bool:
    try:
        require_step(draft, step)
    except InvalidValue:
        return False
    return True
