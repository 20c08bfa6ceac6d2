"""Municipalities, organisations and accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.people import OrganisationKind
from geodata.tables.base import Base, Document, Id, coded, reference


class Municipality(Base):
    """The city (or one of several) whose data a row is; a distributed database can be cut along it."""

    __tablename__ = "municipality"
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    fictional: Mapped[bool] = mapped_column(default=False)


class Organisation(Base):
    """Who takes part, and whom one writes to. `superior_id` is the authority above it: it hears of its inaction.

    `address` (lines) and `data_box` stand in the head of letters; None where nobody filled them in.
    """

    __tablename__ = "organisation"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    name: Mapped[str]
    short_name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(coded(OrganisationKind))
    superior_id: Mapped[int | None] = reference("organisation", optional=True)
    address: Mapped[str | None]
    data_box: Mapped[str | None]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Account(Base):
    """A person who uses the product. `roles` is a list of role codes.

    `password_hash` is argon2id in its own notation; without one nobody signs in by password. `openid_subject` is the
    identity provider's name for the person (issuer and subject).
    """

    __tablename__ = "account"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(Document)
    disabled: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str | None]
    openid_subject: Mapped[str | None] = mapped_column(unique=True)
    erased_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
