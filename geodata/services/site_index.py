"""Every site in a few columns of memory, in the order of the map.

Clusters, lists and figures over a million sites cannot wait for the database: counting a whole country took SQLite
400 ms. The index holds about 40 bytes a site, sorted by `tile_key`, so that a tile of any zoom is one slice. It is
never changed in place: when the data version moved, the changed sites are read and a new index takes its place.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.model.issues import WAITING_STATUSES, IssueStatus
from geodata.model.people import Sensitivity
from geodata.model.sites import Condition, SiteKind, SiteState
from geodata.services.driver_read import current_version
from geodata.tables import Site, SiteShare
from geodata.unit_of_work import data_version

KINDS = tuple(SiteKind)
CONDITIONS = tuple(Condition)
STATES = tuple(SiteState)
_STATUSES = tuple(IssueStatus)
_SENSITIVITIES = tuple(Sensitivity)
_CHUNK = 4_000
# When more than this share of the sites changed, reading all anew is quicker than patching.
_PATCH_AT_MOST = 0.2

_STATUS = {code.value: number for number, code in enumerate(_STATUSES, 1)}
_SENSITIVITY = {code.value: number for number, code in enumerate(_SENSITIVITIES)}
RESTRICTED = _SENSITIVITY[Sensitivity.RESTRICTED.value]
_WAITING = [_STATUS[status.value] for status in WAITING_STATUSES]

Columns = dict[str, NDArray[Any]]
_COLUMNS: dict[str, type[np.generic]] = {
    "key": np.int64,
    "id": np.int64,
    "area": np.int32,
    "locality": np.int32,
    "organisation": np.int32,
    "municipality": np.int32,
    "open_since": np.int32,
    "due_on": np.int32,
    "kind": np.uint8,
    "condition": np.uint8,
    "status": np.uint8,
    "sensitivity": np.uint8,
    "verified": np.bool_,
}


@dataclass(frozen=True, eq=False)
class SiteIndex:
    """Sites in the order of `tile_key`. Days are ordinals (`date.toordinal`), 0 where there is none.

    `condition` is 0 for none, else one more than the place in `CONDITIONS`; `kind` and `state` are places in `KINDS`
    and `STATES`. `shared` tells for each organisation where in the index the sites shared with it stand; `seen` keeps
    which sites readers see, by the key of their visibility.
    """

    version: int
    day: date
    columns: Columns
    shared: Mapping[int, NDArray[np.int64]]
    seen: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns["key"])

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.columns[column]

    def slice_of(self, first_key: int, end_key: int) -> slice:
        """The sites whose tile key lies in the half-open range."""
        first, end = np.searchsorted(self.columns["key"], [first_key, end_key])
        return slice(int(first), int(end))


_indexes: WeakKeyDictionary[Database, SiteIndex] = WeakKeyDictionary()
# The version of what was erased when the index was made: sites that are gone leave no row that says they changed.
_erasures: WeakKeyDictionary[Database, int] = WeakKeyDictionary()
_building = threading.Lock()


def site_index(database: Database, session: Session) -> SiteIndex:
    """The index as of the data version that `session` sees, read or patched where it moved."""
    day, present = clock.today(), _indexes.get(database)
    if present is not None and present.day == day and present.version == current_version(database, "sites"):
        return present
    version, erasures = data_version(session, "sites"), data_version(session, "erasures")
    with _building:
        present = _indexes.get(database)
        if present is None or present.version > version or _erasures.get(database) != erasures:
            present = _built(version, day, _read(session, None), session)
        elif present.version < version:
            present = _patched(present, version, day, session)
        if present.day != day:
            columns = present.columns | {"state": _states(present.columns, day)}
            present = replace(present, day=day, columns=columns)
        _indexes[database], _erasures[database] = present, erasures
        return present


def _read(session: Session, changed_after: int | None) -> Columns:
    """The columns of all sites, or of those changed after a version, in the order of their tile keys."""
    query = select(
        Site.tile_key, Site.id, func.coalesce(Site.area_id, 0), func.coalesce(Site.locality_id, 0),
        func.coalesce(Site.organisation_id, 0), Site.municipality_id, Site.open_since, Site.due_on, Site.kind,
        Site.condition, Site.worst_status, Site.sensitivity, Site.verified_on.is_not(None),
    )  # fmt: skip
    if changed_after is not None:
        query = query.where(Site.changed > changed_after)
    # Plain driver rows: decoding a million rows through the ORM's types takes four times as long.
    statement = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    result = session.connection().execution_options(stream_results=True).exec_driver_sql(str(statement))
    columns, count = {name: np.empty(0, type_) for name, type_ in _COLUMNS.items()}, 0
    for rows in result.partitions(_CHUNK):
        if count + len(rows) > len(columns["key"]):
            for name, column in columns.items():
                columns[name] = _grown(column, count)
        for (name, column), values in zip(columns.items(), zip(*rows, strict=True), strict=True):
            read = _NUMBER_OF.get(name)
            column[count : count + len(rows)] = values if read is None else list(map(read.__getitem__, values))
        count += len(rows)
    order = np.argsort(columns["key"][:count], kind="stable")
    for name, column in columns.items():
        columns[name] = column[:count][order]
    return columns


def _give_memory_back() -> None:
    """Reading leaves holes as large as the index itself, which the C library of Linux keeps unless told."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _grown(column: NDArray[Any], filled: int) -> NDArray[Any]:
    """A copy with room for as many again; what nobody writes to takes no memory."""
    larger = np.empty(max(2 * filled, _CHUNK), column.dtype)
    larger[:filled] = column[:filled]
    return larger


class _Days(dict[str | date | None, int]):
    """The number of each day; a million sites share a few thousand days."""

    def __missing__(self, day: str | date | None) -> int:
        known = date.fromisoformat(day) if isinstance(day, str) else day
        self[day] = number = known.toordinal() if known else 0
        return number


_NUMBER_OF: dict[str, Mapping[Any, int]] = {
    "open_since": _Days(),
    "due_on": _Days(),
    "kind": {code.value: number for number, code in enumerate(KINDS)},
    "condition": {None: 0} | {code.value: number for number, code in enumerate(CONDITIONS, 1)},
    "status": {None: 0} | _STATUS,
    "sensitivity": _SENSITIVITY,
}


def _built(version: int, day: date, columns: Columns, session: Session) -> SiteIndex:
    index = SiteIndex(version, day, columns | {"state": _states(columns, day)}, _shared(session, columns["id"]))
    _give_memory_back()
    return index


def _patched(present: SiteIndex, version: int, day: date, session: Session) -> SiteIndex:
    changed = _read(session, present.version)
    if len(changed["key"]) > _PATCH_AT_MOST * max(len(present), 1):
        return _built(version, day, _read(session, None), session)
    if not len(changed["key"]):
        columns = present.columns | {"state": _states(present.columns, day)}
        return replace(present, version=version, day=day, columns=columns)
    kept = ~np.isin(present["id"], changed["id"])
    places = np.searchsorted(present["key"][kept], changed["key"])
    columns = {name: np.insert(present[name][kept], places, column) for name, column in changed.items()}
    return _built(version, day, columns, session)


def _shared(session: Session, ids: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """For each organisation, where in the index the sites that are shared with it stand.

    Few sites are ever shared, so all shares are read anew each time; sharing marks its site as changed.
    """
    shares = session.execute(select(SiteShare.organisation_id, SiteShare.site_id)).all()
    if not shares:
        return {}
    organisations, sites = np.array([tuple(share) for share in shares], np.int64).T
    places = np.flatnonzero(np.isin(ids, sites))
    return {
        organisation: places[np.isin(ids[places], sites[organisations == organisation])]
        for organisation in np.unique(organisations).tolist()
    }


def _states(columns: Columns, day: date) -> NDArray[np.uint8]:
    """The ring of each site today; `state_today` is the same rule for one site."""
    is_open = columns["status"] > 0
    overdue = is_open & (columns["due_on"] > 0) & (columns["due_on"] < day.toordinal())
    waiting = np.isin(columns["status"], _WAITING)
    states = np.full(len(is_open), STATES.index(SiteState.NONE), np.uint8)
    # The last word has the state that asks for the most.
    for where, state in (
        (~columns["verified"], SiteState.NEVER_VERIFIED),
        (is_open, SiteState.OPEN),
        (waiting, SiteState.WAITING),
        (overdue, SiteState.OVERDUE),
    ):
        states[where] = STATES.index(state)
    return states


def state_today(site: Site, day: date) -> SiteState:
    """The ring of one site; the twin of `_states`, proven equal by a test."""
    if site.worst_status is not None and site.due_on is not None and site.due_on < day:
        return SiteState.OVERDUE
    if site.worst_status in WAITING_STATUSES:
        return SiteState.WAITING
    if site.worst_status is not None:
        return SiteState.OPEN
    return SiteState.NONE if site.verified_on is not None else SiteState.NEVER_VERIFIED
