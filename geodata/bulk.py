"""Many rows at once, as fast as each driver can: executemany in SQLite, COPY in PostgreSQL.

Values are given ready for the driver through `stored`: these rows do not pass SQLAlchemy's types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from geodata.crs import WGS84
from geodata.storable import as_json, storable_text
from geodata.tables import Base


def insert_rows(
    session: Session,
    table: type[Base],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    constants: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Insert rows whose values are in the order of `columns`; `constants` are the same in every row.

    All values are as `stored` makes them. Constants stand in the statement, which spares SQLite binding them a
    million times.
    """
    name = table.__tablename__
    connection = session.connection()
    all_columns = ", ".join([*columns, *constants])
    if is_sqlite(session):
        marks = ", ".join(["?"] * len(columns) + [_literal(value) for value in constants.values()])
        many = list(rows)
        if many:
            connection.exec_driver_sql(f"INSERT INTO {name} ({all_columns}) VALUES ({marks})", many)
        return
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the session has no connection")
    same = tuple(constants.values())
    with driver.cursor() as cursor, cursor.copy(f"COPY {name} ({all_columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([storable_text(value) if isinstance(value, str) else value for value in (*row, *same)])


def _literal(value: Any) -> str:
    """A constant as SQLite reads it in a statement."""
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def new_ids(session: Session, table: type[Base], count: int) -> range | list[int]:
    """`count` ids for rows to come. On SQLite the caller holds the write lock, so nobody else takes them."""
    name = table.__tablename__
    if is_sqlite(session):
        first = (session.scalar(select(func.max(text("id"))).select_from(text(name))) or 0) + 1
        return range(first, first + count)
    sequence = text("SELECT nextval(:sequence) FROM generate_series(1, :count)")
    return [row[0] for row in session.execute(sequence, {"sequence": f"{name}_id_seq", "count": count})]


def is_sqlite(session: Session) -> bool:
    """Whether the session works on SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def stored(session: Session, value: Any) -> Any:
    """A value as the driver of this database stores it in a column of our types."""
    if isinstance(value, datetime):
        in_utc = value.astimezone(UTC)
        return in_utc.strftime("%Y-%m-%d %H:%M:%S.%f") if is_sqlite(session) else in_utc
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return as_json(value)
    if isinstance(value, BaseGeometry):
        return stored_outline(session, shapely.to_wkb(value))
    return value


def stored_outline(session: Session, wkb: bytes | None) -> Any:
    """WKB (EPSG:4326) as the outline column stores it."""
    if wkb is None or is_sqlite(session):
        return wkb
    geometry = shapely.set_srid(shapely.from_wkb(wkb), WGS84)
    return shapely.to_wkb(geometry, hex=True, include_srid=True)
