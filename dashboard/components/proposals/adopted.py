"""What became of an adopted proposal: its bylaw, since when it holds, and the way there."""

from __future__ import annotations

from dashboard.components.phrases import joined
from dashboard.components.proposals.bylaw_words import validity_phrase
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata import clock
from geodata.model.zones import ProposalState
from geodata.services.bylaws import BylawLine, bylaws_of
from geodata.services.proposal_card import ProposalCard


def bylaw_of(context: Context, card: ProposalCard) -> BylawLine | None:
    """The bylaw that became of the proposal; None where none did."""
    if card.state != ProposalState.ADOPTED:
        return None
    bylaws = bylaws_of(context.database, context.actor)
    return next((line for line in bylaws if line.proposal_id == card.id), None)


def show_bylaw(bylaw: BylawLine) -> None:
    """Its number and since when it holds, as a link to the bylaw."""
    number = _("Bylaw {number}").format(number=plain(bylaw.number))
    told = joined(f"**{number}**", validity_phrase(bylaw, clock.today()))
    page_link("proposals", told, icon=":material/gavel:", filter="bylaws", bylaw=bylaw.id)
