"""`lokality impact`"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.commands.opening import known_here, opened_database
from dashboard.commands.speech import complain, say
from dashboard.formats import number
from dashboard.labels import label
from dashboard.language import _, ngettext, translate
from geodata.errors import N_, StorageError

if TYPE_CHECKING:
    from geodata.impact.ground import Ground
    from geodata.impact.shapes import ZoneShape
    from geodata.impact.summary import FindingRow, Share, Summary
    from geodata.services.version_shapes import VersionShapes

HELP = N_("Say what zones hit: a proposal by its number, or a map file of zones. Nothing is stored.")


def impact(
    proposal: Annotated[
        str, typer.Argument(metavar="PROPOSAL-OR-FILE", help=N_("The number of a proposal, or a file of zones."))
    ],
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print everything as JSON."))] = False,
    lang: Annotated[str | None, typer.Option(help=N_("Language of the messages: cs or en."))] = None,
) -> None:
    """Reckon over the venues and addresses the city knows; over none of them where there is no database."""
    from geodata.impact.reckoning import reckon
    from geodata.impact.summary import summary_of

    with _asked(proposal) as (ground, asked):
        found = summary_of(reckon(ground, asked.zones, edge_belongs=asked.edge_belongs))
    if as_json:
        say(json.dumps(as_plain(found), ensure_ascii=False, indent=1))
    else:
        _say(found)


@contextmanager
def _asked(proposal: str) -> Iterator[tuple[Ground, VersionShapes]]:
    """The ground and the zones: those of a file need no database."""
    from geodata.services.city import local_actor
    from geodata.services.version_shapes import VersionShapes, proposal_shapes
    from geodata.services.zone_ground import zone_ground

    if proposal.isascii() and proposal.isdigit() and not Path(proposal).exists():
        with opened_database() as database:
            actor = local_actor(database)
            yield zone_ground(database, actor), proposal_shapes(database, actor, int(proposal))
        return
    zones = _zones_of(Path(proposal))
    yield _known_ground(), VersionShapes(zones)


def _zones_of(file: Path) -> tuple[ZoneShape, ...]:
    from loaders.zones import read_zones

    read = read_zones(file)
    for note in read.notes:
        complain(translate(note))
    return read.zones


def _known_ground() -> Ground:
    """What the city of this installation knows; nothing where there is none yet."""
    from geodata.impact.ground import EMPTY_GROUND
    from geodata.services.zone_ground import zone_ground

    try:
        ground = known_here(zone_ground)
        if ground is None:
            complain(_("There is no database yet: the zones are reckoned without venues and addresses."))
        return ground or EMPTY_GROUND
    except StorageError as fault:
        complain(translate(fault.message))
        complain(_("The zones are reckoned without venues and addresses."))
        return EMPTY_GROUND


def as_plain(found: Summary) -> dict[str, Any]:
    """What `--json` prints: areas in square metres (EPSG:5514), distances in metres; null where nobody knows."""
    return {
        "area_m2": round(found.area_m2, 2),
        "zones_m2": round(found.zones_m2, 2),
        "zones": [
            {
                "name": zone.name,
                "rule": zone.rule,
                "criterion": zone.criterion,
                "area_m2": round(zone.area_m2, 2),
                "venues_hit": zone.venues,
                "addresses": zone.addresses,
            }
            for zone in found.zones
        ],
        "overlaps": [
            {"first": one.first, "second": one.second, "area_m2": round(one.area_m2, 2)} for one in found.overlaps
        ],
        "venues": {
            "total": len(found.venues),
            "hit": found.whole.hit,
            "spared": found.whole.spared,
            "near_edge": found.near_edge,
            "on_edge": found.on_edge,
        },
        "machines": {
            "hit": found.whole.machines_hit,
            "spared": found.whole.machines_spared,
            "to_go": found.whole.machines_to_go,
            "venues_hit_without_count": found.whole.unknown,
        },
        "by_operator": [_plain_share(share) for share in found.by_operator],
        "by_kind": [_plain_share(share) for share in found.by_kind],
        "by_locality": [_plain_share(share) for share in found.by_locality],
        "equal_treatment": {
            "findings": [_plain_finding(row) for row in found.findings],
            "zones_not_checked": list(found.unchecked),
        },
        "addresses": found.addresses,
        "streets": list(found.streets),
        "residents": {"at_least": found.residents[0], "at_most": found.residents[1]},
        "covered": [{"kind": one.kind.value, "name": one.name, "share": round(one.share, 4)} for one in found.covered],
        "venue_list": [
            {
                "id": row.venue.id,
                "name": row.venue.name,
                "address": row.venue.address,
                "machines": row.venue.machines,
                "hit": row.hit,
                "zones": list(row.zones),
                "reasons": list(row.reasons),
                "machines_to_go": row.machines_to_go,
                "exceptions": list(row.exceptions),
                "edge_m": None if row.edge_m is None else round(row.edge_m, 1),
                "on_edge": row.on_edge,
            }
            for row in found.venues
        ],
    }


def _plain_finding(row: FindingRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "rule": row.rule,
        "venue": row.venue.name,
        "address": row.venue.address,
        "criteria": list(row.criteria),
        "distance_m": None if row.distance_m is None else round(row.distance_m, 1),
    }


def _plain_share(share: Share) -> dict[str, Any]:
    return {
        "name": share.name,
        "venues_hit": share.hit,
        "venues_spared": share.spared,
        "machines_hit": share.machines_hit,
        "machines_spared": share.machines_spared,
        "venues_hit_without_count": share.unknown,
    }


def _say(found: Summary) -> None:
    count = len(found.zones)
    say(
        ngettext("{count} zone, {area} m² together", "{count} zones, {area} m² together", count).format(
            count=count, area=number(round(found.area_m2))
        )
    )
    say(
        _("Venues hit: {hit}, spared: {spared}, within 50 m of an edge: {near}, on the very edge: {on_edge}").format(
            hit=found.whole.hit, spared=found.whole.spared, near=found.near_edge, on_edge=found.on_edge
        )
    )
    say(
        _("Machines hit: {hit}, spared: {spared}; without a count: {unknown} of the venues hit").format(
            hit=found.whole.machines_hit, spared=found.whole.machines_spared, unknown=found.whole.unknown
        )
    )
    say(_("Addresses in the zones: {count}").format(count=number(found.addresses)))
    for overlap in found.overlaps:
        say(
            _("Over each other: {first}, {second} ({area} m²)").format(
                first=overlap.first, second=overlap.second, area=number(round(overlap.area_m2))
            )
        )
    for row in found.venues:
        if row.hit:
            say(f"  {row.venue.name} – {row.venue.address or '–'}: {', '.join(row.zones)}")
    for finding in found.findings:
        say(f"! {label(finding.kind)}: {finding.venue.name} – {finding.venue.address or '–'}")
    if found.unchecked:
        say(_("Equal treatment was not checked where the criterion is words only: {zones}").format(
            zones=", ".join(found.unchecked)))  # fmt: skip
