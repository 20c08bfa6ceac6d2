"""What a bylaw asks of a venue and what a visit saw, in words (plain text)."""

from __future__ import annotations

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.proposals.words import band_phrase
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.model.followup import Duty, Verdict
from geodata.services.bylaw_followup import Visit

# A shape of its own for each, so that nobody needs a colour.
VERDICT_SIGNS: dict[Verdict, str] = {
    Verdict.STILL_OPERATING: ":material/warning:",
    Verdict.TOO_MANY_MACHINES: ":material/add_alert:",
    Verdict.NOT_VISITED: ":material/visibility_off:",
    Verdict.CANNOT_TELL: ":material/help:",
    Verdict.KEPT: ":material/check_circle:",
}


def duty_text(duty: Duty) -> str:
    """What a venue has to do."""
    if duty.close:
        return _("close")
    told = [_("keep closed {hours}").format(hours=band_phrase(band)) for band in duty.bands]
    if duty.cap is not None:
        at_most = ngettext("at most {count} machine", "at most {count} machines", duty.cap)
        told.append(at_most.format(count=formats.number(duty.cap)))
    return ", ".join(told) or "–"


def visit_text(visit: Visit | None) -> str:
    """When somebody was there, who, and what they saw; an en dash where nobody was."""
    if visit is None:
        return "–"
    seen = [label(visit.condition)] if visit.condition is not None else []
    if visit.machines is not None:
        counted = ngettext("{count} machine", "{count} machines", visit.machines)
        seen.append(counted.format(count=formats.number(visit.machines)))
    return joined(formats.day(visit.day), visit.organisation, ", ".join(seen))
