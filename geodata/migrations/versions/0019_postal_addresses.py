"""Where letters reach organisations: their address and data box."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("address", "data_box"):
        op.add_column("organisation", sa.Column(column, sa.String, nullable=True))


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
