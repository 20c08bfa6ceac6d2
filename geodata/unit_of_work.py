"""One change as a whole: its rows, its audit entries and the data version, committed together or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from geodata import clock
from geodata.audit_words import Word, apart, new_salt
from geodata.model.people import Actor
from geodata.tables import Audit, Base, DataVersion

# Any number will do, so long as nothing else in the database locks on it.
_AUDIT_LOCK = 5_514_4326
FIRST_HASH = "0" * 64
AUDIT_COLUMNS = tuple(column.key for column in Audit.__table__.columns if column.key != "id")
_LOCK_AUDIT = text(f"SELECT pg_advisory_xact_lock({_AUDIT_LOCK})")
_AUDIT, _AUDIT_WORDS = Base.metadata.tables["audit"], Base.metadata.tables["audit_words"]
_LAST_HASH = select(_AUDIT.c.hash).order_by(_AUDIT.c.id.desc()).limit(1)
_APPEND_AUDIT = insert(_AUDIT).returning(_AUDIT.c.id)
_APPEND_WORDS = insert(_AUDIT_WORDS)


class UnitOfWork:
    """A writing session of one actor. Without `commit()` nothing of it remains."""

    def __init__(self, session: Session, actor: Actor) -> None:
        self.session = session
        self.actor = actor
        self.recorded_at: datetime = clock.now()
        self._audits: list[tuple[str, str, int | None, dict[str, Any]]] = []
        self._versions: dict[str, int] = {}

    def audit(self, action: str, subject: str, subject_id: int | None, detail: Mapping[str, Any] | None = None) -> None:
        """Note a change for the audit table; it is written at commit.

        What people wrote (`geodata.audit_words` says what that is) is kept beside the chain and can be erased.
        """
        self._audits.append((action, subject, subject_id, dict(detail or {})))

    def version_of(self, layer: str) -> int:
        """The data version of `layer` that this unit of work makes; counted up once, however often asked."""
        if layer not in self._versions:
            self._versions[layer] = _next_version(self.session, layer)
        return self._versions[layer]

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part that is whole or not at all: where it raises, it is taken back with what it noted for the audit."""
        noted = len(self._audits)
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            del self._audits[noted:]
            raise

    def commit(self) -> None:
        """Write the audit entries and commit everything."""
        self.session.flush()
        if self._audits:
            self._append_audits()
        self.session.commit()
        self._audits.clear()
        self._versions.clear()

    def _append_audits(self) -> None:
        # Past the ORM, which would take most of the time of a small change.
        connection = self.session.connection()
        if connection.dialect.name == "postgresql":
            # One writer at a time appends, or two rows would carry the hash of the same predecessor.
            connection.execute(_LOCK_AUDIT)
        previous = connection.execute(_LAST_HASH).scalar() or FIRST_HASH
        words: list[tuple[int, Word]] = []
        for action, subject, subject_id, whole in self._audits:
            detail, beside = apart(whole, self._salt)
            entry = Audit(
                municipality_id=self.actor.municipality_id,
                recorded_at=self.recorded_at,
                account_id=self.actor.account_id,
                organisation_id=self.actor.organisation_id,
                where=self.actor.where or None,
                action=action,
                subject=subject,
                subject_id=subject_id,
                detail=detail,
                previous_hash=previous,
            )
            entry.hash = previous = audit_hash(entry)
            row = {name: getattr(entry, name) for name in AUDIT_COLUMNS}
            id_ = connection.execute(_APPEND_AUDIT, row).scalar_one()
            words += [(id_, word) for word in beside]
        self._store_words(words)

    def _store_words(self, words: list[tuple[int, Word]]) -> None:
        rows = [
            {
                "audit_id": audit_id,
                "municipality_id": self.actor.municipality_id,
                "path": word.path,
                "text": word.text,
                "salt": word.salt,
            }
            for audit_id, word in words
        ]
        if rows:
            self.session.connection().execute(_APPEND_WORDS, rows)

    def _salt(self) -> str:
        return new_salt()


def audit_hash(entry: Audit) -> str:
    """SHA-256 (hexadecimal) over the entry's content and the hash of the entry before it.

    The same for an entry that was read back: PostgreSQL writes 1e22 and -0.0 in its own way.
    """
    content = [
        entry.previous_hash,
        entry.municipality_id,
        entry.recorded_at.isoformat(),
        entry.account_id,
        entry.organisation_id,
        entry.action,
        entry.subject,
        entry.subject_id,
        _whole_numbers(entry.detail),
    ]
    if entry.where is not None:  # entries from before it was noted keep the hash they have
        content.append(entry.where)
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _whole_numbers(value: Any) -> Any:
    """The document with every number that is whole as an integer."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {name: _whole_numbers(part) for name, part in value.items()}
        case list():
            return [_whole_numbers(part) for part in value]
        case _:
            return value


def _next_version(session: Session, layer: str) -> int:
    counted = text(
        "INSERT INTO data_version (layer, version) VALUES (:layer, 1)"
        " ON CONFLICT (layer) DO UPDATE SET version = data_version.version + 1 RETURNING version"
    )
    return int(session.execute(counted, {"layer": layer}).scalar_one())


def data_version(session: Session, layer: str) -> int:
    """The version of `layer` as committed; 0 before its first change."""
    return session.scalar(select(DataVersion.version).where(DataVersion.layer == layer)) or 0
