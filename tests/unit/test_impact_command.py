"""`lokality impact`: JSON of what zones hit, a summary for people, a sentence for what is no zone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from dashboard.cli import run
from geodata import clock
from geodata.crs import area_m2
from geodata.database import Database
from geodata.migrations import upgrade
from geodata.model.network import ServiceKind
from geodata.model.sites import SiteKind
from geodata.services.city import found_city
from geodata.services.sites import NewObservation, NewSite, log_site
from geodata.tables import Service, ServicePlace

WEST, EAST = shapely.box(14.03, 50.66, 14.04, 50.67), shapely.box(14.035, 50.66, 14.045, 50.67)


@pytest.fixture(autouse=True)
def place(bare_machine: Path) -> Path:
    """No test of these sees an installation."""
    return bare_machine


@pytest.fixture
def zones(place: Path) -> Path:
    """Two zones over each other by a half of each: their sum is 4/3 of their union."""
    file = place / "zones.geojson"
    features = [
        {"type": "Feature", "properties": {"name": name, "rule": "total_ban", "criterion": "U školy"},
         "geometry": shapely.geometry.mapping(outline)}
        for name, outline in (("Západ", WEST), ("Východ", EAST))
    ]  # fmt: skip
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def test_overlaps_count_once_in_the_area_where_there_is_no_database(
    zones: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["impact", str(zones), "--json"]) == 0
    spoken = capsys.readouterr()
    found = json.loads(spoken.out)
    assert found["area_m2"] == pytest.approx(area_m2(shapely.union(WEST, EAST)), rel=1e-5)
    assert found["zones_m2"] == pytest.approx(found["area_m2"] * 4 / 3, rel=1e-3)
    (overlap,) = found["overlaps"]
    assert overlap["area_m2"] == pytest.approx(found["area_m2"] / 3, rel=1e-3)
    assert found["venues"] == {"total": 0, "hit": 0, "spared": 0, "near_edge": 0, "on_edge": 0}
    assert "without venues" in spoken.err
    assert sorted(zones.parent.iterdir()) == [zones]


def test_venues_of_the_city_are_hit_with_their_reason(
    place: Path, zones: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(f"sqlite:///{place / 'lokality.db'}")
    upgrade(database)
    actor = found_city(database, code="1", name="Zkušebnov")
    for name, longitude, machines in (("Herna U Trati", 14.036, 8), ("Herna Na Kopci", 14.046, None)):
        details = {"operator": "Šťastná hra", "machines": machines} if machines else {}
        seen = NewObservation(clock.today(), details=details)
        log_site(database, actor, NewSite(SiteKind.GAMBLING_VENUE, longitude, 50.665, seen, name=name))
    database.close()
    assert run(["impact", str(zones), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["venues"] == {"total": 2, "hit": 1, "spared": 1, "near_edge": 0, "on_edge": 0}
    assert found["machines"] == {"hit": 8, "spared": 0, "to_go": 8, "venues_hit_without_count": 0}
    hit, spared = found["venue_list"]
    assert (hit["name"], hit["zones"], hit["reasons"]) == ("Herna U Trati", ["Západ", "Východ"], ["U školy"])
    assert (spared["name"], spared["hit"], spared["machines"]) == ("Herna Na Kopci", False, None)
    assert [(one["name"], one["venues_hit"]) for one in found["by_operator"]] == [("Šťastná hra", 1), (None, 0)]
    assert run(["impact", str(zones)]) == 0
    assert "Venues hit: 1, spared: 1" in capsys.readouterr().out


def test_a_venue_treated_unlike_others_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(f"sqlite:///{place / 'lokality.db'}")
    upgrade(database)
    actor = found_city(database, code="1", name="Zkušebnov")
    with database.write(actor) as work:
        same = {"municipality_id": actor.municipality_id}
        service = Service(
            **same, name="Dům u řeky", provider="Spolek", kind=ServiceKind.SHELTER, target_groups=[], search_text="",
            recorded_at=work.recorded_at,
        )  # fmt: skip
        work.session.add(service)
        work.session.flush()
        here = ServicePlace(**same, service_id=service.id, longitude=14.0355, latitude=50.665, tile_key=0)
        work.session.add(here)
        work.commit()
    for name, longitude in (("Herna U Trati", 14.036), ("Herna Na Kopci", 14.0351), ("Herna V Dáli", 14.0302)):
        log_site(
            database, actor, NewSite(SiteKind.GAMBLING_VENUE, longitude, 50.665, NewObservation(clock.today()), name)
        )
    database.close()
    file = place / "zone.geojson"
    said = {"name": "U řeky", "rule": "ban", "within_m": 100, "near": "shelter"}
    outline = shapely.box(14.0300, 50.66, 14.0353, 50.67)
    file.write_text(json.dumps({"type": "Feature", "properties": said, "geometry": shapely.geometry.mapping(outline)}))
    assert run(["impact", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["equal_treatment"]
    assert [(one["venue"], one["kind"]) for one in found["findings"]] == [
        ("Herna U Trati", "spared_though_it_meets"), ("Herna V Dáli", "hit_though_it_meets_none"),
    ]  # fmt: skip
    assert found["zones_not_checked"] == []
    assert run(["impact", str(file)]) == 0
    assert "! Spared though it meets the criterion: Herna U Trati" in capsys.readouterr().out


@pytest.mark.parametrize("asked", ["99", "nowhere.geojson"])
def test_what_is_not_there_is_a_sentence(place: Path, asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(f"sqlite:///{place / 'lokality.db'}")
    upgrade(database)
    found_city(database, code="1", name="Zkušebnov")
    database.close()
    assert run(["impact", asked, "--json"]) != 0
    spoken = capsys.readouterr()
    assert spoken.out == ""
    assert spoken.err.strip().endswith(".")
    assert "Traceback" not in spoken.err
