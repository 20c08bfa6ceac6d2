"""Work on issues: evidence, the person who has one, duplicates, and lists that people want to find again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Document, Moment, WholeNumber

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column, target in (("account_id", "account"), ("duplicate_of_id", "issue")):
        _add_reference("issue", column, target)
    op.add_column("issue_event", sa.Column("evidence", sa.String(40), nullable=True))
    op.add_column("issue_event", sa.Column("document", sa.String(), nullable=True))
    for column, target in (
        ("account_id", "account"),
        ("photo_id", "photo"),
        ("observation_id", "observation"),
        ("other_issue_id", "issue"),
    ):
        _add_reference("issue_event", column, target)
    _where_known("issue", "account_id", "status", "raised_on", "id")
    _where_known("issue", "duplicate_of_id")
    op.create_index("ix_issue_recorded_by", "issue", ["recorded_by", "status", "raised_on", "id"])
    op.create_index("ix_issue_moved", "issue", ["recorded_by", "status_since"])
    for column in ("photo_id", "observation_id", "other_issue_id"):
        _where_known("issue_event", column)
    _saved_filters()


def _add_reference(table: str, column: str, target: str) -> None:
    """A column that refers to another table, added in place: rebuilding the table would drop its triggers."""
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {number} CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
    )


def _where_known(table: str, column: str, *further: str) -> None:
    known = sa.text(f"{column} IS NOT NULL")
    op.create_index(f"ix_{table}_{column}", table, [column, *further], sqlite_where=known, postgresql_where=known)


def _saved_filters() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("account_id", WholeNumber, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("choice", Document, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{target}_id"], [f"{target}.id"], name=op.f(f"fk_saved_filter_{target}_id"))
            for target in ("municipality", "account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_filter_account_id_name")),
    )


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
