"""Secret links by which a calendar of another program follows the meetings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from geodata.tables.base import Base, Id, reference


class CalendarLink(Base):
    """A link of an account to the meetings of a body, or of all its bodies (None). Here is the SHA-256 of its secret.

    It lasts until its owner withdraws it; then the row is gone.
    """

    __tablename__ = "calendar_link"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    account_id: Mapped[int] = reference("account", index=True)
    body_id: Mapped[int | None] = reference("body", optional=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
