"""What a lawyer should look at in a version of a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geodata import clock
from geodata.crs import to_krovak
from geodata.database import Database
from geodata.impact.shapes import ZoneShape
from geodata.impact.union import Union, joined
from geodata.model.lawfulness import Flag, VersionFacts, ZoneFacts, flags_of
from geodata.model.people import Actor
from geodata.model.zones import ZoneRule
from geodata.policy import Action, require
from geodata.services.city_outline import city_outline
from geodata.services.proposal_rows import visible_version
from geodata.services.version_shapes import shapes_of
from geodata.tables import Proposal


def version_flags(database: Database, actor: Actor, version_id: int) -> tuple[Flag, ...]:
    """The flags of a version; NotFound if there is none or the actor may not know of it."""
    require(actor, Action.VIEW)
    with database.read() as session:
        version = visible_version(session, actor, version_id)
        kind = session.get_one(Proposal, version.proposal_id).kind
        shapes = shapes_of(session, actor, version).zones
        outline = city_outline(session, actor.municipality_id)
        whole = None if outline is None else joined([to_krovak(outline)])
    rules = sorted({shape.rule for shape in shapes})
    return flags_of(
        VersionFacts(
            kind=kind,
            zones=tuple(_facts(shape, whole) for shape in shapes),
            shares={} if whole is None else {rule: _share(_of_rule(shapes, rule), whole) for rule in rules},
            legal_notes=version.legal_notes,
            valid_from=version.valid_from,
            known_on=version.submitted_on or clock.today(),
        )
    )


def _facts(shape: ZoneShape, whole: Union | None) -> ZoneFacts:
    share = None if whole is None else _share([shape], whole)
    return ZoneFacts(shape.name, shape.rule, shape.criterion, shape.measured is not None, share)


def _of_rule(shapes: Iterable[ZoneShape], rule: ZoneRule) -> list[ZoneShape]:
    return [shape for shape in shapes if shape.rule == rule]


def _share(shapes: Sequence[ZoneShape], whole: Union) -> float:
    """How much of the municipality they cover, 0 to 1."""
    zones = joined([shape.outline for shape in shapes])
    covered = sum(zone.intersection(part).area for zone in zones.parts for part in whole.parts)
    return float(covered / whole.area_m2)
