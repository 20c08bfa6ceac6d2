"""What a version lies over: bylaws in force, said in sentences where somebody submits it or notes its adoption."""

from __future__ import annotations

from dashboard import formats
from dashboard.context import Context
from dashboard.documents.zone_words import conflict_words
from dashboard.language import _, ngettext
from geodata.services.proposal_conflicts import BylawConflict, bylaw_conflicts

_SAID_AT_MOST = 5  # the tab "Compare" has them all


def over_bylaws_phrases(context: Context, version_id: int) -> list[str]:
    """One sentence a zone and a bylaw, of many the first ones and how many more there are; plain text."""
    found = list(dict.fromkeys(map(_phrase, bylaw_conflicts(context.database, context.actor, version_id))))
    further = len(found) - _SAID_AT_MOST
    if further <= 0:
        return found
    more = ngettext("and {count} more overlap with bylaws in force", "and {count} more overlaps with bylaws in force",
                    further)  # fmt: skip
    return [*found[:_SAID_AT_MOST], more.format(count=formats.number(further))]


def _phrase(one: BylawConflict) -> str:
    said = _("{zone}: lies over a zone of the bylaw {number} in force (“{other}”): {what}")
    return said.format(zone=one.zone, number=one.bylaw.number, other=one.bylaw_zone, what=conflict_words(one.kind))
