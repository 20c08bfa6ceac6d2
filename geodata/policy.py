"""Who may see and do what: one table, one function, one SQL twin (proven equal by a test).

Deny is the default: what no row grants is refused. Menus only follow what stands here.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from functools import lru_cache
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
    KEEP_PATROL = "keep_patrol"  # plan one
    LEAD_PATROL = "lead_patrol"  # what becomes of one: up to those who take part (`takes_part`), and to coordinators
    KEEP_SUBMISSION = "keep_submission"
    KEEP_SERVICE = "keep_service"
    KEEP_PROPOSAL = "keep_proposal"
    REVIEW_PROPOSAL = "review_proposal"  # comments and reviews; who votes is said by the seats of the body
    DECIDE_PROPOSAL = "decide_proposal"  # lead it on: submission, votes, the council, the bylaw
    KEEP_EMERGENCY = "keep_emergency"  # the staff: found an event, lead it, assign who goes where
    REPORT_EMERGENCY = "report_emergency"  # from the field, of events that `emergency_staff` or an assignment opens
    LOAD = "load"
    EXPORT = "export"
    SHARE = "share"  # a restricted record with named organisations; of one's own organisation, or a coordinator
    KEEP_ACCOUNT = "keep_account"  # one's own: its password and its sessions
    ADMINISTER = "administer"


_R = Role
GRANTS: dict[Action, frozenset[Role]] = {
    Action.VIEW: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE, _R.COMMISSION, _R.PARTNER}),
    Action.LOG_SITE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE}),
    Action.RAISE_ISSUE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE, _R.PARTNER}),
    Action.ADVANCE_ISSUE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE}),
    Action.KEEP_MEETING: frozenset({_R.ADMIN, _R.COORDINATOR, _R.POLICE}),
    Action.KEEP_PATROL: frozenset({_R.ADMIN, _R.COORDINATOR, _R.TERRAIN, _R.POLICE}),
    Action.LEAD_PATROL: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE, _R.PARTNER}),
    Action.KEEP_SUBMISSION: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.POLICE}),
    Action.KEEP_SERVICE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.PARTNER}),
    Action.KEEP_PROPOSAL: frozenset({_R.ADMIN, _R.COORDINATOR, _R.COMMISSION}),
    Action.REVIEW_PROPOSAL: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.POLICE, _R.COMMISSION}),
    Action.DECIDE_PROPOSAL: frozenset({_R.ADMIN, _R.COORDINATOR}),
    Action.KEEP_EMERGENCY: frozenset({_R.ADMIN, _R.COORDINATOR, _R.POLICE}),
    Action.REPORT_EMERGENCY: frozenset({_R.ADMIN, _R.COORDINATOR, _R.TERRAIN, _R.POLICE, _R.PARTNER}),
    Action.LOAD: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL}),
    Action.EXPORT: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.POLICE}),
    Action.SHARE: frozenset({_R.ADMIN, _R.COORDINATOR, _R.OFFICIAL, _R.TERRAIN, _R.POLICE}),
    Action.KEEP_ACCOUNT: frozenset(set(_R) - {_R.PUBLIC}),
    Action.ADMINISTER: frozenset({_R.ADMIN}),
}

# What an administrator may do while looking through the eyes of another role.
ALLOWED_WHILE_VIEWING_AS = frozenset({Action.VIEW})

# Roles that see restricted records of every organisation of their municipality.
SEES_ALL_RESTRICTED = frozenset({Role.ADMIN, Role.COORDINATOR})
# Roles that see records for partners; the others (public, or no role) see none of them.
SEES_PARTNERS = GRANTS[Action.VIEW]


class Owned(Protocol):
    """What somebody's organisation wrote."""

    @property
    def organisation_id(self) -> int | None: ...


class Record(Owned, Protocol):
    """What the policy needs to know of a record."""

    @property
    def municipality_id(self) -> int: ...
    @property
    def sensitivity(self) -> Sensitivity: ...
    @property
    def shared_with(self) -> Collection[int]: ...


def can(actor: Actor, action: Action, record: Record | None = None) -> bool:
    """True if a role of the actor grants the action and, where a record is given, the actor may see it."""
    if not actor.roles & GRANTS[action] or (actor.views_as and action not in ALLOWED_WHILE_VIEWING_AS):
        return False
    if record is None:
        return True
    return sees(actor, record) and (action != Action.SHARE or answers_for(actor, record))


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
    own = actor.organisation_id
    return own is not None and (record.organisation_id == own or own in record.shared_with)


def sees_own_restricted(actor: Actor) -> bool:
    """Whether a restricted record that the actor makes stays in their sight: it is for its maker's organisation."""
    return sees_all_restricted(actor) or actor.organisation_id is not None


def answers_for(actor: Actor, record: Owned) -> bool:
    """Whether it is the actor's to say what becomes of the record: that of the organisation that wrote it, or any."""
    if actor.roles & SEES_ALL_RESTRICTED:
        return True
    return is_of_own_organisation(actor, record.organisation_id)


def takes_part(actor: Actor, record: Record) -> bool:
    """Whether it is the actor's to lead a joint record on: that of an organisation that takes part in it, or any."""
    return answers_for(actor, record) or actor.organisation_id in record.shared_with


def walks_along(actor: Actor, record: Record) -> bool:
    """Whether the actor is of an organisation that takes part in a joint record. No role stands for it: neither that
    of an administrator, nor one that an administrator looks as."""
    return not actor.views_as and actor.organisation_id in record.shared_with and sees(actor, record)


def sees_drafts(actor: Actor) -> bool:
    """Whether letters that were not sent yet are shown: to whoever may write some, also while viewing as such a one."""
    return bool(actor.roles & GRANTS[Action.KEEP_SUBMISSION])


def sees_draft_proposals(actor: Actor) -> bool:
    """Whether versions of proposals that were not submitted yet are shown: to whoever may write some."""
    return bool(actor.roles & GRANTS[Action.KEEP_PROPOSAL])


def reads_conflict_reasons(actor: Actor) -> bool:
    """Whether why somebody has a conflict of interest is told: to whoever may write proposals.

    Also to the members of the body that has the proposal, and to whoever declared it (`services/conflicts.py`).
    """
    return bool(actor.roles & GRANTS[Action.KEEP_PROPOSAL])


def sees_all_restricted(actor: Actor) -> bool:
    """Whether no record of the municipality is withheld from the actor: said by roles alone, whatever there is."""
    return bool(actor.roles & SEES_ALL_RESTRICTED)


def emergency_staff(actor: Actor) -> bool:
    """Whether every emergency event of the city is shown; to others only those their organisation leads or goes to."""
    return bool(actor.roles & GRANTS[Action.KEEP_EMERGENCY])


def is_of_own_organisation(actor: Actor, organisation_id: int | None) -> bool:
    """Whether this is the actor's organisation. Belonging to none is nothing that two have in common."""
    return actor.organisation_id is not None and organisation_id == actor.organisation_id


def of_own_organisation(actor: Actor, column: Any) -> ColumnElement[bool]:
    """The SQL twin of `is_of_own_organisation`, for a column of organisations."""
    if actor.organisation_id is None:
        return false()
    own: ColumnElement[bool] = column == actor.organisation_id
    return own


def visible(actor: Actor, table: Any) -> ColumnElement[bool]:
    """The SQL twin of `sees` for a table with municipality_id, sensitivity, organisation_id and shares."""
    if not actor.roles & SEES_PARTNERS:
        return false()
    return _visible(table, actor.municipality_id, bool(actor.roles & SEES_ALL_RESTRICTED), actor.organisation_id)


# Putting the condition together takes a list as long as reading its first page does.
@lru_cache(maxsize=1_000)
def _visible(table: Any, municipality_id: int, sees_all: bool, organisation_id: int | None) -> ColumnElement[bool]:
    in_municipality: ColumnElement[bool] = table.municipality_id == municipality_id
    if sees_all:
        return in_municipality
    unrestricted: ColumnElement[bool] = table.sensitivity != Sensitivity.RESTRICTED
    if organisation_id is None:
        return and_(in_municipality, unrestricted)
    own: ColumnElement[bool] = table.organisation_id == organisation_id
    # Asked last, so that only the restricted rows of others are looked up among the shares.
    shared: ColumnElement[bool] = table.shares.any(organisation_id=organisation_id)
    return and_(in_municipality, or_(unrestricted, own, shared))


def visibility_key(actor: Actor) -> str:
    """A key equal for two actors who see the same records: caches hold it so that nobody reads another's.

    Records are shared with whole organisations, and sharing moves the data version, which the caches hold too.
    """
    if not actor.roles & SEES_PARTNERS:
        return "nothing"
    if actor.roles & SEES_ALL_RESTRICTED:
        return f"{actor.municipality_id}:all"
    return f"{actor.municipality_id}:{actor.organisation_id}"
