"""What a bylaw asks of a venue, and whether a visit saw that it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from geodata.model.sites import Condition
from geodata.model.zones import TimeBand


class Verdict(StrEnum):
    KEPT = "kept"
    STILL_OPERATING = "still_operating"
    TOO_MANY_MACHINES = "too_many_machines"
    CANNOT_TELL = "cannot_tell"
    NOT_VISITED = "not_visited"


BREACHES = frozenset({Verdict.STILL_OPERATING, Verdict.TOO_MANY_MACHINES})


@dataclass(frozen=True, slots=True)
class Duty:
    """What a venue has to do: close, keep off certain hours, have at most so many machines. Several may hold."""

    close: bool
    bands: tuple[TimeBand, ...]
    cap: int | None


def duty_of(bans: bool, bands: Iterable[TimeBand], caps: Iterable[int]) -> Duty:
    """What several zones ask together: whoever has to close need not count, and the lowest cap holds."""
    return Duty(bans, () if bans else tuple(dict.fromkeys(bands)), None if bans else min(caps, default=None))


def verdict(duty: Duty, condition: Condition | None, machines: int | None) -> Verdict:
    """What a visit that saw this tells; hours alone no single visit can tell."""
    if condition == Condition.CLOSED:
        return Verdict.KEPT
    if duty.close:
        return Verdict.STILL_OPERATING if condition == Condition.OPERATING else Verdict.CANNOT_TELL
    if duty.cap is not None and machines is not None and machines > duty.cap:
        return Verdict.TOO_MANY_MACHINES
    if duty.cap is None or machines is None or duty.bands:
        return Verdict.CANNOT_TELL
    return Verdict.KEPT
