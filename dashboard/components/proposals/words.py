"""How rules, criteria, areas and versions are said, as plain text."""

from __future__ import annotations

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.labels import label
from dashboard.language import _
from geodata.model.criteria import Criterion
from geodata.model.zones import ProposalState, TimeBand, ZoneRule
from geodata.services.proposal_card import VersionCard, ZoneLine
from geodata.services.proposal_versions import VersionLine

_HECTARE_M2 = 10_000
_IN_HECTARES_FROM_M2 = 1_000

# A shape of its own for each state, so that nobody needs its colour.
PROPOSAL_SIGNS: dict[ProposalState, str] = {
    ProposalState.DRAFT: ":material/edit_note:",
    ProposalState.SUBMITTED: ":material/inbox:",
    ProposalState.IN_REVIEW: ":material/rate_review:",
    ProposalState.RECOMMENDED: ":material/thumb_up:",
    ProposalState.RETURNED: ":material/undo:",
    ProposalState.REJECTED: ":material/block:",
    ProposalState.WITH_COUNCIL: ":material/account_balance:",
    ProposalState.ADOPTED: ":material/gavel:",
    ProposalState.NOT_ADOPTED: ":material/cancel:",
}


def area_phrase(area_m2: float) -> str:
    """`12,4 ha`; small ones in square metres."""
    if area_m2 < _IN_HECTARES_FROM_M2:
        return f"{formats.number(round(area_m2))}{formats.NO_BREAK}m²"
    return f"{formats.number(area_m2 / _HECTARE_M2, decimals=1)}{formats.NO_BREAK}ha"


def band_phrase(band: TimeBand) -> str:
    """`22:00–6:00 (over midnight)`."""
    hours = f"{formats.clock_time(band.start)}–{formats.clock_time(band.end)}"
    return _("{hours} (over midnight)").format(hours=hours) if band.crosses_midnight else hours


def rule_phrase(rule: ZoneRule, band: TimeBand | None, cap: int | None) -> str:
    """The rule with its hours and its cap."""
    at_most = None if cap is None else _("at most {count} a venue").format(count=formats.number(cap))
    hours = None if band is None else _("forbidden {hours}").format(hours=band_phrase(band))
    told = ", ".join(part for part in (hours, at_most) if part)
    return f"{label(rule)}: {told}" if told else label(rule)


def criterion_phrase(measured: Criterion | None) -> str | None:
    """The criterion as the rule that can be measured again."""
    if measured is None:
        return None
    kinds = ", ".join(sorted(label(kind).lower() for kind in measured.near))
    if measured.within_m == 0:
        return _("inside: {places}").format(places=kinds)
    return _("within {distance} of: {places}").format(distance=formats.distance(measured.within_m), places=kinds)


def zone_rule_phrase(zone: ZoneLine) -> str:
    """The rule of a zone with its hours and its cap."""
    return rule_phrase(zone.rule, zone.band, zone.cap)


def version_name(version: VersionLine | VersionCard) -> str:
    """`Version 3, variant “B”`, as plain text."""
    number = _("Version {number}").format(number=version.number)
    return f"{number} – {' '.join(version.variant.split())}" if version.variant else number


def version_told(version: VersionLine) -> str:
    """The version and whether it was submitted, as plain text for a list."""
    if version.submitted_on is None:
        return joined(version_name(version), _("draft of {day}").format(day=formats.day(version.drafted_on)))
    return joined(version_name(version), _("submitted {day}").format(day=formats.day(version.submitted_on)))


def validity_phrase(version: VersionCard) -> str:
    """From when to when the version is to hold."""
    if version.valid_from is None:
        return _("not said yet")
    if version.valid_to is None:
        return _("from {first}, until further notice").format(first=formats.day(version.valid_from))
    return _("from {first} to {last}").format(first=formats.day(version.valid_from), last=formats.day(version.valid_to))


def edge_phrase(belongs: bool) -> str:
    """On which side a venue on the very edge of a zone stands."""
    return _("A venue on the very edge is hit.") if belongs else _("A venue on the very edge is spared.")


def venue_text(name: str | None, address: str | None) -> str:
    """A venue with its address, as plain text; one without an address says so."""
    return joined(name or _("Venue without a name"), address or _("without an address"))
