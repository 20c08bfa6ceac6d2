"""Czech text survives every character set in which offices write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import ProfileFault
from loaders.reading.charset import charset_of, guess_charset
from tests.unit.loaders.files import load, table

WORDS = """
    Ústí nad Labem Předlice Řehořova ulice černá skládka havarijní objekt žádný vlastník neznámý mládež Příbram Šluknov
    Ďáblice Čáslav Žďár Sázavou Třinec Ostrava Přívoz Mariánské Hory zbořeno zajištěno ohrožuje chodce střecha propadlá
    obyvatelé číslo popisné domovní orientační ÚSTÍ LABEM ČERNÁ SKLÁDKA kůň loďka ňadra Škoda Řípská Velké Březno mě té
    město zeď síť úřad odpadky pneumatiky dům č.p. 12/5a říjen září července ně
""".split()  # noqa: SIM905 - a text reads better than a list

texts = st.lists(st.sampled_from(WORDS), min_size=4, max_size=60).map(" ".join)


@given(text=texts, charset=st.sampled_from(["cp1250", "mac_latin2", "iso8859_2"]))
def test_czech_text_survives_the_old_character_sets(text: str, charset: str) -> None:
    content = text.encode(charset)
    assert content.decode(guess_charset(content)) == text


@given(text=texts, charset=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1250", "mac_latin2"]))
def test_a_table_reads_the_same_in_every_character_set(
    text: str, charset: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = table(tmp_path_factory.mktemp("charset") / "mista.csv", f"název;lon;lat\n{text};14,04;50,66\n", charset)
    # By chance the words may look like the name of somebody at a house number.
    assert load(path, keep_personal_data="zkouška znakových sad")["name"] == [text]


def test_utf8_cut_in_the_middle_of_a_letter_is_still_utf8(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_bytes("název\nPředlice\nžluť".encode()[:-1])
    assert charset_of(path) == "utf-8"


def test_what_a_person_says_wins(tmp_path: Path) -> None:
    path = table(tmp_path / "mista.csv", "název;lon;lat\nŽ;14,04;50,66\n", "mac_latin2")
    assert load(path, encoding="mac_latin2")["name"] == ["Ž"]


def test_an_unknown_character_set_is_said(tmp_path: Path) -> None:
    path = table(tmp_path / "mista.csv", "název;lon;lat\nA;14,04;50,66\n")
    with pytest.raises(ProfileFault, match="windows-1250"):
        load(path, encoding="windows-1251-czech")
