"""Secret links by which a calendar of another program follows the meetings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment, WholeNumber

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    references = [
        sa.ForeignKeyConstraint([f"{target}_id"], [f"{target}.id"], name=op.f(f"fk_calendar_link_{target}_id"))
        for target in ("municipality", "account", "body")
    ]
    op.create_table(
        "calendar_link",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("account_id", WholeNumber, nullable=False),
        sa.Column("body_id", WholeNumber, nullable=True),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        *references,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_link_token_hash")),
    )
    op.create_index(op.f("ix_calendar_link_account_id"), "calendar_link", ["account_id"])


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
