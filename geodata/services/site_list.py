"""The list beside the map: the same filter, the same view, the oldest open issue first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import UnaryExpression, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind, SiteState
from geodata.policy import Action, require
from geodata.services.site_index import KINDS, STATES, SiteIndex, site_index
from geodata.services.site_selection import Places, places_of, selected
from geodata.spatial import Box, key_ranges, keys_within
from geodata.tables import Site


class SiteOrder(StrEnum):
    OLDEST_ISSUE = "oldest_issue"
    NAME = "name"
    LAST_VERIFIED = "last_verified"


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One line of the list; longitude and latitude in degrees WGS84."""

    id: int
    kind: SiteKind
    name: str
    address: str | None
    condition: Condition | None
    state: SiteState
    open_issues: int
    open_since: date | None
    due_on: date | None
    verified_on: date | None
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class SitePage:
    """A part of the list, with how many there are in all and of each kind and state."""

    rows: tuple[SiteRow, ...]
    total: int
    by_kind: dict[SiteKind, int]
    by_state: dict[SiteState, int]


def list_sites(
    database: Database,
    actor: Actor,
    chosen: SiteFilter,
    *,
    box: Box | None = None,
    order: SiteOrder = SiteOrder.OLDEST_ISSUE,
    limit: int = 50,
    offset: int = 0,
) -> SitePage:
    """The sites the actor sees through the filter within a box (degrees WGS84; west, south, east, north)."""
    require(actor, Action.VIEW)
    with database.read() as session:
        index = site_index(database, session)
        places = _places(index, session, actor, chosen, box)
        kinds = np.bincount(index["kind"][places], minlength=len(KINDS)).tolist()
        states = np.bincount(index["state"][places], minlength=len(STATES)).tolist()
        total = int(sum(states))
        shown = _ordered(index, session, places, order, limit, offset).tolist() if limit and total else []
        states_shown = {int(index["id"][place]): STATES[int(index["state"][place])] for place in shown}
        return SitePage(
            rows=_rows(session, states_shown),
            total=total,
            by_kind=dict(zip(KINDS, kinds, strict=True)),
            by_state=dict(zip(STATES, states, strict=True)),
        )


def selected_ids(
    database: Database, session: Session, actor: Actor, chosen: SiteFilter, box: Box | None = None
) -> list[int]:
    """Ids of all sites the actor sees through the filter within the box, for downloads and figures."""
    require(actor, Action.VIEW)
    index = site_index(database, session)
    found: list[int] = index["id"][_places(index, session, actor, chosen, box)].tolist()
    return found


def _places(index: SiteIndex, session: Session, actor: Actor, chosen: SiteFilter, box: Box | None) -> Places:
    """Where in the index the selected sites stand."""
    if box is None:
        everywhere = slice(0, len(index))
        return places_of(selected(index, everywhere, session, actor, chosen), everywhere)
    parts = []
    for first, end in key_ranges(box):
        within = index.slice_of(first, end)
        mask = selected(index, within, session, actor, chosen) & keys_within(index["key"][within], box)
        parts.append(np.flatnonzero(mask) + within.start)
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


_LAST = np.iinfo(np.int32).max
# The text for searching begins with the name, and is in the same order in every database.
_BY: dict[SiteOrder, UnaryExpression[Any] | InstrumentedAttribute[str]] = {
    SiteOrder.NAME: Site.search_text,
    SiteOrder.LAST_VERIFIED: Site.verified_on.asc().nulls_first(),
}
_READ_AT_ONCE = 5_000  # most lists are full long before the last site was read


def _ordered(
    index: SiteIndex, session: Session, places: Places, order: SiteOrder, limit: int, offset: int
) -> NDArray[np.int64]:
    if order == SiteOrder.OLDEST_ISSUE:
        opened, ids = index["open_since"][places], index["id"][places]
        # Sites without an open issue follow, the one logged last first.
        rank = np.where(opened > 0, opened, _LAST)
        foremost = _foremost(rank, ids, offset + limit)
        foremost = foremost[np.lexsort((-ids[foremost], rank[foremost]))][offset:]
        return foremost + places.start if isinstance(places, slice) else places[foremost]
    if isinstance(places, slice):
        places = np.arange(places.start, places.stop)
    wanted = set(index["id"][places].tolist())
    ranked = session.scalars(select(Site.id).order_by(_BY[order], Site.id).execution_options(yield_per=_READ_AT_ONCE))
    shown = list(islice((id_ for id_ in ranked if id_ in wanted), offset, offset + limit))
    found = places[np.isin(index["id"][places], shown)]
    place_of = dict(zip(index["id"][found].tolist(), found.tolist(), strict=True))
    return np.array([place_of[id_] for id_ in shown], np.int64)


def _foremost(rank: NDArray[np.int32], ids: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Which `count` come first, by rank and then the largest id; unsorted.

    Sorting a million places for fifty lines would take a page 150 ms.
    """
    if len(rank) <= count:
        return np.arange(len(rank))
    last = np.partition(rank, count - 1)[count - 1]
    before, equal = np.flatnonzero(rank < last), np.flatnonzero(rank == last)
    missing = count - len(before)
    if missing < len(equal):
        equal = equal[np.argpartition(ids[equal], len(equal) - missing)[len(equal) - missing :]]
    return np.concatenate([before, equal])


def _rows(session: Session, states: dict[int, SiteState]) -> tuple[SiteRow, ...]:
    query = select(
        Site.id, Site.kind, Site.name, Site.address, Site.condition, Site.open_issues, Site.open_since,
        Site.due_on, Site.verified_on, Site.longitude, Site.latitude,
    ).where(Site.id.in_(states))  # fmt: skip
    found = {row.id: SiteRow(**row._asdict(), state=states[row.id]) for row in session.execute(query)}
    return tuple(found[id_] for id_ in states)
