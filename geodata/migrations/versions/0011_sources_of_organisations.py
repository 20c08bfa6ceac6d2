"""A source belongs to the organisation that loads it; an erasure that is not finished is noted; old shares end."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from geodata.tables.base import Document, Moment, WholeNumber

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_OF_A_LOAD = ("placing", "site", "locality", "area", "service")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_source_anew()
    else:
        _widen_source()
    nobodys = sa.text("organisation_id IS NULL")
    op.create_index(
        "uq_source_without_organisation",
        "source",
        ["municipality_id", "name"],
        unique=True,
        sqlite_where=nobodys,
        postgresql_where=nobodys,
    )
    _give_to_organisations()
    _end_shares_of_what_everybody_sees()
    op.create_table(
        "unwiped",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("erased_at", Moment(), nullable=False),
        sa.Column("files", Document, nullable=True),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_unwiped_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unwiped")),
    )


def _make_source_anew() -> None:
    """SQLite takes no constraint off a table.

    What refers to the rows is looked at when all is committed: by then they are there again, under the same numbers.
    """
    op.execute("PRAGMA defer_foreign_keys = ON")
    rows = op.get_bind().execute(sa.text("SELECT id, municipality_id, name FROM source")).mappings().all()
    op.drop_table("source")
    source = op.create_table(
        "source",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_source_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_source_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint(
            "municipality_id", "organisation_id", "name", name=op.f("uq_source_municipality_id_organisation_id_name")
        ),
    )
    op.bulk_insert(source, [dict(row) for row in rows])


def _widen_source() -> None:
    op.drop_constraint("uq_source_municipality_id_name", "source")
    op.add_column("source", sa.Column("organisation_id", WholeNumber, nullable=True))
    op.create_foreign_key(
        op.f("fk_source_organisation_id"), "source", "organisation", ["organisation_id"], ["id"]
    )  # fmt: skip
    op.create_unique_constraint(
        op.f("uq_source_municipality_id_organisation_id_name"),
        "source",
        ["municipality_id", "organisation_id", "name"],
    )


def _give_to_organisations() -> None:
    """A source becomes that of whoever made its first load.

    Other organisations that loaded under its name get a source of that name of their own, with what they brought:
    so their next file finds it again.
    """
    loaded = op.get_bind().execute(
        sa.text(
            "SELECT load.source_id, account.organisation_id FROM load"
            " LEFT JOIN account ON account.id = load.recorded_by"
            " GROUP BY load.source_id, account.organisation_id ORDER BY min(load.id)"
        )
    )
    given: set[int] = set()
    for source_id, organisation_id in loaded.all():
        if source_id in given:
            _part(source_id, organisation_id)
            continue
        given.add(source_id)
        _run("UPDATE source SET organisation_id = :owner WHERE id = :source", owner=organisation_id, source=source_id)


def _part(source_id: int, organisation_id: int | None) -> None:
    new_id = _run(
        "INSERT INTO source (municipality_id, organisation_id, name)"
        " SELECT municipality_id, CAST(:owner AS BIGINT), name FROM source WHERE id = :source RETURNING id",
        owner=organisation_id,
        source=source_id,
    ).scalar_one()
    _run(
        "UPDATE load SET source_id = :new WHERE source_id = :source AND coalesce("
        "(SELECT account.organisation_id FROM account WHERE account.id = load.recorded_by), 0) = :owner",
        new=new_id,
        source=source_id,
        owner=organisation_id or 0,
    )
    for table in _OF_A_LOAD:
        _run(
            f'UPDATE "{table}" SET source_id = :new WHERE source_id = :source'
            " AND load_id IN (SELECT id FROM load WHERE source_id = :new)",
            new=new_id,
            source=source_id,
        )


def _end_shares_of_what_everybody_sees() -> None:
    """They would come to life again as soon as somebody restricted the record anew."""
    for record in ("site", "issue", "locality"):
        _run(
            f"DELETE FROM {record}_share WHERE {record}_id IN"
            f" (SELECT id FROM {record} WHERE sensitivity <> 'restricted')"
        )


def _run(statement: str, **values: int | None) -> sa.CursorResult[Any]:
    return op.get_bind().execute(sa.text(statement), values)


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
