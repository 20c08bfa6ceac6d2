"""A profile: how the columns of a kind of file become fields. Small TOML, written by hand or kept from a guess."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomli_w

from geodata.errors import N_
from loaders.errors import ProfileFault
from loaders.fields import Target, field_named
from loaders.normalise.codes import folded_words

# The profiles that come with the product, in the order in which a person chooses among them.
SHIPPED = (
    "hazardous_buildings",
    "illegal_dumps",
    "gambling_venues",
    "localities",
    "areas",
    "social_services",
    "ruian_addresses",
    "protected_places",
    "land_pieces",
)
# Any other place: what a guess falls back to.
OTHER_PLACES = "places"

_VOCABULARY = "vocabulary"


@dataclass(frozen=True, slots=True)
class Profile:
    """Columns → fields, words → codes.

    `columns` gives for a field the headers that mean it, the best first (compared without case, diacritics and
    punctuation). `codes` gives for a field its codes with the words that mean each. `defaults` fill fields that no
    column gives. `hints` are words in names of files, layers and headers by which a guess recognises the profile.
    A profile with `shared_words` also knows the headers that all profiles share.
    """

    name: str
    target: Target
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    crs: str | None = None
    encoding: str | None = None
    hints: Sequence[str] = ()
    shared_words: bool = False

    @classmethod
    def from_toml(cls, text: str, name: str = "") -> Profile:
        """Read a profile. Raises ProfileFault for broken TOML, an unknown target, field or code list."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as fault:
            raise ProfileFault(
                N_("The profile {name} is not valid TOML: {fault}."), name=name, fault=str(fault)
            ) from fault
        return _checked(data, name)

    def to_toml(self) -> str:
        """The profile as TOML text that `from_toml` reads back."""
        data: dict[str, Any] = {"name": self.name, "target": self.target.value}
        optional = {"crs": self.crs, "encoding": self.encoding, "hints": list(self.hints)}
        data |= {key: value for key, value in optional.items() if value}
        if self.shared_words:
            data["shared_words"] = True
        if self.defaults:
            data["defaults"] = dict(self.defaults)
        data["columns"] = {name: list(headers) for name, headers in self.columns.items()}
        if self.codes:
            data["codes"] = {
                name: {code: list(words) for code, words in codes.items()} for name, codes in self.codes.items()
            }
        return tomli_w.dumps(data)

    def field_of(self, header: str) -> str | None:
        """The field that a header means in this profile, None if it means none."""
        return self._headers().get(folded_words(header))

    def rank(self, field_name: str, header: str) -> int:
        """How good a header is for a field: 0 is the best of those that mean it."""
        own = [folded_words(word) for word in self.columns.get(field_name, ())]
        shared = shared_headers().get(field_name, ()) if self.shared_words else ()
        words = own + [folded_words(word) for word in shared]
        wanted = folded_words(header)
        return words.index(wanted) if wanted in words else len(words)

    def _headers(self) -> Mapping[str, str]:
        return _headers_of(
            tuple((name, tuple(headers)) for name, headers in self.columns.items()),
            self.target if self.shared_words else None,
        )


@cache
def _headers_of(columns: tuple[tuple[str, tuple[str, ...]], ...], shared_of: Target | None) -> Mapping[str, str]:
    headers: dict[str, str] = {}
    for name, own in columns:
        for word in own:
            headers.setdefault(folded_words(word), name)
    if shared_of is not None:
        for name, shared in shared_headers().items():
            if field_named(shared_of, name):
                for word in shared:
                    headers.setdefault(folded_words(word), name)
    return headers


def _checked(data: Mapping[str, Any], name: str) -> Profile:
    name = str(data.get("name") or name)
    try:
        target = Target(data.get("target", ""))
    except ValueError as fault:
        raise ProfileFault(
            N_("The profile {name} needs a target, one of: {targets}."), name=name, targets=", ".join(Target)
        ) from fault
    columns = _table(data, "columns", name)
    codes = _table(data, "codes", name)
    defaults = _table(data, "defaults", name)
    for known_as in (*columns, *codes, *defaults):
        if field_named(target, known_as) is None:
            raise ProfileFault(
                N_("The profile {name} names a field that {target} do not have: {field}."),
                name=name,
                target=target.value,
                field=known_as,
            )
    for field_name, words in codes.items():
        _require_known_codes(target, field_name, words, name)
    return Profile(
        name=name,
        target=target,
        columns={key: _words(value) for key, value in columns.items()},
        codes={key: {code: _words(words) for code, words in dict(value).items()} for key, value in codes.items()},
        defaults={key: str(value) for key, value in defaults.items()},
        crs=str(data["crs"]) if data.get("crs") else None,
        encoding=str(data["encoding"]) if data.get("encoding") else None,
        hints=_words(data.get("hints", [])),
        shared_words=bool(data.get("shared_words", False)),
    )


def _require_known_codes(target: Target, field_name: str, words: Any, name: str) -> None:
    known = field_named(target, field_name)
    unknown = [code for code in dict(words) if known is None or code not in known.codes]
    if unknown:
        raise ProfileFault(
            N_("The profile {name} names codes that {field} does not have: {codes}."),
            name=name,
            field=field_name,
            codes=", ".join(unknown),
        )


def _table(data: Mapping[str, Any], key: str, name: str) -> Mapping[str, Any]:
    """A table of the profile; details may be written as `details.owner` or as a table of their own."""
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise ProfileFault(N_("In the profile {name}, {key} must be a table."), name=name, key=key)
    flat = {field_: value for field_, value in table.items() if field_ != "details"}
    return flat | {f"details.{field_}": value for field_, value in dict(table.get("details", {})).items()}


def _words(value: Any) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else [str(value)]


@cache
def shared_headers() -> Mapping[str, Sequence[str]]:
    """Headers of the fields that most profiles have: identifiers, names, addresses, positions, days."""
    text = files("loaders.profiles").joinpath(f"{_VOCABULARY}.toml").read_text(encoding="utf-8")
    return {name: _words(words) for name, words in tomllib.loads(text).items()}


@cache
def shipped_profile(name: str) -> Profile:
    """A profile that comes with the product. Raises ProfileFault if there is none of that name."""
    if name not in (*SHIPPED, OTHER_PLACES):
        raise ProfileFault(
            N_("There is no profile {name}. There are: {profiles}; or give the path of a TOML file."),
            name=name,
            profiles=", ".join(SHIPPED),
        )
    text = files("loaders.profiles").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return Profile.from_toml(text, name)


def read_profile(name_or_path: str) -> Profile:
    """A shipped profile by its name, or one of a person's own by the path of its TOML file."""
    path = Path(name_or_path)
    if path.suffix.lower() != ".toml":
        return shipped_profile(name_or_path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as fault:
        raise ProfileFault(N_("The profile {name} cannot be read. Check the path."), name=path.name) from fault
    return Profile.from_toml(text, path.stem)


@cache
def _all_headers() -> frozenset[str]:
    words = [word for headers in shared_headers().values() for word in headers]
    for name in (*SHIPPED, OTHER_PLACES):
        words += [word for headers in shipped_profile(name).columns.values() for word in headers]
    return frozenset(map(folded_words, words))


def is_known_header(label: str) -> bool:
    """Whether any profile knows a label as the name of a column: what tells a header from a row of data."""
    return folded_words(label) in _all_headers()
