"""Addresses that a bylaw names one by one, from a table or from a text with one address a line."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from geodata.errors import N_
from geodata.written_addresses import parse_address
from loaders.errors import UnreadableFile
from loaders.guess import guess_columns
from loaders.mapping.located import read_addresses
from loaders.mapping.reading import ChunkReading
from loaders.normalise.codes import folded_words
from loaders.profile import OTHER_PLACES, is_known_header, shipped_profile
from loaders.reading.charset import charset_of
from loaders.reading.guards import require_regular_file
from loaders.reading.opening import Choice, open_file
from loaders.sample import ROWS_IN_SAMPLE, Sample

# The longest lists of bylaws have some hundreds; more is a register of addresses.
MOST_ADDRESSES = 5_000
_LARGEST_TEXT = 4 * 1024**2
_TEXTS = frozenset({".txt", ".csv", ".tsv"})
_SEPARATORS = ",;|\t"
_LAST = " .;,"  # with what an enumeration goes on or ends
_BULLET = re.compile(r"^\s*[-–•*]\s+")
_NUMBERED = re.compile(r"^\s*(\d+)[.)]\s+")


def read_address_list(path: Path) -> tuple[str, ...]:
    """The addresses of a table (CSV, XLSX, ODS…; its column is recognised) or of a TXT, as they are written there.

    Raises UnreadableFile where no column looks like addresses, where there are none, or too many.
    """
    texts = addresses_in(_text(path)) if _is_plain(path) else _of_table(path)
    if not texts:
        raise UnreadableFile(N_("{name} holds no addresses. Write one address a row."), name=path.name)
    if len(texts) > MOST_ADDRESSES:
        raise UnreadableFile(
            N_("{name} holds more than {count} addresses. Draw such a zone, or take it from an area."),
            name=path.name,
            count=MOST_ADDRESSES,
        )
    return tuple(texts)


def addresses_in(text: str) -> Sequence[str]:
    """The addresses of a text, one a line or parted by semicolons; of a single line also by commas.

    A comma parts only where an address stands on either side: `Hlavní 5, Ostrava` and `Hlavní 5, Praha 4` are one.
    """
    lines = _lines(text)
    if len(lines) == 1:
        return _parted(lines[0], ";") or _parted(lines[0], ",") or lines
    return [address for line in lines for address in _parted(line, ";") or [line]]


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


def _is_plain(path: Path) -> bool:
    """Whether a text is no table: its first line parts nothing (commas further below belong to the addresses), or
    what it parts are addresses one by one.
    """
    if path.suffix.lower() == ".txt":
        return True
    if path.suffix.lower() not in _TEXTS:
        return False
    lines = [line for line in _text(path).splitlines() if line.strip()]
    if not any(separator in line for line in lines[:1] for separator in _SEPARATORS):
        return True
    return len(lines) == 1 and len(addresses_in(lines[0])) > 1


def _lines(text: str) -> Sequence[str]:
    """The lines without bullets and running numbers, and without a first one that is the name of a column."""
    lines = [_BULLET.sub("", line).strip().strip('"').rstrip(_LAST) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if lines and is_known_header(folded_words(lines[0])):
        lines = lines[1:]
    return _without_running_numbers(lines)


def _parted(line: str, separator: str) -> list[str]:
    """The parts of a line that has several addresses; nothing where a part is none."""
    parts = [part for part in map(str.strip, line.split(separator)) if part]
    return parts if len(parts) > 1 and all(map(_is_address, parts)) else []


def _is_address(part: str) -> bool:
    """Whether it has a street, or a village, and a number; a postcode or a numbered city is no address."""
    read = parse_address(part)
    return read.street is not None and (read.house_number or read.orientation_number) is not None


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
    return path.read_bytes().decode(charset_of(path), errors="replace").removeprefix("\ufeff")
