"""What a layer of a GeoPackage for QField holds; it is written and read by this one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from geodata.model.fields import FIELDS, FieldValue
from geodata.model.sites import CONDITIONS, SiteKind
from loaders.normalise.text import plain

# Tables beside the layers: which city and when, what each place was like when the copy was taken, the code lists.
ABOUT, TAKEN, CHOICES = "lokality_about", "lokality_taken", "lokality_choices"
CITY, COPY = "city", "copy"  # keys of the table about the file: `copy` tells one copy from another
NUMBER, VERSION, UUID = "place_number", "version", "uuid"
NAME, ADDRESS, CONDITION = "name", "address", "condition"
OBSERVED_ON, NOTE, PHOTOS = "observed_on", "note", "photos"

_SQL_TYPES = {FieldValue.COUNT: "INTEGER", FieldValue.NUMBER: "REAL", FieldValue.DAY: "DATE"}


@dataclass(frozen=True, slots=True)
class CopyColumn:
    """One column: its name, its type in SQL, the codes it may hold. `several`: codes with commas between."""

    name: str
    sql_type: str = "TEXT"
    choices: tuple[str, ...] = ()
    several: bool = False


def copy_columns(kind: SiteKind) -> tuple[CopyColumn, ...]:
    """The columns of a kind's layer besides its number and its point."""
    facts = tuple(
        CopyColumn(
            field.name, _SQL_TYPES.get(field.value, "TEXT"), field.choices, several=field.value is FieldValue.CHOICES
        )
        for field in FIELDS[kind]
    )
    return (
        CopyColumn(VERSION, "INTEGER"),
        CopyColumn(UUID),
        CopyColumn(NAME),
        CopyColumn(ADDRESS),
        CopyColumn(OBSERVED_ON, "DATE"),
        CopyColumn(CONDITION, choices=tuple(condition.value for condition in CONDITIONS[kind])),
        *facts,
        CopyColumn(NOTE),
        CopyColumn(PHOTOS),
    )


def as_text(value: Any) -> str:
    """A cell as it is compared with what it was: the same whether it is written or read."""
    if value is None or value != value:
        return ""
    if isinstance(value, list):
        return ",".join(str(code) for code in value)
    if isinstance(value, datetime):  # other tools write a day as the midnight it begins with
        return value.date().isoformat()
    return str(value.value) if isinstance(value, StrEnum) else plain(value).strip()
