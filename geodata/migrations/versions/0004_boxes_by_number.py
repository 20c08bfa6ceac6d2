"""Boxes of outlines in SQLite get a number made of their subject, so that one is replaced without reading all."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = (
    "subject_id * 8 + CASE subject WHEN 'area' THEN 0 WHEN 'locality_version' THEN 1 WHEN 'street' THEN 2 ELSE 3 END"
)
_STEPS = (
    "CREATE TEMPORARY TABLE box_before AS SELECT * FROM outline_box",
    "DELETE FROM outline_box",
    "INSERT INTO outline_box (id, min_longitude, max_longitude, min_latitude, max_latitude, subject, subject_id)"
    f" SELECT {_NUMBER}, min_longitude, max_longitude, min_latitude, max_latitude, subject, subject_id FROM box_before",
    "DROP TABLE box_before",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in _STEPS:
            op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
