"""Copy everything from one database into an empty one, SQLite or PostGIS, in one transaction of the target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text, update
from sqlalchemy.orm import Session

from geodata.bulk import is_sqlite
from geodata.database import Database
from geodata.errors import N_, StorageError
from geodata.migrations import is_current, upgrade
from geodata.model.people import Actor
from geodata.services.audit import check_chain, last_hash
from geodata.spatial import OUTLINED, index_outline
from geodata.tables import Base

Progress = Callable[[int, int], None]  # rows copied, rows in all

_ROWS_AT_ONCE = 2_000
# Nobody's change: a copy adds no entry to the audit chain, or the chain would not be the same.
_MOVER = Actor(account_id=0, name="copy", municipality_id=0, organisation_id=None)


def copy_to(source: Database, target: Database, progress: Progress | None = None) -> dict[str, int]:
    """Copy all rows and prove it; returns the number of rows of each table.

    The target gets the newest schema. Raises StorageError, and leaves the target as it was, when it holds any row, when
    the source is older than this program, or when the copy does not agree with the source.
    """
    if not is_current(source):
        raise StorageError(N_("The database is older than this program. Run `lokality migrate` first."))
    upgrade(target)
    _require_empty(target)
    with source.engine.connect().execution_options(**_snapshot(source)) as reading, reading.begin():
        counts = {table.name: _count(reading, table) for table in _tables()}
        with target.write(_MOVER) as work:
            _copy_tables(reading, work.session, sum(counts.values()), progress or (lambda done, of: None))
            _require_same(counts, work.session)
            work.commit()
    _require_same_chain(source, target)
    return counts


def _tables() -> Sequence[Table]:
    """All tables, each after those it refers to."""
    return Base.metadata.sorted_tables


def _snapshot(database: Database) -> dict[str, Any]:
    """What makes all reads of one connection see one moment; SQLite's transactions always do."""
    return {} if database.is_sqlite else {"isolation_level": "REPEATABLE READ"}


def _require_empty(target: Database) -> None:
    with target.read() as session:
        for table in _tables():
            if session.execute(select(text("1")).select_from(table).limit(1)).first() is not None:
                raise StorageError(
                    N_("The target database is not empty ({table} has rows). Nothing was copied; give an empty one."),
                    table=table.name,
                )


def _copy_tables(reading: Connection, writing: Session, total: int, progress: Progress) -> None:
    done = 0
    for table in _tables():
        own = _references_to_itself(table)
        later: list[dict[str, Any]] = []
        for rows in _chunks(reading, table):
            # A parent may stand in a later chunk than its child: such references follow when all rows are there.
            later += [_set_later(row, own) for row in rows if any(row[name] is not None for name in own)]
            writing.execute(insert(table), [{**row, **dict.fromkeys(own)} for row in rows])
            _index_outlines(writing, table, rows)
            done += len(rows)
            progress(done, total)
        for row in later:
            key = row.pop("id")
            writing.execute(update(table).where(table.c.id == key).values(row))
        _follow_ids(writing, table)


def _references_to_itself(table: Table) -> list[str]:
    return [column.name for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]


def _set_later(row: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {"id": row["id"], **{name: row[name] for name in names}}


def _chunks(reading: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key.columns)
    result = reading.execution_options(stream_results=True, yield_per=_ROWS_AT_ONCE).execute(query)
    for rows in result.mappings().partitions(_ROWS_AT_ONCE):
        yield [dict(row) for row in rows]


def _index_outlines(writing: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if table.name in OUTLINED and is_sqlite(writing):
        for row in rows:
            index_outline(writing, table.name, row["id"], row["outline"])


def _follow_ids(writing: Session, table: Table) -> None:
    """Let PostgreSQL go on counting after the highest id; SQLite does so by itself."""
    if is_sqlite(writing) or "id" not in table.columns:
        return
    highest = writing.scalar(select(func.max(table.c.id)))
    if highest is not None:
        sequence = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)")
        writing.execute(sequence, {"table": table.name, "highest": highest})


def _count(reading: Connection, table: Table) -> int:
    return reading.scalar(select(func.count()).select_from(table)) or 0


def _require_same(counts: dict[str, int], writing: Session) -> None:
    for table in _tables():
        copied = writing.scalar(select(func.count()).select_from(table)) or 0
        if copied != counts[table.name]:
            raise StorageError(
                N_("The copy of {table} has {copied} rows instead of {count}. Nothing was kept; try again."),
                table=table.name,
                copied=copied,
                count=counts[table.name],
            )


def _require_same_chain(source: Database, target: Database) -> None:
    broken = check_chain(target)
    if broken is not None or (check_chain(source) is None and last_hash(target) != last_hash(source)):
        raise StorageError(
            N_("The audit chain of the copy does not hold. Do not use the copy; look at `lokality doctor --audit`.")
        )
