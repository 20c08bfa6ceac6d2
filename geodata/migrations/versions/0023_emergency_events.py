"""Emergency events: addresses, assignments, reports and visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.spatial import Outline
from geodata.tables.base import Document, Moment, WholeNumber

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_Items = list[sa.schema.SchemaItem]


def upgrade() -> None:
    _make(
        "emergency_event",
        *_texts("name", "agreed", "evaluation"),
        *_codes("kind", "state"),
        sa.Column("outline", Outline(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=True),
        *_to("emergency_event", "organisation", optional=True),
        sa.Column("row_version", WholeNumber, nullable=False),
    )
    _make(
        "emergency_address",
        *_to("emergency_address", "emergency_event", column="event_id"),
        *_texts("text"),
        sa.Column("code", sa.String(), nullable=True),
        *_position(),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_emergency_address_event_id_code")),
    )
    _make(
        "emergency_assignment",
        *_to("emergency_assignment", "emergency_event", column="event_id"),
        *_to("emergency_assignment", "organisation"),
        *_texts("label", "stretch"),
        *(sa.Column(name, Moment(), nullable=True) for name in ("starts_at", "ends_at", "withdrawn_at")),
    )
    _make(
        "emergency_assigned_address",
        *_to("emergency_assigned_address", "emergency_assignment", column="assignment_id"),
        *_to("emergency_assigned_address", "emergency_address", column="address_id"),
        written=False,
    )
    _make(
        "emergency_report",
        *_to("emergency_report", "emergency_event", column="event_id"),
        *_to("emergency_report", "emergency_assignment", optional=True, column="assignment_id"),
        *_to("emergency_report", "emergency_address", optional=True, column="address_id"),
        *_to("emergency_report", "organisation", optional=True),
        *_codes("kind"),
        *_texts("text"),
        *_position(),
        *_sent(),
    )
    _make(
        "emergency_visit",
        *_to("emergency_visit", "emergency_address", column="address_id"),
        *_to("emergency_visit", "organisation"),
        sa.Column("needs", Document, nullable=False),
        *_texts("note"),
        sa.Column("settled", sa.Boolean(), nullable=False),
        *_sent(),
    )
    _indexes()


def _indexes() -> None:
    for table, column in (
        ("emergency_event", "municipality_id"),
        ("emergency_address", "event_id"),
        ("emergency_assignment", "event_id"),
        ("emergency_assignment", "organisation_id"),
        ("emergency_assigned_address", "assignment_id"),
        ("emergency_assigned_address", "address_id"),
        ("emergency_report", "event_id"),
        ("emergency_visit", "address_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    known = sa.text("client_id IS NOT NULL")
    for table in ("emergency_report", "emergency_visit"):
        op.create_index(
            f"uq_{table}_client_id", table, ["client_id"], unique=True, sqlite_where=known, postgresql_where=known
        )


def _make(table: str, *parts: sa.schema.SchemaItem, written: bool = True) -> None:
    """A table with its number, its municipality and, unless told otherwise, when and by whom a row was written."""
    items: _Items = [*_to(table, "municipality"), *parts]
    if written:
        items.append(sa.Column("recorded_at", Moment(), nullable=False))
        items += _to(table, "account", optional=True, column="recorded_by")
    columns = [item for item in items if isinstance(item, sa.Column)]
    others = [item for item in items if not isinstance(item, sa.Column)]
    number = sa.Column("id", WholeNumber, nullable=False)
    op.create_table(table, number, *columns, *others, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _to(table: str, target: str, *, optional: bool = False, column: str | None = None) -> _Items:
    name = column or f"{target}_id"
    return [
        sa.Column(name, WholeNumber, nullable=optional),
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}")),
    ]


def _texts(*names: str) -> _Items:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _codes(*names: str) -> _Items:
    return [sa.Column(name, sa.String(40), nullable=False) for name in names]


def _position() -> _Items:
    return [sa.Column(name, sa.Double(), nullable=True) for name in ("longitude", "latitude")]


def _sent() -> _Items:
    return [sa.Column("happened_at", Moment(), nullable=False), sa.Column("client_id", sa.String(), nullable=True)]


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
