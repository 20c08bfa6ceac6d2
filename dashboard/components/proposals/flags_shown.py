"""What a lawyer should look at in a version, where the module that knows it is there."""

from __future__ import annotations

from dashboard.components.proposals.parts import screen_part, service_part
from dashboard.context import Context
from geodata.services.proposal_card import VersionCard


def show_version_flags(context: Context, version: VersionCard) -> None:
    """The flags of the version."""
    asked, shown = service_part("lawfulness", "version_flags"), screen_part("flags", "render_flags")
    if asked is not None and shown is not None:
        shown(context, asked(context.database, context.actor, version.id))
