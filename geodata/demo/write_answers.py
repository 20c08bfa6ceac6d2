"""What the commission answered to findings of equal treatment before it submitted a version."""

from __future__ import annotations

from sqlalchemy import select

from geodata.demo.workdays import at_hour
from geodata.demo.writing import DatedWork, store
from geodata.impact.equal_treatment import equal_treatment
from geodata.impact.reckoning import reckon
from geodata.services.version_shapes import shapes_of
from geodata.services.zone_ground import ground_of
from geodata.tables import FindingAnswer, ProposalVersion

_ANSWER = "Lokalita nebyla v době návrhu v šetření města. Komise ji navrhla doplnit při příští změně."


def write_answers(work: DatedWork) -> None:
    """The same answer to each finding of the versions that were submitted."""
    session = work.session
    ground = ground_of(session, work.actor)
    answers = []
    for version in session.scalars(select(ProposalVersion).where(ProposalVersion.submitted_on.is_not(None))).all():
        shapes = shapes_of(session, work.actor, version)
        impact = reckon(ground, shapes.zones, edge_belongs=shapes.edge_belongs)
        answers += [
            {
                "municipality_id": version.municipality_id,
                "version_id": version.id,
                "kind": finding.kind,
                "rule": finding.rule,
                "site_id": ground.venues[finding.venue].id,
                "text": _ANSWER,
                "recorded_at": at_hour(version.submitted_on or version.drafted_on, 9),
            }
            for finding in equal_treatment(impact).findings
        ]
    store(session, FindingAnswer, answers)
