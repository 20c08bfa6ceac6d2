"""What a phone sends: on which observation a new one was based, how exact its position was, and its photos' ids."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    # Added in place: rebuilding the table would drop its triggers.
    op.execute(
        f"ALTER TABLE observation ADD COLUMN based_on_id {number}"
        " CONSTRAINT fk_observation_based_on_id REFERENCES observation (id)"
    )
    op.add_column("observation", sa.Column("accuracy_m", sa.Double, nullable=True))
    op.add_column("observation", sa.Column("clock_corrected", sa.Boolean, nullable=False, server_default=sa.false()))
    _where_known("observation", "based_on_id")
    op.add_column("photo", sa.Column("client_id", sa.String, nullable=True))
    op.add_column("photo", sa.Column("sent_checksum", sa.String, nullable=True))
    op.add_column("photo", sa.Column("taken_at", Moment(), nullable=True))
    for column in ("longitude", "latitude", "accuracy_m"):
        op.add_column("photo", sa.Column(column, sa.Double, nullable=True))
    _where_known("photo", "client_id", unique=True)


def _where_known(table: str, column: str, *, unique: bool = False) -> None:
    known = sa.text(f"{column} IS NOT NULL")
    name = f"{'uq' if unique else 'ix'}_{table}_{column}"
    op.create_index(name, table, [column], unique=unique, sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
