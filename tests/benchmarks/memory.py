"""What a server holds in memory after the same visits to a small and to a large city."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.asking import Client
from tests.benchmarks.browser import chromium, fresh_page, open_map
from tests.benchmarks.city import city
from tests.benchmarks.measurement import Measurement, at_most
from tests.benchmarks.points import scattered
from tests.benchmarks.processes import lokality
from tests.benchmarks.tiles import filled_tiles, lokality_path

FEW = 1_000
SHARE = 1.3
ZOOMS = range(5, 15)
TILES_A_ZOOM = 20
_MEBIBYTE = 1024 * 1024


def memory(sites: int) -> Iterator[Measurement]:
    """Resident memory after two hundred tiles and one visit to the map page."""
    small, large = _resident(FEW, sites), _resident(sites, sites)
    detail = f"{small / _MEBIBYTE:.0f} MiB with {FEW:,} sites, {large / _MEBIBYTE:.0f} MiB with {sites:,}"
    yield at_most("memory of the server", large / small, SHARE, detail)


def _resident(sites: int, most: int) -> int:
    points = scattered(most)
    tiles = [tile for zoom in ZOOMS for tile in filled_tiles(points, zoom, TILES_A_ZOOM)]
    with lokality(city(sites)) as server, chromium() as browser, fresh_page(browser) as page:
        client = Client(server.address)
        for tile in tiles:
            client.ask(lokality_path(tile))
        open_map(page, server.address)
        return server.resident_bytes
