"""Outlines of zones that nobody draws: computed from a criterion, or taken from what is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import clock
from geodata.crs import from_krovak, to_krovak
from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.folding import folded
from geodata.impact.computing import WholePieces, around, surfaces, whole_pieces
from geodata.impact.ground import points_in_metres
from geodata.model.criteria import Criterion, checked_criterion
from geodata.model.people import Actor
from geodata.model.zones import LandPieceKind, ZoneCut, ZoneSource
from geodata.policy import Action, require, visible
from geodata.services.city_outline import city_outline
from geodata.services.land_pieces import are_loaded, building_at, pieces_near
from geodata.services.locality_versions import versions_on
from geodata.services.named_addresses import positions_of
from geodata.services.protected_places import protected_ground
from geodata.tables import Area, Locality, LocalityVersion

# Where no building is known: about as far as a house reaches from the point of its address.
CIRCLE_M = 15.0
_PIECES = {ZoneCut.BUILDINGS: LandPieceKind.BUILDING, ZoneCut.PLOTS: LandPieceKind.PLOT}


@dataclass(frozen=True, slots=True)
class ComputedOutline:
    """An outline in EPSG:4326, from how many places it was measured, and how many whole pieces it is made of."""

    outline: BaseGeometry
    places: int
    pieces: int


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address as it was written, where it is (degrees WGS84), and whether its whole building is known."""

    text: str
    longitude: float
    latitude: float
    is_building: bool


@dataclass(frozen=True, slots=True)
class AddressOutline:
    """The outline (EPSG:4326) of all addresses that were found, None where none was; `unplaced` as written."""

    outline: BaseGeometry | None
    found: tuple[FoundAddress, ...]
    unplaced: tuple[str, ...]


def computed_outline(
    database: Database, actor: Actor, criterion: Criterion, cut: ZoneCut, *, inside: BaseGeometry | None = None
) -> ComputedOutline:
    """What lies within the criterion's distance of its places, or the whole buildings or plots that this touches.

    Only what lies `inside` an outline (EPSG:4326) counts, where one is given, and in the municipality, where its
    outline is known. Raises InvalidValue for a distance that parts nothing, and where there is nothing to measure from
    or to make the zone of.
    """
    require(actor, Action.VIEW)
    checked_criterion(criterion.near, criterion.within_m)
    with database.read() as session:
        protected = protected_ground(session, actor)
        places = [place.outline for place in protected if place.kind in criterion.near]
        _require_places(criterion, len(places))
        city = _in_valid_metres(city_outline(session, actor.municipality_id))
        outline = around(places, criterion.within_m)
        if outline.is_empty:
            raise InvalidValue(
                N_("These places are points, and nothing lies inside a point. Choose a distance above 0 m.")
            )
        for clip in (_in_valid_metres(inside), city):
            outline = outline if clip is None else surfaces(outline & clip)
        pieces = WholePieces(outline, 0)
        if cut in _PIECES and not outline.is_empty:
            pieces = _cut_out(session, actor, outline, _PIECES[cut], city)
    if pieces.outline.is_empty:
        raise InvalidValue(
            N_("Nothing within this distance lies in the city. Choose another distance or other places.")
        )
    return ComputedOutline(from_krovak(pieces.outline), len(places), pieces.count)


def taken_outline(database: Database, actor: Actor, source: ZoneSource, subject_id: int | None) -> BaseGeometry:
    """The outline (EPSG:4326) of a locality as it is drawn today, of an area, or of the whole municipality.

    Raises NotFound for what the actor may not know of, and InvalidValue where no outline is known.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        match source:
            case ZoneSource.MUNICIPALITY:
                outline = city_outline(session, actor.municipality_id)
            case ZoneSource.AREA:
                outline = _area(session, actor, subject_id)
            case ZoneSource.LOCALITY:
                outline = _locality(session, actor, subject_id)
            case _:
                raise InvalidValue(N_("An outline is taken from a locality, an area or the municipality."))
    if outline is None or outline.is_empty:
        raise InvalidValue(N_("Its outline is not known yet. Load it on the page Data, or draw the zone on the map."))
    return outline


def address_outline(database: Database, actor: Actor, texts: Sequence[str]) -> AddressOutline:
    """The places of a list of addresses, each named once: the whole building, or a circle where none is known.

    An address that the register does not have, or has in several places, is not guessed: it is among the `unplaced`.
    """
    require(actor, Action.VIEW)
    named = list({folded(text): " ".join(text.split()) for text in texts if text.strip()}.values())
    outlines: list[BaseGeometry] = []
    found: list[FoundAddress] = []
    with database.read() as session:
        positions = positions_of(session, actor, named)
        for text, position in zip(named, positions, strict=True):
            if position is None:
                continue
            longitude, latitude = position
            (point,) = points_in_metres([longitude], [latitude])
            building = building_at(session, actor, point)
            outlines.append(building or around([point], CIRCLE_M))
            found.append(FoundAddress(text, longitude, latitude, building is not None))
    unplaced = tuple(text for text, position in zip(named, positions, strict=True) if position is None)
    return AddressOutline(from_krovak(shapely.union_all(outlines)) if outlines else None, tuple(found), unplaced)


def _cut_out(
    session: Session, actor: Actor, outline: BaseGeometry, kind: LandPieceKind, city: BaseGeometry | None
) -> WholePieces:
    pieces = pieces_near(session, actor, kind, outline)
    if not pieces and not are_loaded(session, actor, kind):
        raise InvalidValue(
            N_("No buildings and plots are loaded yet. Load them on the page Data, or choose the distance alone.")
        )
    taken = whole_pieces(outline, pieces)
    if not taken.count:
        raise InvalidValue(N_("The distance touches no building or plot. Choose a larger one, or the distance alone."))
    return taken if city is None else WholePieces(surfaces(taken.outline & city), taken.count)


def _require_places(criterion: Criterion, count: int) -> None:
    if count:
        return
    if len(criterion.near) == 1:
        raise InvalidValue(
            N_("There is none of these yet: {place}. Load them on the page Data."), place=next(iter(criterion.near))
        )
    raise InvalidValue(N_("There is none of the chosen places yet. Load them on the page Data."))


def _in_valid_metres(outline: BaseGeometry | None) -> BaseGeometry | None:
    if outline is None:
        return None
    metres = to_krovak(shapely.force_2d(outline))
    return metres if metres.is_valid else shapely.make_valid(metres)


def _area(session: Session, actor: Actor, area_id: int | None) -> BaseGeometry | None:
    found = session.scalar(select(Area).where(Area.id == area_id, Area.municipality_id == actor.municipality_id))
    if found is None:
        raise NotFound
    return found.outline


def _locality(session: Session, actor: Actor, locality_id: int | None) -> BaseGeometry | None:
    query = (
        select(LocalityVersion.outline)
        .select_from(Locality)
        .outerjoin(
            LocalityVersion,
            (LocalityVersion.locality_id == Locality.id) & LocalityVersion.id.in_(versions_on(clock.today())),
        )
        .where(Locality.id == locality_id, visible(actor, Locality))
    )
    found: Sequence[BaseGeometry | None] = session.scalars(query).all()
    if not found:
        raise NotFound
    return found[0]
