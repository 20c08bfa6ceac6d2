"""Czech addresses fall into their parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.written_addresses import Address, parse_address
from tests.unit.loaders.files import load, table


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Lipová č.p. 12/5a, Ústí nad Labem", Address("Lipová", "12", "č.p.", "5a", "Ústí nad Labem")),
        ("č.p. 12", Address(None, "12", "č.p.")),
        ("ev. č. 5, Velké Březno", Address(None, "5", "č.ev.", None, "Velké Březno")),
        ("Lipová 12", Address("Lipová", "12")),
        ("Lipová 5a", Address("Lipová", None, None, "5a")),
        ("28. října 1142/168, 709 00 Ostrava", Address("28. října", "1142", None, "168", "Ostrava", None, "70900")),
        ("ul. Na Nivách 3, Ostrava - Vítkovice", Address("Na Nivách", "3", None, None, "Ostrava", "Vítkovice")),
        ("Husova 12 / 3, Předlice, Ústí nad Labem", Address("Husova", "12", None, "3", "Ústí nad Labem", "Předlice")),
        ("nám. Míru 1, 110 00 Praha 1", Address("nám. Míru", "1", None, None, "Praha", "Praha 1", "11000")),
        ("Masarykova 3106/34, 40001 Ústí nad Labem-centrum",
         Address("Masarykova", "3106", None, "34", "Ústí nad Labem", "Ústí nad Labem-centrum", "40001")),
        ("Na Příkopě 5, Frýdek-Místek", Address("Na Příkopě", "5", None, None, "Frýdek-Místek")),
        ("Vřesová č. p. 7, 357 35 Vřesová", Address("Vřesová", "7", "č.p.", None, "Vřesová", None, "35735")),
        ("", Address()),
        (None, Address()),
    ],
)  # fmt: skip
def test_an_address_falls_into_its_parts(text: str | None, address: Address) -> None:
    assert parse_address(text) == address


streets = st.sampled_from(["Lipová", "Na Nivách", "28. října", "17. listopadu", "nám. Míru", "Husova třída"])
towns = st.sampled_from(["Ústí nad Labem", "Ostrava", "Frýdek-Místek", "Velké Březno"])


@given(
    street=streets,
    house=st.integers(1, 9999),
    orientation=st.integers(1, 300),
    letter=st.sampled_from(["", "a", "b"]),
    town=towns,
)
def test_an_address_as_ruian_writes_it_survives(
    street: str, house: int, orientation: int, letter: str, town: str
) -> None:
    address = parse_address(f"{street} {house}/{orientation}{letter}, 400 01 {town}")
    assert address == Address(street, str(house), None, f"{orientation}{letter}", town, None, "40001")


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    assert isinstance(parse_address(text), Address)


def test_rows_without_a_position_give_the_parts_that_matching_needs(tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "a.csv", "název;adresa\nDům;Lipová č.p. 12/5a, Ústí nad Labem\nRuina;Dlouhá 3\n"))
    assert loaded["street"] == ["Lipová", "Dlouhá"]
    assert loaded["house_number"] == ["12", "3"]
    assert loaded["orientation_number"] == ["5a", None]
    assert loaded["municipality_name"] == ["Ústí nad Labem", None]
    assert all(longitude != longitude for longitude in loaded["lon"])


def test_an_address_in_columns_becomes_one_text(tmp_path: Path) -> None:
    text = "název;ulice;č.p.;č.o.;obec;PSČ\nDům;Lipová;12;5a;Ústí nad Labem;400 01\nSamota;;7;;Vřesová;\n"
    loaded = load(table(tmp_path / "a.csv", text))
    assert loaded["address"] == ["Lipová 12/5a, 400 01 Ústí nad Labem", "č.p. 7, Vřesová"]
    assert loaded["street"] == ["Lipová", None]
