"""The real files beside the repository are understood without any profile."""

from __future__ import annotations

import pytest

from loaders.fields import Target
from tests.samples import sample
from tests.unit.loaders.files import load

pytestmark = pytest.mark.samples


@pytest.mark.parametrize(
    ("name", "profile", "target", "read", "records"),
    [
        ("orp_usti_ostrava.geojson", "areas", Target.AREAS, 2, 2),
        ("okresy_topojson.json", "areas", Target.AREAS, 77, 77),
        ("ruian_adresy_vresova_cp1250.csv", "ruian_addresses", Target.ADDRESSES, 16, 16),
        ("ruian_vfr_ST_ZKSH.xml.gz", "ruian_addresses", Target.ADDRESSES, 1, 1),
        ("gambling_premises_trafford.csv", "gambling_venues", Target.SITES, 27, 27),
        ("gambling_premises_trafford.geojson", "gambling_venues", Target.SITES, 27, 27),
        ("venues_praha.csv", "places", Target.SITES, 1171, 1170),  # one line stands there twice
        ("points_praha_epsg3857.geojson", "places", Target.SITES, 247, 247),
        ("kobo_submissions.csv", "places", Target.SITES, 3, 3),
        ("track_garmin.gpx", "places", Target.SITES, 1, 1),
    ],
)
def test_every_sample_is_taken_whole(name: str, profile: str, target: Target, read: int, records: int) -> None:
    loaded = load(sample(name))
    assert (loaded.profile.name, loaded.profile.target) == (profile, target)
    assert (loaded.report.read, len(loaded.rows), loaded.report.rejected) == (read, records, 0)
    assert len(set(loaded["source_key"])) == records


def test_the_same_venues_in_two_formats_have_the_same_keys() -> None:
    as_csv = load(sample("gambling_premises_trafford.csv"))
    as_geojson = load(sample("gambling_premises_trafford.geojson"))
    assert sorted(as_csv["source_key"]) == sorted(as_geojson["source_key"])
    assert as_csv["details"] == as_geojson["details"]
    assert "outside the Czech Republic" in as_csv.notes


def test_the_village_of_the_address_file_is_named_and_lies_where_it_is() -> None:
    loaded = load(sample("ruian_adresy_vresova_cp1250.csv"), "ruian_addresses")
    assert set(loaded["municipality"]) == {"Vřesová"}
    assert set(loaded["house_number_kind"]) == {"č.p."}
    assert all(12.6 < longitude < 12.8 for longitude in loaded["lon"])
    assert all(50.2 < latitude < 50.3 for latitude in loaded["lat"])


def test_buildings_of_the_exchange_file_have_outlines() -> None:
    loaded = load(sample("ruian_vfr_ST_ZKSH.xml.gz"), "hazardous_buildings", layer="StavebniObjekty")
    assert [outline is not None for outline in loaded["outline"]] == [False, True]
    assert [facts["storeys"] for facts in loaded["details"]] == [1, 1]


def test_web_mercator_points_lie_in_prague() -> None:
    loaded = load(sample("points_praha_epsg3857.geojson"))
    assert all(14.2 < longitude < 14.8 for longitude in loaded["lon"])
    assert all(49.9 < latitude < 50.2 for latitude in loaded["lat"])


def test_the_form_export_finds_its_position_and_its_day() -> None:
    loaded = load(sample("kobo_submissions.csv"))
    assert [round(latitude, 2) for latitude in loaded["lat"]] == [2.16, 38.78, -8.98]
    assert loaded["observed_on"][1].isoformat() == "2023-07-19"
    assert loaded.reasons == ["4: The longitude goes beyond 180 degrees, once around the world."]
