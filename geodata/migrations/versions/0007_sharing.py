"""Restricted records that are shared with named organisations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment, WholeNumber

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for record in ("site", "issue", "locality"):
        table, record_id = f"{record}_share", f"{record}_id"
        op.create_table(
            table,
            sa.Column(record_id, WholeNumber, nullable=False),
            sa.Column("organisation_id", WholeNumber, nullable=False),
            sa.Column("shared_at", Moment(), nullable=False),
            sa.Column("shared_by", WholeNumber, nullable=True),
            sa.ForeignKeyConstraint(
                [record_id], [f"{record}.id"], name=op.f(f"fk_{table}_{record_id}"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f(f"fk_{table}_organisation_id")),
            sa.ForeignKeyConstraint(["shared_by"], ["account.id"], name=op.f(f"fk_{table}_shared_by")),
            sa.PrimaryKeyConstraint(record_id, "organisation_id", name=op.f(f"pk_{table}")),
        )
    if op.get_bind().dialect.name == "postgresql":
        _count_issues_in_the_index()


def _count_issues_in_the_index() -> None:
    """The id of an issue says with whom it is shared: with it in the index, counting reads no rows of the table."""
    for name, day in (("ix_issue_status", "raised_on"), ("ix_issue_due_on", "due_on")):
        op.drop_index(name, "issue")
        columns = ["municipality_id", "status", day, "sensitivity", "organisation_id"]
        op.create_index(name, "issue", columns, postgresql_include=["id"])


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
