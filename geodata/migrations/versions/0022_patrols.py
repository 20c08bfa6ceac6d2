"""Joint patrols: who walks which streets when, and with what result."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment, WholeNumber

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_Items = list[sa.schema.SchemaItem]


def upgrade() -> None:
    moments: _Items = [sa.Column(name, Moment(), nullable=False) for name in ("starts_at", "ends_at")]
    met: _Items = [sa.Column(name, Moment(), nullable=True) for name in ("started_at", "stopped_at")]
    _make(
        "patrol",
        _to("patrol", "organisation", optional=True),
        _to("patrol", "body", optional=True),
        [sa.Column(name, sa.String(40), nullable=False) for name in ("sensitivity", "state")],
        [sa.Column("purpose", sa.String(), nullable=False), *moments, *met],
        [sa.Column("result", sa.String(), nullable=True), sa.Column("recorded_at", Moment(), nullable=False)],
        _to("patrol", "account", optional=True, column="recorded_by"),
        [sa.Column("row_version", WholeNumber, nullable=False)],
    )
    for target in ("organisation", "account"):
        table = "patrol_organisation" if target == "organisation" else "patrol_member"
        name = op.f(f"uq_{table}_patrol_id_{target}_id")
        unique = sa.UniqueConstraint("patrol_id", f"{target}_id", name=name)
        _make(table, _to(table, "patrol"), _to(table, target), [unique])
        op.create_index(f"ix_{table}_{target}_id", table, [f"{target}_id"])
    position = sa.Column("position", WholeNumber, nullable=False)
    street = sa.Column("name", sa.String(), nullable=False)
    _make("patrol_street", _to("patrol_street", "patrol"), [position, street])
    op.create_index("ix_patrol_street_patrol_id", "patrol_street", ["patrol_id"])
    op.create_index("ix_patrol_body_id", "patrol", ["body_id"])
    op.create_index("ix_patrol_municipality_id", "patrol", ["municipality_id", "starts_at"])


def _make(table: str, *parts: _Items) -> None:
    """A table with its number and its municipality."""
    flat: _Items = [*_to(table, "municipality"), *(item for part in parts for item in part)]
    number = sa.Column("id", WholeNumber, nullable=False)
    op.create_table(table, number, *flat, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _to(table: str, target: str, *, optional: bool = False, column: str | None = None) -> _Items:
    name = column or f"{target}_id"
    return [
        sa.Column(name, WholeNumber, nullable=optional),
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}")),
    ]


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
