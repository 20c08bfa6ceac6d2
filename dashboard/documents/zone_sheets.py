"""The maps of a version, and a sheet for each of its zones: map, rule, criterion, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dashboard import formats
from dashboard.documents.blocks import Block, Facts, Heading, Paragraph, Picture, Tone
from dashboard.documents.zone_map import PAPER_MM, SHEET_HEIGHT, WIDTH, MapVenue, MapZone, ZoneMaps
from dashboard.documents.zone_words import area_words, measured_words, rule_words, source_words, unplaced_words
from dashboard.language import _, ngettext
from geodata.services.proposal_export import ExportedZone, ProposalExport

# In a DOCX a sheet takes about a second; with those of 500 zones the reader would wait for minutes.
SHEETS_AT_MOST = 40
_SHEET_MM = (PAPER_MM, PAPER_MM * SHEET_HEIGHT // WIDTH)
_NAMED_AT_MOST = 40


def zone_maps(export: ProposalExport, *, numbers: bool = True) -> ZoneMaps:
    """What the maps of the version are cut out of; of protected places those that its criteria measure from.

    `numbers`: the paper has a table that says what those of venues mean.
    """
    near = {kind for zone in export.version.zones if zone.measured is not None for kind in zone.measured.near}
    return ZoneMaps(
        export.ground.measuring_from(near),
        tuple(MapZone(zone.number, zone.line.name, zone.line.rule, zone.outline) for zone in export.zones),
        tuple(
            MapVenue(
                one.number, one.longitude, one.latitude, one.row.hit, one.row.edge_m is not None, closed=one.banned
            )
            for one in export.venues
        ),
        numbers=numbers,
    )


def overview_picture(export: ProposalExport, maps: ZoneMaps, *, height: int) -> Picture:
    """All zones on one map, so many millimetres high at most."""
    names = ", ".join(f"{zone.number} {zone.line.name}" for zone in export.zones[:_NAMED_AT_MOST])
    told = _("A map of all zones of the proposal: {zones}.").format(zones=names)
    caption = (
        _("Drawn from the city's own data. Numbers of venues are those of the table.")
        if maps.numbers and maps.venues
        else _("Drawn from the city's own data.")
    )
    return Picture(maps.overview_drawing(_("Zones of the proposal")).encode(), told, caption, PAPER_MM, height)


def sheet_picture(maps: ZoneMaps, zone: ExportedZone) -> Picture:
    """One zone among its neighbours."""
    title = _("Zone {number}: {name}").format(number=zone.number, name=zone.line.name)
    streets = few(zone.streets)
    told = _("A map of the zone {name}. Streets: {streets}.").format(name=zone.line.name, streets=streets)
    width, height = _SHEET_MM
    return Picture(maps.sheet_drawing(zone.number - 1, title).encode(), told, "", width, height)


def zone_sheets(export: ProposalExport, maps: ZoneMaps) -> Iterator[Block]:
    """A part for each zone; of very many only the first have a map of their own, which is said."""
    for zone in export.zones:
        yield Heading(f"{zone.number}. {zone.line.name}", 2)
        yield Facts(tuple(_facts(zone)))
        if zone.number <= SHEETS_AT_MOST:
            yield sheet_picture(maps, zone)
    yield from left_out(export.zones)


def left_out(zones: Sequence[ExportedZone]) -> Iterable[Block]:
    """How many zones have no map of their own."""
    others = len(zones) - SHEETS_AT_MOST
    if others > 0:
        words = ngettext(
            "{count} more zone has no map of its own here. It is on the first map and in the GeoPackage.",
            "{count} more zones have no map of their own here. They are on the first map and in the GeoPackage.",
            others,
        )
        yield Paragraph(words.format(count=formats.number(others)), tone=Tone.STRONG)


def _facts(zone: ExportedZone) -> Iterator[tuple[str, str]]:
    line = zone.line
    yield _("What holds here"), rule_words(line)
    yield _("Why here"), line.criterion or _("No criterion is written.")
    if line.measured is not None:
        yield _("Criterion as a rule"), measured_words(line.measured)
    yield _("How it was outlined"), source_words(line)
    addresses = ngettext("{count} address in it", "{count} addresses in it", zone.addresses)
    yield _("How large"), f"{area_words(zone.area_m2)}, {addresses.format(count=formats.number(zone.addresses))}"
    if zone.streets:
        yield _("Streets in it"), few(zone.streets)
    if line.addresses:
        missing = [unplaced_words(line.unplaced)] if line.unplaced else []
        yield _("Addresses it names"), "\n".join([few(line.addresses), *missing])
    hit = ", ".join(map(str, zone.venues[:_NAMED_AT_MOST])) + (" …" if len(zone.venues) > _NAMED_AT_MOST else "")
    numbered = _("{count} (No. {numbers})").format(count=formats.number(len(zone.venues)), numbers=hit)
    yield _("Venues it hits"), numbered if zone.venues else _("no venue")


def few(names: Sequence[str]) -> str:
    """The names, of very many the first ones and how many more there are."""
    if not names:
        return "–"
    said = ", ".join(names[:_NAMED_AT_MOST])
    others = len(names) - _NAMED_AT_MOST
    if others <= 0:
        return said
    more = ngettext("and {count} further", "and {count} further", others).format(count=formats.number(others))
    return f"{said} {more}"
