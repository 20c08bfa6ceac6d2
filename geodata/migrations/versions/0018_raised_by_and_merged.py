"""Who raised an issue, when its state was written down, and which tasks and letters came from a duplicate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_reference("issue", "raised_by_id", "organisation")
    op.add_column("issue", sa.Column("status_recorded_at", Moment, nullable=True))
    op.execute("UPDATE issue SET raised_by_id = organisation_id")
    op.execute(
        "UPDATE issue SET status_recorded_at = (SELECT recorded_at FROM issue_event"
        " WHERE issue_event.issue_id = issue.id AND issue_event.status IS NOT NULL"
        " ORDER BY happened_on DESC, id DESC LIMIT 1)"
    )
    op.drop_index("ix_issue_moved", "issue")
    op.create_index("ix_issue_moved", "issue", ["recorded_by", "status_recorded_at"])
    op.create_index("ix_issue_moved_of", "issue", ["raised_by_id", "status_recorded_at"])
    _of_known("ix_issue_merged", "issue", "recorded_by", "duplicate_of_id")
    _of_known("ix_issue_merged_of", "issue", "raised_by_id", "duplicate_of_id")
    for table in ("task", "submission"):
        _add_reference(table, "from_issue_id", "issue")
        _of_known(f"ix_{table}_from_issue_id", table, "from_issue_id", "from_issue_id")


def _add_reference(table: str, column: str, target: str) -> None:
    """A column that refers to another table, added in place: rebuilding the table would drop its triggers."""
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {number} CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
    )


def _of_known(name: str, table: str, column: str, known: str) -> None:
    """An index over the rows where `known` is."""
    is_known = sa.text(f"{known} IS NOT NULL")
    op.create_index(name, table, [column], sqlite_where=is_known, postgresql_where=is_known)


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
