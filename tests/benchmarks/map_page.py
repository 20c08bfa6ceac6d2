"""The map page in a real browser: full against empty, and a pan against a page that reruns st_folium."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median
from urllib.parse import urlencode

from geodata.spatial import tile_box
from tests.benchmarks.asking import p95
from tests.benchmarks.browser import chromium, fresh_page, open_map, open_rerun_page, panned, panned_rerun_page
from tests.benchmarks.city import city
from tests.benchmarks.measurement import Measurement, at_most
from tests.benchmarks.points import scattered
from tests.benchmarks.processes import lokality, running
from tests.benchmarks.tiles import fullest_tile
from tests.postgis import free_port

FULL_TO_EMPTY = 1.15
PAN_SHARE = 0.2
_LOADS = 9
_SILENT = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
_PANS = 24
_STREETS = 15  # the zoom at which a town's places are still told one by one


def navigation(sites: int) -> Iterator[Measurement]:
    """From the navigation to the last feature drawn, by visitors who were never here, in turn."""
    with lokality(city(sites)) as full, lokality(city(0)) as empty, chromium() as browser:
        for where, query in (("the country", ""), ("streets", _crowded_streets(sites))):
            taken: dict[str, list[float]] = {full.address: [], empty.address: []}
            for number in range(_LOADS + 1):
                for address, times in taken.items():
                    with fresh_page(browser) as page:
                        milliseconds = open_map(page, address, query)
                    if number:  # the first only warms
                        times.append(milliseconds)
            of_full, of_empty = (median(times) for times in taken.values())
            detail = f"{of_full:.0f} ms with {sites:,} sites, {of_empty:.0f} ms with none"
            yield at_most(f"map page opened on {where}, full / empty", of_full / of_empty, FULL_TO_EMPTY, detail)


def panning(sites: int) -> Iterator[Measurement]:
    """From a pan to ground never seen until it is drawn, ours and the page that reruns in turn."""
    query = _crowded_streets(sites)
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.rerun_server", str(port)]
    address = f"http://127.0.0.1:{port}"
    ours: list[float] = []
    theirs: list[float] = []
    with (
        lokality(city(sites)) as server,
        running(command, _SILENT, address, "/healthz") as reference,
        chromium() as browser,
        fresh_page(browser) as page,
        fresh_page(browser) as rerun_page,
    ):
        open_map(page, server.address, query)
        open_rerun_page(rerun_page, reference.address, query)
        for step in _walk(_PANS + 2):
            ours.append(panned(page, *step))
            theirs.append(panned_rerun_page(rerun_page, *step))
    of_ours, of_theirs = p95(ours[2:]), p95(theirs[2:])
    medians = f"medians {median(ours):.0f} and {median(theirs):.0f} ms"
    detail = f"{of_ours:.0f} ms, with st_folium {of_theirs:.0f} ms; {medians}"
    yield at_most("pan to redrawn, p95 / rerun of st_folium", of_ours / of_theirs, PAN_SHARE, detail)


def _crowded_streets(sites: int) -> str:
    """The query of a view in the middle of the largest town."""
    west, south, east, north = tile_box(*fullest_tile(scattered(sites), 13))
    return urlencode({"z": _STREETS, "lat": f"{(south + north) / 2:.5f}", "lon": f"{(west + east) / 2:.5f}"})


def _walk(steps: int) -> list[tuple[int, int]]:
    """Pans (pixels) in a widening square spiral, so that each shows new ground near the middle of the town."""
    turns = [(700, 0), (0, 400), (-700, 0), (0, -400)]
    legs = [turns[leg % 4] for leg in range(steps) for _ in range(leg // 2 + 1)]
    return legs[:steps]
