"""What can be loaded, and the fields of each, as data: mapping, guessing and the page's choices read this table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.model.areas import AreaKind
from geodata.model.criteria import PROTECTED_KINDS
from geodata.model.fields import FIELDS as KIND_FIELDS
from geodata.model.fields import FieldValue
from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind
from geodata.model.people import Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.model.zones import LandPieceKind
from geodata.services.ingest.batch import Target

__all__ = ["DETAILS", "FIELDS", "Field", "Target", "Value", "field_named"]

DETAILS = "details."


class Value(StrEnum):
    """How the cells of a field are read."""

    KEY = "key"
    TEXT = "text"
    NOTE = "note"
    DAY = "day"
    COUNT = "count"
    NUMBER = "number"
    RANGE = "range"
    CODE = "code"
    CODES = "codes"
    WORDS = "words"
    COORDINATE = "coordinate"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column can be mapped to; `codes` are the values it allows, if it has a list of them."""

    name: str
    value: Value
    codes: tuple[str, ...] = ()


def _codes(name: str, codes: type[StrEnum]) -> Field:
    return Field(name, Value.CODE, tuple(code.value for code in codes))


_OF_KIND_FIELD = {
    FieldValue.CHOICE: Value.CODE,
    FieldValue.CHOICES: Value.CODES,
    FieldValue.COUNT: Value.COUNT,
    FieldValue.NUMBER: Value.NUMBER,
    FieldValue.DAY: Value.DAY,
    FieldValue.TEXT: Value.TEXT,
}


def _detail_fields() -> tuple[Field, ...]:
    """The own fields of every kind of site, `details.owner` and the like; a name means the same in each kind."""
    fields = {
        field.name: Field(f"{DETAILS}{field.name}", _OF_KIND_FIELD[field.value], field.choices)
        for kind in SiteKind
        for field in KIND_FIELDS[kind]
    }
    return tuple(fields.values())


_ADDRESS = (
    Field("address", Value.TEXT),
    Field("street", Value.TEXT),
    Field("house_number", Value.TEXT),
    Field("orientation_number", Value.TEXT),
    Field("orientation_letter", Value.TEXT),
    Field("municipality", Value.TEXT),
    Field("municipality_part", Value.TEXT),
    Field("postcode", Value.TEXT),
)
_POSITION = (
    Field("lon", Value.COORDINATE),
    Field("lat", Value.COORDINATE),
    Field("x", Value.COORDINATE),
    Field("y", Value.COORDINATE),
    Field("position", Value.POSITION),
)
_SOURCE_ID = Field("source_id", Value.KEY)
_NAME = Field("name", Value.TEXT)
_NOTE = Field("note", Value.NOTE)
_PROTECTED = tuple(kind.value for kind in PROTECTED_KINDS)
_SENSITIVITY = _codes("sensitivity", Sensitivity)

FIELDS: dict[Target, tuple[Field, ...]] = {
    Target.SITES: (
        _SOURCE_ID,
        _codes("kind", SiteKind),
        _NAME,
        *_ADDRESS,
        *_POSITION,
        Field("observed_on", Value.DAY),
        _codes("condition", Condition),
        *_detail_fields(),
        _NOTE,
        _SENSITIVITY,
    ),
    Target.LOCALITIES: (
        _SOURCE_ID,
        _NAME,
        Field("municipality", Value.TEXT),
        Field("outline", Value.POSITION),
        Field("valid_from", Value.DAY),
        Field("inhabitants", Value.RANGE),
        Field("inhabitants_low", Value.COUNT),
        Field("inhabitants_high", Value.COUNT),
        Field("inhabitants_source", Value.TEXT),
        _NOTE,
        _SENSITIVITY,
    ),
    Target.AREAS: (
        Field("code", Value.KEY),
        _NAME,
        _codes("kind", AreaKind),
        Field("parent_code", Value.KEY),
        Field("outline", Value.POSITION),
    ),
    Target.SERVICES: (
        _SOURCE_ID,
        Field("register_number", Value.KEY),
        _NAME,
        Field("provider", Value.TEXT),
        _codes("kind", ServiceKind),
        _codes("form", ServiceForm),
        Field("target_groups", Value.WORDS),
        Field("capacity", Value.NUMBER),
        _codes("capacity_unit", CapacityUnit),
        *_ADDRESS,
        *_POSITION,
    ),
    Target.ADDRESSES: (
        Field("code", Value.KEY),
        Field("house_number_kind", Value.TEXT),
        *_ADDRESS,
        *_POSITION,
    ),
    Target.PROTECTED_PLACES: (
        _SOURCE_ID,
        Field("kind", Value.CODE, _PROTECTED),
        Field("further_kind", Value.CODE, _PROTECTED),
        Field("stop_kind", Value.CODE, _PROTECTED),
        _NAME,
        *_ADDRESS,
        *_POSITION,
        Field("closed_on", Value.DAY),
    ),
    Target.LAND_PIECES: (
        _SOURCE_ID,
        _codes("kind", LandPieceKind),
        Field("number", Value.TEXT),
        Field("part_number", Value.TEXT),
        Field("outline", Value.POSITION),
    ),
}


def field_named(target: Target, name: str) -> Field | None:
    """The field of a target by its name, None if it has none of that name."""
    return next((field for field in FIELDS[target] if field.name == name), None)
