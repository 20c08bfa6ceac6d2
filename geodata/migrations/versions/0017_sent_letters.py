"""Letters to authorities: what one said when it was sent, indexes for what waits for those who wrote, and superiors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Document

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submission", sa.Column("as_sent", Document, nullable=True))
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE organisation ADD COLUMN superior_id {number}"
        " CONSTRAINT fk_organisation_superior_id REFERENCES organisation (id)"
    )
    op.create_index("ix_submission_own_due", "submission", ["organisation_id", "state", "due_on", "id"])
    op.create_index(
        "ix_submission_own_answered", "submission", ["organisation_id", "state", "answer_recorded_at", "id"]
    )


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
