"""Emergency events: their states, what is reported from the field, and what an address still needs.

What is needed is a code and belongs to the building; who lives there is nobody's business and has no field here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from geodata.clock import PRAGUE

NEAR_ROUTE_M = 50.0  # metres from a route within which an address belongs to it, unless said otherwise


class EmergencyKind(StrEnum):
    MARCH = "march"
    STORM = "storm"
    FLOOD = "flood"
    FIRE = "fire"
    OUTAGE = "outage"
    OTHER = "other"


class EmergencyState(StrEnum):
    PREPARED = "prepared"
    UNDER_WAY = "under_way"
    OVER = "over"
    EVALUATED = "evaluated"


class ReportKind(StrEnum):
    ALL_QUIET = "all_quiet"
    TROUBLE = "trouble"
    NEED = "need"
    HELP_CAME = "help_came"
    POSITION = "position"


class Need(StrEnum):
    """What is still needed at an address."""

    ROOF_COVER = "roof_cover"
    WATER = "water"
    ELECTRICITY = "electricity"
    DEBRIS = "debris"
    FOOD = "food"
    CONTACT_OFFICE = "contact_office"
    OTHER = "other"


class AddressState(StrEnum):
    """Where an address stands today, derived from its visits."""

    NOBODY_CAME = "nobody_came"
    STILL_NEEDS = "still_needs"
    VISITED = "visited"
    SETTLED = "settled"


# Reports that call for somebody, and what answers them when the same pair, or somebody at the same address, says it.
CALLS = frozenset({ReportKind.TROUBLE, ReportKind.NEED})


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What one report says, as far as it hangs on others whether somebody still waits for an answer to it."""

    id: int
    kind: ReportKind
    assignment_id: int | None
    organisation_id: int | None
    address_id: int | None
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What one visit says, as far as the state of its address hangs on it."""

    organisation_id: int
    happened_at: datetime
    needs: frozenset[Need]
    settled: bool


@dataclass(frozen=True, slots=True)
class ToldNeed:
    """A need at an address: the visit that told it first, and the one that no longer did (None: still open)."""

    need: Need
    told: VisitFacts
    ended: VisitFacts | None = None


def told_needs(visits: Iterable[VisitFacts]) -> tuple[ToldNeed, ...]:
    """Everything that visits said was needed: what no longer is in the order of its end, then what still is.

    Visits come in the order in which they were true. By the newest one alone it could not be known what was settled.
    """
    still: dict[Need, VisitFacts] = {}
    ended: list[ToldNeed] = []
    for visit in visits:
        ended += [ToldNeed(need, told, visit) for need, told in still.items() if need not in visit.needs]
        still = {need: still.get(need, visit) for need in Need if need in visit.needs}
    return (*ended, *(ToldNeed(need, told) for need, told in still.items()))


def address_state(visits: Iterable[VisitFacts]) -> AddressState:
    """Today's state: what the newest visit said. Visits come in the order in which they were true."""
    told = list(visits)
    if not told:
        return AddressState.NOBODY_CAME
    newest = told[-1]
    if newest.settled:
        return AddressState.SETTLED
    return AddressState.STILL_NEEDS if newest.needs else AddressState.VISITED


def several_at_once(visits: Iterable[VisitFacts], assigned: Iterable[int]) -> bool:
    """Whether organisations meet at one door: two are assigned to it, or two came on the same day (Europe/Prague)."""
    if len(set(assigned)) > 1:
        return True
    by_day: dict[object, set[int]] = {}
    for visit in visits:
        by_day.setdefault(visit.happened_at.astimezone(PRAGUE).date(), set()).add(visit.organisation_id)
    return any(len(organisations) > 1 for organisations in by_day.values())


def unanswered(reports: Iterable[ReportFacts], settled_at: Mapping[int, datetime]) -> frozenset[int]:
    """The ids of the calls that nothing answers yet; `settled_at` says when an address was settled by a visit.

    Help that came answers every call of the same pair, or at the same address; that all is quiet answers trouble of
    the same pair only: whoever needs water still needs it where it is quiet.
    """
    told = list(reports)
    return frozenset(
        call.id
        for call in told
        if call.kind in CALLS
        and not any(_answers(other, call) for other in told)
        and not _was_settled(call, settled_at)
    )


def _was_settled(call: ReportFacts, settled_at: Mapping[int, datetime]) -> bool:
    settled = None if call.address_id is None else settled_at.get(call.address_id)
    return settled is not None and settled > call.happened_at


def _answers(report: ReportFacts, call: ReportFacts) -> bool:
    if (report.happened_at, report.id) <= (call.happened_at, call.id):
        return False
    same_pair = (report.assignment_id, report.organisation_id) == (call.assignment_id, call.organisation_id)
    if report.kind == ReportKind.HELP_CAME:
        return same_pair or (call.address_id is not None and report.address_id == call.address_id)
    return report.kind == ReportKind.ALL_QUIET and call.kind == ReportKind.TROUBLE and same_pair
