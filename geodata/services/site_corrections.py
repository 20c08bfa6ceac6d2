"""What was corrected about a place, and by whom, as the audit remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.services.audit import whole_details
from geodata.tables import Audit, Site

NAME, ADDRESS, POSITION = "name", "address", "position"


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction of a field: a text, "" where there was none, or longitude and latitude (degrees WGS84).

    None where the words were erased: nobody can say any more what stood there.
    """

    account_id: int | None
    before: Any
    after: Any


def standing(site: Site, field: str) -> Any:
    """What the place says of the field now, in the form in which corrections tell it."""
    return (site.longitude, site.latitude) if field == POSITION else getattr(site, field) or ""


def corrections_of(session: Session, site: Site, field: str) -> list[Corrected]:
    """The corrections of the field of a place, the newest first."""
    query = (
        select(Audit)
        .where(Audit.subject == "site", Audit.subject_id == site.id, Audit.action == "correct")
        .order_by(Audit.id.desc())
    )
    entries = session.scalars(query).all()
    whole = whole_details(session, entries)
    all_of_them = [
        Corrected(
            entry.account_id,
            _told(entry.detail.get("before"), whole[entry.id].get("before"), field),
            _told(entry.detail.get("after"), whole[entry.id].get("after"), field),
        )
        for entry in entries
    ]
    return [one for one in all_of_them if one.before is None or one.before != one.after]


def _told(kept: Any, whole: Any, field: str) -> Any:
    parts = ("longitude", "latitude") if field == POSITION else (field,)
    values = [_value(kept, whole, part) for part in parts]
    if None in values:
        return None
    return tuple(values) if field == POSITION else values[0]


def _value(kept: Any, whole: Any, part: str) -> Any:
    """None where there are words in the chain and none beside it."""
    if not isinstance(kept, Mapping) or part not in kept:
        return None
    return whole[part] if kept[part] is not None else ""
