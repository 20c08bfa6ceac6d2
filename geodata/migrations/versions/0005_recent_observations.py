"""An index over what people saw lately: the overview asks for it on every visit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    by_a_person = sa.text("load_id IS NULL")
    op.create_index(
        "ix_observation_recorded_at",
        "observation",
        ["recorded_at"],
        sqlite_where=by_a_person,
        postgresql_where=by_a_person,
    )


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
