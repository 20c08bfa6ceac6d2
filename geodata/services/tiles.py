"""One tile of the map as GeoJSON: features, or clusters where there are too many.

Tiles are of 512 pixels: zoom `z` here covers what zoom `z` of web mercator covers, drawn at twice the usual size, so a
map at zoom Z asks for tiles of zoom Z - 1.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import inf
from threading import Lock
from typing import Any

import numpy as np
import orjson
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.policy import Action, require, visibility_key
from geodata.services.clusters import Feature, cluster_features
from geodata.services.driver_read import current_version, driver_rows
from geodata.services.outline_tiles import LAND_LAYERS, OUTLINE_LAYERS, outline_features
from geodata.services.protected_tiles import protected_features
from geodata.services.service_tiles import service_features
from geodata.services.site_index import CONDITIONS, KINDS, STATES, SiteIndex, site_index
from geodata.services.site_selection import Places, how_many, selected_parts
from geodata.spatial import TILE_KEY_ZOOM, tile_key_range

LAYERS = ("sites", "services", "protected_places", *OUTLINE_LAYERS)
DEEPEST_ZOOM = TILE_KEY_ZOOM
# More points than this in one tile cannot be told apart by eye nor drawn within a frame: they become clusters.
FEATURES_AT_MOST = 1_000
# From this zoom on a tile is a few streets: every place is shown, whatever their number up to the second limit.
ALWAYS_FEATURES_FROM = 17
STREET_FEATURES_AT_MOST = 5_000
_CACHE_BYTES = 24 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TileRequest:
    """`on`: the day of which the layer is shown, where it has days (zones); None: today."""

    layer: str
    zoom: int
    column: int
    row: int
    chosen: SiteFilter
    on: date | None = None


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
            replaced = self._tiles.pop(key, None)
            self._bytes += len(tile.body) - (len(replaced.body) if replaced else 0)
            self._tiles[key] = tile
            while self._bytes > self._at_most:
                self._bytes -= len(self._tiles.popitem(last=False)[1].body)


_cache = _TileCache(_CACHE_BYTES)


def tile(database: Database, actor: Actor, request: TileRequest) -> Tile:
    """The tile as the actor sees it. Raises NotFound for a layer or a tile that does not exist."""
    key = _key(database, actor, request)
    kept = _cache.get(key)
    if kept is not None:
        return kept
    body = orjson.dumps({"type": "FeatureCollection", "features": _features(database, actor, request)})
    fresh = Tile(body, '"' + hashlib.blake2b(body, digest_size=12).hexdigest() + '"')
    _cache.put(key, fresh)
    return fresh


def kept_tile(database: Database, actor: Actor, request: TileRequest) -> Tile | None:
    """The tile if it was asked for before and the data did not move on since: quick enough for an event loop."""
    return _cache.get(_key(database, actor, request))


def _key(database: Database, actor: Actor, request: TileRequest) -> tuple[object, ...]:
    """What a kept tile is found by; who may see less, or comes after a change, never finds it."""
    require(actor, Action.VIEW)
    if request.layer not in LAYERS or not _exists(request):
        raise NotFound
    version = current_version(database, _version_layer(request.layer))
    return database.url, request, visibility_key(actor), version, clock.today()


def _exists(request: TileRequest) -> bool:
    if not 0 <= request.zoom <= DEEPEST_ZOOM:
        return False
    cells = 1 << request.zoom
    return 0 <= request.column < cells and 0 <= request.row < cells


def _version_layer(layer: str) -> str:
    if layer == "zones":
        return "proposals"
    if layer in LAND_LAYERS:
        return "land_pieces"
    return layer if layer in {"sites", "services", "protected_places"} else "outlines"


def _features(database: Database, actor: Actor, request: TileRequest) -> list[Feature]:
    where = request.zoom, request.column, request.row
    with database.read() as session:
        if request.layer == "sites":
            return _site_features(database, session, actor, request)
        if request.layer == "services":
            return service_features(session, actor, *where, request.chosen)
        if request.layer == "protected_places":
            return protected_features(session, actor, *where)
        return outline_features(session, actor, request.layer, *where, on=request.on)


def _site_features(database: Database, session: Session, actor: Actor, request: TileRequest) -> list[Feature]:
    index = site_index(database, session)
    where = request.zoom, request.column, request.row
    within = index.slice_of(*tile_key_range(*where))
    parts = selected_parts(index, within, session, actor, request.chosen)
    few: list[Places] = []
    count, at_most = 0, _features_at_most(request.zoom)
    for places in parts:
        few.append(places)
        count += how_many(places)
        if count > at_most:
            return cluster_features(index, chain(few, parts), *where)
    return _single_sites(database, index, within, few) if count else []


def _features_at_most(zoom: int) -> float:
    if zoom == DEEPEST_ZOOM:
        return inf
    return STREET_FEATURES_AT_MOST if zoom >= ALWAYS_FEATURES_FROM else FEATURES_AT_MOST


_PLACES_AND_NAMES = "SELECT id, longitude, latitude, name FROM site WHERE "
_KIND_CODES = tuple(kind.value for kind in KINDS)
_STATE_CODES = tuple(state.value for state in STATES)
_CONDITION_CODES = (None, *(condition.value for condition in CONDITIONS))


def _single_sites(database: Database, index: SiteIndex, within: slice, parts: Sequence[Places]) -> list[Feature]:
    ids, *columns = (
        np.concatenate([index[name][places] for places in parts]).tolist()
        for name in ("id", "kind", "state", "condition")
    )
    known = _places_and_names(database, index, within, ids)
    return [
        {
            "type": "Feature",
            "id": id_,
            "geometry": {"type": "Point", "coordinates": known[id_][1:3]},
            "properties": {
                "id": id_,
                "layer": "sites",
                "name": known[id_][3],
                "kind": _KIND_CODES[kind],
                "state": _STATE_CODES[state],
                "condition": _CONDITION_CODES[condition],
            },
        }
        for id_, kind, state, condition in zip(ids, *columns, strict=True)
        if id_ in known
    ]


def _places_and_names(database: Database, index: SiteIndex, within: slice, ids: list[int]) -> dict[int, Any]:
    """Rows of id, longitude, latitude (degrees WGS84) and name for at least these sites of the slice."""
    if 2 * len(ids) < how_many(within) and len(ids) <= STREET_FEATURES_AT_MOST:
        # A filter left a few of the many in the tile, perhaps of a whole country.
        one_of = f"id IN ({','.join('?' * len(ids))})"
        rows = driver_rows(database, _PLACES_AND_NAMES + one_of, *ids)
    else:
        first, last = index["key"][[within.start, within.stop - 1]].tolist()
        rows = driver_rows(database, _PLACES_AND_NAMES + "tile_key BETWEEN ? AND ?", first, last)
    return {row[0]: row for row in rows}
