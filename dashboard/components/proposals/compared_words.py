"""What is other between two versions, in words (plain text)."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import formats
from dashboard.components.proposals.words import area_phrase, band_phrase, rule_phrase
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import N_
from geodata.impact.comparing import VenueChangeKind, ZoneChange, ZoneChangeKind
from geodata.impact.shapes import ZoneShape

_VENUES: dict[VenueChangeKind, str] = {
    VenueChangeKind.NEWLY_HIT: N_("newly hit"),
    VenueChangeKind.NEWLY_SPARED: N_("no longer hit"),
    VenueChangeKind.OTHERWISE: N_("hit by another rule"),
}
_TEXTS: dict[str, str] = {
    "summary": N_("Summary"),
    "reasons": N_("Reasons"),
    "legal_notes": N_("Legal notes"),
    "valid_from": N_("In force from"),
    "valid_to": N_("In force to"),
    "edge_belongs": N_("Venues on the very edge"),
}


def venue_change_name(kind: VenueChangeKind) -> str:
    """To which side a venue changes."""
    return _(_VENUES[kind])


def text_name(field: str) -> str:
    """What a field of a version is called."""
    return _(_TEXTS[field])


def zones_text(zones: Sequence[ZoneShape]) -> str:
    """The zones that hit a venue, with their rules; an en dash where none does."""
    return "; ".join(f"{zone.name} ({rule_phrase(zone.rule, zone.band, zone.cap)})" for zone in zones) or "–"


def zone_change_text(change: ZoneChange) -> str:
    """What became of a zone, in one sentence."""
    return "; ".join(_one(change, kind) for kind in change.kinds)


def _one(change: ZoneChange, kind: ZoneChangeKind) -> str:
    before, now = change.first, change.second
    if now is None or before is None:
        there = now or before
        rule = "" if there is None else rule_phrase(there.rule, there.band, there.cap)
        told = _("added ({rule}, {area})") if before is None else _("left out ({rule}, {area})")
        return told.format(rule=rule, area=area_phrase(change.area_m2))
    match kind:
        case ZoneChangeKind.MOVED:
            grown = area_phrase(abs(now.outline.area - before.outline.area))
            told = _("drawn otherwise: {area} differ, {grown} larger")
            if now.outline.area < before.outline.area:
                told = _("drawn otherwise: {area} differ, {grown} smaller")
            return told.format(area=area_phrase(change.area_m2), grown=grown)
        case ZoneChangeKind.RENAMED:
            return _("was called “{name}”").format(name=before.name)
        case ZoneChangeKind.RULE:
            return _("rule: {now}, before {before}").format(now=label(now.rule), before=label(before.rule))
        case ZoneChangeKind.HOURS:
            return _("hours: {now}, before {before}").format(now=_hours(now), before=_hours(before))
        case ZoneChangeKind.CAP:
            caps = [formats.number(zone.cap) for zone in (now, before)]
            return _("cap: {now}, before {before}").format(now=caps[0], before=caps[1])
        case ZoneChangeKind.CRITERION:
            criteria = [zone.criterion or "–" for zone in (now, before)]
            return _("criterion: “{now}”, before “{before}”").format(now=criteria[0], before=criteria[1])
        case _:
            counts = [formats.number(len(zone.excepted)) for zone in (now, before)]
            return _("excepted venues: {now}, before {before}").format(now=counts[0], before=counts[1])


def _hours(zone: ZoneShape) -> str:
    return "–" if zone.band is None else band_phrase(zone.band)
