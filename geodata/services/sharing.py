"""Share a restricted record with named organisations, and take it back.

Each record is shared by itself: an issue never takes its restricted sites along, nor a site its restricted issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Action, can, require, visible
from geodata.services.issue_events import require_organisation
from geodata.tables import Account, Issue, IssueShare, Locality, LocalityShare, Organisation, Site, SiteShare
from geodata.unit_of_work import UnitOfWork


class Shareable(StrEnum):
    """What can be shared; the value is the subject of its audit entries."""

    SITE = "site"
    ISSUE = "issue"
    LOCALITY = "locality"


class _Tables(NamedTuple):
    record: Any
    share: Any
    key: str  # the column of the share that names the record


_TABLES = {
    Shareable.SITE: _Tables(Site, SiteShare, "site_id"),
    Shareable.ISSUE: _Tables(Issue, IssueShare, "issue_id"),
    Shareable.LOCALITY: _Tables(Locality, LocalityShare, "locality_id"),
}
# What people see of each is kept with the versions of these layers; the filters of the map by states of issues and by
# a locality are kept with that of the sites. In the order in which all writers take them.
_LAYERS = {
    Shareable.SITE: ("sites",),
    Shareable.ISSUE: ("issues", "sites"),
    Shareable.LOCALITY: ("outlines", "sites"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """An organisation that a record is shared with, since when and by whom."""

    organisation_id: int
    organisation: str
    shared_at: datetime
    shared_by: str | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the actor may know of how a record is shared.

    `may_change` is for those whose record it is to share; only they see `shares`. `with_us`: it was shared with the
    actor's organisation. `organisation_id` wrote the record.
    """

    may_change: bool
    with_us: bool
    organisation_id: int | None
    shares: tuple[Share, ...] = ()


def share_record(database: Database, actor: Actor, what: Shareable, record_id: int, organisation_id: int) -> None:
    """Let an organisation know of a restricted record; sharing twice changes nothing.

    NotFound for a record the actor may not know of, Forbidden for one that is not theirs to share, InvalidValue for one
    that is not restricted or is the organisation's own.
    """
    with _to_share(database, actor, what, record_id) as (work, record):
        require_organisation(work.session, actor, organisation_id)
        if record.sensitivity != Sensitivity.RESTRICTED:
            raise InvalidValue(N_("This record is not restricted: the other organisations see it already."))
        if record.organisation_id == organisation_id:
            raise InvalidValue(N_("This organisation wrote the record itself, so it sees it already."))
        _, share, key = _TABLES[what]
        if work.session.get(share, (record_id, organisation_id)) is not None:
            return
        facts = {key: record_id, "organisation_id": organisation_id}
        work.session.add(share(**facts, shared_at=work.recorded_at, shared_by=actor.account_id))
        _keep(work, "share", what, record, organisation_id)


def unshare_record(database: Database, actor: Actor, what: Shareable, record_id: int, organisation_id: int) -> None:
    """Let an organisation know of the record no more; where it was not shared with it, nothing changes.

    NotFound for a record the actor may not know of, Forbidden for one that is not theirs to share.
    """
    with _to_share(database, actor, what, record_id) as (work, record):
        require_organisation(work.session, actor, organisation_id)
        share = work.session.get(_TABLES[what].share, (record_id, organisation_id))
        if share is None:
            return
        work.session.delete(share)
        _keep(work, "unshare", what, record, organisation_id)


def end_shares(work: UnitOfWork, what: Shareable, record: Any) -> None:
    """End the shares of a record that is restricted no more, within the change that makes it so.

    Were they kept, restricting it anew would show it to organisations that nobody named this time.
    """
    _, share, key = _TABLES[what]
    ended = work.session.scalars(select(share).where(getattr(share, key) == record.id).order_by(share.organisation_id))
    for one in ended.all():
        work.session.delete(one)
        work.audit("unshare", what.value, record.id, {"organisation": one.organisation_id})


def list_shares(database: Database, actor: Actor, what: Shareable, record_id: int) -> Sharing:
    """With whom the record is shared; NotFound if the actor may not know of it. By name of the organisation."""
    require(actor, Action.VIEW)
    with database.read() as session:
        record = _record(session, actor, what, record_id)
        if record.sensitivity != Sensitivity.RESTRICTED:
            return Sharing(may_change=False, with_us=False, organisation_id=record.organisation_id)
        may_change = can(actor, Action.SHARE, record)
        return Sharing(
            may_change=may_change,
            with_us=actor.organisation_id in record.shared_with,
            organisation_id=record.organisation_id,
            shares=_shares(session, what, record_id) if may_change else (),
        )


@contextmanager
def _to_share(database: Database, actor: Actor, what: Shareable, record_id: int) -> Iterator[tuple[UnitOfWork, Any]]:
    """The record for one change of its shares; who may know of it but not share it is refused."""
    require(actor, Action.SHARE)
    with database.write(actor) as work:
        for layer in _LAYERS[what]:
            work.version_of(layer)  # first, so that two changes of one record wait for each other
        record = _record(work.session, actor, what, record_id)
        require(actor, Action.SHARE, record)
        yield work, record


def _keep(work: UnitOfWork, action: str, what: Shareable, record: Any, organisation_id: int) -> None:
    if what == Shareable.SITE:
        record.changed = work.version_of("sites")  # the index of the map reads anew what has changed
    work.audit(action, what.value, record.id, {"organisation": organisation_id})
    work.commit()


def _record(session: Session, actor: Actor, what: Shareable, record_id: int) -> Any:
    table = _TABLES[what].record
    record = session.scalar(select(table).where(table.id == record_id, visible(actor, table)))
    if record is None:
        raise NotFound
    return record


def _shares(session: Session, what: Shareable, record_id: int) -> tuple[Share, ...]:
    _, share, key = _TABLES[what]
    query = (
        select(share.organisation_id, Organisation.name, share.shared_at, Account.name.label("shared_by"))
        .join(Organisation, Organisation.id == share.organisation_id)
        .outerjoin(Account, Account.id == share.shared_by)
        .where(getattr(share, key) == record_id)
        .order_by(Organisation.name, Organisation.id)
    )
    return tuple(Share(*row) for row in session.execute(query))
