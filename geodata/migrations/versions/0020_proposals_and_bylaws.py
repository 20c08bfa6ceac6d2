"""Proposals with rules: versions, zones, exceptions, answers, what the commission does with them, and bylaws."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.spatial import Outline
from geodata.tables.base import Document, Moment, WholeNumber

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_Items = list[sa.schema.SchemaItem]


def upgrade() -> None:
    _versions()
    _zones()
    _bylaws()
    _ground()
    _members()
    _votes()
    _words()


def _versions() -> None:
    for column in ("variant", "changes", "reasons", "legal_notes"):
        op.add_column("proposal_version", sa.Column(column, sa.String, nullable=False, server_default=""))
    for column in ("valid_from", "valid_to"):
        op.add_column("proposal_version", sa.Column(column, sa.Date, nullable=True))
    op.add_column("proposal_version", sa.Column("edge_belongs", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("proposal_version", sa.Column("discarded_at", Moment(), nullable=True))
    op.add_column("proposal_version", sa.Column("row_version", WholeNumber, nullable=False, server_default="1"))
    _add_reference("proposal_version", "based_on_id", "proposal_version")
    _add_reference("proposal_version", "submitted_by", "account")
    _add_reference("proposal_version", "recorded_by", "account")


def _zones() -> None:
    op.add_column("zone", sa.Column("position", WholeNumber, nullable=False, server_default="0"))
    op.add_column("zone", sa.Column("starts", sa.Time, nullable=True))
    op.add_column("zone", sa.Column("ends", sa.Time, nullable=True))
    op.add_column("zone", sa.Column("cap", WholeNumber, nullable=True))
    op.add_column("zone", sa.Column("near", Document, nullable=True))
    op.add_column("zone", sa.Column("within_m", sa.Double, nullable=True))
    op.add_column("zone", sa.Column("source", sa.String(40), nullable=False, server_default="drawn"))
    op.add_column("zone", sa.Column("subject_id", WholeNumber, nullable=True))
    op.add_column("zone", sa.Column("cut", sa.String(40), nullable=True))
    op.add_column("zone", sa.Column("removed_at", Moment(), nullable=True))
    op.add_column("zone", sa.Column("row_version", WholeNumber, nullable=False, server_default="1"))
    _make("zone_address", _to("zone_address", "zone"), _text("text"), _number("longitude"), _number("latitude"))
    _make(
        "zone_exception",
        _to("zone_exception", "proposal_version", column="version_id"),
        _to("zone_exception", "zone", optional=True),
        _to("zone_exception", "site", optional=True),
        _text("subject"),
        _text("reason"),
        _moment("removed_at"),
    )
    _make(
        "finding_answer",
        _to("finding_answer", "proposal_version", column="version_id"),
        _code("kind"),
        _code("rule"),
        _to("finding_answer", "site"),
        _text("text"),
        _written("finding_answer"),
    )
    _index("zone_address", "zone_id")
    _index("zone_exception", "version_id", "zone_id")
    _index("finding_answer", "version_id", "site_id")


def _bylaws() -> None:
    _make(
        "bylaw",
        _text("number"),
        _text("title"),
        _to("bylaw", "proposal_version", column="version_id"),
        [sa.Column("adopted_on", sa.Date(), nullable=False), sa.Column("valid_from", sa.Date(), nullable=False)],
        [sa.Column("valid_to", sa.Date(), nullable=True)],
        _code("relation", optional=True),
        _to("bylaw", "bylaw", optional=True, column="earlier_id"),
        _written("bylaw"),
    )
    _index("bylaw", "municipality_id", "version_id")
    # An issue that says that a bylaw is broken.
    _add_reference("issue", "bylaw_id", "bylaw")
    op.create_index(
        "ix_issue_bylaw_id", "issue", ["bylaw_id"],
        sqlite_where=sa.text("bylaw_id IS NOT NULL"), postgresql_where=sa.text("bylaw_id IS NOT NULL"),
    )  # fmt: skip


def _ground() -> None:
    for table, own in (
        ("protected_place", [*_text("name"), *_text("address", optional=True), *_moment("gone_at"), _counted()]),
        ("land_piece", _text("number")),
    ):
        _make(
            table,
            _code("kind"),
            own,
            [sa.Column("outline", Outline(), nullable=False)],
            _moment("recorded_at", optional=False),
            _text("source_key", optional=True),
            [sa.Column("content_digest", sa.LargeBinary(), nullable=True)],
            _to(table, "source", optional=True),
            _to(table, "load", optional=True),
            [sa.UniqueConstraint("source_id", "source_key", name=op.f(f"uq_{table}_source_id_source_key"))],
        )
        _index(table, "municipality_id")
        if op.get_bind().dialect.name == "postgresql":
            op.create_index(f"ix_{table}_outline", table, ["outline"], postgresql_using="gist")


def _members() -> None:
    _make(
        "body_seat",
        _to("body_seat", "body"),
        _to("body_seat", "account"),
        [sa.Column("since", sa.Date(), nullable=False), sa.Column("until", sa.Date(), nullable=True)],
    )
    _make(
        "conflict_of_interest",
        _to("conflict_of_interest", "proposal"),
        _to("conflict_of_interest", "account"),
        _text("reason"),
        _moment("recorded_at", optional=False),
        _moment("withdrawn_at"),
    )
    _index("body_seat", "body_id", "account_id")
    _index("conflict_of_interest", "proposal_id", "account_id")


def _votes() -> None:
    whole = [sa.Column(name, WholeNumber, nullable=False) for name in ("seats", "excluded", "quorum")]
    counted = [sa.Column(name, WholeNumber, nullable=True) for name in ("present", "in_favour", "against", "abstained")]
    _make(
        "proposal_vote",
        _to("proposal_vote", "proposal_version", column="version_id"),
        _to("proposal_vote", "meeting", optional=True),
        _to("proposal_vote", "agenda_item", optional=True),
        _code("question"),
        _code("way"),
        _code("majority"),
        [sa.Column("held_on", sa.Date(), nullable=False), *whole, *counted],
        [sa.Column("carried", sa.Boolean(), nullable=True)],
        _moment("closed_at"),
        _text("note", optional=True),
        _written("proposal_vote"),
        [_counted()],
    )
    _make(
        "proposal_ballot",
        _to("proposal_ballot", "proposal_vote", column="vote_id"),
        _to("proposal_ballot", "account"),
        _code("choice"),
        _text("dissent", optional=True),
        _moment("recorded_at", optional=False),
        [sa.UniqueConstraint("vote_id", "account_id", name=op.f("uq_proposal_ballot_vote_id_account_id"))],
    )
    _index("proposal_vote", "version_id")
    _add_reference("agenda_item", "proposal_id", "proposal")
    known = sa.text("proposal_id IS NOT NULL")
    op.create_index(
        "ix_agenda_item_proposal_id", "agenda_item", ["proposal_id"], sqlite_where=known, postgresql_where=known
    )
    _index("proposal_ballot", "vote_id")


def _words() -> None:
    _make(
        "proposal_step",
        _to("proposal_step", "proposal"),
        _to("proposal_step", "proposal_version", column="version_id"),
        _code("state"),
        [sa.Column("happened_on", sa.Date(), nullable=False)],
        _to("proposal_step", "meeting", optional=True),
        _to("proposal_step", "proposal_vote", optional=True, column="vote_id"),
        _text("note", optional=True),
        _written("proposal_step"),
    )
    _make(
        "proposal_comment",
        _to("proposal_comment", "proposal_version", column="version_id"),
        _to("proposal_comment", "zone", optional=True),
        _to("proposal_comment", "proposal_comment", optional=True, column="answers_id"),
        _code("subject"),
        _text("quote", optional=True),
        _text("text"),
        [sa.Column("internal", sa.Boolean(), nullable=False)],
        _to("proposal_comment", "organisation", optional=True),
        _written("proposal_comment"),
    )
    _make(
        "proposal_review",
        _to("proposal_review", "proposal_version", column="version_id"),
        _code("stance"),
        _text("reasons"),
        _to("proposal_review", "organisation", optional=True),
        _moment("recorded_at", optional=False),
        _to("proposal_review", "account", column="recorded_by"),
    )
    _index("proposal_step", "proposal_id")
    _index("proposal_comment", "version_id", "zone_id", "answers_id")
    _index("proposal_review", "version_id")


def _make(table: str, *parts: _Items) -> None:
    """A table with its number and its municipality."""
    flat: _Items = [*_to(table, "municipality"), *(item for part in parts for item in part)]
    columns = [item for item in flat if isinstance(item, sa.Column)]
    others = [item for item in flat if not isinstance(item, sa.Column)]
    number = sa.Column("id", WholeNumber, nullable=False)
    op.create_table(table, number, *columns, *others, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _to(table: str, target: str, *, optional: bool = False, column: str | None = None) -> _Items:
    name = column or f"{target}_id"
    return [
        sa.Column(name, WholeNumber, nullable=optional),
        sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}")),
    ]


def _written(table: str) -> _Items:
    """When and by whom it was written."""
    return [*_moment("recorded_at", optional=False), *_to(table, "account", optional=True, column="recorded_by")]


def _moment(name: str, *, optional: bool = True) -> _Items:
    return [sa.Column(name, Moment(), nullable=optional)]


def _text(name: str, *, optional: bool = False) -> _Items:
    return [sa.Column(name, sa.String(), nullable=optional)]


def _code(name: str, *, optional: bool = False) -> _Items:
    return [sa.Column(name, sa.String(40), nullable=optional)]


def _number(name: str) -> _Items:
    return [sa.Column(name, sa.Double(), nullable=True)]


def _counted() -> sa.Column[int]:
    return sa.Column("row_version", WholeNumber, nullable=False)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _add_reference(table: str, column: str, target: str) -> None:
    """A column that refers to another table, added in place: rebuilding the table would drop its triggers."""
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {number} CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
    )


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
