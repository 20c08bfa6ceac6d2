"""Events by day with their issue, and those of an issue by day: what the overview replays after each change."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, columns in (
        ("ix_issue_event_happened_on", ["municipality_id", "happened_on", "issue_id"]),
        ("ix_issue_event_issue_id", ["issue_id", "happened_on"]),
    ):
        op.drop_index(name, "issue_event")
        op.create_index(name, "issue_event", columns)


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
