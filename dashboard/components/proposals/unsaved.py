"""The figures that stand above a proposal: as it is saved, or with what is just being drawn or tried out."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.components.proposals.map_side import Drawn
from dashboard.components.proposals.what_if import with_redrawn, with_tried
from dashboard.components.proposals.zone_desk import desk_of, filled_of, preview_of
from geodata.impact.reckoning import Impact
from geodata.impact.summary import Summary, summary_of
from geodata.services.proposal_card import VersionCard
from geodata.services.proposal_impact import VersionImpact
from geodata.services.zone_drafts import ZoneDraft


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures; `with_unsaved`: a zone is counted in that nobody saved yet."""

    summary: Summary
    open_findings: int
    with_unsaved: bool = False


def counted(impact: VersionImpact, version: VersionCard, drawn: Drawn) -> Counted:
    """The figures for what the page shows. Raises InvalidValue where what was drawn cannot be reckoned with."""
    tried = _tried(impact.impact, version, drawn)
    if tried is None:
        return Counted(impact.summary, impact.open_findings)
    summary = summary_of(tried)
    answered = {(one.finding.kind, one.finding.rule, one.finding.venue.id) for one in impact.findings if one.answer}
    open_ = sum((row.kind, row.rule, row.venue.id) not in answered for row in summary.findings)
    return Counted(summary, open_, with_unsaved=True)


def _tried(impact: Impact, version: VersionCard, drawn: Drawn) -> Impact | None:
    """With the zone moved on the map, or with the one that is being added; None where nothing is unsaved."""
    if not version.editable:
        return None
    if drawn.outline is not None and drawn.changed_zone is not None:
        return with_redrawn(impact, version, drawn.changed_zone, drawn.outline)
    desk, preview, filled = desk_of(version), preview_of(version), filled_of(version)
    outline = preview.outline if preview is not None else drawn.outline
    if outline is None or filled is None or desk is None:
        return None
    draft = ZoneDraft(
        name=filled.name,
        rule=filled.rule,
        criterion=filled.criterion,
        outline=outline,
        band=filled.band,
        cap=filled.cap,
        measured=filled.measured,
        addresses=() if preview is None else preview.named,
    )
    return with_tried(impact, version, None if desk.seen is None else desk.seen.id, draft)
