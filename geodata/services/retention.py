"""Retention: what is due, and erasing it from the database, the photos, the files and the words of the audit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, update

from geodata import clock
from geodata.database import Database
from geodata.model.fields import FREE_TEXTS
from geodata.model.people import Actor, Sensitivity
from geodata.model.retention import RULES, ErasedKind, Retention, RetentionRule
from geodata.policy import Action, require
from geodata.services.due import due_query, end_of
from geodata.services.erasing import (
    chunks,
    erase_audit_words,
    remove_pictures,
    remove_rows,
)
from geodata.services.erasing_emergencies import erase_words_of_emergencies
from geodata.services.erasing_minutes import erase_around_points, erase_tasks_of_issues, erase_under_points
from geodata.services.erasing_submissions import erase_places_in_letters, erase_submissions_of_issues
from geodata.services.tombstones import Buried, bury
from geodata.services.wiping import finish_erasing, note_unwiped
from geodata.tables import (
    AccountSession,
    AgendaItem,
    AuditWords,
    Base,
    Issue,
    Load,
    Observation,
    OneTimeLink,
    Patrol,
    Photo,
    Placing,
    SignInFailure,
    Site,
)
from geodata.unit_of_work import UnitOfWork

SHOWN_AT_MOST = 50  # records of each rule that are shown before they are erased


@dataclass(frozen=True, slots=True)
class DueRecord:
    """One of the records that are due, and the day since when it counts."""

    id: int
    since: date


@dataclass(frozen=True, slots=True)
class DueRule:
    """What is due by one rule: records of `last_day` or earlier; `records` are the oldest of them."""

    rule: RetentionRule
    last_day: date
    count: int
    records: tuple[DueRecord, ...]


@dataclass(slots=True)
class Erased:
    """What was erased, by rule. `wiped`: whether nothing of it is left in the free room of the SQLite file."""

    counts: dict[RetentionRule, int] = field(default_factory=dict)
    wiped: bool = False


def list_due(database: Database, actor: Actor, retention: Retention) -> list[DueRule]:
    """What is due today, in the order in which it would be erased; rules by which nothing is due are left out."""
    require(actor, Action.ADMINISTER)
    found = []
    with database.read() as session:
        for rule in RULES:
            last_day = retention.last_day(rule, clock.today())
            if last_day is None:
                continue
            due = due_query(rule, actor.municipality_id, last_day).subquery()
            count = session.scalar(select(func.count()).select_from(due)) or 0
            oldest = session.execute(select(*due.c).order_by(due.c[1], due.c[0]).limit(SHOWN_AT_MOST)).all()
            if count:
                records = tuple(DueRecord(id_, _day(since)) for id_, since in oldest)
                found.append(DueRule(rule, last_day, count, records))
    return found


def _day(since: date | datetime) -> date:
    return since.astimezone(clock.PRAGUE).date() if isinstance(since, datetime) else since


def erase(
    database: Database,
    actor: Actor,
    retention: Retention,
    data_directory: Path,
    photo_directory: Path,
    rules: Collection[RetentionRule] = RULES,
) -> Erased:
    """Erase what is due by the rules: one transaction for the rows, then the files, then the bytes.

    Each record leaves a tombstone, each rule an audit entry. Files follow once the rows are gone for good.
    """
    require(actor, Action.ADMINISTER)
    done = Erased()
    pictures: set[str] = set()
    forgotten = False
    with database.write(actor) as work:
        for layer in ("issues", "sites", "meetings", "patrols", "submissions", "emergencies", "erasures"):
            work.version_of(layer)  # first, in the order of every other writer; caches then read everything anew
        for rule in RULES:
            last_day = retention.last_day(rule, clock.today())
            if rule not in rules or last_day is None:
                continue
            due = work.session.execute(due_query(rule, actor.municipality_id, last_day)).all()
            ids = sorted({row[0] for row in due})
            if rule == RetentionRule.SIGN_IN:
                forgotten |= _erase_sign_in(work, last_day)
            if rule == RetentionRule.NOTES:
                forgotten |= erase_words_of_emergencies(work, last_day)
            if rule == RetentionRule.AGENDA:
                forgotten |= erase_around_points(work, last_day)
            if not ids:
                continue
            pictures |= _ERASE[rule](work, ids)
            done.counts[rule] = len(due)
            work.audit("erase", "retention", None, {"rule": rule, "until": last_day, "records": len(due)})
        if done.counts or forgotten:
            note_unwiped(work)
        work.commit()
    remove_pictures(database, actor, photo_directory, pictures)
    # Also where nothing is due: what an earlier erasure could not finish, for somebody was reading or the machine
    # stopped, is finished now.
    done.wiped = finish_erasing(database, actor, data_directory, photo_directory)
    return done


def _erase_issues(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    for part in chunks(ids):
        # A point about a hidden issue is hidden by it. Without the issue everybody would see the point.
        points = work.session.scalars(select(AgendaItem.id).where(AgendaItem.issue_id.in_(part))).all()
        _erase_points(work, points, RetentionRule.CLOSED_ISSUES)
        bury(work, ErasedKind.ISSUE, RetentionRule.CLOSED_ISSUES, _of(work, Issue, part))
    erase_tasks_of_issues(work, ids)
    erase_submissions_of_issues(work, ids)
    erase_audit_words(work, "issue", ids)
    remove_rows(work.session, Base.metadata.tables["issue"], ids)
    return set()


def _erase_sites(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    pictures: set[str] = set()
    for part in chunks(ids):
        taken = work.session.execute(select(Photo.id, Photo.checksum).where(Photo.site_id.in_(part))).all()
        pictures |= {checksum for _id, checksum in taken}
        _bury_of_sites(work, ErasedKind.PHOTO, RetentionRule.CLOSED_SITES, Photo, [id_ for id_, _checksum in taken])
        bury(work, ErasedKind.SITE, RetentionRule.CLOSED_SITES, _of(work, Site, part))
    erase_places_in_letters(work, ids)
    erase_audit_words(work, "site", ids)
    remove_rows(work.session, Base.metadata.tables["site"], ids)
    return pictures


def _erase_notes(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    _bury_of_sites(work, ErasedKind.NOTE, RetentionRule.NOTES, Observation, ids)
    for part in chunks(ids):
        work.session.execute(update(Observation).where(Observation.id.in_(part)).values(note=None))
        told = work.session.execute(
            select(Observation.id, Observation.details).where(
                Observation.id.in_(part), Observation.details.is_not(None)
            )
        ).all()
        bare = [{"id": id_, "details": _without_prose(details)} for id_, details in told if details]
        if bare:
            work.session.execute(update(Observation), bare)
    return set()


def _without_prose(details: Mapping[str, Any]) -> dict[str, Any] | None:
    return {name: value for name, value in details.items() if name not in FREE_TEXTS} or None


def _erase_photos(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    pictures: set[str] = set()
    for part in chunks(ids):
        pictures |= set(work.session.scalars(select(Photo.checksum).where(Photo.id.in_(part))))
    _bury_of_sites(work, ErasedKind.PHOTO, RetentionRule.PHOTOS, Photo, ids)
    remove_rows(work.session, Base.metadata.tables["photo"], ids)
    return pictures


def _erase_agenda(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    _erase_points(work, ids, RetentionRule.AGENDA)
    return set()


def _erase_points(work: UnitOfWork, ids: Sequence[int], rule: RetentionRule) -> None:
    query = select(AgendaItem.id, Issue.sensitivity, Issue.organisation_id)
    for part in chunks(ids):
        known = work.session.execute(
            query.outerjoin(Issue, Issue.id == AgendaItem.issue_id).where(
                AgendaItem.id.in_(part), AgendaItem.title != ""
            )
        )
        found = [Buried(id_, sensitivity or Sensitivity.PARTNERS, owner) for id_, sensitivity, owner in known]
        bury(work, ErasedKind.AGENDA_ITEM, rule, found)
        emptied = {"title": "", "text": None, "row_version": AgendaItem.row_version + 1}
        work.session.execute(update(AgendaItem).where(AgendaItem.id.in_(part)).values(emptied))
    erase_under_points(work, ids)
    erase_audit_words(work, "agenda_item", ids)


def _erase_patrols(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    for part in chunks(ids):
        bury(work, ErasedKind.PATROL, RetentionRule.PATROLS, _of(work, Patrol, part))
    erase_audit_words(work, "patrol", ids)
    remove_rows(work.session, Base.metadata.tables["patrol"], ids)
    return set()


def _erase_patrol_tracks(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    """Without tombstones: nobody asks for a track by its number, and whoever may not know of it learns nothing."""
    remove_rows(work.session, Base.metadata.tables["patrol_track"], ids)
    return set()


def _erase_loads(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    for part in chunks(ids):
        waiting = work.session.scalars(select(Placing.id).where(Placing.load_id.in_(part))).all()
        erase_audit_words(work, "placing", waiting)
        work.session.execute(delete(Placing).where(Placing.load_id.in_(part)))
        work.session.execute(update(Load).where(Load.id.in_(part)).values(file_name=""))
    bury(work, ErasedKind.LOAD, RetentionRule.LOADS, [Buried(id_, Sensitivity.PARTNERS, None) for id_ in ids])
    erase_audit_words(work, "load", ids)
    return set()


def _erase_sign_in(work: UnitOfWork, last_day: date) -> bool:
    """Whether there was anything: counted failures are not among what is listed as due."""
    before = end_of(last_day)
    own = work.actor.municipality_id
    statements = (
        delete(AccountSession).where(
            AccountSession.municipality_id == own, AccountSession.used_at < before, AccountSession.ends_at < before
        ),
        delete(OneTimeLink).where(OneTimeLink.municipality_id == own, OneTimeLink.expires_at < before),
        delete(SignInFailure).where(SignInFailure.failed_at < before),
    )
    return sum([work.session.connection().execute(statement).rowcount for statement in statements]) > 0


def _erase_words(work: UnitOfWork, ids: Sequence[int]) -> set[str]:
    for part in chunks(ids):
        work.session.execute(delete(AuditWords).where(AuditWords.audit_id.in_(part)))
    return set()


def _of(work: UnitOfWork, table: type[Issue] | type[Patrol] | type[Site], ids: Sequence[int]) -> list[Buried]:
    rows = work.session.execute(select(table.id, table.sensitivity, table.organisation_id).where(table.id.in_(ids)))
    return [Buried(*row) for row in rows]


def _bury_of_sites(
    work: UnitOfWork,
    kind: ErasedKind,
    rule: RetentionRule,
    table: type[Observation] | type[Photo],
    ids: Sequence[int],
) -> None:
    """Tombstones of records that anybody who sees their site may know of."""
    query = select(table.id, Site.sensitivity, Site.organisation_id).join(Site, Site.id == table.site_id)
    for part in chunks(ids):
        bury(work, kind, rule, [Buried(*row) for row in work.session.execute(query.where(table.id.in_(part)))])


# Each takes the ids of what is due and returns the checksums of the pictures that went.
_ERASE: dict[RetentionRule, Callable[[UnitOfWork, Sequence[int]], set[str]]] = {
    RetentionRule.CLOSED_ISSUES: _erase_issues,
    RetentionRule.CLOSED_SITES: _erase_sites,
    RetentionRule.NOTES: _erase_notes,
    RetentionRule.PHOTOS: _erase_photos,
    RetentionRule.AGENDA: _erase_agenda,
    RetentionRule.PATROLS: _erase_patrols,
    RetentionRule.PATROL_TRACKS: _erase_patrol_tracks,
    RetentionRule.LOADS: _erase_loads,
    RetentionRule.SIGN_IN: lambda work, ids: set(),
    RetentionRule.AUDIT_WORDS: _erase_words,
}
