"""What visibility costs: tiles and lists of a reader of shared records, against the same without any condition.

Every restricted record of the city is the reader's own or shared with them, so that both answers hold the same rows and
the whole of the difference is the policy. Tiles and the list of places are compared with no condition at all; what asks
the database keeps to the city in both, because that is how its indexes begin. How many issues a list has is kept until
the data moves on, as it is for people.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, text

from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, Role
from geodata.services import issue_list, issue_selection, search, site_selection, tiles
from geodata.services.city import local_actor
from geodata.services.issue_list import IssueOrder, list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_views import IssueView, filter_of
from geodata.services.search import search_everything
from geodata.services.site_index import SiteIndex
from geodata.services.site_list import list_sites
from geodata.services.tiles import TileRequest, tile
from tests.benchmarks.city import city, file_of
from tests.benchmarks.measurement import Measurement, at_most
from tests.benchmarks.points import scattered
from tests.benchmarks.tiles import TileNumber, filled_tiles

ZOOMS = (6, 10, 12, 14, 17)
TILES_A_ZOOM = 12
SHARE_OF_ISSUES = 10
GOAL = 1.10
_ROUNDS = 15
# Of twenty records one is restricted: by turns the reader's own, and one that is shared with them.
_RESTRICT = (
    "INSERT INTO organisation (id, municipality_id, name, short_name, kind, row_version) "
    "SELECT 2, id, 'Terén', 'Terén', 'ngo', 1 FROM municipality",
    "UPDATE {table} SET sensitivity = 'restricted' WHERE id % 20 = 0",
    "UPDATE {table} SET organisation_id = 2 WHERE id % 40 = 0",
    "INSERT INTO {table}_share ({table}_id, organisation_id, shared_at) "
    "SELECT id, 2, '2026-01-01 00:00:00' FROM {table} WHERE id % 40 = 20",
    "ANALYZE",
)
_BOX = (14.2, 49.9, 14.7, 50.2)


def policy_cost(sites: int) -> Iterator[Measurement]:
    """Each question by turns with the policy and without, nothing kept; of each the quickest of several."""
    with _restricted_city(city(sites), "site") as (database, reader):
        points = scattered(sites)
        for zoom in ZOOMS:
            tiles_there = filled_tiles(points, zoom, TILES_A_ZOOM)
            yield _measured(f"tiles at zoom {zoom}", [_tile(database, reader, at) for at in tiles_there])
        lists = [
            lambda: list_sites(database, reader, SiteFilter()),
            lambda: list_sites(database, reader, SiteFilter(), box=_BOX),
        ]
        yield _measured("list of places", lists)
    with _restricted_city(city(sites // SHARE_OF_ISSUES, with_issues=True), "site", "issue") as (database, reader):
        views = [filter_of(view, reader) for view in (IssueView.ALL, IssueView.OPEN, IssueView.OVERDUE)]
        asks = [_page(database, reader, chosen, order) for chosen in views for order in IssueOrder]
        yield _measured("pages of issues", asks)
        yield _measured("search", [lambda: search_everything(database, reader, "cislo 777")])


def _tile(database: Database, reader: Actor, at: TileNumber) -> Callable[[], object]:
    return lambda: tile(database, reader, TileRequest("sites", *at, SiteFilter()))


def _page(database: Database, reader: Actor, chosen: IssueFilter, order: IssueOrder) -> Callable[[], object]:
    return lambda: list_issues(database, reader, chosen, order=order)


@contextmanager
def _restricted_city(address: str, *tables: str) -> Iterator[tuple[Database, Actor]]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "lokality.db"
        shutil.copyfile(file_of(address), copy)
        database = Database(f"sqlite:///{copy}")
        with database.connect(writing=True) as connection:
            for number, table in enumerate(tables):
                for statement in _RESTRICT[min(number, 1) :]:
                    connection.execute(text(statement.format(table=table)))
            connection.commit()
        reader = replace(local_actor(database), organisation_id=2, roles=frozenset({Role.TERRAIN}))
        yield database, reader
        database.close()


def _measured(name: str, asks: Sequence[Callable[[], object]]) -> Measurement:
    with_policy, without = [], []
    for ask in asks:
        ask()  # reads the index, and whatever the system did not have in memory
        taken: tuple[list[float], list[float]] = [], []
        for _ in range(_ROUNDS):
            taken[0].append(_timed(ask))
            with _no_policy():
                taken[1].append(_timed(ask))
        with_policy.append(min(taken[0]))
        without.append(min(taken[1]))
    detail = f"{sum(with_policy):.2f} ms with the policy, {sum(without):.2f} ms without, of {len(asks)} questions"
    return at_most(f"policy: {name}", sum(with_policy) / sum(without), GOAL, detail)


def _timed(ask: Callable[[], object]) -> float:
    """Milliseconds of processor, with no tile kept from before."""
    with patch.object(tiles, "_cache", tiles._TileCache(1)):
        started = time.process_time()
        ask()
        return (time.process_time() - started) * 1_000


@contextmanager
def _no_policy() -> Iterator[None]:
    """Everybody sees everything of their city, and nobody asks."""
    with ExitStack() as stack:
        for module in (issue_selection, issue_list, search, site_selection):
            stack.enter_context(patch.object(module, "visible", _of_the_city))
        stack.enter_context(patch.object(site_selection, "_visible", _every_place))
        yield


def _of_the_city(actor: Actor, table: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = table.municipality_id == actor.municipality_id
    return condition


def _every_place(index: SiteIndex, within: slice, _actor: Actor) -> NDArray[np.bool_]:
    return np.ones(len(index["key"][within]), np.bool_)
