"""Submissions to authorities, and their events, which the database itself refuses to change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment, WholeNumber

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# An erasure takes events away as a whole; nothing changes one.
_SQLITE = (
    "CREATE TRIGGER submission_event_no_update BEFORE UPDATE ON submission_event "
    "BEGIN SELECT RAISE(ABORT, 'events of submissions cannot be changed'); END",
    "CREATE TRIGGER submission_event_no_replace BEFORE INSERT ON submission_event "
    "WHEN EXISTS (SELECT 1 FROM submission_event WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'events of submissions cannot be changed'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION submission_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'events of submissions cannot be changed'; END $$",
    "CREATE TRIGGER submission_event_refuse BEFORE UPDATE ON submission_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION submission_event_refuse()",
)


def upgrade() -> None:
    _submissions()
    _events()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        op.execute(statement)


def _submissions() -> None:
    _make(
        "submission",
        *_to("submission", "municipality"),
        *_to("submission", "organisation", optional=True),
        *_to("submission", "issue"),
        *_to("submission", "organisation", column="authority_id"),
        *_to("submission", "submission", optional=True, column="previous_id"),
        _code("kind", nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        *_to("submission", "account", optional=True, column="recorded_by"),
        sa.Column("row_version", WholeNumber, nullable=False),
        _code("state", nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        _code("sent_by"),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_recorded_at", Moment(), nullable=True),
        _code("answer_kind"),
        *_to("submission", "organisation", optional=True, column="forwarded_to_id"),
        sa.Column("reminded_on", sa.Date(), nullable=True),
    )
    op.create_index("ix_submission_issue_id", "submission", ["issue_id", "id"])
    op.create_index("ix_submission_due_on", "submission", ["municipality_id", "state", "due_on", "id"])
    op.create_index("ix_submission_authority_id", "submission", ["authority_id", "state", "due_on"])
    op.create_index("ix_submission_answered", "submission", ["municipality_id", "answer_recorded_at"])
    _where_known("ix_submission_previous_id", "submission", "previous_id")
    _where_known("uq_submission_client_id", "submission", "client_id", unique=True)


def _events() -> None:
    _make(
        "submission_event",
        *_to("submission_event", "municipality"),
        *_to("submission_event", "submission"),
        _code("kind", nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        *_to("submission_event", "account", optional=True, column="recorded_by"),
        *_to("submission_event", "organisation", optional=True),
        _code("sent_by"),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        _code("answer_kind"),
        *_to("submission_event", "organisation", optional=True, column="forwarded_to_id"),
        sa.Column("note", sa.String(), nullable=True),
    )
    op.create_index("ix_submission_event_submission_id", "submission_event", ["submission_id"])


def _make(table: str, *parts: sa.schema.SchemaItem) -> None:
    columns = [part for part in parts if isinstance(part, sa.Column)]
    others = [part for part in parts if not isinstance(part, sa.Column)]
    number: sa.Column[int] = sa.Column("id", WholeNumber, nullable=False)
    op.create_table(table, number, *columns, *others, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _to(table: str, target: str, *, optional: bool = False, column: str = "") -> list[sa.schema.SchemaItem]:
    name = column or f"{target}_id"
    return [
        sa.Column(name, WholeNumber, nullable=optional),
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}")),
    ]


def _code(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(40), nullable=nullable)


def _where_known(name: str, table: str, column: str, *, unique: bool = False) -> None:
    known = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, [column], unique=unique, sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
