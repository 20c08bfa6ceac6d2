"""Two versions beside each other: of one proposal or of two, as far as the actor may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.database import Database
from geodata.impact.comparing import Comparison, compared
from geodata.impact.summary import Summary
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.proposal_impact import version_impact
from geodata.services.proposal_rows import visible_version
from geodata.tables import Proposal

# What a version says besides its zones, in the order in which one reads it.
_TEXTS = ("summary", "reasons", "legal_notes", "valid_from", "valid_to", "edge_belongs")


@dataclass(frozen=True, slots=True)
class ComparedVersion:
    """One of the two, with its figures."""

    id: int
    proposal_id: int
    proposal: str
    number: int
    variant: str
    submitted_on: date | None
    summary: Summary


@dataclass(frozen=True, slots=True)
class TextChange:
    """A field of the version (its name in `ProposalVersion`) that says something else."""

    field: str
    first: str | date | bool | None
    second: str | date | bool | None


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """Both versions, what is other about their zones and venues, and which texts differ."""

    first: ComparedVersion
    second: ComparedVersion
    changes: Comparison
    texts: tuple[TextChange, ...]


def compare_versions(database: Database, actor: Actor, first_id: int, second_id: int) -> VersionComparison:
    """What is other in the second version than in the first. NotFound unless the actor may know of both."""
    require(actor, Action.VIEW)
    first, second = (version_impact(database, actor, version_id) for version_id in (first_id, second_id))
    with database.read() as session:
        one, other = (visible_version(session, actor, version_id) for version_id in (first_id, second_id))
        titles = {row.id: session.get_one(Proposal, row.proposal_id).title for row in (one, other)}
        sides = [
            ComparedVersion(
                id=row.id,
                proposal_id=row.proposal_id,
                proposal=titles[row.id],
                number=row.number,
                variant=row.variant,
                submitted_on=row.submitted_on,
                summary=told.summary,
            )
            for row, told in ((one, first), (other, second))
        ]
        texts = tuple(
            TextChange(name, getattr(one, name), getattr(other, name))
            for name in _TEXTS
            if getattr(one, name) != getattr(other, name)
        )
    return VersionComparison(sides[0], sides[1], compared(first.impact, second.impact), texts)
