"""Words of the audit lie beside its chain: an entry carries only their salted hash, so that they can be erased.

What is words is decided here: every text that is not a code, and where something lies. An entry whose caller
says nothing about it is thereby safe: a text counts as words unless its field is known to hold codes.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geodata.storable import as_json, storable_document

# Fields that hold codes, checksums and numbers with letters in them, never what a person wrote.
CODES = frozenset(
    {
        "action", "capacity_unit", "checksum", "code", "content", "form", "format", "kind", "login",
        "outline", "purpose", "refusal", "role", "roles", "rule", "sensitivity", "status", "target_groups", "updated",
        "way",
    }
)  # fmt: skip
# Numbers that tell where something is: they name a house as surely as its address does.
PLACES = frozenset({"longitude", "latitude", "shape"})
_MARK = "words"
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Word:
    """A value kept beside the chain: where it stands in the detail (JSON pointer), its JSON text, its salt."""

    path: str
    text: str
    salt: str

    @property
    def digest(self) -> str:
        """What the chain carries instead. Without the salt nobody can find it out by trying."""
        return hashlib.sha256(f"{self.salt}{self.text}".encode()).hexdigest()


def new_salt() -> str:
    """128 bits that go when the words go."""
    return secrets.token_hex(_SALT_BYTES)


def apart(detail: Mapping[str, Any], salt: Callable[[], str] = new_salt) -> tuple[dict[str, Any], list[Word]]:
    """The detail as the chain keeps it, and its words."""
    words: list[Word] = []
    kept: dict[str, Any] = _apart(dict(detail), "", "", words, salt)
    return kept, words


def _apart(value: Any, field: str, path: str, words: list[Word], salt: Callable[[], str]) -> Any:
    if isinstance(value, dict):
        return {
            name: _apart(part, name, f"{path}/{_step(name)}", words, salt)
            for name, part in ((storable_document(str(name)), part) for name, part in value.items())
        }
    if field in PLACES and value is not None and not isinstance(value, bool):
        return _marked(value, path, words, salt)
    if isinstance(value, list | tuple):
        return [_apart(part, field, f"{path}/{place}", words, salt) for place, part in enumerate(value)]
    is_text = isinstance(value, str) and not isinstance(value, StrEnum)
    if is_text and value and field not in CODES:
        return _marked(value, path, words, salt)
    return storable_document(value)


def _marked(value: Any, path: str, words: list[Word], salt: Callable[[], str]) -> dict[str, str]:
    word = Word(path, as_json(value), salt())
    words.append(word)
    return {_MARK: word.digest}


def _step(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def together(detail: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The detail with its words again, given by their paths; None where they were erased."""
    whole: dict[str, Any] = _replaced(dict(detail), "", lambda path, _digest: values.get(path))
    return whole


def all_fit(detail: Mapping[str, Any], words: Iterable[Word]) -> bool:
    """Whether every word is the one the detail was written with. A missing one was erased, which is no fault."""
    digests: dict[str, str] = {}
    _replaced(dict(detail), "", lambda path, digest: digests.setdefault(path, digest))
    return all(digests.get(word.path) == word.digest for word in words)


def _replaced(value: Any, path: str, by: Callable[[str, str], Any]) -> Any:
    if isinstance(value, dict):
        if value.keys() == {_MARK} and isinstance(value[_MARK], str):
            return by(path, value[_MARK])
        return {name: _replaced(part, f"{path}/{_step(name)}", by) for name, part in value.items()}
    if isinstance(value, list):
        return [_replaced(part, f"{path}/{place}", by) for place, part in enumerate(value)]
    return value
