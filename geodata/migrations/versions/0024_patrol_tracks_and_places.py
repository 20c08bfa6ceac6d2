"""What was logged under a patrol, where it walked, and its result on the agenda of the body it reports to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.spatial import Outline
from geodata.tables.base import Moment, WholeNumber

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("observation", "agenda_item"):
        _add_patrol(table)
    op.create_table(
        "patrol_track",
        sa.Column("id", WholeNumber, nullable=False),
        *_to("municipality_id", "municipality"),
        *_to("patrol_id", "patrol"),
        sa.Column("line", Outline(), nullable=False),
        *(sa.Column(name, Moment(), nullable=True) for name in ("began_at", "ended_at")),
        sa.Column("recorded_at", Moment(), nullable=False),
        *_to("recorded_by", "account", optional=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_track")),
    )
    for column in ("patrol_id", "recorded_at"):
        op.create_index(f"ix_patrol_track_{column}", "patrol_track", [column])


def _add_patrol(table: str) -> None:
    """Added in place: rebuilding the table would drop its triggers."""
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN patrol_id {number} CONSTRAINT fk_{table}_patrol_id REFERENCES patrol (id)"
    )
    known = sa.text("patrol_id IS NOT NULL")
    op.create_index(f"ix_{table}_patrol_id", table, ["patrol_id"], sqlite_where=known, postgresql_where=known)


def _to(column: str, target: str, *, optional: bool = False) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(column, WholeNumber, nullable=optional),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_patrol_track_{column}")),
    ]


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
