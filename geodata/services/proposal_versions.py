"""The versions of proposals as lines of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.model.people import Actor
from geodata.services.proposal_rows import shown_versions
from geodata.tables import ProposalVersion


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version; a draft as long as `submitted_on` is None."""

    id: int
    number: int
    variant: str
    summary: str
    changes: str
    based_on_id: int | None
    drafted_on: date
    submitted_on: date | None


def version_lines(session: Session, actor: Actor, proposal_ids: Sequence[int]) -> Iterator[tuple[int, VersionLine]]:
    """The versions that the actor may see, each with the id of its proposal, the newest first."""
    query = (
        select(
            ProposalVersion.proposal_id,
            ProposalVersion.id, ProposalVersion.number, ProposalVersion.variant, ProposalVersion.summary,
            ProposalVersion.changes, ProposalVersion.based_on_id, ProposalVersion.drafted_on,
            ProposalVersion.submitted_on,
        )
        .where(ProposalVersion.proposal_id.in_(proposal_ids), shown_versions(actor))
        .order_by(ProposalVersion.number.desc())
    )  # fmt: skip
    for row in session.execute(query):
        facts = row._asdict()
        yield facts.pop("proposal_id"), VersionLine(**facts)
