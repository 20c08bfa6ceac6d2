"""Rows of a text table whose quotation marks may be wrong: one that nothing closes swallows no other row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from geodata.errors import N_
from loaders.errors import UnreadableFile

# A cell of so many lines is no cell. It also keeps a file of nothing but wrong marks from being read over and over.
LINES_OF_A_ROW = 200


def quoted_rows(lines: Iterator[str], separator: str, name: str) -> Iterator[list[str]]:
    """The rows of `lines`, cells of several lines included.

    A row of several lines has to be quoted as the rules say: where it is not, a mark that nobody meant as the beginning
    of a cell took the next rows into it. Its first line is then a row by itself, the mark a letter of it, and the lines
    that follow are read anew. Raises UnreadableFile where such a row has more than `LINES_OF_A_ROW` lines.
    """
    again: deque[str] = deque()
    taken: list[str] = []
    before = 0

    def source() -> Iterator[str]:
        while True:
            line = again.popleft() if again else next(lines, None)
            if line is None:
                return
            taken.append(line)
            yield line

    reader = csv.reader(source(), delimiter=separator)
    while True:
        row = next(reader, None)
        if row is None:
            return
        if len(taken) > 1 and not _is_well_quoted(taken, separator):
            if len(taken) > LINES_OF_A_ROW:
                raise UnreadableFile(
                    N_("{name} has a quotation mark on line {line} that nothing closes. Remove it and load it again."),
                    name=name,
                    line=before + 1,
                )
            again.extendleft(reversed(taken[1:]))
            del taken[1:]
            row = next(csv.reader(taken, delimiter=separator, quoting=csv.QUOTE_NONE))
            reader = csv.reader(source(), delimiter=separator)
        before += len(taken)
        taken.clear()
        yield row


def _is_well_quoted(lines: list[str], separator: str) -> bool:
    try:
        for _row in csv.reader(lines, delimiter=separator, strict=True):
            pass
    except csv.Error:
        return False
    return True
