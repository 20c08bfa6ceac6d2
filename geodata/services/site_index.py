"""Every site in a few columns of memory, in the order of the map.

Clusters, lists and figures over a million sites cannot wait for the database: counting a whole country took SQLite
400 ms. The index holds about 40 bytes a site, sorted by `tile_key`, so that a tile of any zoom is one slice. It is
never changed in place: when the data version moved, the changed sites are read and a new index takes its place.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.model.issues import WAITING_STATUSES, IssueStatus
from geodata.model.people import Sensitivity
from geodata.model.sites import Condition, SiteKind, SiteState
from geodata.services.driver_read import current_version
from geodata.tables import Site
from geodata.unit_of_work import data_version

KINDS = tuple(SiteKind)
CONDITIONS = tuple(Condition)
STATES = tuple(SiteState)
_STATUSES = tuple(IssueStatus)
_SENSITIVITIES = tuple(Sensitivity)
_CHUNK = 20_000
# When more than this share of the sites changed, reading all anew is quicker than patching.
_PATCH_AT_MOST = 0.2

_KIND = {code.value: number for number, code in enumerate(KINDS)}
_CONDITION = {None: 0} | {code.value: number + 1 for number, code in enumerate(CONDITIONS)}
_STATUS = {None: 0} | {code.value: number + 1 for number, code in enumerate(_STATUSES)}
_SENSITIVITY = {code.value: number for number, code in enumerate(_SENSITIVITIES)}
RESTRICTED = _SENSITIVITY[Sensitivity.RESTRICTED.value]
_WAITING = [_STATUS[status.value] for status in WAITING_STATUSES]

_RECORD = np.dtype(
    [
        ("key", np.int64),
        ("id", np.int64),
        ("area", np.int32),
        ("locality", np.int32),
        ("organisation", np.int32),
        ("municipality", np.int32),
        ("open_since", np.int32),
        ("due_on", np.int32),
        ("kind", np.uint8),
        ("condition", np.uint8),
        ("status", np.uint8),
        ("sensitivity", np.uint8),
        ("verified", np.bool_),
    ]
)


@dataclass(frozen=True, eq=False)
class SiteIndex:
    """Sites in the order of `tile_key`. Days are ordinals (`date.toordinal`), 0 where there is none.

    `condition` is 0 for none, else one more than the place in `CONDITIONS`; `kind` and `state` are places in `KINDS`
    and `STATES`.
    """

    version: int
    day: date
    columns: dict[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(self.columns["key"])

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.columns[column]

    def slice_of(self, first_key: int, end_key: int) -> slice:
        """The sites whose tile key lies in the half-open range."""
        first, end = np.searchsorted(self.columns["key"], [first_key, end_key])
        return slice(int(first), int(end))


_indexes: WeakKeyDictionary[Database, SiteIndex] = WeakKeyDictionary()
_building = threading.Lock()


def site_index(database: Database, session: Session) -> SiteIndex:
    """The index as of the data version that `session` sees, read or patched where it moved."""
    day, present = clock.today(), _indexes.get(database)
    if present is not None and present.day == day and present.version == current_version(database, "sites"):
        return present
    version = data_version(session, "sites")
    with _building:
        present = _indexes.get(database)
        if present is None or present.version > version:
            present = _built(version, day, _read(session, None))
        elif present.version < version:
            present = _patched(present, version, day, session)
        if present.day != day:
            present = SiteIndex(version, day, present.columns | {"state": _states(present.columns, day)})
        _indexes[database] = present
        return present


def _read(session: Session, changed_after: int | None) -> NDArray[Any]:
    """The records of all sites, or of those changed after a version, unsorted."""
    query = select(
        Site.tile_key, Site.id, Site.area_id, Site.locality_id, Site.organisation_id, Site.municipality_id,
        Site.open_since, Site.due_on, Site.kind, Site.condition, Site.worst_status, Site.sensitivity, Site.verified_on,
    )  # fmt: skip
    if changed_after is not None:
        query = query.where(Site.changed > changed_after)
    # Plain driver rows: decoding a million rows through the ORM's types takes four times as long.
    statement = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    result = session.connection().execution_options(stream_results=True).exec_driver_sql(str(statement))
    chunks = [_records(rows) for rows in result.partitions(_CHUNK)]
    return np.concatenate(chunks) if chunks else np.empty(0, _RECORD)


def _records(rows: Sequence[Any]) -> NDArray[Any]:
    records = np.empty(len(rows), _RECORD)
    columns = list(zip(*rows, strict=True))
    for name, values in zip(
        ("key", "id", "area", "locality", "organisation", "municipality"), columns[:6], strict=True
    ):
        records[name] = _numbers(values)
    records["open_since"] = [_ordinal(day) for day in columns[6]]
    records["due_on"] = [_ordinal(day) for day in columns[7]]
    records["kind"] = [_KIND[code] for code in columns[8]]
    records["condition"] = [_CONDITION[code] for code in columns[9]]
    records["status"] = [_STATUS[code] for code in columns[10]]
    records["sensitivity"] = [_SENSITIVITY[code] for code in columns[11]]
    records["verified"] = [day is not None for day in columns[12]]
    return records


def _numbers(values: Iterable[int | None]) -> list[int]:
    return [value or 0 for value in values]


def _ordinal(day: str | date | None) -> int:
    if day is None:
        return 0
    return date.fromisoformat(day).toordinal() if isinstance(day, str) else day.toordinal()


def _built(version: int, day: date, records: NDArray[Any]) -> SiteIndex:
    order = np.argsort(records["key"], kind="stable")
    columns = {name: records[name][order] for name in _RECORD.names or ()}
    return SiteIndex(version, day, columns | {"state": _states(columns, day)})


def _patched(present: SiteIndex, version: int, day: date, session: Session) -> SiteIndex:
    changed = _read(session, present.version)
    if len(changed) > _PATCH_AT_MOST * max(len(present), 1):
        return _built(version, day, _read(session, None))
    kept = ~np.isin(present["id"], changed["id"])
    changed = changed[np.argsort(changed["key"], kind="stable")]
    places = np.searchsorted(present["key"][kept], changed["key"])
    columns = {name: np.insert(present[name][kept], places, changed[name]) for name in _RECORD.names or ()}
    return SiteIndex(version, day, columns | {"state": _states(columns, day)})


def _states(columns: dict[str, NDArray[Any]], day: date) -> NDArray[np.uint8]:
    """The ring of each site today; `state_today` is the same rule for one site."""
    is_open = columns["status"] > 0
    overdue = is_open & (columns["due_on"] > 0) & (columns["due_on"] < day.toordinal())
    waiting = np.isin(columns["status"], _WAITING)
    return np.select(
        [overdue, waiting, is_open, ~columns["verified"]],
        [
            STATES.index(SiteState.OVERDUE),
            STATES.index(SiteState.WAITING),
            STATES.index(SiteState.OPEN),
            STATES.index(SiteState.NEVER_VERIFIED),
        ],
        STATES.index(SiteState.NONE),
    ).astype(np.uint8)


def state_today(site: Site, day: date) -> SiteState:
    """The ring of one site; the twin of `_states`, proven equal by a test."""
    if site.worst_status is not None and site.due_on is not None and site.due_on < day:
        return SiteState.OVERDUE
    if site.worst_status in WAITING_STATUSES:
        return SiteState.WAITING
    if site.worst_status is not None:
        return SiteState.OPEN
    return SiteState.NONE if site.verified_on is not None else SiteState.NEVER_VERIFIED
