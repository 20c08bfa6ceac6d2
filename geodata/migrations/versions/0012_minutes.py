"""Minutes: who belongs to a body, who came, what was said about each point, tasks, addenda."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment, WholeNumber

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _members()
    _states_of_meetings()
    _points()
    _attendance()
    _entries()
    _tasks()
    _addenda()
    _indexes_of_agendas()


def _number() -> sa.Column[int]:
    return sa.Column("id", WholeNumber, nullable=False)


def _to(table: str, target: str, *, optional: bool = False, column: str | None = None) -> list[sa.schema.SchemaItem]:
    name = column or f"{target}_id"
    return [
        sa.Column(name, WholeNumber, nullable=optional),
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}")),
    ]


def _make(table: str, *parts: list[sa.schema.SchemaItem] | sa.schema.SchemaItem) -> None:
    flat: list[sa.schema.SchemaItem] = []
    for part in parts:
        flat += part if isinstance(part, list) else [part]
    columns = [part for part in flat if isinstance(part, sa.Column)]
    others = [part for part in flat if not isinstance(part, sa.Column)]
    op.create_table(table, _number(), *columns, *others, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _add_reference(table: str, column: str, target: str) -> None:
    """A column that refers to another table, added in place: rebuilding the table would drop its triggers."""
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {number} CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
    )


def _where_known(name: str, table: str, column: str, *, unique: bool = False) -> None:
    known = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, [column], unique=unique, sqlite_where=known, postgresql_where=known)


def _members() -> None:
    _make(
        "body_member",
        _to("body_member", "municipality"),
        _to("body_member", "body"),
        _to("body_member", "organisation"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
    )
    op.create_index("ix_body_member_body_id", "body_member", ["body_id"])
    op.create_index("ix_body_member_organisation_id", "body_member", ["organisation_id"])


def _states_of_meetings() -> None:
    for name in ("closed", "signed"):
        op.add_column("meeting", sa.Column(f"{name}_at", Moment(), nullable=True))
        _add_reference("meeting", f"{name}_by", "account")


def _points() -> None:
    op.add_column("agenda_item", sa.Column("reason", sa.String(40), nullable=True))
    op.add_column("agenda_item", sa.Column("discussed", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add_reference("agenda_item", "returns_from_id", "agenda_item")
    _where_known("ix_agenda_item_returns_from_id", "agenda_item", "returns_from_id")
    # Until now a meeting that took place counted as having spoken of all its points.
    op.execute(
        "UPDATE agenda_item SET discussed = true WHERE meeting_id IN"
        " (SELECT id FROM meeting WHERE state IN ('held', 'closed'))"
    )


def _attendance() -> None:
    _make(
        "attendance",
        _to("attendance", "municipality"),
        _to("attendance", "meeting"),
        _to("attendance", "organisation"),
        sa.Column("presence", sa.String(40), nullable=False),
        sa.Column("names", sa.String(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.UniqueConstraint("meeting_id", "organisation_id", name=op.f("uq_attendance_meeting_id_organisation_id")),
    )


def _entries() -> None:
    _make(
        "minutes_entry",
        _to("minutes_entry", "municipality"),
        _to("minutes_entry", "meeting"),
        _to("minutes_entry", "agenda_item"),
        sa.Column("kind", sa.String(40), nullable=False),
        _to("minutes_entry", "organisation", optional=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        _to("minutes_entry", "account", optional=True, column="recorded_by"),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("row_version", WholeNumber, nullable=False),
    )
    op.create_index("ix_minutes_entry_meeting_id", "minutes_entry", ["meeting_id"])
    op.create_index("ix_minutes_entry_agenda_item_id", "minutes_entry", ["agenda_item_id"])
    _where_known("uq_minutes_entry_client_id", "minutes_entry", "client_id", unique=True)


def _tasks() -> None:
    _make(
        "task",
        _to("task", "municipality"),
        _to("task", "body", optional=True),
        _to("task", "meeting", optional=True),
        _to("task", "agenda_item", optional=True),
        _to("task", "issue", optional=True),
        sa.Column("text", sa.String(), nullable=False),
        _to("task", "organisation", optional=True, column="assignee_id"),
        _to("task", "account", optional=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_next_meeting", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("status_since", sa.Date(), nullable=False),
        sa.Column("status_recorded_at", Moment(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("client_id", sa.String(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        _to("task", "account", optional=True, column="recorded_by"),
        sa.Column("row_version", WholeNumber, nullable=False),
    )
    for column in ("meeting_id", "agenda_item_id", "issue_id"):
        op.create_index(f"ix_task_{column}", "task", [column])
    op.create_index("ix_task_body_id", "task", ["body_id", "status", "due_on"])
    op.create_index("ix_task_assignee_id", "task", ["assignee_id", "status", "due_on"])
    _where_known("uq_task_client_id", "task", "client_id", unique=True)


def _addenda() -> None:
    _make(
        "addendum",
        _to("addendum", "municipality"),
        _to("addendum", "meeting"),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        _to("addendum", "account", optional=True, column="recorded_by"),
    )
    op.create_index("ix_addendum_meeting_id", "addendum", ["meeting_id"])


def _indexes_of_agendas() -> None:
    op.drop_index("ix_meeting_body_id", "meeting")
    op.create_index("ix_meeting_body_id", "meeting", ["body_id", "starts_at"])
    op.drop_index("ix_issue_event_meeting_id", "issue_event")
    _where_known("ix_issue_event_meeting_id", "issue_event", "meeting_id")
    for column in ("raised_on", "due_on"):
        op.create_index(f"ix_issue_page_{column}", "issue", ["municipality_id", "status", column, "id"])
    op.create_index("ix_issue_body_due", "issue", ["body_id", "status", "due_on"])
    op.create_index("ix_task_settled", "task", ["body_id", "status_recorded_at"])
    for name, table, columns, sqlite, postgresql in (
        ("ix_agenda_item_missed", "agenda_item", ["meeting_id"], "discussed = 0", "NOT discussed"),
        ("ix_issue_promised", "issue", ["body_id", "status", "raised_on"], "due_next_meeting = 1", "due_next_meeting"),
        (
            "ix_issue_event_outside", "issue_event", ["municipality_id", "recorded_at"],
            "meeting_id IS NULL", "meeting_id IS NULL",
        ),
    ):  # fmt: skip
        op.create_index(name, table, columns, sqlite_where=sa.text(sqlite), postgresql_where=sa.text(postgresql))


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
