"""Profiles are small TOML files; a guess is one, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import ProfileFault
from loaders.fields import field_named
from loaders.prepare import LoadOptions, prepare
from loaders.profile import OTHER_PLACES, SHIPPED, Profile, read_profile, shared_headers, shipped_profile
from tests.unit.loaders.files import load, table


@pytest.mark.parametrize("name", [*SHIPPED, OTHER_PLACES])
def test_a_shipped_profile_is_sound_and_survives_being_written(name: str) -> None:
    profile = shipped_profile(name)
    assert profile.name == name
    assert Profile.from_toml(profile.to_toml()) == profile


def test_every_shared_header_belongs_to_a_field() -> None:
    targets = {shipped_profile(name).target for name in SHIPPED}
    assert all(any(field_named(target, field) for target in targets) for field in shared_headers())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("target = ", "not valid TOML"),
        ("", "needs a target"),
        ('target = "people"', "needs a target"),
        ('target = "sites"\n[columns]\nbirth_number = ["rč"]', "birth_number"),
        ('target = "sites"\n[codes.condition]\nblue = ["modrý"]', "blue"),
        ('target = "sites"\ncolumns = 3', "must be a table"),
    ],
)
def test_a_faulty_profile_says_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(ProfileFault, match=sentence):
        Profile.from_toml(text, "moje")


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(ProfileFault, match="illegal_dumps"):
        read_profile("skladky")
    with pytest.raises(ProfileFault, match="cannot be read"):
        read_profile("nowhere.toml")


def test_a_guess_kept_as_a_profile_reads_the_next_file_alike(tmp_path: Path) -> None:
    text = "č.;co to je;kde;E;N\n1;Dům;Lipová 1;14,04;50,66\n2;Ruina;Lipová 2;14,05;50,67\n"
    path = table(tmp_path / "domy.csv", text)
    with prepare(path) as preparation:
        corrected = Profile(
            "naše domy",
            preparation.profile.target,
            {**preparation.profile.columns, "name": ["co to je"], "address": ["kde"], "lon": ["E"], "lat": ["N"]},
            defaults={"kind": "hazardous_building"},
        )
    kept = tmp_path / "nase_domy.toml"
    kept.write_text(corrected.to_toml(), encoding="utf-8")
    loaded = load(path, read_profile(str(kept)))
    assert loaded["name"] == ["Dům", "Ruina"]
    assert loaded["kind"] == ["hazardous_building"] * 2
    assert loaded["lon"] == [14.04, 14.05]


def test_a_guess_says_why_for_every_column(tmp_path: Path) -> None:
    text = "id;název;zapsal;objem;lon;lat\n1;A;Jméno;5;14,04;50,66\n2;B;Jméno;6;14,05;50,67\n"
    path = table(tmp_path / "skladky.csv", text)
    with prepare(path, LoadOptions()) as preparation:
        guess = preparation.guess
    assert guess.profile.defaults["kind"] == "illegal_dump"
    by_column = {column.column: column for column in guess.columns}
    assert by_column["objem"].field == "details.volume_m3"
    assert by_column["zapsal"].field is None
    assert all(str(column.reason) for column in guess.columns)
    assert by_column["název"].samples == ("A", "B")


@pytest.mark.parametrize(
    ("header", "row", "profile"),
    [
        ("Name;Activity;Address;lon;lat", "Bet;Betting Shop;Main 1;14,04;50,66", "gambling_venues"),
        ("Název provozovny;Provozovatel;Počet VLT;lon;lat", "Herna;Firma;5;14,04;50,66", "gambling_venues"),
        (
            "Dům;Obydleno;Vlastník;Stavebně technický stav;lon;lat",
            "A;ano;město;havarijní;14,04;50,66",
            "hazardous_buildings",
        ),
        ("Místo;Druh odpadu;Objem m3;lon;lat", "A;suť;5;14,04;50,66", "illegal_dumps"),
        ("Poskytovatel;Druh služby;Forma;Kapacita", "Charita;NZDM;ambulantní;15", "social_services"),
        ("Kód ADM;Název obce;Číslo domovní;Souřadnice Y;Souřadnice X", "1;Vřesová;1;861871;1005929", "ruian_addresses"),
        ("Název;lon;lat", "A;14,04;50,66", "places"),
    ],
)
def test_headers_tell_the_kind_of_file(header: str, row: str, profile: str, tmp_path: Path) -> None:
    assert load(table(tmp_path / "data.csv", f"{header}\n{row}\n")).profile.name == profile


def test_the_name_of_the_file_tells_too(tmp_path: Path) -> None:
    text = "název;lon;lat\nA;14,04;50,66\n"
    assert load(table(tmp_path / "cerne-skladky-2024.csv", text)).profile.name == "illegal_dumps"
    assert load(table(tmp_path / "Havarijní objekty.csv", text)).profile.name == "hazardous_buildings"


def test_a_profile_that_knows_no_column_says_so(tmp_path: Path) -> None:
    profile = Profile("moje", shipped_profile("places").target, {"name": ["jmeno"]})
    with pytest.raises(ProfileFault, match="none of the columns of this file: název, lon, lat"):
        load(table(tmp_path / "a.csv", "název;lon;lat\nA;14,04;50,66\n"), profile)


def test_a_profile_can_say_system_and_character_set(tmp_path: Path) -> None:
    profile = Profile(
        "stará tabulka",
        shipped_profile("places").target,
        {"name": ["jmeno"], "x": ["a"], "y": ["b"]},
        crs="EPSG:5514",
        encoding="windows-1250",
    )
    path = table(tmp_path / "a.csv", "jmeno;a;b\nŽ;861871,52;1005929,81\n", "cp1250")
    loaded = load(path, profile)
    assert loaded["name"] == ["Ž"]
    assert loaded["lon"] == pytest.approx([12.696], abs=1e-3)
