"""Searching the audit: who did what, when, to what, from where. For administrators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from geodata.clock import PRAGUE
from geodata.database import Database
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.audit import whole_details
from geodata.tables import Account, Audit, Organisation

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Empty means all. Days are those of the city, both included."""

    account_id: int | None = None
    action: str | None = None
    subject: str | None = None
    subject_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry. `person` is empty where the account was erased, None where nobody was signed in."""

    id: int
    recorded_at: datetime
    person: str | None
    organisation: str | None
    where: str | None
    action: str
    subject: str
    subject_id: int | None
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditPage:
    rows: tuple[AuditRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class AuditChoices:
    """What there is to choose from: people (id and name) who have entries, actions and subjects."""

    people: tuple[tuple[int, str], ...]
    actions: tuple[str, ...]
    subjects: tuple[str, ...]


def audit_choices(database: Database, actor: Actor) -> AuditChoices:
    """People, actions and subjects of the audit of the actor's city."""
    require(actor, Action.ADMINISTER)
    own = Audit.municipality_id == actor.municipality_id
    with database.read() as session:
        people = session.execute(
            select(Account.id, Account.name)
            .where(Account.id.in_(select(Audit.account_id).where(own)), Account.erased_at.is_(None))
            .order_by(Account.name, Account.id)
        )
        return AuditChoices(
            tuple((id_, name) for id_, name in people),
            tuple(session.scalars(select(Audit.action).where(own).distinct().order_by(Audit.action))),
            tuple(session.scalars(select(Audit.subject).where(own).distinct().order_by(Audit.subject))),
        )


def search_audit(
    database: Database, actor: Actor, chosen: AuditFilter, *, limit: int = 100, offset: int = 0
) -> AuditPage:
    """Entries of the actor's city, the newest first."""
    require(actor, Action.ADMINISTER)
    with database.read() as session:
        total = session.scalar(_chosen(actor, chosen, func.count())) or 0
        newest = _chosen(actor, chosen, Audit).order_by(Audit.id.desc()).limit(limit).offset(offset)
        return AuditPage(_rows(session, session.scalars(newest).all()), total)


def export_audit(database: Database, actor: Actor, chosen: AuditFilter) -> Iterator[AuditRow]:
    """All chosen entries, the oldest first, to be read once; that somebody took them away is an entry itself."""
    require(actor, Action.ADMINISTER)
    with database.write(actor) as work:
        last = work.session.scalar(select(func.max(Audit.id))) or 0
        work.audit("export", "audit", None, _as_written(chosen))
        work.commit()
    return _exported(database, actor, chosen, last)


def _exported(database: Database, actor: Actor, chosen: AuditFilter, last: int) -> Iterator[AuditRow]:
    after = 0
    while True:
        with database.read() as session:  # short sessions: a slow reader must not hold up the database
            query = _chosen(actor, chosen, Audit).where(Audit.id > after, Audit.id <= last)
            entries = session.scalars(query.order_by(Audit.id).limit(_ROWS_AT_ONCE)).all()
            rows = _rows(session, entries)
        if not rows:
            return
        yield from rows
        after = rows[-1].id


def _chosen(actor: Actor, chosen: AuditFilter, what: Any) -> Select[Any]:
    query = select(what).select_from(Audit).where(Audit.municipality_id == actor.municipality_id)
    for column, wanted in (
        (Audit.account_id, chosen.account_id),
        (Audit.action, chosen.action),
        (Audit.subject, chosen.subject),
        (Audit.subject_id, chosen.subject_id),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    if chosen.first_day is not None:
        query = query.where(Audit.recorded_at >= _beginning(chosen.first_day))
    if chosen.last_day is not None:
        query = query.where(Audit.recorded_at < _beginning(chosen.last_day + timedelta(days=1)))
    return query


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), PRAGUE)


def _rows(session: Session, entries: Sequence[Audit]) -> tuple[AuditRow, ...]:
    details = whole_details(session, entries)
    people = _names(session, Account.id, Account.name, {entry.account_id for entry in entries})
    organisations = _names(
        session, Organisation.id, Organisation.short_name, {entry.organisation_id for entry in entries}
    )
    return tuple(
        AuditRow(
            id=entry.id,
            recorded_at=entry.recorded_at,
            person=people.get(entry.account_id),
            organisation=organisations.get(entry.organisation_id),
            where=entry.where,
            action=entry.action,
            subject=entry.subject,
            subject_id=entry.subject_id,
            detail=details[entry.id],
        )
        for entry in entries
    )


def _names(session: Session, key: Any, name: Any, wanted: set[int | None]) -> dict[int | None, str]:
    query = select(key, name).where(key.in_(wanted - {None}))
    return dict(iter(session.execute(query)))


def _as_written(chosen: AuditFilter) -> dict[str, Any]:
    return {name: value for name in AuditFilter.__slots__ if (value := getattr(chosen, name)) is not None}
