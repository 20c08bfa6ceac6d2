"""Personal data in Czech free text: birth numbers, phone numbers, e-mail addresses and names of private people."""

from geodata.model.personal_data.allowed import NOBODY, AllowedNames
from geodata.model.personal_data.finding import Finding, PersonalDataKind
from geodata.model.personal_data.search import CONTACTS, EVERY_KIND, REMOVED, SHAPES_OF_NUMBERS, find, without

__all__ = [
    "CONTACTS",
    "EVERY_KIND",
    "NOBODY",
    "REMOVED",
    "SHAPES_OF_NUMBERS",
    "AllowedNames",
    "Finding",
    "PersonalDataKind",
    "find",
    "without",
]
