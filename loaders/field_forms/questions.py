"""What a form for KoboToolbox or ODK asks of a kind of place; forms are written and exports read by this one list."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model.fields import FIELDS, FieldValue
from geodata.model.sites import CONDITIONS, SiteKind

# Names of questions; facts of a kind are asked under their own names (`geodata.model.fields`).
KIND = "lokality_kind"
PLACE = "place_number"
OBSERVED_ON = "observed_on"
NAME, ADDRESS, POSITION = "name", "address", "position"
CONDITION, NOTE = "condition", "note"
PHOTOS = ("photo", "photo_2", "photo_3")

_TYPES = {
    FieldValue.CHOICE: "select_one",
    FieldValue.CHOICES: "select_multiple",
    FieldValue.COUNT: "integer",
    FieldValue.NUMBER: "decimal",
    FieldValue.DAY: "date",
    FieldValue.TEXT: "text",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its name in the form and in exports, its type as XLSForm calls it, the codes to choose from."""

    name: str
    type: str
    choices: tuple[str, ...] = ()
    is_fact: bool = False


def questions(kind: SiteKind) -> tuple[Question, ...]:
    """The questions about a kind of place, in the order in which they are asked."""
    facts = tuple(Question(field.name, _TYPES[field.value], field.choices, is_fact=True) for field in FIELDS[kind])
    return (
        Question(OBSERVED_ON, "date"),
        Question(PLACE, "integer"),
        Question(POSITION, "geopoint"),
        Question(NAME, "text"),
        Question(ADDRESS, "text"),
        Question(CONDITION, "select_one", tuple(condition.value for condition in CONDITIONS[kind])),
        *facts,
        Question(NOTE, "text"),
        *(Question(photo, "image") for photo in PHOTOS),
    )
