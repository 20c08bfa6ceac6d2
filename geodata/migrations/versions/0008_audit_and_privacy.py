"""The audit says from where; words lie beside it and can be erased; retention and tombstones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Moment, WholeNumber

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE TRIGGER audit_words_no_update BEFORE UPDATE ON audit_words "
    "BEGIN SELECT RAISE(ABORT, 'audit entries cannot be changed'); END",
    # INSERT OR REPLACE would take the old row away without asking the triggers of UPDATE and DELETE.
    "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
    "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'audit entries cannot be changed'); END",
    "CREATE TRIGGER audit_words_no_replace BEFORE INSERT ON audit_words "
    "WHEN EXISTS (SELECT 1 FROM audit_words WHERE audit_id = NEW.audit_id AND path = NEW.path) "
    "BEGIN SELECT RAISE(ABORT, 'audit entries cannot be changed'); END",
)
_POSTGRESQL = (
    "CREATE TRIGGER audit_words_refuse BEFORE UPDATE OR TRUNCATE ON audit_words "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def upgrade() -> None:
    # Adding a column changes no row, so the triggers of the chain let it pass.
    op.add_column("audit", sa.Column("where", sa.String(), nullable=True))
    op.create_table(
        "audit_words",
        sa.Column("audit_id", WholeNumber, autoincrement=False, nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("audit_id", "path", name=op.f("pk_audit_words")),
    )
    op.create_table(
        "tombstone",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("sensitivity", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", WholeNumber, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("erased_at", Moment(), nullable=False),
        sa.Column("erased_by", WholeNumber, nullable=True),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_tombstone_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_tombstone_organisation_id")),
        sa.ForeignKeyConstraint(["erased_by"], ["account.id"], name=op.f("fk_tombstone_erased_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    op.create_index("ix_tombstone_record", "tombstone", ["kind", "record_id"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
