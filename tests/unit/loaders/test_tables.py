"""Tables as people make them: any separator, titles above, headers of several rows, merged, or none."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import LayerChoiceNeeded, UnreadableFile
from tests.unit.loaders.files import Loaded, load, sheet, table


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_separator_is_found(tmp_path: Path, separator: str) -> None:
    rows = [["název", "lon", "lat"], ["Dům, starý", "14.04", "50.66"], ["Ruina; zadní", "14.05", "50.67"]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    loaded = load(table(tmp_path / "domy.txt", text))
    assert loaded["name"] == ["Dům, starý", "Ruina; zadní"]
    assert loaded["lon"] == [14.04, 14.05]


def test_titles_above_the_header_are_skipped_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    titles = "Seznam havarijních objektů;;;\nStav k 1. 2. 2024;;;\n;;;\n"
    text = titles + "název;adresa;lon;lat\nA;Lipová 1;14,04;50,66\n;;;\nB;Lipová 2;14,05;50,67\n"
    loaded = load(table(tmp_path / "seznam.csv", text))
    assert loaded["name"] == ["A", "B"]
    assert loaded.rows == [5, 7]
    assert loaded.report.read == 2


def test_a_header_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Přehled skládek"],
        ["id", "Místo", "Poloha", None, "Stav"],
        [None, None, "šířka", "délka", None],
        [1, "U řeky", 50.66, 14.04, "trvá"],
        [2, "U trati", 50.67, 14.05, "uklizeno"],
    ]
    loaded = load(
        sheet(tmp_path / "skladky.xlsx", rows, merged=[(0, 0, 0, 4, "Přehled skládek"), (1, 2, 1, 3, "Poloha")])
    )
    check_two_dumps(loaded)
    assert loaded.rows == [4, 5]


def test_the_same_header_from_a_csv_where_merging_is_lost(tmp_path: Path) -> None:
    text = "id;Místo;Poloha;;Stav\n;;šířka;délka;\n1;U řeky;50,66;14,04;trvá\n2;U trati;50,67;14,05;uklizeno\n"
    check_two_dumps(load(table(tmp_path / "skladky.csv", text)))


def check_two_dumps(loaded: Loaded) -> None:
    assert loaded.profile.name == "illegal_dumps"
    assert loaded["source_key"] == ["1", "2"]
    assert loaded["name"] == ["U řeky", "U trati"]
    assert (loaded["lon"], loaded["lat"]) == ([14.04, 14.05], [50.66, 50.67])
    assert loaded["condition"] == ["present", "cleaned"]


def test_no_header_at_all_is_read_by_values(tmp_path: Path) -> None:
    text = (
        "17;Hospoda U Lípy;Lipová 12/5;14.0421;50.6611;1. 2. 2024\n18;Bar Kotva;Dlouhá 3/1;14.0522;50.6622;2. 2. 2024\n"
    )
    loaded = load(table(tmp_path / "export.csv", text))
    assert loaded["name"] == ["Hospoda U Lípy", "Bar Kotva"]
    assert loaded["address"] == ["Lipová 12/5", "Dlouhá 3/1"]
    assert loaded["lon"] == [14.0421, 14.0522]
    assert loaded["observed_on"] == [date(2024, 2, 1), date(2024, 2, 2)]
    assert loaded.rows == [1, 2]


def test_excel_days_as_days_and_as_serial_numbers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["název", "datum", "lon", "lat"],
        ["A", datetime(2024, 2, 1), 14.04, 50.66],
        ["B", 45324, 14.05, 50.67],
    ]
    assert load(sheet(tmp_path / "a.xlsx", rows))["observed_on"] == [date(2024, 2, 1), date(2024, 2, 2)]


def test_a_workbook_with_several_sheets_asks_which(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "kniha.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name in ("Domy", "Skládky", "Prázdný"):
            worksheet = workbook.add_worksheet(name)
            if name != "Prázdný":
                worksheet.write_row(0, 0, ["název", "lon", "lat"])
                worksheet.write_row(1, 0, [name, 14.04, 50.66])
    with pytest.raises(LayerChoiceNeeded) as choice:
        load(path)
    assert choice.value.layers == ("Domy", "Skládky")
    assert load(path, layer="Skládky")["name"] == ["Skládky"]


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["název", "lon", "lat"], ["A", 14.04, 50.66]])
    assert load(path.rename(tmp_path / "a.csv"))["name"] == ["A"]


def test_prose_in_a_number_column_is_said_and_the_row_kept(tmp_path: Path) -> None:
    text = "název;objem m3;lon;lat\nA;20;14,04;50,66\nB;několik pytlů;14,05;50,67\nC;cca 5;14,06;50,68\n"
    loaded = load(table(tmp_path / "skladky.csv", text))
    assert loaded["details"] == [{"volume_m3": 20.0}, None, {"volume_m3": 5.0}]
    assert [row["row"] for row in loaded.object["rows"]] == [3, 4]
    assert loaded.report.repaired == 2


def test_signs_for_nothing_are_nothing(tmp_path: Path) -> None:
    text = "název;adresa;objem;lon;lat\nA;NA;\\N;0.0;0.0\nB;-;N/A;14,05;50,67\n-;Lipová 5;;;\n"
    loaded = load(table(tmp_path / "skladky.csv", text))
    assert loaded["name"] == ["A", "B", None]
    assert loaded["address"] == [None, None, "Lipová 5"]
    assert [value == value for value in loaded["lon"]] == [False, True, False]
    assert loaded.report.repaired == 0


def test_a_row_with_shifted_cells_is_rejected_and_comes_back_as_a_file(tmp_path: Path) -> None:
    text = "název;lon;lat\nA;14,04;50,66\n=HYPERLINK(1);B;14,05;50,67\n"
    loaded = load(table(tmp_path / "a.csv", text))
    assert loaded["name"] == ["A"]
    assert loaded.report.rejected == 1
    lines = loaded.rejected_file.decode("utf-8-sig").splitlines()
    assert lines == ["název,lon,lat", '\'=HYPERLINK(1),B,"14,05"']


def test_a_row_with_nothing_to_find_it_by_is_rejected(tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "a.csv", "název;poznámka;lon;lat\nA;x;14,04;50,66\n;jen poznámka;;\n"))
    assert loaded.reasons == ["3: The row has no position, no name and no address."]


def test_a_table_without_rows_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds no rows"):
        load(table(tmp_path / "a.csv", "název;lon;lat\n"))
    with pytest.raises(UnreadableFile, match="holds no rows"):
        load(table(tmp_path / "b.csv", "\n\n\n"))


def test_columns_that_no_field_takes_are_named_and_not_stored(tmp_path: Path) -> None:
    loaded = load(table(tmp_path / "a.csv", "název;rodné číslo;lon;lat\nA;000000/0000;14,04;50,66\n"))
    assert loaded.object["not_used"] == ["rodné číslo"]
    assert not any("000000" in str(values) for values in loaded.columns.values())
