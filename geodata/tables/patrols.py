"""Joint patrols: who walks which streets when, and with what result."""

from __future__ import annotations

from datetime import datetime

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geodata.model.patrols import PatrolState
from geodata.model.people import Sensitivity
from geodata.spatial import Outline
from geodata.tables.base import Base, Id, coded, reference


class PatrolOrganisation(Base):
    """An organisation that takes part in a patrol, and so knows of it even if it is restricted."""

    __tablename__ = "patrol_organisation"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    patrol_id: Mapped[int] = reference("patrol")
    organisation_id: Mapped[int] = reference("organisation", index=True)
    __table_args__ = (UniqueConstraint("patrol_id", "organisation_id"),)


class PatrolMember(Base):
    """A person who walks in a patrol, by the account."""

    __tablename__ = "patrol_member"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    patrol_id: Mapped[int] = reference("patrol")
    account_id: Mapped[int] = reference("account", index=True)
    __table_args__ = (UniqueConstraint("patrol_id", "account_id"),)


class PatrolStreet(Base):
    """A street that a patrol is to walk, as its members call it: not every city has loaded its streets."""

    __tablename__ = "patrol_street"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    patrol_id: Mapped[int] = reference("patrol", index=True)
    position: Mapped[int]
    name: Mapped[str]


class PatrolTrack(Base):
    """Where a patrol walked, out of a file of a satellite receiver; the file itself is not kept.

    `line` (EPSG:4326) is simplified, and cut to the time of the patrol. Its moments are None where the file told none.
    """

    __tablename__ = "patrol_track"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    patrol_id: Mapped[int] = reference("patrol", index=True)
    line: Mapped[BaseGeometry] = mapped_column(Outline)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime] = mapped_column(index=True)
    recorded_by: Mapped[int | None] = reference("account", optional=True)


class Patrol(Base):
    """One patrol. `organisation_id` planned it; `body_id` is the cell to which it reports.

    `starts_at` and `ends_at` are the plan, `started_at` and `stopped_at` what came of it.
    """

    __tablename__ = "patrol"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    body_id: Mapped[int | None] = reference("body", optional=True, index=True)
    sensitivity: Mapped[Sensitivity] = mapped_column(coded(Sensitivity))
    state: Mapped[PatrolState] = mapped_column(coded(PatrolState))
    purpose: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    result: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)

    shares: Mapped[list[PatrolOrganisation]] = relationship(viewonly=True)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (Index("ix_patrol_municipality_id", "municipality_id", "starts_at"),)

    @property
    def shared_with(self) -> frozenset[int]:
        """Ids of the organisations that take part."""
        return frozenset(share.organisation_id for share in self.shares)
