"""The places that criteria measure from, as their reader may know of them, in EPSG:5514 metres."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.crs import to_krovak
from geodata.impact.ground import Protected, points_in_metres
from geodata.model.criteria import Near, NearTo
from geodata.model.people import Actor
from geodata.policy import sees_all_restricted, visible
from geodata.services.locality_versions import versions_on
from geodata.tables import Locality, LocalityVersion, ProtectedPlace, Service, ServicePlace


def protected_ground(session: Session, actor: Actor) -> tuple[Protected, ...]:
    """Localities as they are drawn today, services, and protected places that still stand."""
    return (*_localities(session, actor), *_services(session, actor), *_places(session, actor))


def partly_known(actor: Actor) -> frozenset[Near]:
    """The kinds of these places of which some may be withheld from the actor: localities, unless nothing is."""
    return frozenset() if sees_all_restricted(actor) else frozenset({NearTo.LOCALITY})


def _localities(session: Session, actor: Actor) -> Iterator[Protected]:
    query = (
        select(
            Locality.name,
            LocalityVersion.outline,
            LocalityVersion.inhabitants_low,
            LocalityVersion.inhabitants_high,
        )
        .join(LocalityVersion, LocalityVersion.locality_id == Locality.id)
        .where(
            LocalityVersion.id.in_(versions_on(clock.today())),
            LocalityVersion.outline.is_not(None),
            visible(actor, Locality),
        )
        .order_by(Locality.id)
    )
    for name, outline, low, high in session.execute(query):
        residents = None if low is None or high is None else (low, high)
        yield Protected(NearTo.LOCALITY, name, to_krovak(outline), residents)


def _services(session: Session, actor: Actor) -> Iterator[Protected]:
    """The places where services are given."""
    query = (
        select(Service.kind, Service.name, ServicePlace.longitude, ServicePlace.latitude)
        .join(ServicePlace, ServicePlace.service_id == Service.id)
        .where(Service.municipality_id == actor.municipality_id)
        .order_by(ServicePlace.id)
    )
    rows = session.execute(query).all()
    points = points_in_metres([row.longitude for row in rows], [row.latitude for row in rows])
    for row, point in zip(rows, points, strict=True):
        yield Protected(row.kind, row.name, point)


def _places(session: Session, actor: Actor) -> Iterator[Protected]:
    query = (
        select(ProtectedPlace.kind, ProtectedPlace.name, ProtectedPlace.outline)
        .where(ProtectedPlace.municipality_id == actor.municipality_id, ProtectedPlace.gone_at.is_(None))
        .order_by(ProtectedPlace.id)
    )
    for kind, name, outline in session.execute(query):
        yield Protected(kind, name, to_krovak(outline))
