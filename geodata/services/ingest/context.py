"""What the parts of one loading share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.services.ingest.containment import Containment
from geodata.tables import Load

_KEYS_AT_ONCE = 5_000  # SQLite takes 32,766 parameters in one statement


@dataclass(slots=True)
class Loading:
    """The source and the load row; a source that is new has nothing to compare with."""

    source_id: int
    source_is_new: bool
    load: Load
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
