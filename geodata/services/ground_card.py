"""What the map tells of a service, a locality, a zone or an area somebody clicked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.model.areas import AreaKind
from geodata.model.criteria import NearTo
from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind
from geodata.model.people import Actor
from geodata.model.zones import ProposalKind, ProposalState, ZoneRule
from geodata.policy import Action, require, visible
from geodata.services.bylaws import BylawLine, bylaw_lines
from geodata.services.locality_versions import versions_on
from geodata.services.proposal_rows import shown_versions
from geodata.tables import (
    Area,
    Locality,
    LocalityVersion,
    Proposal,
    ProposalVersion,
    ProtectedPlace,
    Service,
    ServicePlace,
    Source,
    Zone,
)


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service; a capacity that nobody told is None, never zero."""

    id: int
    name: str
    provider: str
    kind: ServiceKind
    form: ServiceForm | None
    register_number: str | None
    target_groups: tuple[str, ...]
    capacity: float | None
    capacity_unit: CapacityUnit | None
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocalityCard:
    """A locality as it is known today; the number of inhabitants is an estimate between two bounds."""

    id: int
    name: str
    inhabitants_low: int | None
    inhabitants_high: int | None
    inhabitants_source: str | None
    note: str | None
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class ZoneCard:
    """A zone with the proposal it belongs to, and the bylaw that became of that wording (None: of none did)."""

    id: int
    name: str
    rule: ZoneRule
    criterion: str
    proposal: str
    proposal_kind: ProposalKind
    proposal_state: ProposalState
    proposal_id: int
    version: int
    bylaw: BylawLine | None


@dataclass(frozen=True, slots=True)
class AreaCard:
    id: int
    name: str
    kind: AreaKind


@dataclass(frozen=True, slots=True)
class ProtectedCard:
    """A place that criteria of zones measure from; `source` is the name of the file it came in, if it came in one."""

    id: int
    name: str
    kind: NearTo
    address: str | None
    source: str | None
    is_gone: bool


def service_card(database: Database, actor: Actor, service_id: int) -> ServiceCard:
    """The service; NotFound if there is none."""
    require(actor, Action.VIEW)
    with database.read() as session:
        service = session.scalar(
            select(Service).where(Service.id == service_id, Service.municipality_id == actor.municipality_id)
        )
        if service is None:
            raise NotFound
        addresses = session.scalars(
            select(ServicePlace.address)
            .where(ServicePlace.service_id == service.id, ServicePlace.address.is_not(None))
            .order_by(ServicePlace.id)
        )
        return ServiceCard(
            id=service.id,
            name=service.name,
            provider=service.provider,
            kind=service.kind,
            form=service.form,
            register_number=service.register_number,
            target_groups=tuple(service.target_groups),
            capacity=service.capacity,
            capacity_unit=service.capacity_unit,
            addresses=tuple(address for address in addresses if address),
        )


def locality_card(database: Database, actor: Actor, locality_id: int) -> LocalityCard:
    """The locality in the version that holds today; NotFound if there is none, or the actor may not know of it."""
    require(actor, Action.VIEW)
    query = (
        select(
            Locality.id, Locality.name, LocalityVersion.inhabitants_low, LocalityVersion.inhabitants_high,
            LocalityVersion.inhabitants_source, LocalityVersion.note, LocalityVersion.valid_from,
        )
        .outerjoin(
            LocalityVersion,
            (LocalityVersion.locality_id == Locality.id) & LocalityVersion.id.in_(versions_on(clock.today())),
        )
        .where(Locality.id == locality_id, visible(actor, Locality))
    )  # fmt: skip
    with database.read() as session:
        row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return LocalityCard(**row._asdict())


def zone_card(database: Database, actor: Actor, zone_id: int) -> ZoneCard:
    """The zone; NotFound if there is none, or it is of a draft that the actor may not know of."""
    require(actor, Action.VIEW)
    query = (
        select(
            Zone.id, Zone.name, Zone.rule, Zone.criterion, Proposal.title.label("proposal"),
            Proposal.kind.label("proposal_kind"), Proposal.state.label("proposal_state"),
            Proposal.id.label("proposal_id"), ProposalVersion.number.label("version"), Zone.version_id,
        )
        .join(ProposalVersion, ProposalVersion.id == Zone.version_id)
        .join(Proposal, Proposal.id == ProposalVersion.proposal_id)
        .where(Zone.id == zone_id, Zone.removed_at.is_(None), shown_versions(actor))
    )  # fmt: skip
    with database.read() as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFound
        told = row._asdict()
        version_id = told.pop("version_id")
        bylaw = next((line for line in bylaw_lines(session, actor) if line.version_id == version_id), None)
    return ZoneCard(**told, bylaw=bylaw)


def protected_card(database: Database, actor: Actor, place_id: int) -> ProtectedCard:
    """The protected place; NotFound if there is none."""
    require(actor, Action.VIEW)
    query = (
        select(ProtectedPlace, Source.name)
        .outerjoin(Source, Source.id == ProtectedPlace.source_id)
        .where(ProtectedPlace.id == place_id, ProtectedPlace.municipality_id == actor.municipality_id)
    )
    with database.read() as session:
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFound
        place, source = row
        return ProtectedCard(place.id, place.name, place.kind, place.address, source, place.gone_at is not None)


def area_card(database: Database, actor: Actor, area_id: int) -> AreaCard:
    """The area; NotFound if there is none."""
    require(actor, Action.VIEW)
    query = select(Area.id, Area.name, Area.kind).where(
        Area.id == area_id, Area.municipality_id == actor.municipality_id
    )
    with database.read() as session:
        row = session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return AreaCard(**row._asdict())
