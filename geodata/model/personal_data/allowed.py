"""Names that may stand in any text: those of the people who work here, of organisations, streets and localities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from geodata.folding import folded
from geodata.model.personal_data.declension import forms

_WORD = re.compile(r"[^\W\d_]{2,}")
_INDEXES_KEPT = 16  # a city has two; it changes with a new account, street or locality

# Each word of a name in every case (folded) → the names that have it.
_Index = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class AllowedNames:
    """People are apart: "paní Nováková" is one who works here, not the street."""

    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, people: Iterable[str] = (), others: Iterable[str] = ()) -> AllowedNames:
        """The names as they are written in the first case, and streets as they are called."""
        return cls(tuple(sorted(set(people))), tuple(sorted(set(others))))

    def allow(self, words: Sequence[str]) -> bool:
        """Whether all the words stand in one name."""
        return self.allow_person(words) or _of_one(_index(self.others), words)

    def allow_person(self, words: Sequence[str]) -> bool:
        """Whether all the words stand in the name of one person who works here."""
        return _of_one(_index(self.people), words)


NOBODY = AllowedNames()


@lru_cache(_INDEXES_KEPT)
def _index(names: tuple[str, ...]) -> _Index:
    found: dict[str, set[int]] = {}
    for number, name in enumerate(names):
        for word in _WORD.findall(name):
            for form in forms(word):
                found.setdefault(folded(form), set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def _of_one(index: _Index, words: Sequence[str]) -> bool:
    if not words:
        return False
    common = index.get(folded(words[0]), frozenset())
    for word in words[1:]:
        common &= index.get(folded(word), frozenset())
    return bool(common)
