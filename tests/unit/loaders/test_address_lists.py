"""Lists of addresses as officials have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.address_lists import MOST_ADDRESSES, addresses_in, read_address_list
from loaders.errors import UnreadableFile
from tests.unit.loaders.files import sheet, table

LISTED = ("Lipová 120/5a, Předlice", "28. října 5", "Lhotka 12")


@pytest.mark.parametrize(
    "text",
    [
        "Lipová 120/5a, Předlice\n\n28. října 5\nLhotka 12\n",
        "\ufeffadresa\nLipová 120/5a, Předlice\n28. října 5\r\nLhotka 12",
        "• Lipová 120/5a, Předlice\n- 28. října 5\n* Lhotka 12\n",
        "Lipová 120/5a, Předlice; 28. října 5;Lhotka 12.\n",
        "Lipová 120/5a, Předlice;\n28. října 5; Lhotka 12\n",
        "1. Lipová 120/5a, Předlice\n2. 28. října 5\n3. Lhotka 12\n",
    ],
)
def test_a_text_has_one_address_a_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "adresy.txt"
    path.write_text(text, encoding="utf-8")
    assert read_address_list(path) == LISTED
    if "\ufeff" not in text:
        path.write_bytes(text.replace("•", "-").encode("cp1250"))
        assert read_address_list(path) == LISTED


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_text_may_be_in_any_form_of_unicode(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "adresy.txt"
    path.write_bytes("Lipová 120/5a, Předlice\r\n28. října 5\r\nLhotka 12\r\n".encode(charset))
    assert read_address_list(path) == LISTED


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        ("Lipová 5, 28. října 12/3, Lhotka č.p. 7", ["Lipová 5", "28. října 12/3", "Lhotka č.p. 7"]),
        ("Lipová 5, Habrová 3", ["Lipová 5", "Habrová 3"]),
        ("Hlavní 5, Ostrava", ["Hlavní 5, Ostrava"]),
        ("Hlavní 5, Praha 4", ["Hlavní 5, Praha 4"]),
        ("Hlavní 5, 702 00 Ostrava", ["Hlavní 5, 702 00 Ostrava"]),
        ("Hlavní 5, Ostrava 702 00", ["Hlavní 5, Ostrava 702 00"]),
        ("Hlavní, 5, Ostrava", ["Hlavní, 5, Ostrava"]),
        ("Hlavní 5, Ostrava; Lipová 3, Ostrava", ["Hlavní 5, Ostrava", "Lipová 3, Ostrava"]),
        ("Lipová 5, 7, 9", ["Lipová 5, 7, 9"]),
        ("Kolem hřiště; u školy", ["Kolem hřiště; u školy"]),
    ],
)
def test_a_comma_parts_a_line_only_between_addresses(line: str, addresses: list[str]) -> None:
    assert list(addresses_in(line)) == addresses


def test_one_line_of_a_csv_may_be_the_whole_list(tmp_path: Path) -> None:
    path = table(tmp_path / "adresy.csv", "Lipová 120/5a, Předlice;28. října 5;Lhotka 12\n")
    assert read_address_list(path) == LISTED


def test_in_a_table_the_column_of_addresses_is_recognised(tmp_path: Path) -> None:
    rows = [f"{number};{text};herna" for number, text in enumerate(LISTED)]
    path = table(tmp_path / "priloha.csv", "č.;Adresa provozovny;Poznámka\n" + "\n".join(rows) + "\n")
    assert read_address_list(path) == LISTED
    path = sheet(tmp_path / "priloha.xlsx", [["Poř. č.", "Adresa"], *([n, text] for n, text in enumerate(LISTED))])
    assert read_address_list(path) == LISTED


def test_a_street_and_its_numbers_may_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    path = table(tmp_path / "priloha.csv", "Ulice;Číslo popisné;Číslo orientační\nLipová;120;5a\nHabrová;3;\n")
    assert read_address_list(path) == ("Lipová 120/5a", "Habrová 3")


def test_commas_within_addresses_of_a_single_column_are_no_columns(tmp_path: Path) -> None:
    path = table(tmp_path / "adresy.csv", "adresa\nLipová 120/5a, Předlice\n28. října 5\nLhotka 12\n")
    assert read_address_list(path) == LISTED


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", "\n \n", "holds no addresses"),
        ("a.csv", "druh;počet\nherna;3\nkasino;4\n", "no column looks like addresses"),
        ("a.txt", "Lipová 5\n" * (MOST_ADDRESSES + 1), "holds more than"),
    ],
)
def test_what_is_no_list_of_addresses_is_told_so(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_address_list(table(tmp_path / name, content))
