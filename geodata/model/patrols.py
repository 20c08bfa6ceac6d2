"""Joint patrols: how far one has come."""

from __future__ import annotations

from enum import StrEnum


class PatrolState(StrEnum):
    """DONE: it was walked, and its result is still to be said. REPORTED: the cell can read the result."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    REPORTED = "reported"
    CANCELLED = "cancelled"
