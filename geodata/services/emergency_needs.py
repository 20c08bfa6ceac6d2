"""What was needed at an address of an emergency event: who told it, and at whose visit it was needed no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from geodata.model.emergencies import Need, VisitFacts, told_needs


@dataclass(frozen=True, slots=True)
class EndedNeed:
    """At whose visit it was needed no more; `settled`: they said that nothing is, else they only named it no more."""

    organisation: str
    happened_at: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class NeedLine:
    """Something needed at an address, who told it first and when, and how it ended (None: it is still needed)."""

    need: Need
    organisation: str
    told_at: datetime
    ended: EndedNeed | None


def need_lines(visits: Iterable[VisitFacts], names: Mapping[int, str]) -> tuple[NeedLine, ...]:
    """The needs of one address with the names of organisations; visits in the order in which they were true."""
    return tuple(
        NeedLine(one.need, names.get(one.told.organisation_id, ""), one.told.happened_at, _ended(one.ended, names))
        for one in told_needs(visits)
    )


def _ended(visit: VisitFacts | None, names: Mapping[int, str]) -> EndedNeed | None:
    if visit is None:
        return None
    return EndedNeed(names.get(visit.organisation_id, ""), visit.happened_at, visit.settled)
