"""Quotation marks that are wrong: no row is lost to them, and cells of several lines stay cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import UnreadableFile
from loaders.reading.quoted_rows import LINES_OF_A_ROW, quoted_rows


def rows(text: str, separator: str = ";") -> list[list[str]]:
    return list(quoted_rows(iter(io.StringIO(text, newline="")), separator, "a.csv"))


def test_a_cell_of_several_lines_is_one_cell() -> None:
    assert rows('1;"dvůr; sklep\nvchod ""zadní""";x\n2;b;y\n') == [
        ["1", 'dvůr; sklep\nvchod "zadní"', "x"],
        ["2", "b", "y"],
    ]


@pytest.mark.parametrize("closing", ['7;Hotel "Praha";x\n', '7;"Hotel Praha";x\n', "7;Hotel Praha;x\n", ""])
def test_a_mark_that_nothing_closes_takes_no_other_row_along(closing: str) -> None:
    found = rows('1;"U lipy;x\n2;Dům;x\n3;Sklep;x\n' + closing)
    assert found[:3] == [["1", '"U lipy', "x"], ["2", "Dům", "x"], ["3", "Sklep", "x"]]
    assert len(found) == 3 + bool(closing)


def test_marks_within_one_line_are_read_as_leniently_as_ever() -> None:
    assert rows('1;"Hotel" Praha;x\n2;Dům "U lva";y\n') == [["1", "Hotel Praha", "x"], ["2", 'Dům "U lva"', "y"]]


def test_a_mark_that_takes_hundreds_of_lines_is_said_with_its_line() -> None:
    text = "název;x\n" + '"U lipy;x\n' + "Dům;x\n" * LINES_OF_A_ROW
    with pytest.raises(UnreadableFile) as refused:
        rows(text)
    assert refused.value.message.parameters["line"] == 2


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=12)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=20))
def test_what_a_program_writes_is_read_as_it_was(table: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    assert rows(written.getvalue()) == table


PLAIN = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=8)


@given(st.lists(PLAIN, min_size=2, max_size=30), st.data())
def test_wherever_one_mark_is_lost_every_row_comes(names: list[str], data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, len(names) - 1))
    quoted = data.draw(st.sets(st.integers(0, len(names) - 1)))

    def lines() -> Iterator[str]:
        for number, name in enumerate(names):
            cell = f'"{name}' if number == lost else f'"{name}"' if number in quoted else name
            yield f"{number};{cell};x\n"

    assert [row[0] for row in rows("".join(lines()))] == [str(number) for number in range(len(names))]
