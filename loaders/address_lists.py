"""Addresses that a bylaw names one by one, from a table or from a text with one address a line."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.guess import guess_columns
from loaders.mapping.located import read_addresses
from loaders.mapping.reading import ChunkReading
from loaders.normalise.codes import folded_words
from loaders.profile import OTHER_PLACES, is_known_header, shipped_profile
from loaders.reading.charset import guess_charset
from loaders.reading.guards import require_regular_file
from loaders.reading.opening import Choice, open_file
from loaders.sample import ROWS_IN_SAMPLE, Sample

# The longest lists of bylaws have some hundreds; more is a register of addresses.
MOST_ADDRESSES = 5_000
_LARGEST_TEXT = 4 * 1024**2
_TEXTS = frozenset({".txt", ".csv", ".tsv"})
_SEPARATORS = ",;|\t"
_BULLET = re.compile(r"^\s*[-–•*]\s+")
_NUMBERED = re.compile(r"^\s*(\d+)[.)]\s+")


def read_address_list(path: Path) -> tuple[str, ...]:
    """The addresses of a table (CSV, XLSX, ODS…; its column is recognised) or of a TXT, as they are written there.

    Raises UnreadableFile where no column looks like addresses, where there are none, or too many.
    """
    is_plain = path.suffix.lower() == ".txt" or _is_single_column(path)
    texts = _lines(path) if is_plain else _of_table(path)
    if not texts:
        raise UnreadableFile(N_("{name} holds no addresses. Write one address a row."), name=path.name)
    if len(texts) > MOST_ADDRESSES:
        raise UnreadableFile(
            N_("{name} holds more than {count} addresses. Draw such a zone, or take it from an area."),
            name=path.name,
            count=MOST_ADDRESSES,
        )
    return tuple(texts)


def _of_table(path: Path) -> Sequence[str]:
    with tempfile.TemporaryDirectory(prefix="lokality-addresses-") as workspace:
        source = open_file(path, Path(workspace), Choice(known=is_known_header))
        sample = next(source.chunks(ROWS_IN_SAMPLE), None)
        if sample is None:
            return []
        columns = guess_columns(shipped_profile(OTHER_PLACES), Sample.of(sample, source.columns)).profile.columns
        if not {"address", "street"} & columns.keys():
            raise UnreadableFile(
                N_("In {name} no column looks like addresses. Call it “adresa”, or give one address a row in a TXT."),
                name=path.name,
            )
        assignment = {field: names[0] for field, names in columns.items()}
        texts: list[str | None] = []
        for chunk in source.chunks():
            texts += read_addresses(ChunkReading(chunk, assignment, shipped_profile(OTHER_PLACES)), ()).display
    return [text for text in texts if text]


def _is_single_column(path: Path) -> bool:
    """Whether the first line of a text parts nothing: commas further below belong to the addresses."""
    if path.suffix.lower() not in _TEXTS:
        return False
    first = next((line for line in _text(path).splitlines() if line.strip()), "")
    return not any(separator in first for separator in _SEPARATORS)


def _lines(path: Path) -> Sequence[str]:
    """The lines without bullets and running numbers, and without a first one that is the name of a column."""
    lines = [_BULLET.sub("", line).strip().strip('"') for line in _text(path).splitlines()]
    lines = [line for line in lines if line]
    if lines and is_known_header(folded_words(lines[0])):
        lines = lines[1:]
    return _without_running_numbers(lines)


def _without_running_numbers(lines: Sequence[str]) -> Sequence[str]:
    """`1. Lipová 5` and `2. Habrová 3`; a street called "28. října" is no number of a line."""
    numbers = [match and int(match[1]) for match in map(_NUMBERED.match, lines)]
    if numbers == list(range(1, len(lines) + 1)):
        return [_NUMBERED.sub("", line) for line in lines]
    return lines


def _text(path: Path) -> str:
    require_regular_file(path)
    if path.stat().st_size > _LARGEST_TEXT:
        raise UnreadableFile(N_("{name} is too large for a list of addresses. Load the list alone."), name=path.name)
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(guess_charset(content), errors="replace")
