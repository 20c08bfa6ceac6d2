"""What the city publishes, if it does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Document, Moment, WholeNumber

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_switch",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("switched_on", sa.Boolean(), nullable=False),
        sa.Column("with_points", sa.Boolean(), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_public_switch_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_switch")),
        sa.UniqueConstraint("municipality_id", name=op.f("uq_public_switch_municipality_id")),
    )
    op.create_table(
        "public_snapshot",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("cell_limit", WholeNumber, nullable=False),
        sa.Column("area_kind", sa.String(length=40), nullable=False),
        sa.Column("with_points", sa.Boolean(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by", WholeNumber, nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_public_snapshot_municipality_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_public_snapshot_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_snapshot")),
        sa.UniqueConstraint("municipality_id", "month", name=op.f("uq_public_snapshot_municipality_id_month")),
    )
    _create_part(
        "public_area",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("outline", Document, nullable=True),
    )
    _create_part(
        "public_cell",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at_least", WholeNumber, nullable=False),
    )
    _create_part(
        "public_point",
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
    )


def _create_part(table: str, *columns: sa.Column[object]) -> None:
    """A table of rows that belong to a snapshot and to an area."""
    op.create_table(
        table,
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("snapshot_id", WholeNumber, nullable=False),
        sa.Column("area_id", WholeNumber, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f(f"fk_{table}_municipality_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["public_snapshot.id"], name=op.f(f"fk_{table}_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_snapshot_id"), table, ["snapshot_id"])


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
