"""What is wrong with the settings, in sentences of our own: a library's English would stand inside a Czech sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from geodata.errors import N_, Message, SettingsError

if TYPE_CHECKING:
    from pydantic import ValidationError

PREFIX = "LOKALITY_"
_VALUE_AT_MOST = 60  # characters of a value that are quoted
_NUMBER = {"int_parsing", "int_parsing_size", "int_from_float", "int_type"}
_CHOICE = {"enum", "literal_error", "string_pattern_mismatch"}


class UnfitValue(ValueError):
    """For validators: what a setting may be instead, as a phrase with parameters."""

    def __init__(self, template: str, **parameters: object) -> None:
        self.expected = Message(template, parameters)
        super().__init__(str(self.expected))


def value_fault(fault: ValidationError, names: Collection[str]) -> SettingsError:
    """The first value that does not fit, or the first name in lokality.toml that is no setting."""
    first = fault.errors()[0]
    name = ".".join(str(part) for part in first["loc"] if part != "[key]")
    if first["type"] == "extra_forbidden" and "." not in name:
        nearest = nearest_name(name, names)
        if nearest is None:
            return SettingsError(
                N_("lokality.toml says {name}, and there is no such setting: docs/settings.md has them all."), name=name
            )
        return SettingsError(
            N_("lokality.toml says {name}, and there is no such setting. Is {nearest} meant?"),
            name=name,
            nearest=nearest,
        )
    return SettingsError(
        N_("{fault} Mend it in lokality.toml or in LOKALITY_{variable}."),
        fault=_what_is_wrong(name, first),
        variable=name.partition(".")[0].upper(),
    )


def _what_is_wrong(name: str, fault: Mapping[str, Any]) -> Message:
    about: dict[str, object] = {"name": name, "value": str(fault["input"])[:_VALUE_AT_MOST]}
    details = fault.get("ctx", {})
    match fault["type"]:
        case "extra_forbidden":
            return Message(N_("There is no setting {name}."), about)
        case kind if kind in _NUMBER:
            return Message(N_("The setting {name} is {value}; it must be a whole number."), about)
        case "greater_than_equal":
            return Message(
                N_("The setting {name} is {value}; the least it may be is {limit}."), about | {"limit": details["ge"]}
            )
        case "less_than_equal":
            return Message(
                N_("The setting {name} is {value}; the most it may be is {limit}."), about | {"limit": details["le"]}
            )
        case kind if kind in _CHOICE:
            # pydantic lists what may stand there as 'one' or 'two', a pattern of ours as ^(one|two)$.
            choices = ", ".join(
                re.findall(r"[\w-]+", details.get("pattern") or details["expected"].replace(" or ", " "))
            )
            return Message(N_("The setting {name} is {value}; it may be: {expected}."), about | {"expected": choices})
        case "value_error" if isinstance(details["error"], UnfitValue):
            about = {"name": name, "expected": details["error"].expected}
            return Message(N_("The setting {name} does not fit; it may be: {expected}."), about)
        case _:
            # No value here: it may be a secret.
            return Message(
                N_("The setting {name} has a value of the wrong kind; docs/settings.md describes it."), {"name": name}
            )


def table_fault(fault: Exception) -> SettingsError:
    """A variable that should hold a table, and is no JSON."""
    field = re.search(r'field "(\w+)"', str(fault))
    return SettingsError(
        N_("{variable} cannot be read: a table is written as JSON there, or as a table in lokality.toml."),
        variable=PREFIX + (field[1].upper() if field else "…"),
    )


def file_fault(fault: ValueError) -> SettingsError:
    """A lokality.toml that is no TOML."""
    line = re.search(r"at line (\d+)", str(fault))
    if isinstance(fault, UnicodeDecodeError):
        return SettingsError(N_("lokality.toml cannot be read: it is not in UTF-8. Save it anew in this encoding."))
    if line is None:
        return SettingsError(
            N_("lokality.toml cannot be read: its end is missing. docs/settings.md shows how it is written.")
        )
    return SettingsError(
        N_("lokality.toml cannot be read: look at its line {line}. A text stands in quotes, a name stands once only."),
        line=line[1],
    )


def unknown_variables(environment: Mapping[str, str], names: Collection[str]) -> Iterator[Message]:
    """A sentence for each LOKALITY_ variable that is no setting: it is passed over, perhaps because it is mistyped."""
    for variable in sorted(environment):
        name = variable.upper().removeprefix(PREFIX).lower()
        if not variable.upper().startswith(PREFIX) or name in names:
            continue
        nearest = nearest_name(name, names)
        if nearest is None:
            yield Message(N_("{variable} is no setting and is passed over."), {"variable": variable})
        else:
            yield Message(
                N_("{variable} is no setting and is passed over. Is {nearest} meant?"),
                {"variable": variable, "nearest": PREFIX + nearest.upper()},
            )


def nearest_name(name: str, names: Collection[str]) -> str | None:
    """The setting that was probably meant, or None where none is near."""
    return next(iter(get_close_matches(name.lower(), names, n=1)), None)
