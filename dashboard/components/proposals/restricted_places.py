"""Outlines that tell where restricted localities lie: whoever makes or submits such a zone is told who will see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dashboard.language import _
from geodata.model.criteria import Near, NearTo
from geodata.model.zones import ZoneSource
from geodata.services.territory_list import LocalityRef

RESTRICTED_SIGN = ":material/lock_open:"


def restricted_phrase(
    localities: Sequence[LocalityRef], source: ZoneSource, subject_id: int | None, near: Collection[Near]
) -> str | None:
    """What an outline made so gives away, as plain text; None where it is nothing. `localities`: the reader's."""
    restricted = {one.id for one in localities if one.restricted}
    if source == ZoneSource.LOCALITY and subject_id in restricted:
        return _("This locality is restricted. Whoever sees the proposal will see its outline.")
    if source == ZoneSource.COMPUTED and NearTo.LOCALITY in near and restricted:
        return _("It is measured from restricted localities too. Whoever sees the proposal will see where they lie.")
    return None
