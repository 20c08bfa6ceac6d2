"""Records without a position wait in a list until somebody places them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from geodata.model.people import Sensitivity
from geodata.services.ingest.batch import IngestResult
from geodata.services.ingest.context import Loading, never_lifted, require_known
from geodata.tables import Placing
from geodata.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What the policy needs to know of a record that waits: it is of the organisation of its source."""

    municipality_id: int
    sensitivity: Sensitivity
    organisation_id: int | None
    shared_with: tuple[int, ...] = ()


def keep_waiting(
    work: UnitOfWork, loading: Loading, target: str, records: Sequence[dict[str, Any]], result: IngestResult
) -> None:
    """Put records without a position on the list, or renew the ones that already wait there."""
    if not records:
        return
    keys = [record["source_key"] for record in records]
    query = select(Placing).where(Placing.source_id == loading.source_id, Placing.source_key.in_(keys))
    waiting = {placing.source_key: placing for placing in work.session.scalars(query)}
    for record in records:
        kept = _as_document(record)
        known = waiting.get(record["source_key"])
        if known is not None:
            _keep_restriction(known, kept)
        if known is None:
            work.session.add(
                Placing(
                    municipality_id=work.actor.municipality_id,
                    load_id=loading.load.id,
                    source_id=loading.source_id,
                    source_key=record["source_key"],
                    target=target,
                    address=record["address"],
                    record=kept,
                )
            )
            result.to_place += 1
        elif known.record != kept:
            present = _sensitivity_of(known.record)
            require_known(work.actor, _Waiting(known.municipality_id, present, loading.organisation_id))
            known.record, known.address = kept, record["address"]
            result.updated += 1
        else:
            result.unchanged += 1
    work.session.flush()


def settled(work: UnitOfWork, loading: Loading, keys: Sequence[str]) -> None:
    """Take records off the list that came with a position this time."""
    for start in range(0, len(keys), 5_000):
        work.session.execute(
            delete(Placing).where(
                Placing.source_id == loading.source_id, Placing.source_key.in_(keys[start : start + 5_000])
            )
        )


def _sensitivity_of(record: dict[str, Any]) -> Sensitivity:
    return Sensitivity(record.get("sensitivity") or Sensitivity.PARTNERS)


def _keep_restriction(known: Placing, kept: dict[str, Any]) -> None:
    present = _sensitivity_of(known.record)
    if present == Sensitivity.RESTRICTED:
        kept["sensitivity"] = never_lifted(present, _sensitivity_of(kept)).value


def _as_document(record: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _as_json(value)
        for name, value in record.items()
        if value is not None and not _is_nan(value) and name != "outline"
    }


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)
