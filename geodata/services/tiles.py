"""One tile of the map as GeoJSON: features, or clusters where there are too many.

Tiles are of 512 pixels: zoom `z` here covers what zoom `z` of web mercator covers, drawn at twice the usual size, so a
map at zoom Z asks for tiles of zoom Z - 1.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.policy import Action, require, visibility_key
from geodata.services.outline_tiles import OUTLINE_LAYERS, outline_features
from geodata.services.service_tiles import service_features
from geodata.services.site_index import CONDITIONS, KINDS, STATES, SiteIndex, site_index
from geodata.services.site_selection import selected
from geodata.spatial import TILE_KEY_ZOOM, tile_key_range
from geodata.tables import Site
from geodata.unit_of_work import data_version

LAYERS = ("sites", "services", *OUTLINE_LAYERS)
DEEPEST_ZOOM = TILE_KEY_ZOOM
# More points than this in one tile cannot be told apart by eye nor drawn within a frame: they become clusters.
FEATURES_AT_MOST = 1_000
# From this zoom on a tile is a few streets: every place is shown, whatever their number up to the second limit.
ALWAYS_FEATURES_FROM = 17
STREET_FEATURES_AT_MOST = 5_000
_CLUSTER_LEVELS = 3  # 8 x 8 cells of 64 pixels in a tile of 512
_CACHE_BYTES = 24 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TileRequest:
    layer: str
    zoom: int
    column: int
    row: int
    chosen: SiteFilter


@dataclass(frozen=True, slots=True)
class Tile:
    """GeoJSON bytes (FeatureCollection, EPSG:4326) and the ETag that names them."""

    body: bytes
    etag: str


class _TileCache:
    """The tiles asked for last, up to a number of bytes."""

    def __init__(self, at_most: int) -> None:
        self._tiles: OrderedDict[tuple[object, ...], Tile] = OrderedDict()
        self._bytes = 0
        self._at_most = at_most
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> Tile | None:
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
            return self._tiles.get(key)

    def put(self, key: tuple[object, ...], tile: Tile) -> None:
        with self._lock:
            if key not in self._tiles:
                self._bytes += len(tile.body)
            self._tiles[key] = tile
            while self._bytes > self._at_most:
                self._bytes -= len(self._tiles.popitem(last=False)[1].body)


_cache = _TileCache(_CACHE_BYTES)


def tile(database: Database, actor: Actor, request: TileRequest) -> Tile:
    """The tile as the actor sees it. Raises NotFound for a layer or a tile that does not exist."""
    require(actor, Action.VIEW)
    if request.layer not in LAYERS or not _exists(request):
        raise NotFound
    with database.read() as session:
        version = data_version(session, _version_layer(request.layer))
        key = (database.url, request, visibility_key(actor), version, clock.today())
        kept = _cache.get(key)
        if kept is not None:
            return kept
        body = orjson.dumps({"type": "FeatureCollection", "features": _features(database, session, actor, request)})
    fresh = Tile(body, '"' + hashlib.blake2b(body, digest_size=12).hexdigest() + '"')
    _cache.put(key, fresh)
    return fresh


def _exists(request: TileRequest) -> bool:
    cells = 1 << max(request.zoom, 0)
    return 0 <= request.zoom <= DEEPEST_ZOOM and 0 <= request.column < cells and 0 <= request.row < cells


def _version_layer(layer: str) -> str:
    return layer if layer in {"sites", "services"} else "outlines"


def _features(database: Database, session: Session, actor: Actor, request: TileRequest) -> list[dict[str, Any]]:
    if request.layer == "sites":
        return _site_features(site_index(database, session), session, actor, request)
    if request.layer == "services":
        return service_features(session, actor, request.zoom, request.column, request.row, request.chosen)
    return outline_features(session, actor, request.layer, request.zoom, request.column, request.row)


def _site_features(index: SiteIndex, session: Session, actor: Actor, request: TileRequest) -> list[dict[str, Any]]:
    keys = tile_key_range(request.zoom, request.column, request.row)
    within = index.slice_of(*keys)
    mask = selected(index, within, session, actor, request.chosen)
    places = np.flatnonzero(mask) + within.start
    at_most = STREET_FEATURES_AT_MOST if request.zoom >= ALWAYS_FEATURES_FROM else FEATURES_AT_MOST
    if len(places) > at_most and request.zoom < DEEPEST_ZOOM:
        return _clusters(index, places, request.zoom)
    return _single_sites(index, places, keys, session)


def _single_sites(index: SiteIndex, places: Any, keys: tuple[int, int], session: Session) -> list[dict[str, Any]]:
    if not len(places):
        return []
    query = select(Site.id, Site.longitude, Site.latitude, Site.name).where(
        Site.tile_key >= keys[0], Site.tile_key < keys[1]
    )
    known = {row[0]: row for row in session.execute(query)}
    ids, kinds = index["id"][places].tolist(), index["kind"][places].tolist()
    states, conditions = index["state"][places].tolist(), index["condition"][places].tolist()
    return [
        {
            "type": "Feature",
            "id": id_,
            "geometry": {"type": "Point", "coordinates": known[id_][1:3]},
            "properties": {
                "id": id_,
                "layer": "sites",
                "name": known[id_][3],
                "kind": KINDS[kind],
                "state": STATES[state],
                "condition": CONDITIONS[condition - 1] if condition else None,
            },
        }
        for id_, kind, state, condition in zip(ids, kinds, states, conditions, strict=True)
        if id_ in known
    ]


def _clusters(index: SiteIndex, places: Any, zoom: int) -> list[dict[str, Any]]:
    """One feature a cell of 64 pixels: how many sites of which kind and state, at their centre."""
    level = min(zoom + _CLUSTER_LEVELS, TILE_KEY_ZOOM)
    keys = index["key"][places]
    cells = keys >> (2 * (TILE_KEY_ZOOM - level))
    starts = np.flatnonzero(np.diff(cells, prepend=cells[0] - 1))
    ends = np.append(starts[1:], len(cells))
    kinds, states = index["kind"][places], index["state"][places]
    return [
        _cluster(keys[start:end], kinds[start:end], states[start:end], int(cells[start]), level)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def _cluster(keys: Any, kinds: Any, states: Any, cell: int, level: int) -> dict[str, Any]:
    longitude, latitude = _centre(keys)
    by_kind = np.bincount(kinds, minlength=len(KINDS)).tolist()
    by_state = np.bincount(states, minlength=len(STATES)).tolist()
    return {
        "type": "Feature",
        "id": f"{level}-{cell}",
        "geometry": {"type": "Point", "coordinates": (longitude, latitude)},
        "properties": {
            "cluster": True,
            "layer": "sites",
            "count": len(keys),
            "kinds": {kind.value: number for kind, number in zip(KINDS, by_kind, strict=True) if number},
            "states": {state.value: number for state, number in zip(STATES, by_state, strict=True) if number},
        },
    }


# The centre of a large cluster is taken from a sample of it: a circle is drawn there, nothing is measured.
_CENTRE_SAMPLE = 256


def _centre(keys: Any) -> tuple[float, float]:
    """Mean longitude and latitude (degrees WGS84) of the cells that the keys name."""
    sample = keys[:: max(1, len(keys) // _CENTRE_SAMPLE)]
    column, row = _gathered(sample).mean(), _gathered(sample >> 1).mean()
    cells = 1 << TILE_KEY_ZOOM
    longitude = (column + 0.5) / cells * 360.0 - 180.0
    latitude = float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (row + 0.5) / cells)))))
    return round(float(longitude), 6), round(latitude, 6)


def _gathered(keys: Any) -> Any:
    """Every second bit of the keys, from the lowest on: the inverse of `spatial.interleaved`."""
    bits = keys & 0x5555555555555555
    for shift, mask in (
        (1, 0x3333333333333333),
        (2, 0x0F0F0F0F0F0F0F0F),
        (4, 0x00FF00FF00FF00FF),
        (8, 0x0000FFFF0000FFFF),
        (16, 0x00000000FFFFFFFF),
    ):
        bits = (bits | (bits >> shift)) & mask
    return bits
