"""Find an address as people type it: without diacritics, the beginning of a street, one of its two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.folding import folded
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.tables import AddressPoint

# Fewer letters than this begin half of the streets of a city.
SHORTEST_TEXT = 2
# A long street has some hundreds of houses; they are put in order here, and the first of them are shown.
_READ_AT_MOST = 400
_NUMBER = re.compile(r"^(\d+)(?:/(\d+[a-z]?)?|([a-z]))?$")
_SAYS_NOTHING = {"c.p.", "c.", "p.", "cp", "cp.", "c.ev.", "c.e.", "cislo"}
_LEADING_SIGN = re.compile(r"\bc\.?\s*(?:p|ev|e)\.?\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class AddressHit:
    """An address point; `text` as it stands on an envelope, the position in degrees WGS84."""

    code: str
    text: str
    town_part: str | None
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was typed: the words of the street and town, and the number with what follows its slash."""

    words: tuple[str, ...]
    number: str = ""
    second: str = ""

    @property
    def name(self) -> str:
        return " ".join(self.words)


def search_addresses(database: Database, actor: Actor, text: str, at_most: int = 8) -> list[AddressHit]:
    """The addresses that fit best, first those whose number is exactly the one typed."""
    require(actor, Action.VIEW)
    wanted = _read(text)
    if len(wanted.name) < SHORTEST_TEXT:
        return []
    with database.read() as session:
        begins = AddressPoint.street_folded.startswith(wanted.name, autoescape=True)
        points = _points(session, actor, wanted, begins)
        if len(points) < at_most:
            contains = and_(*(AddressPoint.search_text.contains(word, autoescape=True) for word in wanted.words))
            known = {point.id for point in points}
            points += [point for point in _points(session, actor, wanted, contains) if point.id not in known]
    return [_hit(point) for point in points[:at_most]]


def _read(text: str) -> _Wanted:
    plain = _LEADING_SIGN.sub("", folded(text).replace(",", " ").replace(" / ", "/"))
    words: list[str] = []
    number = second = ""
    for word in plain.split():
        fits = _NUMBER.match(word)
        # "28. rijna 5": the first word is no number of a house, even where it looks like one.
        if fits and words and not number:
            number, second = fits[1], fits[2] or ""
            if fits[3]:
                number += fits[3]
        elif word not in _SAYS_NOTHING:
            words.append(word)
    return _Wanted(tuple(words), number, second)


def _points(session: Session, actor: Actor, wanted: _Wanted, named: ColumnElement[bool]) -> list[AddressPoint]:
    query = (
        select(AddressPoint)
        .where(
            AddressPoint.municipality_id == actor.municipality_id,
            AddressPoint.longitude.is_not(None),
            named,
            *_numbered(wanted),
        )
        .limit(_READ_AT_MOST)
    )
    return sorted(session.scalars(query), key=lambda point: _rank(point, wanted))


def _numbered(wanted: _Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.second:
        yield AddressPoint.house_number == wanted.number
        yield AddressPoint.orientation_number.istartswith(wanted.second, autoescape=True)
    elif wanted.number:
        # One number alone may be either: the blue one of the register or the red one on the door.
        yield or_(
            AddressPoint.house_number.istartswith(wanted.number, autoescape=True),
            AddressPoint.orientation_number.istartswith(wanted.number, autoescape=True),
        )


def _rank(point: AddressPoint, wanted: _Wanted) -> tuple[bool, bool, str, int, str, int]:
    orientation, house = folded(point.orientation_number), folded(point.house_number)
    exact = (wanted.second or wanted.number) in ((orientation,) if wanted.second else (orientation, house))
    return (
        not exact,
        point.street_folded != wanted.name,
        point.street_folded,
        _leading(orientation),
        orientation,
        _leading(house),
    )


def _leading(number: str) -> int:
    digits = re.match(r"\d+", number)
    return int(digits[0]) if digits else 0


def _hit(point: AddressPoint) -> AddressHit:
    number = "/".join(part for part in (point.house_number, point.orientation_number) if part)
    # A village has no streets: the house number stands after the name of the village or its part.
    street = point.street or point.town_part or point.town
    assert point.longitude is not None
    assert point.latitude is not None
    return AddressHit(point.code, f"{street} {number}".strip(), point.town_part, point.longitude, point.latitude)
