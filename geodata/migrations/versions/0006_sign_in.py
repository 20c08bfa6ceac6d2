"""Signing in: passwords, sessions, one-time links, counted failures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment, WholeNumber

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("password_hash", sa.String(), nullable=True))
        account.add_column(sa.Column("openid_subject", sa.String(), nullable=True))
        account.add_column(sa.Column("erased_at", Moment(), nullable=True))
        account.create_unique_constraint(op.f("uq_account_openid_subject"), ["openid_subject"])
    op.create_table(
        "account_session",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("account_id", WholeNumber, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("view_as_role", sa.String(length=40), nullable=True),
        sa.Column("view_as_organisation_id", WholeNumber, nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_account_session_municipality_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_session_account_id")),
        sa.ForeignKeyConstraint(
            ["view_as_organisation_id"], ["organisation.id"], name=op.f("fk_account_session_view_as_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_session_token_hash")),
    )
    op.create_index(op.f("ix_account_session_account_id"), "account_session", ["account_id"])
    op.create_table(
        "one_time_link",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("account_id", WholeNumber, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_one_time_link_municipality_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_one_time_link_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_index(op.f("ix_one_time_link_account_id"), "one_time_link", ["account_id"])
    op.create_table(
        "sign_in_failure",
        sa.Column("login_hash", sa.String(), nullable=False),
        sa.Column("failures", WholeNumber, nullable=False),
        sa.Column("failed_at", Moment(), nullable=False),
        sa.Column("blocked_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("login_hash", name=op.f("pk_sign_in_failure")),
    )


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
