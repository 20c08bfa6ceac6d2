"""Whether the day of an observation is known, or is only the day on which its file was loaded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("observation", sa.Column("dated", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
