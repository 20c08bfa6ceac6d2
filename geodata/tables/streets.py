"""Streets: what the map draws where there is no base map, and what people walk along."""

from __future__ import annotations

from datetime import datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from geodata.spatial import Outline
from geodata.tables.base import Base, Id, reference


class Street(Base):
    """One street: its outline is a LineString or MultiLineString (EPSG:4326) along its middle."""

    __tablename__ = "street"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)
    outline: Mapped[BaseGeometry] = mapped_column(Outline)
    load_id: Mapped[int | None] = reference("load", optional=True)
    recorded_at: Mapped[datetime]
    __table_args__ = (Index("ix_street_outline", "outline", postgresql_using="gist").ddl_if(dialect="postgresql"),)
