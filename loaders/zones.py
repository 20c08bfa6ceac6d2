"""Zones of a proposal from a map file: outlines with their names, rules and criteria."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import N_, InvalidValue, Message
from geodata.folding import folded
from geodata.impact.outlines import in_metres
from geodata.impact.shapes import ZoneShape
from geodata.model.criteria import FARTHEST_M, Criterion, Near, NearTo, checked_criterion
from geodata.model.network import ServiceKind
from geodata.model.zones import TimeBand, ZoneRule
from loaders.errors import UnreadableFile
from loaders.findings import Severity
from loaders.normalise.cells import Mended, Unfit, cells_of
from loaders.normalise.geometry import mended
from loaders.normalise.numbers import parse_number
from loaders.normalise.position import Positioner
from loaders.profile import shipped_profile
from loaders.reading.chunk import RawChunk
from loaders.reading.opening import Choice, open_file

# How files call what a zone has; folded, the first that is there counts.
_NAMES = ("name", "nazev", "zone", "zona", "title")
_RULES = ("rule", "pravidlo", "typ", "type", "kind")
_CRITERIA = ("criterion", "kriterium", "reason", "duvod", "oduvodneni")
_WITHIN = ("within_m", "do_m", "within", "vzdalenost_m")
_NEAR = ("near", "od", "of")
_STARTS = ("starts", "zakazano_od", "start")
_ENDS = ("ends", "zakazano_do", "end")
_CAPS = ("cap", "nejvyse_pristroju", "strop")
_NEAR_WORDS: dict[str, Near] = {
    **{
        folded(word): NearTo(code)
        for code, words in shipped_profile("protected_places").codes["kind"].items()
        for word in words
    },
    **{folded(kind.value.replace("_", " ")): kind for kind in (*NearTo, *ServiceKind)},
    "lokalita": NearTo.LOCALITY,
    "vyloucena lokalita": NearTo.LOCALITY,
    "azylovy dum": ServiceKind.SHELTER,
    "nocleharna": ServiceKind.NIGHT_SHELTER,
    "kontaktni centrum": ServiceKind.CONTACT_CENTRE,
    "nzdm": ServiceKind.LOW_THRESHOLD_YOUTH,
}
_RULE_WORDS: dict[str, ZoneRule] = {
    **{folded(rule.value.replace("_", " ")): rule for rule in ZoneRule},
    "uplny zakaz": ZoneRule.TOTAL_BAN,
    "zakaz": ZoneRule.TOTAL_BAN,
    "ban": ZoneRule.TOTAL_BAN,
    "casove omezeni": ZoneRule.TIME_BAND,
    "provozni doba": ZoneRule.TIME_BAND,
    "nejvyssi pocet pristroju": ZoneRule.MACHINE_CAP,
    "zakaz prodeje": ZoneRule.SALE_BAN,
    "zakaz piti alkoholu": ZoneRule.DRINKING_BAN,
}


@dataclass(frozen=True, slots=True)
class ZonesRead:
    """The zones of a file, and what has to be said of how they were read."""

    zones: tuple[ZoneShape, ...]
    notes: tuple[Message, ...] = field(default=())


def read_zones(path: Path) -> ZonesRead:
    """Zones of a GeoJSON, GeoPackage, Shapefile or another map file.

    Of a zone without a rule a total ban is supposed, which is said. Raises UnreadableFile for what is no map, and
    InvalidValue for a zone that is none (see `geodata.impact.outlines`).
    """
    notes: list[Message] = []
    zones: list[ZoneShape] = []
    with tempfile.TemporaryDirectory(prefix="lokality-zones-") as workspace:
        source = open_file(path, Path(workspace), Choice(hours_as_written=True))
        if not source.has_geometry:
            raise UnreadableFile(N_("{name} has no outlines. A proposal is read from a map file."), name=path.name)
        positioner = Positioner(declared=source.crs, notes=notes)
        for chunk in source.chunks():
            zones += _zones_of(chunk, positioner, notes, len(zones))
    if not zones:
        raise UnreadableFile(N_("{name} holds no zones. Draw at least one and export it again."), name=path.name)
    return ZonesRead(tuple(zones), tuple(note for place, note in enumerate(notes) if note not in notes[:place]))


def _zones_of(chunk: RawChunk, positioner: Positioner, notes: list[Message], before: int) -> list[ZoneShape]:
    for fault in chunk.faults.values():
        raise InvalidValue(fault.reason.template, **fault.reason.parameters)
    names = _texts(chunk, _NAMES)
    rules, criteria = _texts(chunk, _RULES), _texts(chunk, _CRITERIA)
    within, near = _texts(chunk, _WITHIN), _texts(chunk, _NEAR)
    starts, ends, caps = (_texts(chunk, called) for called in (_STARTS, _ENDS, _CAPS))
    outlines = _outlines(chunk, positioner, names, notes, before)
    zones = []
    for offset, outline in enumerate(outlines):
        name = names[offset] or f"{before + offset + 1}"
        rule, measured = _rule(rules[offset], name, notes), _criterion(within[offset], near[offset], name)
        band = _band(starts[offset], ends[offset], name) if rule == ZoneRule.TIME_BAND else None
        cap = _cap(caps[offset], name) if rule == ZoneRule.MACHINE_CAP else None
        zones.append(ZoneShape(name, rule, criteria[offset], in_metres(outline, name), measured, band, cap))
    return zones


def _outlines(
    chunk: RawChunk, positioner: Positioner, names: list[str], notes: list[Message], before: int
) -> list[BaseGeometry | None]:
    """In degrees WGS84; what crossed itself is mended and said."""
    if chunk.geometry is None:
        return [None] * len(chunk)
    mending = mended(chunk.geometry, chunk.closed)
    for trouble in mending.troubles:
        if trouble.severity is Severity.REPAIRED:
            zone = names[trouble.offset] or f"{before + trouble.offset + 1}"
            notes.append(Message(N_("The outline of the zone “{zone}” crossed itself and was mended."), {"zone": zone}))
    vertices = shapely.get_coordinates(mending.geometries)
    if len(vertices):
        positioner.read(vertices[:, 0], vertices[:, 1])
    degrees = shapely.transform(mending.geometries, lambda xy: np.column_stack(positioner.to_wgs84(xy[:, 0], xy[:, 1])))
    return list(degrees)


def _texts(chunk: RawChunk, called: tuple[str, ...]) -> list[str]:
    """The texts of the first column that is called so, empty where there are none."""
    columns = {folded(name): column for name, column in chunk.columns.items()}
    column = next((columns[name] for name in called if name in columns), None)
    return [""] * len(chunk) if column is None else [_text(cell) for cell in cells_of(column)]


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _rule(said: str, name: str, notes: list[Message]) -> ZoneRule:
    word = folded(said.replace("_", " "))
    if not word:
        notes.append(Message(N_("The file says no rule for a zone: a total ban is supposed.")))
        return ZoneRule.TOTAL_BAN
    if word not in _RULE_WORDS:
        raise InvalidValue(
            N_("The zone “{zone}” has the rule “{rule}”, which is not known. Known are: {rules}."),
            zone=name,
            rule=said[:60],
            rules=", ".join(rule.value for rule in ZoneRule),
        )
    return _RULE_WORDS[word]


def _criterion(within: str, near: str, name: str) -> Criterion | None:
    """The rule that can be measured; None where the file says neither from what nor how far."""
    if not within and not near:
        return None
    metres = _metres(within)
    if metres is None or not 0 <= metres <= FARTHEST_M:
        raise InvalidValue(
            N_("The criterion of the zone “{zone}” measures “{within}” m. It may be 0 to {farthest} m."),
            zone=name,
            within=within[:20],
            farthest=int(FARTHEST_M),
        )
    words = [folded(word.replace("_", " ")).strip() for word in near.split(",")]
    unknown = [word for word in words if word not in _NEAR_WORDS]
    if unknown:
        raise InvalidValue(
            N_("The criterion of the zone “{zone}” measures from “{near}”, which is not known. Known are: {known}."),
            zone=name,
            near=near[:60],
            known=", ".join([*NearTo, *ServiceKind]),
        )
    return checked_criterion((_NEAR_WORDS[word] for word in words), metres)


def _band(starts: str, ends: str, name: str) -> TimeBand | None:
    """The hours; None where the file says none."""
    if not starts and not ends:
        return None
    try:
        start, end = _whole_minutes(starts), _whole_minutes(ends)
    except ValueError:
        raise InvalidValue(
            N_("The hours of the zone “{zone}” are “{starts}” and “{ends}”. Write them as 22:00 and 06:00."),
            zone=name,
            starts=starts[:20],
            ends=ends[:20],
        ) from None
    return TimeBand(start, end)


def _whole_minutes(said: str) -> time:
    """The hour and minute by the city's clocks. Raises ValueError for seconds, and for the clocks of another zone."""
    read = time.fromisoformat(said)
    if read != time(read.hour, read.minute):
        raise ValueError(said)
    return read


def _cap(said: str, name: str) -> int | None:
    """How many machines a venue may have; None where the file does not say."""
    number = _metres(said) if said else None
    if said and (number is None or number < 1 or number != int(number)):
        raise InvalidValue(
            N_("The cap of the zone “{zone}” is “{cap}”. Write how many machines a venue may have."),
            zone=name,
            cap=said[:20],
        )
    return None if number is None else int(number)


def _metres(said: str) -> float | None:
    """The distance, 0 where none is said; None for what is no number."""
    try:
        metres = parse_number(said or "0")
    except Unfit:
        return None
    return None if isinstance(metres, Mended) else metres
