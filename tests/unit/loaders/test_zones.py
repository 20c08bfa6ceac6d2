"""Zones of a proposal from map files."""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from geodata.crs import area_m2
from geodata.errors import InvalidValue, LokalityError
from geodata.model.criteria import Criterion, NearTo
from geodata.model.network import ServiceKind
from geodata.model.zones import TimeBand, ZoneRule
from loaders.zones import read_zones

BLOCK = shapely.box(14.03, 50.66, 14.04, 50.67)


def written(path: Path, *zones: tuple[dict[str, Any], Any]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": said,
            "geometry": None if outline is None else shapely.geometry.mapping(outline),
        }
        for said, outline in zones
    ]
    file = path / "zóny.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def test_names_rules_and_criteria_are_read_in_czech_and_english(tmp_path: Path) -> None:
    read = read_zones(
        written(
            tmp_path,
            ({"název": "Předlice", "pravidlo": "Úplný zákaz", "kritérium": "Do 100 m od školy"}, BLOCK),
            ({"název": "Střed", "pravidlo": "machine_cap", "kritérium": None}, BLOCK),
        )
    )
    first, second = read.zones
    assert (first.name, first.rule, first.criterion) == ("Předlice", ZoneRule.TOTAL_BAN, "Do 100 m od školy")
    assert (second.rule, second.criterion) == (ZoneRule.MACHINE_CAP, "")
    assert first.outline.area == pytest.approx(area_m2(BLOCK))
    assert read.notes == ()


@pytest.mark.parametrize("crs", [5514, 3857, 32633])
def test_other_systems_lie_where_they_lie(tmp_path: Path, crs: int) -> None:
    file = tmp_path / "zones.gpkg"
    geopandas.GeoDataFrame({"name": ["A"]}, geometry=[BLOCK], crs=4326).to_crs(crs).to_file(file)
    (zone,) = read_zones(file).zones
    assert zone.outline.area == pytest.approx(area_m2(BLOCK), rel=1e-3)


def test_what_the_file_does_not_say_is_supposed_and_told(tmp_path: Path) -> None:
    bow = shapely.from_wkt("POLYGON((14.03 50.66, 14.04 50.67, 14.04 50.66, 14.03 50.67, 14.03 50.66))")
    read = read_zones(written(tmp_path, ({}, BLOCK), ({}, bow)))
    assert [(zone.name, zone.rule) for zone in read.zones] == [("1", ZoneRule.TOTAL_BAN), ("2", ZoneRule.TOTAL_BAN)]
    assert [str(note) for note in read.notes] == [
        "The outline of the zone “2” crossed itself and was mended.",
        "The file says no rule for a zone: a total ban is supposed.",
    ]


@pytest.mark.parametrize(
    ("said", "outline", "word"),
    [
        ({"name": "A", "rule": "curfew"}, BLOCK, "“curfew”, which is not known"),
        ({"name": "A"}, None, "encloses nothing"),
        ({"name": "A"}, shapely.Point(14.03, 50.66), "is no area"),
        ({"name": "A"}, shapely.box(12.1, 48.6, 18.8, 51.0), "larger than any"),
    ],
)
def test_a_zone_that_is_none_is_refused_by_its_name(
    tmp_path: Path, said: dict[str, Any], outline: Any, word: str
) -> None:
    with pytest.raises(InvalidValue, match=word) as refused:
        read_zones(written(tmp_path, (said, outline)))
    assert "“A”" in str(refused.value)


@pytest.mark.parametrize(
    "content", [b"", b"a;b\n1;2\n", b"\x00\x01\x02", b'{"type":"FeatureCollection","features":[]}']
)
def test_what_is_no_map_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "zones.geojson"
    file.write_bytes(content)
    with pytest.raises(LokalityError):
        read_zones(file)


def test_a_criterion_is_read_as_a_rule_that_can_be_measured(tmp_path: Path) -> None:
    said = {"name": "A", "rule": "total_ban", "do_m": 100, "od": "Vyloučená lokalita, Azylový dům"}
    first, second = read_zones(written(tmp_path, (said, BLOCK), ({"name": "B", "rule": "ban"}, BLOCK))).zones
    assert first.measured == Criterion(frozenset({NearTo.LOCALITY, ServiceKind.SHELTER}), 100.0)
    assert second.measured is None


def test_a_criterion_names_schools_and_playgrounds_as_people_do(tmp_path: Path) -> None:
    said = {"name": "A", "rule": "ban", "do_m": 100, "od": "škola, MŠ, dětské hřiště"}
    (zone,) = read_zones(written(tmp_path, (said, BLOCK))).zones
    assert zone.measured == Criterion(frozenset({NearTo.SCHOOL, NearTo.KINDERGARTEN, NearTo.PLAYGROUND}), 100.0)


@pytest.mark.parametrize(
    ("within", "near", "word"),
    [(50_000, "lokalita", "0 to 5000 m"), (-1, "lokalita", "0 to 5000 m"), ("kousek", "lokalita", "“kousek” m"),
     (100, "benzínka", "“benzínka”, which is not known"), (100, "", "which is not known")],
)  # fmt: skip
def test_a_criterion_that_cannot_be_measured_is_refused(tmp_path: Path, within: object, near: str, word: str) -> None:
    with pytest.raises(InvalidValue, match=word):
        read_zones(written(tmp_path, ({"name": "A", "within_m": within, "near": near}, BLOCK)))


def test_hours_and_a_cap_are_read_and_a_wrong_one_is_refused_with_a_sentence(tmp_path: Path) -> None:
    night = {"name": "Noc", "rule": "time_band", "starts": "22:00", "ends": "06:00:00"}
    few = {"name": "Střed", "rule": "machine_cap", "cap": 15}
    first, second = read_zones(written(tmp_path, (night, BLOCK), (few, BLOCK))).zones
    assert first.band == TimeBand(time(22), time(6))
    assert second.cap == 15
    for wrong in (
        {"starts": "večer"},
        {"ends": ""},
        {"starts": "25:00"},
        {"starts": "22:00:30"},
        {"ends": "06:00+05:00"},
    ):
        with pytest.raises(InvalidValue, match="Write them as"):
            read_zones(written(tmp_path, (night | wrong, BLOCK)))
    for cap in ("0", "-1", "2.5", "pět"):
        with pytest.raises(InvalidValue, match="how many machines"):
            read_zones(written(tmp_path, (few | {"cap": cap}, BLOCK)))
