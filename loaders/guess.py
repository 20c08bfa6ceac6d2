"""Without a profile: what a file is and what its columns mean, from its headers, its name and its values.

A guess is a profile again, so a person can correct it and keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geodata.errors import N_, Message
from loaders.errors import ProfileFault
from loaders.fields import Target, Value, field_named
from loaders.mapping.reading import assigned
from loaders.normalise.codes import folded_words
from loaders.profile import OTHER_PLACES, SHIPPED, Profile, shipped_profile
from loaders.reading.chunk import RawChunk
from loaders.sample import AT_LEAST_HALF, NEARLY_ALL, SOME, Sample, share
from loaders.values import assigned_by_values
from loaders.words import code_list

SURE, LIKELY, POSSIBLE = 1.0, 0.7, 0.5

# What speaks for a profile, in points. A header that only this profile knows says more than a shared one.
_OWN_HEADER, _SHARED_HEADER, _NAME_HINT, _HEADER_HINT, _CODES_FIT = 3.0, 0.2, 4.0, 1.0, 2.0
_OUTLINES_FIT, _POINTS_DO_NOT = 3.0, -6.0
_ENOUGH = 2.5


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column was taken for: `field` is None where it is not used. `samples` are its first values."""

    column: str
    field: str | None
    confidence: float
    reason: Message
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A profile made for one file, how sure it is (0 to 1), and why each column was taken as it was."""

    profile: Profile
    confidence: float
    columns: Sequence[ColumnGuess]


def guess(chunk: RawChunk, columns: Sequence[str], names: Iterable[str]) -> Guess:
    """Guess from the first rows of a file. `names` are what the file and its layer are called."""
    sample = Sample.of(chunk, columns)
    said = " ".join(folded_words(name) for name in names)
    if _mixes_kinds(sample):
        return guess_columns(shipped_profile(OTHER_PLACES), sample, said, LIKELY)
    scored = [(_score(shipped_profile(name), sample, said), name) for name in SHIPPED]
    best, chosen = max(scored, key=lambda item: item[0])
    profile = shipped_profile(chosen if best >= _ENOUGH else OTHER_PLACES)
    return guess_columns(profile, sample, said, LIKELY if best < 2 * _ENOUGH else SURE)


def guess_columns(profile: Profile, sample: Sample, said: str = "", confidence: float = SURE) -> Guess:
    """Which columns of a file give the fields of a profile."""
    by_header = {
        field: column
        for field, column in assigned(profile, sample.columns).items()
        if not profile.shared_words or _fits(profile, field, column, sample)
    }
    # A profile that somebody kept says all that is to be used; only the shipped ones leave room for guessing.
    by_values = assigned_by_values(profile, sample, by_header) if profile.shared_words else {}
    own = replace(
        profile,
        columns={field: [column] for field, column in {**by_header, **by_values}.items()},
        defaults=_defaults(profile, said, by_header),
        shared_words=False,
        hints=(),
    )
    guesses = [_column_guess(column, own, by_header, sample) for column in sample.columns]
    placed = sample.has_geometry or any(field in own.columns for field in _PLACES)
    return Guess(own, confidence if placed else confidence * POSSIBLE, guesses)


_PLACES = ("lon", "x", "position", "outline", "address", "street")


# What any text can be taken for; it makes no place.
_ANY_TEXT = frozenset({"name", "observed_on", "valid_from"})


def require_more_than_names(found: Guess, name: str) -> None:
    """Raise ProfileFault if the columns of a table without a header could be taken for names (and days) only."""
    if set(found.profile.columns) <= _ANY_TEXT:
        raise ProfileFault(
            N_(
                "{name} has no header, and in its rows no position, no address and no kind of place was recognised. "
                "Add a first row with the names of the columns, or say what they are by a profile (--profile)."
            ),
            name=name,
        )


def _mixes_kinds(sample: Sample) -> bool:
    """Whether a column tells several kinds of place: then the file is none of one kind."""
    kinds = code_list(shipped_profile(OTHER_PLACES), "kind")
    for values in sample.values.values():
        known = [value for value in values if kinds.knows(value)]
        if len(known) >= NEARLY_ALL * len(values) and len({kinds.parse(value) for value in known}) > 1:
            return True
    return False


def _score(profile: Profile, sample: Sample, said: str) -> float:
    found = assigned(profile, sample.columns)
    score = 0.0
    for field, column in found.items():
        if not sample.values[column] or not _fits(profile, field, column, sample):
            continue
        own = folded_words(column.rpartition(" / ")[2]) in map(folded_words, profile.columns.get(field, ()))
        score += _OWN_HEADER if own else _SHARED_HEADER
        if field in profile.codes and _share_of_codes(profile, field, sample.values[column]) >= AT_LEAST_HALF:
            score += _CODES_FIT
    score += _NAME_HINT * any(hint in said for hint in profile.hints)
    headers = " ".join(folded_words(column) for column in sample.columns)
    score += _HEADER_HINT * any(hint in headers for hint in profile.hints)
    return score + _fit_of_geometry(profile.target, sample) + _fit_of_essentials(profile, found, sample, said)


def _fit_of_geometry(target: Target, sample: Sample) -> float:
    if target is Target.PROTECTED_PLACES:
        return 0.0
    outlined = target in (Target.AREAS, Target.LOCALITIES, Target.LAND_PIECES)
    if sample.mostly_polygons:
        return _OUTLINES_FIT if outlined else 0.0
    return _POINTS_DO_NOT if outlined else 0.0


def _fit_of_essentials(profile: Profile, found: Mapping[str, str], sample: Sample, said: str) -> float:
    """Addresses of RÚIAN have a code and a number; a service has a kind, a provider or a register number.

    Protected places say their kind, buildings and plots their number, or the name of the file says what they are.
    """
    target = profile.target
    if target in (Target.PROTECTED_PLACES, Target.LAND_PIECES) and not any(hint in said for hint in profile.hints):
        telling = ("number",) if target is Target.LAND_PIECES else ("kind", "further_kind", "stop_kind")
        columns = {field: found[field] for field in telling if field in found}
        return 0.0 if any(_fits(profile, field, column, sample) for field, column in columns.items()) else -100.0
    if target is Target.ADDRESSES and not {"code", "house_number"} <= found.keys():
        return -100.0
    if target is Target.SERVICES and len({"register_number", "provider", "kind", "form"} & found.keys()) < 2:
        return -100.0
    return 0.0


def _share_of_codes(profile: Profile, field: str, values: Sequence[str]) -> float:
    return share(values, code_list(profile, field).knows)


def _fits(profile: Profile, field: str, column: str, sample: Sample) -> bool:
    """Whether the values of a column can be what its header says; `status` of a form export is no condition."""
    known = field_named(profile.target, field)
    values = sample.values[column]
    if not values or known is None:
        return bool(known)
    if known.value is Value.CODE and field not in ("form", "capacity_unit"):
        return _share_of_codes(profile, field, values) >= SOME
    if known.name == "source_id":
        return len(set(values)) > AT_LEAST_HALF * len(values)
    return True


def _without_ending(word: str) -> str:
    """Of a word that is not short all but its last letter: `škola` and `školy` are one."""
    return word[:-1] if len(word) > _SHORT_WORD else word


_SHORT_WORD = 4
_NAMED_KINDS: dict[Target, Callable[[str], str]] = {
    Target.AREAS: str,
    Target.PROTECTED_PLACES: _without_ending,
    Target.LAND_PIECES: _without_ending,
}


def _defaults(profile: Profile, said: str, by_header: Mapping[str, str]) -> Mapping[str, str]:
    """The profile's defaults; with them the kind that the name of the file or layer says (`okresy`, `hriste`)."""
    if profile.target not in _NAMED_KINDS or "kind" in by_header:
        return profile.defaults
    words = folded_words(said).split()
    for code, synonyms in profile.codes.get("kind", {}).items():
        stems = [_NAMED_KINDS[profile.target](folded_words(synonym)) for synonym in synonyms if " " not in synonym]
        if any(word.startswith(stem) for word in words for stem in stems):
            return {**profile.defaults, "kind": code}
    return profile.defaults


def _column_guess(column: str, own: Profile, by_header: Mapping[str, str], sample: Sample) -> ColumnGuess:
    field = next((field for field, columns in own.columns.items() if column in columns), None)
    samples = tuple(sample.values[column][:3])
    if field is None:
        return ColumnGuess(column, None, SURE, Message(N_("Not used.")), samples)
    if by_header.get(field) == column:
        return ColumnGuess(column, field, SURE, Message(N_("The header says so.")), samples)
    return ColumnGuess(column, field, POSSIBLE, Message(N_("The values look so.")), samples)
