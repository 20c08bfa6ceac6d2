"""What the parts of one loading share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.errors import N_, LokalityError
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Record, sees
from geodata.services.ingest.containment import Containment
from geodata.tables import Load
from geodata.unit_of_work import UnitOfWork

_KEYS_AT_ONCE = 5_000  # SQLite takes 32,766 parameters in one statement


@dataclass(slots=True)
class Loading:
    """The source and the load row; a source that is new has nothing to compare with.

    New records belong to `organisation_id`, that of the source, also where somebody of another places them later.
    """

    source_id: int
    source_is_new: bool
    load: Load
    organisation_id: int | None
    containment: Containment | None = field(default=None)


def digest(values: Sequence[Any]) -> bytes:
    """16 bytes that are equal when a record's content is."""
    return hashlib.blake2b(orjson.dumps(values, default=_as_text), digest_size=16).digest()


def _as_text(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def known_by_key(
    session: Session, table: Any, loading: Loading, keys: Sequence[str]
) -> Mapping[str, tuple[int, bytes | None]]:
    """Id and content digest of the records that came from this source before, by their key there."""
    if loading.source_is_new:
        return {}
    known: dict[str, tuple[int, bytes | None]] = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        rows = session.execute(
            select(table.source_key, table.id, table.content_digest).where(
                table.source_id == loading.source_id, table.source_key.in_(keys[start : start + _KEYS_AT_ONCE])
            )
        )
        known.update({key: (id_, content) for key, id_, content in rows})
    return known


class NotYours(LokalityError):
    """A row would change a record that whoever loads the file may not know of."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "A record of this source is not shared with you, so the file was not loaded and nothing was changed. "
                "Load it under another name of the source."
            )
        )


def require_known(actor: Actor, record: Record) -> None:
    """Raise NotYours unless the actor may see the record that a row is about to change."""
    if not sees(actor, record):
        raise NotYours


def never_lifted(present: Sensitivity, wanted: str) -> Sensitivity:
    """A file may restrict a record but never lift a restriction: that is done by a person, on the record's page."""
    return present if present == Sensitivity.RESTRICTED else Sensitivity(wanted)


def told(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """What the audit says of a record: its fields, of an outline a digest (a district's may have a million corners)."""
    return {name: _in_short(getattr(record, name)) for name in names}


def _in_short(value: Any) -> Any:
    if isinstance(value, BaseGeometry):
        return hashlib.sha256(shapely.to_wkb(value)).hexdigest()
    return value


def note_change(
    work: UnitOfWork, loading: Loading, subject: str, record: Any, before: dict[str, Any] | None, names: Iterable[str]
) -> None:
    """The audit entry of a record that was made (`before` is None) or changed."""
    detail: dict[str, Any] = {"load": loading.load.id}
    if before is None:
        work.audit("create", subject, record.id, detail)
    else:
        work.audit("update", subject, record.id, detail | {"before": before, "after": told(record, names)})
