"""What zones do to one venue, in words (plain text): whether it has to close, what is limited, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard import formats
from dashboard.components.proposals.words import band_phrase
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.impact.shapes import ZoneShape
from geodata.impact.summary import VenueRow
from geodata.model.zones import ZoneRule

_CLOSES, _LIMITED, _LIFTED, _SPARED, _UNKNOWN = range(5)


def in_order(rows: Iterable[VenueRow]) -> list[VenueRow]:
    """Who has to close, who is limited, whom an exception spares, the others, and last of whom nobody can tell."""
    return sorted(rows, key=_rank)


def _rank(row: VenueRow) -> int:
    if row.banned:
        return _CLOSES
    if row.hit:
        only_a_cap = all(zone.rule == ZoneRule.MACHINE_CAP for zone in row.hit_by)
        return _UNKNOWN if only_a_cap and row.machines_to_go is None else _LIMITED
    return _LIFTED if row.excepted_from else _SPARED


def what_happens(row: VenueRow) -> str:
    """What the venue has to do, by a sign and in words; beside it what an exception lifts."""
    sign = "●" if row.banned else "◐" if row.hit else "○"
    told = list(dict.fromkeys(_duties(row))) or [_("stays as it is")]
    lifted = [zone.rule for zone in row.excepted_from if zone.rule not in {one.rule for one in row.hit_by}]
    told += [_("lifted by an exception: {rule}").format(rule=label(rule)) for rule in dict.fromkeys(lifted)]
    return f"{sign} {'; '.join(told)}"


def _duties(row: VenueRow) -> Iterator[str]:
    """Beside a total ban nothing else is worth saying."""
    rules = {zone.rule for zone in row.hit_by}
    if ZoneRule.TOTAL_BAN in rules:
        yield _("has to close")
        return
    for zone in row.hit_by:
        if zone.rule == ZoneRule.TIME_BAND and zone.band is not None:
            yield _("closed {hours}").format(hours=band_phrase(zone.band))
        elif zone.rule != ZoneRule.MACHINE_CAP:
            yield label(zone.rule)
    caps = [zone.cap for zone in row.hit_by if zone.cap is not None and zone.rule == ZoneRule.MACHINE_CAP]
    if caps:
        yield _under_cap(min(caps), row)


def _under_cap(cap: int, row: VenueRow) -> str:
    words = ngettext("at most {count} machine", "at most {count} machines", cap).format(count=formats.number(cap))
    if row.machines_to_go is None:
        return _("{cap} (how many it has is not known)").format(cap=words)
    if not row.machines_to_go:
        return _("{cap} (it has no more)").format(cap=words)
    gone = ngettext("{count} has to go", "{count} have to go", row.machines_to_go)
    return f"{words} ({gone.format(count=formats.number(row.machines_to_go))})"


def where_it_stands(row: VenueRow) -> str | None:
    """Whether an edge is near; None where none is."""
    if row.on_edge:
        return _("on the very edge")
    return None if row.edge_m is None else formats.distance(row.edge_m)


def why(row: VenueRow) -> str:
    """Each zone that hits it with its own reason; else the exception, or that no zone is there."""
    if row.hit:
        return "; ".join(dict.fromkeys(map(_zone_with_reason, row.hit_by)))
    if row.exceptions:
        return _("excepted: {reasons}").format(reasons="; ".join(row.exceptions))
    return _("lies in no zone")


def _zone_with_reason(zone: ZoneShape) -> str:
    reason = zone.criterion.strip().rstrip(".")
    return f"{zone.name}: {reason}" if reason and reason != zone.name else zone.name
