"""How much slower tiles get when the city grows a hundredfold."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.asking import Client, in_turn, p95
from tests.benchmarks.city import city
from tests.benchmarks.measurement import Measurement, at_most
from tests.benchmarks.points import scattered
from tests.benchmarks.processes import lokality
from tests.benchmarks.tiles import TileNumber, filled_tiles, lokality_path

SHARE_OF_SITES = 100
GROWTH = 1.5
# From the whole country down to a street, as somebody who comes nearer asks for them.
ZOOMS = range(5, 17)
TILES_A_ZOOM = 25


def growth(sites: int) -> Iterator[Measurement]:
    """The same tiles, each cold, from a small and a large city in turn; all of them hold places in both."""
    few = sites // SHARE_OF_SITES
    tiles = [tile for zoom in ZOOMS for tile in filled_tiles(scattered(few), zoom, TILES_A_ZOOM)]
    with lokality(city(few)) as small, lokality(city(sites)) as large:
        clients = [Client(small.address), Client(large.address)]
        for client in clients:
            client.ask(lokality_path(TileNumber(0, 0, 0)))
        rows = [[lambda by=client, at=tile: by.ask(lokality_path(at)) for client in clients] for tile in tiles]
        before, after = (p95(times) for times in in_turn(rows))
    detail = f"{before:.2f} ms with {few:,} sites, {after:.2f} ms with {sites:,}"
    yield at_most("tile p95, growth a hundredfold", after / before, GROWTH, detail)
