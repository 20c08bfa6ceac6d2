"""The zones of a version as they are read: like ones together under one heading, the others each by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.components.proposals.found_addresses import zone_phrase
from dashboard.components.proposals.tables import Column, show_table
from dashboard.components.proposals.words import area_phrase, criterion_phrase, zone_rule_phrase
from dashboard.components.text import plain
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.impact.summary import ZoneRow
from geodata.services.proposal_card import ZoneLine
from geodata.services.proposal_impact import VersionImpact

Row = tuple[ZoneLine, ZoneRow | None]


@dataclass(frozen=True, slots=True)
class LikeZones:
    """Zones of the same rule that are measured alike (`measured`; None: each has its reason in words only)."""

    rule: str
    measured: str | None
    rows: tuple[Row, ...]


def show_zones(zones: Sequence[ZoneLine], impact: VersionImpact | None, beyond: Mapping[int, float]) -> None:
    """Like zones as one list that opens, then those that are like no other.

    `beyond` has by their ids those that cross the border of the city, with the square metres outside of it.
    """
    figures = [None] * len(zones) if impact is None else [*impact.summary.zones]
    groups = like_zones(list(zip(zones, figures, strict=True)))
    for number, group in enumerate(one for one in groups if len(one.rows) > 1):
        _together(group, number, beyond)
    alone = [one for one in groups if len(one.rows) == 1]
    if alone:
        _by_themselves(alone, beyond)


def like_zones(rows: Sequence[Row]) -> list[LikeZones]:
    """The zones by what they say, in the order in which each is said first."""
    groups: dict[tuple[str, str | None], list[Row]] = {}
    for zone, figures in rows:
        key = zone_rule_phrase(zone), criterion_phrase(zone.measured)
        groups.setdefault(key, []).append((zone, figures))
    return [LikeZones(rule, measured, tuple(found)) for (rule, measured), found in groups.items()]


def _together(group: LikeZones, number: int, beyond: Mapping[int, float]) -> None:
    count = len(group.rows)
    counted = ngettext("{count} zone", "{count} zones", count).format(count=formats.number(count))
    name = plain(joined(group.rule, group.measured, counted))
    with st.expander(name, icon=":material/stacks:", key=f"like-zones-{number}"):
        reasons = {zone.criterion for zone, _figures in group.rows}
        if group.measured is None:
            st.caption(joined(_("What is measured"), _measured(None)))
        if len(reasons) == 1:
            st.markdown(plain(_reason(group.rows[0][0])))
        columns = [Column(_("Zone"))]
        columns += [Column(_("Stated reason"))] if len(reasons) > 1 else []
        columns += [Column(_("Made")), *_figure_columns()]
        show_table(
            columns,
            [
                (zone.name, *([_reason(zone)] if len(reasons) > 1 else []), _made(zone, beyond), *_figures(row))
                for zone, row in group.rows
            ],
            name=group.rule,
        )


def _by_themselves(groups: Sequence[LikeZones], beyond: Mapping[int, float]) -> None:
    columns = [Column(_("Zone")), Column(_("Rule")), Column(_("Stated reason")), Column(_("What is measured")),
               Column(_("Made")), *_figure_columns()]  # fmt: skip
    rows = [
        (zone.name, group.rule, _reason(zone), _measured(group.measured), _made(zone, beyond), *_figures(row))
        for group in groups
        for zone, row in group.rows
    ]
    show_table(columns, rows, name=_("Zones"))


def _figure_columns() -> list[Column]:
    return [Column(_("Area covered"), figures=True), Column(_("Venues hit"), figures=True)]


def _figures(row: ZoneRow | None) -> tuple[str, str]:
    return ("–", "–") if row is None else (area_phrase(row.area_m2), formats.number(row.venues))


def _reason(zone: ZoneLine) -> str:
    return zone.criterion or _("no criterion")


def _measured(phrase: str | None) -> str:
    """That nobody can check words alone is said."""
    return _("nothing that can be measured") if phrase is None else phrase


def _made(zone: ZoneLine, beyond: Mapping[int, float]) -> str:
    cut = None if zone.cut is None else label(zone.cut).lower()
    return joined(label(zone.source), cut, zone_phrase(zone), border_phrase(beyond.get(zone.id)))


def border_phrase(beyond_m2: float | None) -> str | None:
    """How much of a zone lies beyond the border of the city; None where nothing does."""
    if beyond_m2 is None:
        return None
    return _("reaches {area} beyond the border of the city").format(area=area_phrase(beyond_m2))
