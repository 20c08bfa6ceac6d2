"""Writing three years at once: each change with the moment and the account it would have had."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from geodata.audit_words import apart
from geodata.bulk import new_ids
from geodata.clock import PRAGUE
from geodata.model.people import Actor
from geodata.tables import Audit, Base
from geodata.unit_of_work import AUDIT_COLUMNS, UnitOfWork, audit_hash


@dataclass(frozen=True, slots=True)
class Author:
    """An account and its organisation."""

    account_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True)
class _Entry:
    moment: datetime
    author: Author
    action: str
    subject: str
    subject_id: int
    detail: Mapping[str, Any]


class DatedWork(UnitOfWork):
    """A unit of work over many days: its audit entries carry the moment and the author they are given."""

    def __init__(self, session: Session, actor: Actor) -> None:
        super().__init__(session, actor)
        self._entries: list[_Entry] = []
        self._salted = 0

    def noted(
        self,
        moment: datetime,
        author: Author,
        action: str,
        subject: str,
        subject_id: int,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Note a change that was recorded at `moment` by `author`."""
        self._entries.append(_Entry(moment.astimezone(UTC), author, action, subject, subject_id, detail or {}))

    def _append_audits(self) -> None:
        """The usual entries first (they take the lock of the chain), then the dated ones in the order of time."""
        super()._append_audits()
        previous = self.session.scalars(select(Audit.hash).order_by(Audit.id.desc()).limit(1)).one()
        self._entries.sort(key=lambda entry: entry.moment)
        rows, beside = [], []
        for id_, entry in zip(new_ids(self.session, Audit, len(self._entries)), self._entries, strict=True):
            detail, words = apart(entry.detail, self._salt)
            beside += [(id_, word) for word in words]
            audit = Audit(
                municipality_id=self.actor.municipality_id,
                recorded_at=entry.moment,
                account_id=entry.author.account_id,
                organisation_id=entry.author.organisation_id,
                action=entry.action,
                subject=entry.subject,
                subject_id=entry.subject_id,
                detail=detail,
                previous_hash=previous,
            )
            audit.hash = previous = audit_hash(audit)
            rows.append({"id": id_, **{name: getattr(audit, name) for name in AUDIT_COLUMNS}})
        store(self.session, Audit, rows)
        self._store_words(beside)

    def _salt(self) -> str:
        """Always the same: a demo city of the same day has the same rows, and nobody's words are in it."""
        self._salted += 1
        return hashlib.sha256(f"demo {self._salted}".encode()).hexdigest()[:32]


def store(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows in bulk; all have the same columns."""
    listed = list(rows)
    if listed:
        session.execute(insert(table), listed)


def moment_of(day: date, seed: int) -> datetime:
    """Some moment in the working hours of a day, always the same for the same seed."""
    return datetime.combine(day, time(8 + seed % 9, seed * 7 % 60), PRAGUE)
