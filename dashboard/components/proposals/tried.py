"""What a zone that nobody saved yet would change, beside the button that tries it: each figure as it was and is."""

from __future__ import annotations

import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard.components.proposals.map_side import Drawn
from dashboard.components.proposals.numbers import figures_of
from dashboard.components.proposals.unsaved import counted
from dashboard.components.results import refusals_shown
from dashboard.language import _
from geodata.model.zones import VENUE_PROPOSALS, ProposalKind
from geodata.services.proposal_card import VersionCard
from geodata.services.proposal_impact import VersionImpact


def show_tried(
    version: VersionCard, kind: ProposalKind, impact: VersionImpact | None, drawn: BaseGeometry | None
) -> None:
    """The figures that are other with the zone; nothing as long as none is tried."""
    if impact is None:
        return
    with refusals_shown():
        tried = counted(impact, version, Drawn(drawn))
        if not tried.with_unsaved:
            return
        binds_venues = kind in VENUE_PROPOSALS
        before = figures_of(impact.summary, impact.open_findings, binds_venues=binds_venues)
        after = figures_of(tried.summary, tried.open_findings, binds_venues=binds_venues)
        changed = [
            f"- {was.name}: {was.told} → **{now.told}**" for was, now in zip(before, after, strict=True) if was != now
        ]
        st.markdown(_("With this zone, as it was → as it would be:") if changed else _("This zone changes no figure."))
        if changed:
            st.markdown("\n".join(changed))
