"""The tables as of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geodata.spatial import Outline
from geodata.tables.base import Document, Moment, WholeNumber

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("account_id", WholeNumber, nullable=True),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", WholeNumber, nullable=True),
        sa.Column("detail", Document, nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"], unique=False)
    op.create_table(
        "data_version",
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("version", WholeNumber, nullable=False),
        sa.PrimaryKeyConstraint("layer", name=op.f("pk_data_version")),
    )
    op.create_table(
        "municipality",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
        sa.UniqueConstraint("code", name=op.f("uq_municipality_code")),
    )
    op.create_table(
        "issue_number",
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("year", WholeNumber, nullable=False),
        sa.Column("last", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_issue_number_municipality_id")),
        sa.PrimaryKeyConstraint("municipality_id", "year", name=op.f("pk_issue_number")),
    )
    op.create_table(
        "kept_profile",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_kept_profile_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_profile")),
        sa.UniqueConstraint("municipality_id", "name", name=op.f("uq_kept_profile_municipality_id_name")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_organisation_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_municipality_id"), "organisation", ["municipality_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_source_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("municipality_id", "name", name=op.f("uq_source_municipality_id_name")),
    )
    op.create_table(
        "account",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", Document, nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_account_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_account_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_index(op.f("ix_account_municipality_id"), "account", ["municipality_id"], unique=False)
    op.create_table(
        "load",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("source_id", WholeNumber, nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by", WholeNumber, nullable=True),
        sa.Column("counts", Document, nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_load_municipality_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_load_recorded_by")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_load_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load")),
    )
    op.create_table(
        "address_point",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("house_number", sa.String(), nullable=True),
        sa.Column("house_number_kind", sa.String(), nullable=True),
        sa.Column("orientation_number", sa.String(), nullable=True),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("town_part", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("street_folded", sa.String(), nullable=False),
        sa.Column("town_folded", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(), nullable=True),
        sa.Column("load_id", WholeNumber, nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_address_point_load_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_address_point_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_point")),
        sa.UniqueConstraint("code", name=op.f("uq_address_point_code")),
    )
    op.create_index("ix_address_point_street", "address_point", ["street_folded", "house_number"], unique=False)
    op.create_table(
        "area",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("parent_id", WholeNumber, nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("outline", Outline(), nullable=True),
        sa.Column("source_id", WholeNumber, nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("content_digest", sa.LargeBinary(), nullable=True),
        sa.Column("load_id", WholeNumber, nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_area_load_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_area_municipality_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name=op.f("fk_area_parent_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_area_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_area_source_id_source_key")),
    )
    op.create_index(op.f("ix_area_municipality_id"), "area", ["municipality_id"], unique=False)
    op.create_table(
        "locality",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("sensitivity", sa.String(length=40), nullable=False),
        sa.Column("source_id", WholeNumber, nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("content_digest", sa.LargeBinary(), nullable=True),
        sa.Column("load_id", WholeNumber, nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_locality_load_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_locality_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_locality_organisation_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_locality_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locality")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_locality_source_id_source_key")),
    )
    op.create_index(op.f("ix_locality_municipality_id"), "locality", ["municipality_id"], unique=False)
    op.create_table(
        "placing",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("load_id", WholeNumber, nullable=False),
        sa.Column("source_id", WholeNumber, nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("record", Document, nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_placing_load_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_placing_municipality_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_placing_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placing")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_placing_source_id_source_key")),
    )
    op.create_index(op.f("ix_placing_municipality_id"), "placing", ["municipality_id"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("register_number", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.Column("target_groups", Document, nullable=False),
        sa.Column("capacity", sa.Double(), nullable=True),
        sa.Column("capacity_unit", sa.String(length=40), nullable=True),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("source_id", WholeNumber, nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("content_digest", sa.LargeBinary(), nullable=True),
        sa.Column("load_id", WholeNumber, nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_service_load_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_service_municipality_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_service_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_service_source_id_source_key")),
    )
    op.create_index(op.f("ix_service_municipality_id"), "service", ["municipality_id"], unique=False)
    op.create_table(
        "street",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_folded", sa.String(), nullable=False),
        sa.Column("outline", Outline(), nullable=False),
        sa.Column("load_id", WholeNumber, nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_street_load_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_street_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_street")),
    )
    op.create_index(op.f("ix_street_municipality_id"), "street", ["municipality_id"], unique=False)
    op.create_index(op.f("ix_street_name_folded"), "street", ["name_folded"], unique=False)
    op.create_table(
        "body",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("area_id", WholeNumber, nullable=True),
        sa.Column("chair_organisation_id", WholeNumber, nullable=True),
        sa.Column("slot", sa.String(), nullable=True),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_body_area_id")),
        sa.ForeignKeyConstraint(
            ["chair_organisation_id"], ["organisation.id"], name=op.f("fk_body_chair_organisation_id")
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_body_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
    )
    op.create_index(op.f("ix_body_municipality_id"), "body", ["municipality_id"], unique=False)
    op.create_table(
        "locality_version",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("locality_id", WholeNumber, nullable=False),
        sa.Column("outline", Outline(), nullable=True),
        sa.Column("inhabitants_low", WholeNumber, nullable=True),
        sa.Column("inhabitants_high", WholeNumber, nullable=True),
        sa.Column("inhabitants_source", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by", WholeNumber, nullable=True),
        sa.Column("load_id", WholeNumber, nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_locality_version_load_id")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_locality_version_locality_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_locality_version_municipality_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_locality_version_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locality_version")),
    )
    op.create_index(op.f("ix_locality_version_locality_id"), "locality_version", ["locality_id"], unique=False)
    op.create_table(
        "service_place",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("service_id", WholeNumber, nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("tile_key", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_service_place_municipality_id")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_place_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_place")),
    )
    op.create_index(op.f("ix_service_place_service_id"), "service_place", ["service_id"], unique=False)
    op.create_index(op.f("ix_service_place_tile_key"), "service_place", ["tile_key"], unique=False)
    op.create_table(
        "site",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sensitivity", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("tile_key", WholeNumber, nullable=False),
        sa.Column("outline", Outline(), nullable=True),
        sa.Column("area_id", WholeNumber, nullable=True),
        sa.Column("locality_id", WholeNumber, nullable=True),
        sa.Column("client_id", sa.String(), nullable=True),
        sa.Column("source_id", WholeNumber, nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("content_digest", sa.LargeBinary(), nullable=True),
        sa.Column("load_id", WholeNumber, nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by", WholeNumber, nullable=True),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.Column("condition", sa.String(length=40), nullable=True),
        sa.Column("condition_since", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("open_issues", WholeNumber, nullable=False),
        sa.Column("worst_status", sa.String(length=40), nullable=True),
        sa.Column("open_since", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("changed", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_site_area_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_site_load_id")),
        sa.ForeignKeyConstraint(["locality_id"], ["locality.id"], name=op.f("fk_site_locality_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_site_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_site_organisation_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_site_recorded_by")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_site_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("source_id", "source_key", name=op.f("uq_site_source_id_source_key")),
    )
    op.create_index(
        "ix_site_area_id",
        "site",
        ["area_id"],
        unique=False,
        sqlite_where=sa.text("area_id IS NOT NULL"),
        postgresql_where=sa.text("area_id IS NOT NULL"),
    )
    op.create_index(
        "ix_site_open_since",
        "site",
        ["open_since"],
        unique=False,
        sqlite_where=sa.text("open_since IS NOT NULL"),
        postgresql_where=sa.text("open_since IS NOT NULL"),
    )
    op.create_index(op.f("ix_site_tile_key"), "site", ["tile_key"], unique=False)
    op.create_index(
        "uq_site_client_id",
        "site",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("client_id IS NOT NULL"),
        postgresql_where=sa.text("client_id IS NOT NULL"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("body_id", WholeNumber, nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_meeting_body_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_meeting_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_body_id"), "meeting", ["body_id"], unique=False)
    op.create_index(op.f("ix_meeting_starts_at"), "meeting", ["starts_at"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("body_id", WholeNumber, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_proposal_body_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_proposal_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_municipality_id"), "proposal", ["municipality_id"], unique=False)
    op.create_table(
        "issue",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("sensitivity", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("body_id", WholeNumber, nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_at_meeting_id", WholeNumber, nullable=True),
        sa.Column("client_id", sa.String(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by", WholeNumber, nullable=True),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_since", sa.Date(), nullable=False),
        sa.Column("assignee_id", WholeNumber, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_next_meeting", sa.Boolean(), nullable=False),
        sa.Column("reopened", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["organisation.id"], name=op.f("fk_issue_assignee_id")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_issue_body_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_issue_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_issue_organisation_id")),
        sa.ForeignKeyConstraint(["raised_at_meeting_id"], ["meeting.id"], name=op.f("fk_issue_raised_at_meeting_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_issue_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        sa.UniqueConstraint("municipality_id", "number", name=op.f("uq_issue_municipality_id_number")),
    )
    op.create_index(
        "ix_issue_assignee", "issue", ["municipality_id", "assignee_id", "status", "raised_on"], unique=False
    )
    op.create_index("ix_issue_body", "issue", ["municipality_id", "body_id", "status", "raised_on"], unique=False)
    op.create_index(
        "ix_issue_due_on",
        "issue",
        ["municipality_id", "status", "due_on", "sensitivity", "organisation_id"],
        unique=False,
    )
    op.create_index("ix_issue_raised_on", "issue", ["municipality_id", "raised_on"], unique=False)
    op.create_index(
        "ix_issue_status",
        "issue",
        ["municipality_id", "status", "raised_on", "sensitivity", "organisation_id"],
        unique=False,
    )
    op.create_index(
        "uq_issue_client_id",
        "issue",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("client_id IS NOT NULL"),
        postgresql_where=sa.text("client_id IS NOT NULL"),
    )
    op.create_table(
        "observation",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("site_id", WholeNumber, nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by", WholeNumber, nullable=True),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("meeting_id", WholeNumber, nullable=True),
        sa.Column("load_id", WholeNumber, nullable=True),
        sa.Column("client_id", sa.String(), nullable=True),
        sa.Column("condition", sa.String(length=40), nullable=True),
        sa.Column("details", Document, nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_observation_load_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_observation_meeting_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_observation_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_observation_organisation_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_observation_recorded_by")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_observation_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_site_id"), "observation", ["site_id"], unique=False)
    op.create_index(
        "uq_observation_client_id",
        "observation",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("client_id IS NOT NULL"),
        postgresql_where=sa.text("client_id IS NOT NULL"),
    )
    op.create_table(
        "proposal_version",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("proposal_id", WholeNumber, nullable=False),
        sa.Column("number", WholeNumber, nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_proposal_version_municipality_id")
        ),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_version_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_version")),
    )
    op.create_index(op.f("ix_proposal_version_proposal_id"), "proposal_version", ["proposal_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("meeting_id", WholeNumber, nullable=False),
        sa.Column("issue_id", WholeNumber, nullable=True),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("position", WholeNumber, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("row_version", WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_agenda_item_issue_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_agenda_item_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_agenda_item_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_issue_id"), "agenda_item", ["issue_id"], unique=False)
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"], unique=False)
    op.create_table(
        "issue_event",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("issue_id", WholeNumber, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by", WholeNumber, nullable=True),
        sa.Column("organisation_id", WholeNumber, nullable=True),
        sa.Column("meeting_id", WholeNumber, nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("assignee_id", WholeNumber, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_next_meeting", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("site_id", WholeNumber, nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["organisation.id"], name=op.f("fk_issue_event_assignee_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_event_issue_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_issue_event_meeting_id")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_issue_event_municipality_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_issue_event_organisation_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_issue_event_recorded_by")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_issue_event_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_event")),
    )
    op.create_index("ix_issue_event_happened_on", "issue_event", ["municipality_id", "happened_on"], unique=False)
    op.create_index(op.f("ix_issue_event_issue_id"), "issue_event", ["issue_id"], unique=False)
    op.create_index(op.f("ix_issue_event_meeting_id"), "issue_event", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_issue_event_recorded_at"), "issue_event", ["recorded_at"], unique=False)
    op.create_index(
        "ix_issue_event_site_id",
        "issue_event",
        ["site_id"],
        unique=False,
        sqlite_where=sa.text("site_id IS NOT NULL"),
        postgresql_where=sa.text("site_id IS NOT NULL"),
    )
    op.create_index(
        "ix_issue_event_status", "issue_event", ["municipality_id", "status", "happened_on", "issue_id"], unique=False
    )
    op.create_table(
        "issue_site",
        sa.Column("issue_id", WholeNumber, nullable=False),
        sa.Column("site_id", WholeNumber, nullable=False),
        sa.Column("linked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_site_issue_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_issue_site_site_id")),
        sa.PrimaryKeyConstraint("issue_id", "site_id", name=op.f("pk_issue_site")),
    )
    op.create_index(op.f("ix_issue_site_site_id"), "issue_site", ["site_id"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("site_id", WholeNumber, nullable=False),
        sa.Column("observation_id", WholeNumber, nullable=True),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("width", WholeNumber, nullable=False),
        sa.Column("height", WholeNumber, nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by", WholeNumber, nullable=True),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_photo_municipality_id")),
        sa.ForeignKeyConstraint(["observation_id"], ["observation.id"], name=op.f("fk_photo_observation_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_photo_recorded_by")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_photo_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_site_id"), "photo", ["site_id"], unique=False)
    op.create_table(
        "zone",
        sa.Column("id", WholeNumber, nullable=False),
        sa.Column("municipality_id", WholeNumber, nullable=False),
        sa.Column("version_id", WholeNumber, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("outline", Outline(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_zone_municipality_id")),
        sa.ForeignKeyConstraint(["version_id"], ["proposal_version.id"], name=op.f("fk_zone_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
    )
    op.create_index(op.f("ix_zone_version_id"), "zone", ["version_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("area", "locality_version", "street", "zone"):
            op.create_index(f"ix_{table}_outline", table, ["outline"], postgresql_using="gist")


def downgrade() -> None:
    raise RuntimeError("going back is done by restoring a backup")
