"""Given names and surnames used in Czechia: the Czech and Slovak lists of the library mimesis (MIT), in every case."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from geodata.folding import folded
from geodata.model.personal_data.declension import forms, genitive

_SHORTEST = 3
# Forms of names that are mostly other words; before another capital letter they say nothing.
_ORDINARY = frozenset(
    {
        "dále",
        "naděje",
        "naději",
        "nadějí",
        "víra",
        "víry",
        "víru",
        "láska",
        "lásky",
        "slávy",
        "sláva",
        "máme",
        "víte",
        "mája",
    }
)


@dataclass(frozen=True, slots=True)
class NameLists:
    """Lower case. `plain` are the same forms without diacritics, for texts that have none."""

    given: frozenset[str]
    given_genitive: frozenset[str]
    surnames: frozenset[str]
    plain_given: frozenset[str]
    plain_surnames: frozenset[str]


@cache
def name_lists() -> NameLists:
    """The lists, read when the first text is searched for names."""
    given: set[str] = set()
    surnames: set[str] = set()
    for language in ("cs", "sk"):
        data = json.loads(files("mimesis").joinpath("datasets", language, "person.json").read_text(encoding="utf-8"))
        given |= _words(data["names"])
        surnames |= _words(data["surnames"])
    given_forms = {form for name in given for form in forms(name)} - _ORDINARY
    surname_forms = {form for name in surnames for form in (*forms(name), *_womans(name))}
    return NameLists(
        given=frozenset(given_forms),
        given_genitive=frozenset(form for name in given for form in genitive(name)),
        surnames=frozenset(surname_forms),
        plain_given=frozenset(map(folded, given_forms)),
        plain_surnames=frozenset(map(folded, surname_forms)),
    )


def _womans(surname: str) -> Iterable[str]:
    """Nováková of Novák, Dvořáčková of Dvořáček, Svobodová of Svoboda, Veselá of Veselý, and the family of each."""
    name = surname.lower()
    if name.endswith("ý"):
        return forms(f"{name[:-1]}á")
    stem = name[:-1] if name[-1] in "aoeěií" else name
    stems = {stem, f"{stem[:-2]}{stem[-1]}"} if stem[-2:] in {"ek", "ec", "el"} else {stem}
    return [f"{each}ov{ending}" for each in stems for ending in ("á", "é", "ou", "i", "ých", "ým", "ými")]


def _words(listed: Any) -> set[str]:
    """The names of a list, or of a list for each gender."""
    names = [name for part in listed.values() for name in part] if isinstance(listed, dict) else listed
    return {name for name in names if name.isalpha() and len(name) >= _SHORTEST}
