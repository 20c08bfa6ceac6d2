"""What a version of a proposal lies over: bylaws in force on the day it would begin."""

from __future__ import annotations

from dataclasses import dataclass

from geodata import clock
from geodata.database import Database
from geodata.impact.conflicts import ConflictKind, conflicts
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.bylaws import BylawLine, bylaw_lines
from geodata.services.proposal_rows import visible_version
from geodata.services.version_shapes import shapes_of
from geodata.tables import Proposal, ProposalVersion


@dataclass(frozen=True, slots=True)
class BylawConflict:
    """A zone of the version, by name, over a zone of a bylaw, and how much of it."""

    kind: ConflictKind
    zone: str
    bylaw: BylawLine
    bylaw_zone: str
    area_m2: float


def bylaw_conflicts(database: Database, actor: Actor, version_id: int) -> tuple[BylawConflict, ...]:
    """Over the bylaws of the same kind in force on the first day of the version (today where it says none).

    Those that became of the same proposal are left out. NotFound unless the actor may know of the version.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        version = visible_version(session, actor, version_id)
        proposed = shapes_of(session, actor, version).zones
        day = version.valid_from or clock.today()
        kind = session.get_one(Proposal, version.proposal_id).kind
        found: list[BylawConflict] = []
        for line in bylaw_lines(session, actor):
            if line.kind != kind or line.proposal_id == version.proposal_id or not line.is_in_force(day):
                continue
            in_force = shapes_of(session, actor, session.get_one(ProposalVersion, line.version_id)).zones
            found += [
                BylawConflict(one.kind, proposed[one.proposed].name, line, in_force[one.in_force].name, one.area_m2)
                for one in conflicts(proposed, in_force)
            ]
    return tuple(found)
