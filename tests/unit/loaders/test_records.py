"""Rows become records: keys that hold, codes of ours, findings with row, column, value, reason and repair."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.folding import folded
from loaders.mapping.keys import content_key
from loaders.prepare import LoadOptions, prepare
from loaders.profile import shipped_profile
from tests.unit.loaders.files import OSTRAVA, USTI, feature, geojson, load, point, table

HEADER = "id;název;adresa;lon;lat\n"


def test_the_same_file_gives_the_same_keys_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    rows = ["A;Lipová 1;14,04;50,66\n", "B;Lipová 2;14,05;50,67\n"]
    header = "název;adresa;lon;lat\n"
    one = load(table(tmp_path / "a.csv", header + "".join(rows)))
    other = load(table(tmp_path / "b.csv", header + "".join(reversed(rows))))
    assert one["source_key"] == list(reversed(other["source_key"]))


def test_namesakes_in_different_municipalities_stay_two(tmp_path: Path) -> None:
    text = "název;obec\nHospoda U Lípy;Ústí nad Labem\nHospoda U Lípy;Ostrava\n"
    assert len(set(load(table(tmp_path / "a.csv", text))["source_key"])) == 2


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_content_key_knows_where_one_part_ends(first: str, second: str) -> None:
    assert content_key(first, second) == content_key(first.upper().lower(), second) or not first.isascii()
    if folded(first) and folded(second):
        assert content_key(first, second) != content_key(f"{first} {second}", "")


def test_a_row_repeated_word_for_word_is_taken_once(tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "a.csv", HEADER + "1;A;;14,04;50,66\n1;A;;14,04;50,66\n2;B;;14,05;50,67\n"))
    assert loaded["source_key"] == ["1", "2"]
    assert (loaded.report.read, loaded.report.rejected, loaded.report.unchanged) == (3, 0, 1)
    assert "taken once" in loaded.notes


def test_the_second_row_with_the_same_id_and_other_content_is_rejected(tmp_path: Path) -> None:
    rows = "1;A;;14,04;50,66\n2;B;;14,05;50,67\n1;C;;14,06;50,68\n"
    loaded = load(table(tmp_path / "a.csv", HEADER + rows), "hazardous_buildings")
    assert loaded["name"] == ["A", "B"]
    assert loaded.reasons == ["4: An earlier row has the same identifier and other content."]


def test_repetition_is_seen_across_batches(tmp_path: Path) -> None:
    rows = "".join(f"{number};M{number};;14,04;50,66\n" for number in range(10))
    path = table(tmp_path / "a.csv", HEADER + rows + "3;M3;;14,04;50,66\n4;jiné;;14,04;50,66\n")
    profile = shipped_profile("hazardous_buildings")
    with prepare(path, LoadOptions(profile=profile)) as preparation:
        preparation.profile = type(profile)(
            "a", profile.target, {"source_id": ["id"], "name": ["název"], "lon": ["lon"], "lat": ["lat"]}
        )
        keys = [key for batch in preparation.batches(rows=4) for key in batch.column("source_key")]
        report = preparation.report
    assert keys == [str(number) for number in range(10)]
    assert (report.repeated, report.rejected, report.read) == (1, 1, 12)
    assert [(finding.row, finding.value) for finding in report.findings] == [(13, "4")]


def test_words_become_codes_without_case_and_diacritics(tmp_path: Path) -> None:
    text = (
        "název;stav;obydleno;vlastník;podlaží;lon;lat\n"
        "A;HAVARIJNI;Ano;s.r.o.;3;14,04;50,66\nB;zřícený;NE;Město;2;14,05;50,67\nC;modrý;možná;;dvě;14,06;50,68\n"
    )
    loaded = load(table(tmp_path / "a.csv", text), "hazardous_buildings")
    assert loaded["condition"] == ["dangerous", "collapsed", None]
    assert loaded["details"][0] == {"inhabited": "yes", "owner": "company", "storeys": 3}
    assert loaded["details"][1] == {"inhabited": "no", "owner": "city", "storeys": 2}
    assert loaded["details"][2] is None
    assert loaded.report.repaired == 1
    entry = loaded.object["rows"][0]
    assert (entry["row"], entry["column"], entry["value"]) == (4, "stav", "modrý")
    assert "dangerous" in entry["repair"]["en"]
    assert len(entry["more"]) == 2


def test_a_condition_that_does_not_fit_the_kind_is_left_out(tmp_path: Path) -> None:
    text = "název;druh;stav;lon;lat\nA;černá skládka;uklizeno;14,04;50,66\nB;herna;uklizeno;14,05;50,67\n"
    loaded = load(table(tmp_path / "a.csv", text))
    assert loaded["kind"] == ["illegal_dump", "gambling_venue"]
    assert loaded["condition"] == ["cleaned", None]


def test_facts_of_a_dump(tmp_path: Path) -> None:
    header = "místo;objem (m³);druh odpadu;uklizeno dne;zjištěno;lon;lat\n"
    text = header + "A;1 200,5;pneu, suť;3. 2. 2024;1.2.24;14,04;50,66\n"
    loaded = load(table(tmp_path / "cerne_skladky.csv", text))
    assert loaded["details"] == [{"volume_m3": 1200.5, "waste": ["tyres", "construction"], "cleaned_on": "2024-02-03"}]
    assert loaded["observed_on"] == [date(2024, 2, 1)]


def test_localities_with_an_estimate_of_inhabitants(tmp_path: Path) -> None:
    text = "lokalita;počet obyvatel;rok\nPředlice;800-1200;2015\nMojžíř;cca 500;2015\nKrásné;mnoho;2015\n;5;2015\n"
    loaded = load(table(tmp_path / "lokality.csv", text), "localities")
    assert loaded["inhabitants_low"] == [800, 500, None]
    assert loaded["inhabitants_high"] == [1200, 500, None]
    assert loaded["valid_from"][0] == date(2015, 1, 1)
    assert loaded.report.rejected == 1


def test_services_on_one_point_stay_several(tmp_path: Path) -> None:
    text = (
        "Identifikátor;Název služby;Poskytovatel;Druh služby;Forma;Kapacita;Jednotka;Cílová skupina;lon;lat\n"
        "111;Dům;Charita;azylové domy;pobytová;20;lůžka;osoby bez přístřeší, rodiny;14,04;50,66\n"
        "112;Klub;Charita;NZDM;ambulantní;15;osoby;děti;14,04;50,66\n"
        "112;Klub;Charita;NZDM;ambulantní;15;osoby;děti;14,05;50,67\n"
        "112;Klub;Charita;NZDM;ambulantní;15;osoby;děti;14,05;50,67\n"
    )
    loaded = load(table(tmp_path / "sluzby.csv", text))
    assert loaded.profile.name == "social_services"
    assert loaded["kind"] == ["shelter", "low_threshold_youth", "low_threshold_youth"]
    assert loaded["capacity_unit"] == ["beds", "people", "people"]
    assert loaded["target_groups"][0] == ["osoby bez přístřeší", "rodiny"]
    assert len(set(loaded["source_key"])) == 3
    assert loaded.report.rejected == 0
    assert loaded.report.repeated == 1


def test_an_address_without_coordinates_is_kept_and_one_without_a_code_is_not(tmp_path: Path) -> None:
    text = "Kód ADM;Název obce;Číslo domovní;Souřadnice Y;Souřadnice X\n1;Vřesová;1;;\n;Vřesová;2;861871,5;1005929,8\n"
    loaded = load(table(tmp_path / "adresy.csv", text), "ruian_addresses")
    assert loaded["code"] == ["1"]
    assert loaded["lon"][0] != loaded["lon"][0]
    assert loaded.report.rejected == 1


def test_invisible_letters_and_spaces_do_not_make_two_names(tmp_path: Path) -> None:
    loaded = load(
        geojson(
            tmp_path / "a.geojson",
            feature(point(*USTI), name="\u00a0Dům\u200b  u  lípy "),
            feature(point(*OSTRAVA), name="Du\u030am u lípy"),
        )
    )
    assert loaded["name"] == ["Dům u lípy", "Dům u lípy"]
    assert loaded.report.repaired == 0


def test_a_very_long_name_is_shortened_and_said(tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "a.csv", f"název;lon;lat\n{'dlouhý ' * 100};14,04;50,66\n"))
    assert len(loaded["name"][0]) <= 300
    assert loaded.report.repaired == 1


def test_the_report_counts_and_speaks_both_languages(tmp_path: Path) -> None:
    text = "název;zjištěno;lon;lat\nA;31.2.2024;14,04;50,66\n;;;\nB;1. 2. 2024;14,05;50,67\nC;;inf;50\n;;x;\n"
    loaded = load(table(tmp_path / "a.csv", text))
    report = loaded.object
    assert report["read"] == 4
    assert len(report["rows"]) == report["rejected"] + report["repaired"]
    first = report["rows"][0]
    assert set(first) >= {"row", "column", "value", "severity", "reason", "repair"}
    assert set(first["reason"]) == {"cs", "en"}


def test_a_file_where_all_is_well_has_nothing_to_say(tmp_path: Path) -> None:
    report = load(table(tmp_path / "a.csv", "název;lon;lat\nA;14,04;50,66\n")).object
    assert (report["read"], report["rejected"], report["repaired"], report["rows"]) == (1, 0, 0, [])


def test_the_preview_shows_the_first_rows_as_understood(tmp_path: Path) -> None:
    rows = "".join(f"M{number};Lipová {number};14,04;50,66\n" for number in range(20))
    with prepare(table(tmp_path / "a.csv", "název;adresa;lon;lat\n" + rows)) as preparation:
        preview = preparation.preview(10)
    assert [row["name"] for row in preview] == [f"M{number}" for number in range(10)]
    assert preview[0]["row"] == 2


@pytest.mark.parametrize("start", ["=1+1", "+x", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_a_rejected_formula_comes_back_as_text(start: str, tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "a.csv", f'název;poznámka;lon;lat\nA;;14,04;50,66\n;"{start}";;\n'))
    assert f"'{start}" in loaded.rejected_file.decode("utf-8-sig")


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    path = geojson(tmp_path / "a.geojson", *[feature(point(*USTI), name=f"M{number}") for number in range(10)])
    with prepare(path, progress=lambda done, total: told.append((done, total))) as preparation:
        list(preparation.batches(rows=4))
    assert told == [(4, 10), (8, 10), (10, 10), (10, 10)]
