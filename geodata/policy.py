"""Who may see and do what: one table, one function, one SQL twin (proven equal by a test).

Deny is the default: what no row grants is refused. Menus only follow what stands here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, false, or_

from geodata.errors import Forbidden
from geodata.model.people import Actor, Role, Sensitivity


class Action(StrEnum):
    VIEW = "view"  # places, issues, meetings, services within the actor's visibility
    LOG_SITE = "log_site"
    RAISE_ISSUE = "raise_issue"
    ADVANCE_ISSUE = "advance_issue"
    KEEP_MEETING = "keep_meeting"
    KEEP_SERVICE = "keep_service"
    KEEP_PROPOSAL = "keep_proposal"
    LOAD = "load"
    EXPORT = "export"
    ADMINISTER = "administer"


_R = Role
GRANTS: dict[Action, frozenset[Role]] = {
    Action.VIEW: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE, _R.COMMISSION, _R.PARTNER}),
    Action.LOG_SITE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE}),
    Action.RAISE_ISSUE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE, _R.PARTNER}),
    Action.ADVANCE_ISSUE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE}),
    Action.KEEP_MEETING: frozenset({_R.ADMIN, _R.COORDINATOR, _R.POLICE}),
    Action.KEEP_SERVICE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.PARTNER}),
    Action.KEEP_PROPOSAL: frozenset({_R.ADMIN, _R.COORDINATOR, _R.COMMISSION}),
    Action.LOAD: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL}),
    Action.EXPORT: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.POLICE}),
    Action.ADMINISTER: frozenset({_R.ADMIN}),
}

# Roles that see restricted records of every organisation of their municipality.
SEES_ALL_RESTRICTED = frozenset({Role.ADMIN, Role.COORDINATOR})
# Roles that see records for partners; the others (public, or no role) see none of them.
SEES_PARTNERS = GRANTS[Action.VIEW]


class Record(Protocol):
    """What the policy needs to know of a record."""

    @property
    def municipality_id(self) -> int: ...
    @property
    def sensitivity(self) -> Sensitivity: ...
    @property
    def organisation_id(self) -> int | None: ...


def can(actor: Actor, action: Action, record: Record | None = None) -> bool:
    """True if a role of the actor grants the action and, where a record is given, the actor may see it."""
    if not actor.roles & GRANTS[action]:
        return False
    return record is None or sees(actor, record)


def require(actor: Actor, action: Action, record: Record | None = None) -> None:
    """Raise Forbidden unless `can`."""
    if not can(actor, action, record):
        raise Forbidden


def sees(actor: Actor, record: Record) -> bool:
    """Whether the actor may know of the record. `visible` is its SQL twin."""
    if record.municipality_id != actor.municipality_id or not actor.roles & SEES_PARTNERS:
        return False
    if record.sensitivity != Sensitivity.RESTRICTED:
        return True
    if actor.roles & SEES_ALL_RESTRICTED:
        return True
    return actor.organisation_id is not None and record.organisation_id == actor.organisation_id


def visible(actor: Actor, table: Any) -> ColumnElement[bool]:
    """The SQL twin of `sees` for a table with municipality_id, sensitivity and organisation_id."""
    if not actor.roles & SEES_PARTNERS:
        return false()
    in_municipality: ColumnElement[bool] = table.municipality_id == actor.municipality_id
    if actor.roles & SEES_ALL_RESTRICTED:
        return in_municipality
    unrestricted: ColumnElement[bool] = table.sensitivity != Sensitivity.RESTRICTED
    if actor.organisation_id is None:
        return and_(in_municipality, unrestricted)
    return and_(in_municipality, or_(unrestricted, table.organisation_id == actor.organisation_id))


def visibility_key(actor: Actor) -> str:
    """A key equal for two actors who see the same records: caches hold it so that nobody reads another's."""
    if not actor.roles & SEES_PARTNERS:
        return "nothing"
    if actor.roles & SEES_ALL_RESTRICTED:
        return f"{actor.municipality_id}:all"
    return f"{actor.municipality_id}:{actor.organisation_id}"
