"""What a lawyer should look at in a version."""

from __future__ import annotations

from dashboard.components.proposals.flags import render_flags
from dashboard.context import Context
from geodata.services.lawfulness import version_flags
from geodata.services.proposal_card import VersionCard


def show_version_flags(context: Context, version: VersionCard, *, place: str) -> None:
    """The flags of the version; `place` tells where on the page they stand."""
    flags = version_flags(context.database, context.actor, version.id)
    render_flags(context, flags, key=f"version-flags-{place}")
