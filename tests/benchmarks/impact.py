"""What 500 zones hit among 20,000 venues and 200,000 addresses, against a geopandas overlay done zone by zone.

Run as a module (`python -m tests.benchmarks.impact`) it only reckons once, so that its memory can be measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from typing import TypeVar

import geopandas
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.impact.equal_treatment import equal_treatment
from geodata.impact.ground import Geometries, Ground, Protected, Venue
from geodata.impact.reckoning import ON_EDGE_M, Impact, reckon, reckon_again
from geodata.impact.shapes import ZoneShape
from geodata.model.criteria import Criterion
from geodata.model.network import ServiceKind
from geodata.model.zones import ZoneRule
from tests.benchmarks.children import run_to_end
from tests.benchmarks.measurement import Measurement, at_most
from tests.benchmarks.points import SEED

Result = TypeVar("Result")
Covered = tuple[list[int], list[int]]  # places of venues and of addresses

ZONES, VENUES, ADDRESSES = 500, 20_000, 200_000
SHARE_OF_OVERLAY = 1 / 20
SHARE_OF_WHOLE = 1 / 10
PEAK_MEBIBYTES = 600.0
_ROUNDS = 5
_CORNER, _SIDE = (-765_000.0, -985_000.0), 12_000.0  # a city 12 km across, EPSG:5514
_MEBIBYTE = 1024 * 1024


def impact(_sites: int) -> Iterator[Measurement]:
    """The whole with its ground put in order, one vertex moved, and the memory of a process that does it."""
    venues, addresses, zones = _points(VENUES, 1), _points(ADDRESSES, 2), _zones()
    whole, found = _timed(lambda: _whole(venues, addresses, zones))
    overlay, expected = _timed(lambda: _overlaid(venues, addresses, zones), 1)
    for zone, effect, (hit, lived) in zip(zones, found.effects, expected, strict=True):
        ours, theirs = (_off_edge(zone, venues, places) for places in (effect.venues.tolist(), hit))
        if ours != theirs or effect.addresses.tolist() != lived:
            raise AssertionError(f"the overlay of zone {zone.name} finds others")
    detail = f"{whole:.2f} s, overlay {overlay:.0f} s; {int(found.hit.sum()):,} venues hit"
    yield at_most("impact of zones / geopandas overlay", whole / overlay, SHARE_OF_OVERLAY, detail)
    reckoned, _again = _timed(lambda: reckon(found.ground, zones))
    moved, _again = _timed(lambda: reckon_again(found, 0, _moved(zones[0])))
    detail = f"{moved * 1000:.0f} ms of {reckoned * 1000:.0f} ms, the ground in order"
    yield at_most("one vertex moved / all zones", moved / reckoned, SHARE_OF_WHOLE, detail)
    peak = run_to_end([sys.executable, "-m", "tests.benchmarks.impact"], {}).peak_bytes / _MEBIBYTE
    yield at_most("peak memory of an impact, MiB", peak, PEAK_MEBIBYTES)


def _whole(venues: Geometries, addresses: Geometries, zones: list[ZoneShape]) -> Impact:
    """The impact with its check of equal treatment."""
    found = reckon(_ground(venues, addresses), zones)
    equal_treatment(found)
    return found


def _timed(work: Callable[[], Result], rounds: int = _ROUNDS) -> tuple[float, Result]:
    """The middle of the seconds it took, and what came of the last round."""
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - began)
    return median(seconds), result


def _points(count: int, seed: int) -> Geometries:
    points: Geometries = shapely.points(np.random.default_rng(SEED + seed).random((count, 2)) * _SIDE + _CORNER)
    return points


def _zones() -> list[ZoneShape]:
    """Rounded zones of 100 to 400 m, half of them over others."""
    chance = np.random.default_rng(SEED)
    radii = chance.uniform(100, 400, ZONES)
    outlines = shapely.buffer(_points(ZONES, 3), radii, quad_segs=16)
    return [_zone(str(number), outline, radii[number]) for number, outline in enumerate(outlines)]


def _zone(name: str, outline: BaseGeometry, metres: float) -> ZoneShape:
    criterion = Criterion(frozenset({ServiceKind.SHELTER}), float(metres))
    return ZoneShape(name, ZoneRule.TOTAL_BAN, "u azylového domu", outline, criterion)


def _moved(zone: ZoneShape) -> ZoneShape:
    """The zone with one of its vertices moved by three metres."""
    vertices = shapely.get_coordinates(zone.outline)
    vertices[5] += 3.0
    return replace(zone, outline=shapely.polygons(vertices))


def _ground(venues: Geometries, addresses: Geometries) -> Ground:
    named = tuple(Venue(number, f"Herna {number}", None, None, None, None, None) for number in range(len(venues)))
    shelters = tuple(Protected(ServiceKind.SHELTER, "Azylový dům", point) for point in _points(ZONES, 3))
    return Ground(named, venues, addresses, protected=shelters)


def _overlaid(venues: Geometries, addresses: Geometries, zones: list[ZoneShape]) -> list[Covered]:
    """Places of venues and addresses in each zone, as somebody would find them who has geopandas and an hour."""
    layers = [geopandas.GeoDataFrame({"place": range(len(one))}, geometry=one, crs=5514) for one in (venues, addresses)]
    covered = []
    for zone in zones:
        outline = geopandas.GeoDataFrame({"zone": [zone.name]}, geometry=[zone.outline], crs=5514)
        hit, lived = (geopandas.overlay(layer, outline, how="intersection")["place"] for layer in layers)
        covered.append((sorted(hit), sorted(lived)))
    return covered


def _off_edge(zone: ZoneShape, venues: Geometries, places: list[int]) -> list[int]:
    """Without the venues on the very edge, of which nobody can say where they stand: we count them in."""
    edge = shapely.boundary(zone.outline)
    return [place for place in places if shapely.distance(edge, venues[place]) > ON_EDGE_M]


if __name__ == "__main__":
    _whole(_points(VENUES, 1), _points(ADDRESSES, 2), _zones())
