"""Tombstones: that something was here and was erased, for those who might have known of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.errors import Erased, NotFound
from geodata.model.people import Actor, Sensitivity
from geodata.model.retention import ErasedKind, RetentionRule
from geodata.policy import visible
from geodata.services.visibility import Unshared
from geodata.tables import Tombstone
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Buried:
    """A record to be erased: only its number, and what the policy needs to know of it."""

    id: int
    sensitivity: Sensitivity
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class Erasure:
    """When something was erased and by which rule."""

    at: datetime
    rule: RetentionRule

    @property
    def day(self) -> date:
        """The day in the city."""
        return self.at.astimezone(clock.PRAGUE).date()


def bury(work: UnitOfWork, kind: ErasedKind, rule: RetentionRule, records: Iterable[Buried]) -> None:
    """Leave a tombstone for each of the records, within the unit of work that erases them."""
    rows: list[dict[str, Any]] = [
        {
            "municipality_id": work.actor.municipality_id,
            "organisation_id": record.organisation_id,
            "sensitivity": record.sensitivity,
            "kind": kind,
            "record_id": record.id,
            "rule": rule,
            "erased_at": work.recorded_at,
            "erased_by": work.actor.account_id or None,
        }
        for record in records
    ]
    if rows:
        work.session.execute(insert(Tombstone), rows)


def erasures(session: Session, actor: Actor, kind: ErasedKind, ids: Collection[int]) -> dict[int, Erasure]:
    """The erasures of those of the records that were erased, of those the actor might have known of."""
    if not ids:
        return {}
    query = select(Tombstone.record_id, Tombstone.erased_at, Tombstone.rule).where(
        Tombstone.kind == kind, Tombstone.record_id.in_(ids), visible(actor, _Known)
    )
    return {record_id: Erasure(at, rule) for record_id, at, rule in session.execute(query.order_by(Tombstone.id))}


# What was erased is no longer shared with anybody by name.
_Known = Unshared(
    municipality_id=Tombstone.municipality_id,
    sensitivity=Tombstone.sensitivity,
    organisation_id=Tombstone.organisation_id,
)


def not_there(session: Session, actor: Actor, kind: ErasedKind, record_id: int) -> NotFound:
    """What to raise for a record that is not there: Erased where the actor may know that there was one."""
    erasure = erasures(session, actor, kind, [record_id]).get(record_id)
    return NotFound() if erasure is None else Erased(erasure.day, erasure.rule)
