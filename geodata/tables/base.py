"""What every table shares: the base class and the column types of both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Dialect, ForeignKey, Index, Integer, MetaData, String, text
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

from geodata.storable import storable_text

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows only in a column declared INTEGER; PostgreSQL wants room for more.
WholeNumber = BigInteger().with_variant(Integer(), "sqlite")
Document = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[datetime]):
    """A point in time, always UTC: SQLite keeps no time zone, so it is put on and taken off here."""

    impl = SqlDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text of any length, without what no database can keep (`storable_text`)."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable_text(value)


def coded(codes: type[StrEnum]) -> SqlEnum:
    """A column that keeps the code of a StrEnum as text, so that a new code needs no change of the table."""
    return SqlEnum(
        codes,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


Id = Annotated[int, mapped_column(WholeNumber, primary_key=True)]


def reference(target: str, *, optional: bool = False, index: bool = False) -> Any:
    """A foreign key to `target`.id."""
    return mapped_column(WholeNumber, ForeignKey(f"{target}.id"), nullable=optional, index=index)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {int: WholeNumber, datetime: Moment, str: Words}  # noqa: RUF012 - SQLAlchemy's own form


def index_where_known(table: str, column: str, *, unique: bool = False) -> Index:
    """An index over the rows where `column` is known: most rows of a large load pay nothing for it."""
    known = text(f"{column} IS NOT NULL")
    prefix = "uq" if unique else "ix"
    return Index(f"{prefix}_{table}_{column}", column, unique=unique, sqlite_where=known, postgresql_where=known)
