"""Corrections that were made in a copy of the city's places: taken where nobody else corrected the same meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from geodata.services.site_corrections import ADDRESS, NAME, POSITION, Corrected, corrections_of, standing
from geodata.services.sites import SiteChange, put_correction, visible_site
from geodata.tables import Site
from geodata.unit_of_work import UnitOfWork

SAME_PLACE_DEGREES = 5e-6  # half a metre: what a change of the coordinate system there and back may cost


@dataclass(frozen=True, slots=True)
class FieldCorrection:
    """What a copy says of a place now, and what it said when it was taken. A position changes as a pair."""

    site_number: int
    taken: SiteChange
    wanted: SiteChange


@dataclass(frozen=True, slots=True)
class TakenCorrection:
    """What came of a correction. `clashes` are the fields that somebody corrected meanwhile: theirs was kept.

    `outdated` are those that were taken from this copy before and corrected again since by the same person.
    """

    changed: bool = False
    clashes: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


class _Fate(Enum):
    MADE = auto()
    CLASH = auto()
    OUTDATED = auto()


def merge_correction(work: UnitOfWork, correction: FieldCorrection) -> TakenCorrection:
    """Make what may be made of a correction, within a service that holds the sites.

    Raises NotFound, InvalidValue for words that are too long, PersonalDataFound.
    """
    site = visible_site(work.session, work.actor, correction.site_number)
    change, fates = correction.wanted, dict[str, _Fate]()
    for field in (NAME, ADDRESS, POSITION):
        wanted = _said(change, field)
        if wanted is None:
            continue
        fates[field] = _fate(work, site, field, _said(correction.taken, field), wanted)
        if fates[field] is not _Fate.MADE:
            change = _without(change, field)
    changed = put_correction(work, site, change)
    clashes, outdated = (
        tuple(field for field, fate in fates.items() if fate is kind) for kind in (_Fate.CLASH, _Fate.OUTDATED)
    )
    return TakenCorrection(changed, clashes, outdated)


def same_value(one: Any, other: Any) -> bool:
    """Whether two texts, or two positions, say the same."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(abs(a - b) <= SAME_PLACE_DEGREES for a, b in zip(one, other, strict=True))
    return bool(one == other)


def _fate(work: UnitOfWork, site: Site, field: str, taken: Any, wanted: Any) -> _Fate:
    """Made, unless what stands there came from somebody else than from whoever brings the copy back."""
    present = standing(site, field)
    if same_value(present, wanted) or same_value(present, taken or ""):
        return _Fate.MADE
    return _since(corrections_of(work.session, site, field), work.actor.account_id, present, taken or "", wanted)


def _since(history: Sequence[Corrected], own: int | None, present: Any, taken: Any, wanted: Any) -> _Fate:
    """Follow the corrections from what stands there back to what the copy held: all of them have to be one's own."""
    was_made, expected = False, present
    for corrected in history:
        if corrected.account_id != own or not same_value(corrected.after, expected):
            break
        was_made = was_made or same_value(corrected.after, wanted)
        expected = corrected.before
        if same_value(expected, taken):
            return _Fate.OUTDATED if was_made else _Fate.MADE
    return _Fate.CLASH


def _said(change: SiteChange, field: str) -> Any:
    if field != POSITION:
        return getattr(change, field)
    return None if change.longitude is None or change.latitude is None else (change.longitude, change.latitude)


def _without(change: SiteChange, field: str) -> SiteChange:
    if field == POSITION:
        return replace(change, longitude=None, latitude=None)
    return replace(change, name=None) if field == NAME else replace(change, address=None)
