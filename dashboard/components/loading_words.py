"""What the targets of a load and the fields of a file are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.field_labels import FIELD_NAMES, field_label
from dashboard.formats import number
from dashboard.language import _, ngettext
from geodata.errors import N_
from geodata.services.ingest import OutsideRow

_TARGETS = {
    "sites": N_("Places"),
    "localities": N_("Excluded localities"),
    "areas": N_("Areas"),
    "services": N_("Social services"),
    "addresses": N_("Addresses (RÚIAN)"),
    "protected_places": N_("Protected places (schools, playgrounds…)"),
    "land_pieces": N_("Buildings and plots"),
}
_PROFILES = {
    "": N_("Guess from the file"),
    "hazardous_buildings": N_("Hazardous buildings"),
    "illegal_dumps": N_("Illegal dumps"),
    "gambling_venues": N_("Gambling venues"),
    "localities": N_("Excluded localities"),
    "areas": N_("Areas"),
    "social_services": N_("Social services"),
    "ruian_addresses": N_("Addresses (RÚIAN)"),
    "protected_places": N_("Protected places (schools, playgrounds…)"),
    "land_pieces": N_("Buildings and plots"),
}
_FIELDS = {
    "source_id": N_("Identifier in the source"),
    "kind": N_("Kind"),
    "name": N_("Name"),
    "address": N_("Address"),
    "street": N_("Street"),
    "house_number": N_("House number"),
    "house_number_kind": N_("Kind of house number"),
    "orientation_number": N_("Orientation number"),
    "orientation_letter": N_("Letter of the orientation number"),
    "municipality": N_("Municipality"),
    "municipality_part": N_("Part of the municipality"),
    "postcode": N_("Postcode"),
    "lon": N_("Longitude"),
    "lat": N_("Latitude"),
    "x": N_("Coordinate X"),
    "y": N_("Coordinate Y"),
    "position": N_("Position in one column"),
    "observed_on": N_("Seen on"),
    "condition": N_("Condition"),
    "note": N_("Note"),
    "sensitivity": N_("Who may see it"),
    "outline": N_("Outline"),
    "valid_from": N_("Holds from"),
    "inhabitants": N_("Inhabitants (range)"),
    "inhabitants_low": N_("Inhabitants at least"),
    "inhabitants_high": N_("Inhabitants at most"),
    "inhabitants_source": N_("Source of the estimate"),
    "code": N_("Code"),
    "parent_code": N_("Code of the area above"),
    "register_number": N_("Register number"),
    "provider": N_("Provider"),
    "form": N_("Form of the service"),
    "target_groups": N_("Target groups"),
    "capacity": N_("Capacity"),
    "capacity_unit": N_("Unit of capacity"),
    "further_kind": N_("Kind, in another column"),
    "stop_kind": N_("Kind of the stop or station"),
    "closed_on": N_("Closed since"),
    "number": N_("Number of the building or plot"),
    "part_number": N_("Number after the slash"),
}


def target_name(target: str) -> str:
    """What the rows of a file become, in the reader's language."""
    return _(_TARGETS[target])


def profile_name(profile: str) -> str:
    """A shipped profile (empty: the guess); the name itself for one that people keep."""
    return _(_PROFILES[profile]) if profile in _PROFILES else profile


def loaded_field_name(field: str) -> str:
    """A field that a column can be taken for."""
    own = field.removeprefix("details.")
    return field_label(own) if own in FIELD_NAMES else _(_FIELDS[own])


def outside_words(count: int, rows: Sequence[OutsideRow], shown: Callable[[str], str] = str) -> str:
    """How many places lie outside the areas of the city, the first of them named; `shown` makes a name fit to show."""
    told = ngettext(
        "{count} place lies outside the areas of the city: {rows}. That does not stop the load; look where it lies.",
        "{count} places lie outside the areas of the city: {rows}. That does not stop the load; look where they lie.",
        count,
    )
    named = [_outside_row(row, shown) for row in rows]
    return told.format(count=number(count), rows=", ".join(named + ["…"] * (count > len(rows))))


def _outside_row(row: OutsideRow, shown: Callable[[str], str]) -> str:
    if not row.name:
        return _("row {row}").format(row=row.row)
    return _("row {row} ({name})").format(row=row.row, name=shown(row.name))
