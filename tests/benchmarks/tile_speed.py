"""Tiles over a million places: against tipg's vector tiles from PostGIS, cold and kept, and the slowest of any zoom."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.asking import Client, in_turn
from tests.benchmarks.city import city, file_of, move_on
from tests.benchmarks.measurement import Measurement, at_most
from tests.benchmarks.points import Points, scattered
from tests.benchmarks.processes import lokality
from tests.benchmarks.tiles import (
    TileNumber,
    filled_tiles,
    fullest_tile,
    lokality_path,
    tile_with_most_features,
)
from tests.benchmarks.tipg_server import tipg, tipg_path

ZOOMS = (10, 12, 14)
TILES_A_ZOOM, WARMING = 80, 10
COLD_SHARE, KEPT_SHARE = 0.5, 0.1
DEEPEST = 18
SLOWEST_TO_MEDIAN = 5.0
_ROUNDS = 3
_FIRST = TileNumber(0, 0, 0)


def against_tipg(sites: int) -> Iterator[Measurement]:
    """Tile by tile: ours cold, ours again, then tipg's of the same ground."""
    address, points = city(sites), scattered(sites)
    with lokality(address) as ours, tipg(file_of(address)) as theirs:
        us, them = Client(ours.address), Client(theirs.address)
        us.ask(lokality_path(_FIRST))  # reads the index of places, as the server does when it starts
        for zoom in ZOOMS:
            tiles = filled_tiles(points, zoom, TILES_A_ZOOM + WARMING)
            rows = [
                [lambda at=tile: us.ask(lokality_path(at))] * 2 + [lambda at=tile: them.ask(tipg_path(*at))]
                for tile in tiles
            ]
            in_turn(rows[:WARMING])
            cold, kept, tipgs = (median(times) for times in in_turn(rows[WARMING:]))
            detail = f"{cold:.2f} ms cold, {kept:.2f} ms kept; tipg {tipgs:.2f} ms"
            yield at_most(f"tile at zoom {zoom}, cold / tipg", cold / tipgs, COLD_SHARE, detail)
            yield at_most(f"tile at zoom {zoom}, kept / tipg", kept / tipgs, KEPT_SHARE, detail)


def slowest(sites: int) -> Iterator[Measurement]:
    """The slowest of the fullest and of some other tiles of every zoom, against the median at zoom 12; all cold."""
    address, points = city(sites), scattered(sites)
    usual = filled_tiles(points, 12, TILES_A_ZOOM)
    tiles = sorted({*usual, *(tile for zoom in range(DEEPEST + 1) for tile in _heavy(points, zoom))})
    with lokality(address) as server:
        client = Client(server.address)
        rounds = []
        for _ in range(_ROUNDS):
            move_on(address)
            client.ask(lokality_path(_FIRST))
            rounds.append([client.ask(lokality_path(tile)) for tile in tiles if tile != _FIRST])
            rounds[-1].insert(0, _cold_first(address, client))
    # What is asked for is the work of a tile, not what else the machine did meanwhile.
    taken = {tile: min(times) for tile, times in zip(tiles, zip(*rounds, strict=True), strict=True)}
    worst = max(taken, key=lambda tile: taken[tile])
    middle = median(taken[tile] for tile in usual)
    detail = f"{taken[worst]:.2f} ms at zoom {worst.zoom}; zoom 0 {taken[_FIRST]:.2f} ms, zoom 12 {middle:.2f} ms"
    yield at_most("slowest tile / median at zoom 12", taken[worst] / middle, SLOWEST_TO_MEDIAN, detail)


def _heavy(points: Points, zoom: int) -> list[TileNumber]:
    return [fullest_tile(points, zoom), tile_with_most_features(points, zoom), *filled_tiles(points, zoom, 10)]


def _cold_first(address: str, client: Client) -> float:
    """The tile of the whole world, which otherwise always pays for the index."""
    move_on(address)
    client.ask(lokality_path(TileNumber(DEEPEST, 0, 0)))
    return client.ask(lokality_path(_FIRST))
