"""What a zone does, why it lies there and what becomes of a venue, in words for a paper."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import formats
from dashboard.field_labels import FIELD_CHOICES
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.errors import N_
from geodata.impact.conflicts import ConflictKind
from geodata.impact.ground import Venue
from geodata.impact.outlines import SMALLEST_M2
from geodata.impact.summary import VenueRow
from geodata.model.criteria import Criterion
from geodata.model.lawfulness import Source
from geodata.model.zones import TimeBand, ZoneCut, ZoneSource
from geodata.services.proposal_card import ZoneLine
from geodata.services.proposal_export import ExportedVenue

_CONFLICTS: dict[ConflictKind, str] = {
    ConflictKind.SAME_RULE: N_("the same rule, said twice"),
    ConflictKind.OTHER_RULE: N_("another rule"),
    ConflictKind.OTHER_HOURS: N_("other hours"),
    ConflictKind.OTHER_CAP: N_("another cap"),
}
_HECTARE, _SQUARE_KILOMETRE = 10_000.0, 1_000_000.0


def rule_words(zone: ZoneLine) -> str:
    """`Úplný zákaz`; with the hours of a time band or the number of a cap, where they are known."""
    said = label(zone.rule)
    if zone.band is not None:
        return f"{said}: {hours_words(zone.band)}"
    if zone.cap is not None:
        most = ngettext("{count} machine in a venue at most", "{count} machines in a venue at most", zone.cap)
        return f"{said}: {most.format(count=formats.number(zone.cap))}"
    return said


def hours_words(band: TimeBand) -> str:
    """From when until when, how long, and that it is over midnight."""
    hours = formats.number(band.hours, 0 if band.hours == int(band.hours) else 1)
    words = (
        _("forbidden from {start} until {end} of the next day ({hours} h)")
        if band.crosses_midnight
        else _("forbidden from {start} until {end} ({hours} h)")
    )
    return words.format(start=formats.clock_time(band.start), end=formats.clock_time(band.end), hours=hours)


def measured_words(measured: Criterion) -> str:
    """The criterion as the rule that can be checked."""
    kinds = ", ".join(sorted(label(kind).lower() for kind in measured.near))
    if measured.within_m == 0:
        return _("inside of: {kinds}").format(kinds=kinds)
    metres = formats.distance(measured.within_m)
    return _("at most {distance} in a straight line from: {kinds}").format(distance=metres, kinds=kinds)


def source_words(zone: ZoneLine) -> str:
    """How the outline came to be."""
    parts = [label(zone.source)]
    if zone.cut is not None and (zone.cut != ZoneCut.PLAIN or zone.source == ZoneSource.COMPUTED):
        parts.append(label(zone.cut).lower())
    return ", ".join(parts)


def unplaced_words(addresses: Sequence[str]) -> str:
    """The addresses that a zone names and the register does not have, or has in several places."""
    return _("Not in the register of addresses: {addresses}").format(addresses="; ".join(addresses))


def act_words(source: Source) -> str:
    """The act and section that a flag comes from, and whose reading it is, where it is one."""
    act = _("Act {act}, {section}").format(act=source.act, section=source.section)
    return f"{act} ({_(source.reading)})" if source.reading else act


def area_words(square_metres: float) -> str:
    """`850 m²`, `12,4 ha`, `3,21 km²`."""
    if square_metres < _HECTARE:
        return f"{formats.number(square_metres)}{formats.NO_BREAK}m²"
    if square_metres < _SQUARE_KILOMETRE:
        return f"{formats.number(square_metres / _HECTARE, 1)}{formats.NO_BREAK}ha"
    return f"{formats.number(square_metres / _SQUARE_KILOMETRE, 2)}{formats.NO_BREAK}km²"


def sliver_words(count: int) -> str:
    """How many overlaps are too small to matter, and below which area."""
    words = _("Slight overlaps below {area}, in which not even a kiosk would stand: {count}.")
    return words.format(area=area_words(SMALLEST_M2), count=formats.number(count))


def conflict_words(kind: ConflictKind) -> str:
    """What a proposed zone and one of a bylaw in force say of the same ground."""
    return _(_CONFLICTS[kind])


def kind_words(kind: str | None) -> str:
    """What kind of venue it is, empty where nobody knows."""
    if kind is None:
        return ""
    choices = FIELD_CHOICES["venue_type"]
    return _(choices[kind]) if kind in choices else kind


def venue_name(venue: Venue) -> str:
    """Its name and address; one without an address says so."""
    address = venue.address or _("its address is not known")
    return venue.name if venue.name == address else f"{venue.name or '–'}\n{address}"


def machines_words(venue: Venue) -> str:
    """How many machines it has; an unknown number is never nought."""
    if venue.machines is None:
        return _("number of machines not known")
    return ngettext("{count} machine there", "{count} machines there", venue.machines).format(
        count=formats.number(venue.machines)
    )


def treated_words(one: ExportedVenue) -> str:
    """Whether a venue is hit, and if so, whether it has to close."""
    if not one.row.hit:
        return _("it is spared")
    return _("it is hit") if one.banned else _("it is limited")


def edge_words(row: VenueRow, *, edge_belongs: bool) -> str:
    """How far the edge is and on which side the venue lies; empty where no edge is near."""
    if row.edge_m is None:
        return ""
    if row.on_edge:
        return edge_rule(edge_belongs=edge_belongs)
    metres = formats.distance(row.edge_m)
    if row.hit:
        return _("Inside, {distance} from the edge.").format(distance=metres)
    return _("Outside, {distance} from the edge.").format(distance=metres)


def edge_rule(*, edge_belongs: bool) -> str:
    """On which side a venue on the very edge stands."""
    if edge_belongs:
        return _("On the very edge, which belongs to the zone: it is hit.")
    return _("On the very edge, which does not belong to the zone: it is spared.")
