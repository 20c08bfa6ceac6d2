"""The annex of a bylaw: for each zone what holds and its addresses by street, and the maps of the zones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard import formats
from dashboard.documents.blocks import Block, Document, Facts, Heading, NextPage, Paragraph, Table, Tone
from dashboard.documents.dossier import proposal_paper
from dashboard.documents.zone_sheets import SHEETS_AT_MOST, left_out, overview_picture, sheet_picture, zone_maps
from dashboard.documents.zone_words import area_words, rule_words, unplaced_words
from dashboard.language import _, ngettext
from geodata.services.proposal_export import ExportedZone, ProposalExport
from geodata.services.zone_addresses import StreetAddresses

_OVERVIEW_MM = 108


def annex_document(export: ProposalExport, addresses: Sequence[tuple[StreetAddresses, ...]]) -> Document:
    """The annex in the language spoken now; `addresses` of each zone in their order."""
    maps = zone_maps(export, numbers=False)
    blocks: list[Block] = [overview_picture(export, maps, height=_OVERVIEW_MM), Heading(_("Addresses by zone"), 1)]
    for zone, streets in zip(export.zones, addresses, strict=True):
        blocks += _zone(zone, streets)
    blocks += [NextPage(), Heading(_("Map sheets"), 1)]
    for zone in export.zones[:SHEETS_AT_MOST]:
        blocks += [Heading(f"{zone.number}. {zone.line.name}", 2), sheet_picture(maps, zone)]
    name = _("Annex of the bylaw")
    if export.bylaw is not None:
        name = _("Annex of the bylaw {number}").format(number=export.bylaw.number)
    return proposal_paper(export, name, [*blocks, *left_out(export.zones)])


def _zone(zone: ExportedZone, streets: Sequence[StreetAddresses]) -> Iterator[Block]:
    yield Heading(f"{zone.number}. {zone.line.name}", 2)
    count = sum(len(street.numbers) for street in streets)
    words = ngettext("{count} address in it", "{count} addresses in it", count).format(count=formats.number(count))
    yield Facts(
        ((_("What holds here"), rule_words(zone.line)), (_("How large"), f"{area_words(zone.area_m2)}, {words}"))
    )
    if zone.line.addresses:
        yield Paragraph("; ".join(zone.line.addresses), lead=_("The zone names these addresses:"))
    if zone.line.unplaced:
        yield Paragraph(unplaced_words(zone.line.unplaced), tone=Tone.STRONG)
    if not streets:
        yield Paragraph(_("No address that the city knows lies in this zone. Its edge is on the map."))
        return
    rows = tuple((street.street, _numbers(street)) for street in streets)
    yield Table((_("Street or part of the town"), _("House numbers")), rows, (2, 5))


def _numbers(street: StreetAddresses) -> str:
    """All of a street as a range, else number by number."""
    if not street.whole or len(street.numbers) == 1:
        return ", ".join(number or "–" for number in street.numbers)
    first, last = street.numbers[0], street.numbers[-1]
    return _("all numbers ({first} to {last})").format(first=first or "–", last=last or "–")
