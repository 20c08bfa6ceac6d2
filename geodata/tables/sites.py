"""Sites, what was observed at them, and their photos."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Index, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geodata.model.issues import IssueStatus
from geodata.model.people import Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.spatial import Outline
from geodata.tables.base import Base, Document, Id, coded, index_where_known, reference
from geodata.tables.sharing import SiteShare


class Site(Base):
    """A place the city follows. The columns under "today" are derived from its observations and issues.

    `longitude` and `latitude` are degrees WGS84; `tile_key` is the Morton code of the position (geodata.spatial).
    `changed` is the data version at which anything the map shows of this site last changed.
    """

    __tablename__ = "site"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    kind: Mapped[SiteKind] = mapped_column(coded(SiteKind))
    sensitivity: Mapped[Sensitivity] = mapped_column(coded(Sensitivity))
    name: Mapped[str]
    address: Mapped[str | None]
    search_text: Mapped[str]
    longitude: Mapped[float]
    latitude: Mapped[float]
    tile_key: Mapped[int] = mapped_column(index=True)
    outline: Mapped[BaseGeometry | None] = mapped_column(Outline)
    area_id: Mapped[int | None] = reference("area", optional=True)
    locality_id: Mapped[int | None] = reference("locality", optional=True)
    client_id: Mapped[str | None]
    source_id: Mapped[int | None] = reference("source", optional=True)
    source_key: Mapped[str | None]
    content_digest: Mapped[bytes | None]
    load_id: Mapped[int | None] = reference("load", optional=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)
    # today
    condition: Mapped[Condition | None] = mapped_column(coded(Condition))
    condition_since: Mapped[date | None]
    verified_on: Mapped[date | None]
    open_issues: Mapped[int] = mapped_column(default=0)
    worst_status: Mapped[IssueStatus | None] = mapped_column(coded(IssueStatus))
    open_since: Mapped[date | None]
    due_on: Mapped[date | None]
    changed: Mapped[int]  # no index: scanning a million takes 0.1 s, filling it takes a load 1.5 s

    shares: Mapped[list[SiteShare]] = relationship(viewonly=True)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        index_where_known("site", "client_id", unique=True),
        index_where_known("site", "open_since"),
        index_where_known("site", "area_id"),
    )

    @property
    def shared_with(self) -> frozenset[int]:
        """Ids of the organisations it is shared with."""
        return frozenset(share.organisation_id for share in self.shares)


class Observation(Base):
    """What somebody saw at a site: when it was true, when it was recorded. Append-only.

    `dated` is False where nobody can say when it was seen, and the site does not count as verified by it: a loaded file
    did not tell (`observed_on` is then the day of the loading), or the site was spoken of at a meeting (`meeting_id`).
    `based_on_id` is the observation that a phone without signal showed when this one was written. `accuracy_m` is that
    of the position of a new place, as the phone told it; `clock_corrected`: its clock was wrong and was reckoned with.
    `patrol_id` is the patrol during which it was seen.
    """

    __tablename__ = "observation"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    site_id: Mapped[int] = reference("site", index=True)
    observed_on: Mapped[date]
    dated: Mapped[bool] = mapped_column(default=True, server_default=true())
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    organisation_id: Mapped[int | None] = reference("organisation", optional=True)
    meeting_id: Mapped[int | None] = reference("meeting", optional=True)
    load_id: Mapped[int | None] = reference("load", optional=True)
    client_id: Mapped[str | None]
    based_on_id: Mapped[int | None] = reference("observation", optional=True)
    patrol_id: Mapped[int | None] = reference("patrol", optional=True)
    accuracy_m: Mapped[float | None]
    clock_corrected: Mapped[bool] = mapped_column(default=False, server_default=false())
    condition: Mapped[Condition | None] = mapped_column(coded(Condition))
    details: Mapped[dict[str, Any] | None] = mapped_column(Document)
    note: Mapped[str | None]
    __table_args__ = (
        index_where_known("observation", "client_id", unique=True),
        index_where_known("observation", "based_on_id"),
        index_where_known("observation", "patrol_id"),
        # What people saw lately; a loaded file is one change, however many rows it had.
        Index(
            "ix_observation_recorded_at",
            "recorded_at",
            sqlite_where=text("load_id IS NULL"),
            postgresql_where=text("load_id IS NULL"),
        ),
    )


class Photo(Base):
    """A picture of a site without any metadata; the file is named by its checksum.

    What a phone told of it stands here alone, never in the file: its own id, the checksum of what it sent, when and
    where (degrees WGS84) it was taken. It goes with the row.
    """

    __tablename__ = "photo"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    site_id: Mapped[int] = reference("site", index=True)
    observation_id: Mapped[int | None] = reference("observation", optional=True)
    checksum: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    taken_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    client_id: Mapped[str | None]
    sent_checksum: Mapped[str | None]
    taken_at: Mapped[datetime | None]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    accuracy_m: Mapped[float | None]
    __table_args__ = (index_where_known("photo", "client_id", unique=True),)
