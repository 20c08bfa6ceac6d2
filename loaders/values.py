"""What columns mean, told by their values alone: for files without a header, or with headers that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np

from geodata.written_addresses import parse_address
from loaders.fields import Target, field_named
from loaders.normalise.cells import Unfit
from loaders.normalise.codes import CodeList, folded_words
from loaders.normalise.coordinates import parse_geometry, parse_pair
from loaders.normalise.dates import TWO_DAYS, parse_day
from loaders.normalise.frames import KNOWN_FRAMES, LATITUDE_LONGITUDE, LONGITUDE_LATITUDE, Floats
from loaders.normalise.numbers import number_column
from loaders.profile import Profile
from loaders.sample import NEARLY_ALL, SOME, Sample, share
from loaders.words import code_list

_MOST = 0.7
_LONGEST_NAME = 120
_LARGE = 100_000  # metres of any system are larger
_A_LETTER = re.compile(r"[^\W\d_]{2,}")
_A_DAY = re.compile(r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.\s*[^\W\d]{3,}\s+\d{4}")
_TWO_NUMBERS = re.compile(r"\d[.,]\d+.*\d[.,]\d+|[°NE]|\(")
_TELLING_LENGTH = 4
_TELLING_LISTS = ("kind", "condition", "form", "details.waste", "details.venue_type", "details.owner")
_PLACED = ("lon", "x", "position", "outline")


def assigned_by_values(profile: Profile, sample: Sample, by_header: Mapping[str, str]) -> dict[str, str]:
    """Field → column for fields that the headers left open."""
    found: dict[str, str] = {}

    def open_columns() -> list[str]:
        used = {*by_header.values(), *found.values()}
        return [column for column in sample.columns if column not in used and sample.values[column]]

    def is_open(field: str) -> bool:
        if field == "address" and ("street" in by_header or "house_number" in by_header):
            return False
        return field not in by_header and field not in found and field_named(profile.target, field) is not None

    if not sample.has_geometry and not any(field in by_header for field in _PLACED):
        found |= _position(profile.target, sample, open_columns())
    for field, looks in _LOOKS.items():
        if is_open(field):
            column = _best(sample, open_columns(), looks)
            found |= {field: column} if column else {}
    for field in _TELLING_LISTS:
        if is_open(field):
            column = _best_list(sample, open_columns(), code_list(profile, field))
            found |= {field: column} if column else {}
    if is_open("name"):
        name = _name_like(sample, open_columns())
        found |= {"name": name} if name else {}
    return found


def _best(sample: Sample, columns: Iterable[str], looks: Callable[[str], bool]) -> str | None:
    rated = [(share(sample.values[column], looks), column) for column in columns]
    best = max(rated, key=lambda item: item[0], default=(0.0, ""))
    return best[1] if best[0] >= _MOST else None


def _best_list(sample: Sample, columns: Iterable[str], codes: CodeList) -> str | None:
    """A column of at least two words of a list; yes and no, which every form holds, are too short to tell."""
    varied = [column for column in columns if len(set(sample.values[column])) > 1]
    return _best(sample, varied, lambda value: len(value) >= _TELLING_LENGTH and codes.knows(value))


def _position(target: Target, sample: Sample, columns: Sequence[str]) -> dict[str, str]:
    """Two columns whose names end like coordinates, or whose numbers lie in the country; or one column of pairs."""
    if field_named(target, "lon") is None:
        column = _best(sample, columns, _is_position)
        return {"outline": column} if column else {}
    ending = _by_endings(columns)
    if len(ending) == 2:
        return ending
    pair = _number_pair(sample, columns)
    if pair:
        return pair
    column = _best(sample, columns, _is_position)
    return {"position": column} if column else {}


def _by_endings(columns: Sequence[str]) -> dict[str, str]:
    """`_Where is it?_latitude`, as KoboToolbox writes."""
    found: dict[str, str] = {}
    for column in columns:
        last = folded_words(column).rpartition(" ")[2]
        if last in ("longitude", "lon", "lng"):
            found.setdefault("lon", column)
        elif last in ("latitude", "lat"):
            found.setdefault("lat", column)
    return found


def _number_pair(sample: Sample, columns: Sequence[str]) -> dict[str, str]:
    """The first two columns, neighbours before others, whose numbers lie in the country in some system."""
    numeric = {column: number_column(list(sample.cells[column]))[0] for column in columns}
    names = [column for column, values in numeric.items() if _may_be_coordinates(values)]
    pairs = [*pairwise(names), *combinations(names, 2)]
    return next((found for first, second in pairs if (found := _as_pair(first, second, numeric))), {})


def _may_be_coordinates(values: Floats) -> bool:
    """Small whole numbers are counts and serial numbers, not degrees."""
    known = values[np.isfinite(values) & (values != 0)]
    if len(known) <= SOME * len(values):
        return False
    return bool((known != np.round(known)).any() or (np.abs(known) > _LARGE).all())


def _as_pair(first: str, second: str, numeric: Mapping[str, Floats]) -> dict[str, str]:
    usable = np.isfinite(numeric[first]) & np.isfinite(numeric[second])
    usable &= (numeric[first] != 0) & (numeric[second] != 0)
    if not usable.any():
        return {}
    a, b = numeric[first][usable], numeric[second][usable]
    frame = next((frame for frame in KNOWN_FRAMES if frame.fits(a, b).mean() >= NEARLY_ALL), None)
    if frame is None:
        return {}
    if frame is LONGITUDE_LATITUDE:
        return {"lon": first, "lat": second}
    return {"lon": second, "lat": first} if frame is LATITUDE_LONGITUDE else {"x": first, "y": second}


def _is_position(value: str) -> bool:
    if not _TWO_NUMBERS.search(value):
        return False
    try:
        return parse_geometry(value) is not None or parse_pair(value) is not None
    except Unfit:
        return False


def _is_day(value: str) -> bool:
    if not _A_DAY.match(value):
        return False
    try:
        parse_day(value)
    except Unfit as unfit:
        # Two possible days are still days: the column is one of dates.
        return unfit.reason == TWO_DAYS
    return True


def _is_address(value: str) -> bool:
    if not _A_LETTER.search(value) or _A_DAY.match(value):
        return False
    address = parse_address(value)
    numbered = address.house_number is not None or address.orientation_number is not None
    return numbered and (address.street is not None or address.house_number_kind is not None)


_LOOKS: dict[str, Callable[[str], bool]] = {
    "observed_on": _is_day,
    "valid_from": _is_day,
    "address": _is_address,
}


def _name_like(sample: Sample, columns: Sequence[str]) -> str | None:
    """A column called something with "name", or the most varied column of short texts."""
    for column in columns:
        words = folded_words(column).split()
        if {"name", "nazev", "jmeno"} & set(words):
            return column
    rated = []
    for column in columns:
        values = sample.values[column]
        texts = share(values, lambda value: bool(_A_LETTER.search(value)) and len(value) <= _LONGEST_NAME)
        if texts >= _MOST and column.startswith("#"):
            rated.append((len(set(values)) / len(values), column))
    return max(rated, key=lambda item: item[0])[1] if rated else None
