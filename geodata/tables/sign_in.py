"""What signing in leaves: sessions, one-time links, counted failures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.people import LinkPurpose, Role, SignInWay
from geodata.tables.base import Base, Id, coded, reference


class AccountSession(Base):
    """One browser that signed in. The token itself is known to the browser alone; here is its SHA-256."""

    __tablename__ = "account_session"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    account_id: Mapped[int] = reference("account", index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    way: Mapped[SignInWay] = mapped_column(coded(SignInWay))
    address: Mapped[str]
    browser: Mapped[str]
    began_at: Mapped[datetime]
    used_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    view_as_role: Mapped[Role | None] = mapped_column(coded(Role))
    view_as_organisation_id: Mapped[int | None] = reference("organisation", optional=True)


class OneTimeLink(Base):
    """A link that an administrator hands over; it opens once, until it expires. Here is the SHA-256 of its secret."""

    __tablename__ = "one_time_link"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    account_id: Mapped[int] = reference("account", index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(coded(LinkPurpose))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInFailure(Base):
    """How often a name was refused in a row, known or unknown: both are made to wait alike.

    The name is kept as its SHA-256: people type passwords into the wrong field.
    """

    __tablename__ = "sign_in_failure"
    login_hash: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    failed_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
