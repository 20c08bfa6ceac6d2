"""CSV and its relatives as they come: any Czech character set, any separator, titles above, header or none."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.reading.charset import charset_of
from loaders.reading.chunk import ROWS_IN_CHUNK, Layer, RawChunk
from loaders.reading.guards import require_columns, said_as_sentences
from loaders.reading.header import ROWS_TO_LOOK_AT, find_header
from loaders.reading.limits import MAXIMUM_CELL, MAXIMUM_LINE
from loaders.reading.quoted_rows import quoted_rows
from loaders.reading.tabular import chunks_of_rows

_SEPARATORS = (";", "\t", ",", "|")
_ONLY_COLUMN = ";"


class TextTable:
    """One text table; it has one layer, named as the file."""

    crs: str | None = None
    has_geometry = False

    def __init__(
        self, path: Path, encoding: str | None = None, known: Callable[[str], bool] = lambda label: False
    ) -> None:
        self._path = path
        csv.field_size_limit(MAXIMUM_CELL)
        self.encoding = charset_of(path, encoding)
        # Where a person said the set, letters that do not fit it tell that the word was wrong; where we chose,
        # one odd byte must not cost the file.
        self._letters = "strict" if encoding or self.encoding.startswith("utf-16") else "replace"
        with said_as_sentences(path.name):
            self._separator = _separator(list(islice(self._lines(), ROWS_TO_LOOK_AT)))
            first_rows = list(islice(self._rows(), ROWS_TO_LOOK_AT))
        require_columns(max((len(row) for row in first_rows), default=0), path.name)
        header = find_header(first_rows, known=known, cells_may_shift=True)
        if not header.names:
            raise UnreadableFile(N_("{name} holds no rows. Export it again."), name=path.name)
        self._header = header
        self.layer = path.stem
        self.layers: Sequence[Layer] = [Layer(self.layer)]
        self.columns: Sequence[str] = header.names
        self.has_header = header.found
        self.total: int | None = self._estimated_rows(first_rows)

    def chunks(self, rows: int = ROWS_IN_CHUNK) -> Iterator[RawChunk]:
        """The rows below the header; numbered as a spreadsheet would show them."""
        with said_as_sentences(self._path.name):
            yield from chunks_of_rows(self._rows(), self._header, rows)

    def _estimated_rows(self, first_rows: Sequence[Sequence[str]]) -> int:
        """About how many rows there are, for a progress bar: the size by the length of the first rows."""
        length = sum(sum(map(len, row)) + len(row) + 1 for row in first_rows) / len(first_rows)
        bytes_a_letter = 2 if self.encoding.startswith("utf-16") else 1
        return max(1, round(self._path.stat().st_size / bytes_a_letter / length) - self._header.data_starts)

    def _rows(self) -> Iterator[list[str]]:
        return quoted_rows(self._lines(), self._separator, self._path.name)

    def _lines(self) -> Iterator[str]:
        with self._path.open(encoding=self.encoding, errors=self._letters, newline="") as stream:
            while line := stream.readline(MAXIMUM_LINE):
                if len(line) == MAXIMUM_LINE:
                    raise UnreadableFile(
                        N_("{name} has a line too long for a table. Check whether rows and columns are swapped."),
                        name=self._path.name,
                    )
                yield line.replace("\x00", "")


def _separator(lines: Sequence[str]) -> str:
    """The separator that cuts most lines into the same number of cells, more than one."""
    best, best_score = _ONLY_COLUMN, 0.0
    for separator in _SEPARATORS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if row)
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide:
            continue
        width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
        # Agreement first; width only decides between separators on which as many lines agree.
        score = count / sum(widths.values()) + min(width, 50) / 1000
        if score > best_score:
            best, best_score = separator, score
    return best
