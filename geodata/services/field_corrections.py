"""Corrections that were made in a copy of the city's places: taken where nobody else corrected the same meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.database import Database
from geodata.errors import LokalityError, Message
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.personal_data import PersonalDataFound
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
    """What came of a correction. `clashes` are the fields that somebody corrected meanwhile: theirs was kept."""

    changed: bool = False
    clashes: tuple[str, ...] = ()
    fault: Message | None = None


def take_corrections(
    database: Database, actor: Actor, corrections: Sequence[FieldCorrection], *, keep: bool
) -> list[TakenCorrection]:
    """Correct the places, and say what came of each in their order; without `keep` nothing is stored.

    One that cannot be taken leaves the others as they are. Raises PersonalDataFound for words not searched before.
    """
    require(actor, Action.LOAD)
    require(actor, Action.LOG_SITE)
    with database.write(actor) as work:
        work.version_of("sites")
        taken = [_taken(work, correction) for correction in corrections]
        if keep:
            work.commit()
        return taken


def _taken(work: UnitOfWork, correction: FieldCorrection) -> TakenCorrection:
    try:
        site = visible_site(work.session, work.actor, correction.site_number)
        change, clashes = _merged(site, correction)
        with work.session.begin_nested():
            return TakenCorrection(put_correction(work, site, change), clashes)
    except PersonalDataFound:
        raise
    except LokalityError as fault:
        return TakenCorrection(fault=fault.message)


def _merged(site: Site, correction: FieldCorrection) -> tuple[SiteChange, tuple[str, ...]]:
    """What of the correction may be made: what stands there is what the copy was taken from."""
    change, clashes = correction.wanted, []
    for field in ("name", "address"):
        wanted, present = getattr(change, field), getattr(site, field) or ""
        if wanted is not None and present not in (wanted, getattr(correction.taken, field) or ""):
            clashes.append(field)
            change = replace(change, name=None) if field == "name" else replace(change, address=None)
    if change.longitude is not None and not (_lies(site, change) or _lies(site, correction.taken)):
        clashes.append("position")
        change = replace(change, longitude=None, latitude=None)
    return change, tuple(clashes)


def _lies(site: Site, at: SiteChange) -> bool:
    return (
        at.longitude is not None
        and at.latitude is not None
        and abs(site.longitude - at.longitude) <= SAME_PLACE_DEGREES
        and abs(site.latitude - at.latitude) <= SAME_PLACE_DEGREES
    )
