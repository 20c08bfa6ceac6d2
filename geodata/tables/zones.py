"""Proposals of zones: their versions with zones and exceptions, and the bylaws that became of them."""

from __future__ import annotations

from datetime import date, datetime, time

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from geodata.model.criteria import FindingKind
from geodata.model.zones import BylawRelation, ProposalKind, ProposalState, ZoneCut, ZoneRule, ZoneSource
from geodata.spatial import Outline
from geodata.tables.base import Base, Document, Id, coded, reference


class Proposal(Base):
    """What a commission is asked to recommend. `state` is that of its newest step."""

    __tablename__ = "proposal"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    body_id: Mapped[int | None] = reference("body", optional=True)
    title: Mapped[str]
    kind: Mapped[ProposalKind] = mapped_column(coded(ProposalKind))
    state: Mapped[ProposalState] = mapped_column(coded(ProposalState))
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class ProposalVersion(Base):
    """One wording of a proposal; never changed once submitted (`submitted_on`), nor are its zones and exceptions.

    Several drafts may stand side by side as variants, each with a short name (`variant`). `based_on_id` is the version
    that a draft began as a copy of; `changes` says what changed since and why. A draft that was given up keeps its row
    (`discarded_at`), for the audit speaks of it. `edge_belongs`: a venue on the very edge of a zone is hit.
    """

    __tablename__ = "proposal_version"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    proposal_id: Mapped[int] = reference("proposal", index=True)
    number: Mapped[int]
    variant: Mapped[str] = mapped_column(default="")
    based_on_id: Mapped[int | None] = reference("proposal_version", optional=True)
    summary: Mapped[str]
    changes: Mapped[str] = mapped_column(default="")
    reasons: Mapped[str] = mapped_column(default="")
    legal_notes: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    edge_belongs: Mapped[bool] = mapped_column(default=True)
    drafted_on: Mapped[date]
    submitted_on: Mapped[date | None]
    submitted_by: Mapped[int | None] = reference("account", optional=True)
    discarded_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012


class Zone(Base):
    """Where a rule of a version holds, with the objective criterion that puts it there.

    `criterion` says it in words; `near` (codes of `Near`) and `within_m` as a rule that can be measured, where one was
    made of them. `subject_id` is the locality or area that the outline was taken from. `starts` and `ends` belong to a
    time band (local time), `cap` to a cap of machines. One that was taken out of its draft keeps its row
    (`removed_at`): SQLite would give its number to the next one, and who still has it open would alter that.
    """

    __tablename__ = "zone"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    version_id: Mapped[int] = reference("proposal_version", index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    rule: Mapped[ZoneRule] = mapped_column(coded(ZoneRule))
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    cap: Mapped[int | None]
    criterion: Mapped[str]
    near: Mapped[list[str] | None] = mapped_column(Document)
    within_m: Mapped[float | None]
    source: Mapped[ZoneSource] = mapped_column(coded(ZoneSource), default=ZoneSource.DRAWN)
    subject_id: Mapped[int | None]
    cut: Mapped[ZoneCut | None] = mapped_column(coded(ZoneCut))
    outline: Mapped[BaseGeometry] = mapped_column(Outline)
    removed_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012
    __table_args__ = (Index("ix_zone_outline", "outline", postgresql_using="gist").ddl_if(dialect="postgresql"),)


class ZoneAddress(Base):
    """An address that a zone names, as it was written; degrees WGS84, None where no such address is known."""

    __tablename__ = "zone_address"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    zone_id: Mapped[int] = reference("zone", index=True)
    text: Mapped[str]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]


class ZoneException(Base):
    """What a zone (None: every zone of the version) does not hit though it lies in it: a venue, or what words say."""

    __tablename__ = "zone_exception"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    version_id: Mapped[int] = reference("proposal_version", index=True)
    zone_id: Mapped[int | None] = reference("zone", optional=True, index=True)
    site_id: Mapped[int | None] = reference("site", optional=True)
    subject: Mapped[str]
    reason: Mapped[str]
    removed_at: Mapped[datetime | None]


class FindingAnswer(Base):
    """Why a venue is treated unlike others, answered in writing. Nothing is overwritten: the newest answer holds."""

    __tablename__ = "finding_answer"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality")
    version_id: Mapped[int] = reference("proposal_version", index=True)
    kind: Mapped[FindingKind] = mapped_column(coded(FindingKind))
    rule: Mapped[ZoneRule] = mapped_column(coded(ZoneRule))
    site_id: Mapped[int] = reference("site", index=True)
    text: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)


class Bylaw(Base):
    """What became of a version: its number and when it holds (`valid_to` None: until further notice).

    `relation` says what it does to `earlier_id`; the earlier one itself is never changed.
    """

    __tablename__ = "bylaw"
    id: Mapped[Id]
    municipality_id: Mapped[int] = reference("municipality", index=True)
    number: Mapped[str]
    title: Mapped[str]
    version_id: Mapped[int] = reference("proposal_version", index=True)
    adopted_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    relation: Mapped[BylawRelation | None] = mapped_column(coded(BylawRelation))
    earlier_id: Mapped[int | None] = reference("bylaw", optional=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = reference("account", optional=True)
