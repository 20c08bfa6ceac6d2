"""Each city has its own address points: cities that share a database may load the same ones."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_OF_ALL = "uq_address_point_code"
_OF_A_CITY = "uq_address_point_municipality_id_code"


def upgrade() -> None:
    with op.batch_alter_table("address_point") as table:
        table.drop_constraint(_OF_ALL, type_="unique")
        table.create_unique_constraint(_OF_A_CITY, ["municipality_id", "code"])


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
