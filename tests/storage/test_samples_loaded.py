"""The real files beside the repository are stored, found in the list, and change nothing when they come again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.placing import list_waiting
from geodata.services.site_list import list_sites
from geodata.spatial import subjects_touching
from geodata.tables import AddressPoint, Area, Site
from loaders.loading import LoadOutcome, load
from loaders.prepare import LoadOptions, prepare
from loaders.profile import read_profile
from tests.batches import content_of
from tests.samples import sample

pytestmark = pytest.mark.samples


@dataclass(frozen=True)
class Sample:
    """A file with the profile to read it by, and how many rows, new records and repetitions are in it."""

    name: str
    profile: str
    read: int
    created: int
    repeated: int = 0


SITES = (
    Sample("gambling_premises_trafford.csv", "gambling_venues", 27, 27),
    Sample("venues_praha.csv", "places", 1_171, 1_170, 1),
    Sample("points_praha_epsg3857.geojson", "places", 247, 247),
    Sample("kobo_submissions.csv", "places", 3, 3),
    Sample("track_garmin.gpx", "places", 1, 1),
)
OTHERS = (
    Sample("orp_usti_ostrava.geojson", "areas", 2, 2),
    Sample("okresy_topojson.json", "areas", 77, 77),
    Sample("ruian_adresy_vresova_cp1250.csv", "ruian_addresses", 16, 16),
    Sample("ruian_vfr_ST_ZKSH.xml.gz", "ruian_addresses", 1, 1),
)


def load_file(
    database: Database, actor: Actor, path: Path, profile: str | None = None, *, dry_run: bool = False, source: str = ""
) -> LoadOutcome:
    options = LoadOptions(profile=read_profile(profile) if profile else None, source=source or None)
    with prepare(path, options) as preparation:
        return load(database, actor, preparation, path.name, dry_run=dry_run, keep_good=False)


def counts_of(outcome: LoadOutcome) -> tuple[int, ...]:
    report = outcome.report
    return report.read, report.created, report.updated, report.unchanged, report.rejected, report.to_place


def test_every_sample_is_loaded_whole_and_changes_nothing_the_second_time(database: Database, actor: Actor) -> None:
    for one in (*OTHERS, *SITES):
        path = sample(one.name)
        empty = content_of(database)
        tried = load_file(database, actor, path, one.profile, dry_run=True)
        assert content_of(database) == empty, one.name
        first = load_file(database, actor, path, one.profile)
        expected = (one.read, one.created, 0, one.repeated, 0, 0)
        assert counts_of(first) == counts_of(tried) == expected, one.name
        assert first.kept
        assert not tried.kept
        before = content_of(database)
        again = load_file(database, actor, path, one.profile)
        assert counts_of(again) == (one.read, 0, 0, one.created + one.repeated, 0, 0), one.name
        assert content_of(database) == before, one.name
    page = list_sites(database, actor, SiteFilter())
    assert page.total == sum(one.created for one in SITES)
    assert page.by_kind[SiteKind.GAMBLING_VENUE] == 27
    # Districts know their places: those in the Czech Republic lie in one, the English venues in none.
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(AddressPoint)) == 17
        praha = session.scalars(select(Area.id).where(Area.name.contains("Praha"))).all()
        assert len(subjects_touching(session, "area", (14.4, 50.07, 14.5, 50.1))) >= 1
        outside = session.scalar(
            select(func.count()).where(Site.area_id.is_(None), Site.kind == SiteKind.GAMBLING_VENUE)
        )
    assert outside == 27
    assert sum(list_sites(database, actor, SiteFilter(area_id=area)).total for area in praha) > 1_000


def test_the_same_venues_in_another_format_are_the_same_records(database: Database, actor: Actor) -> None:
    load_file(database, actor, sample("gambling_premises_trafford.csv"), "gambling_venues", source="Trafford")
    other = load_file(
        database, actor, sample("gambling_premises_trafford.geojson"), "gambling_venues", source="Trafford"
    )
    assert (other.report.created, other.report.read) == (0, 27)
    assert list_sites(database, actor, SiteFilter()).total == 27


def test_addresses_of_a_village_place_what_waited_for_them(database: Database, actor: Actor, tmp_path: Path) -> None:
    table = tmp_path / "skladky.csv"
    rows = ("Skládka u hřiště;Vřesová 1", "Pneumatiky;Vřesová č.p. 3, 357 35 Vřesová", "Suť;Lesní 400, Nikde")
    table.write_text("\n".join(["Název;Adresa", *rows]), encoding="windows-1250")
    waiting = load_file(database, actor, table, "illegal_dumps")
    assert counts_of(waiting) == (3, 0, 0, 0, 0, 3)
    known = load_file(database, actor, sample("ruian_adresy_vresova_cp1250.csv"), "ruian_addresses")
    assert known.placed_now == 2
    assert [row.name for row in list_waiting(database, actor).rows] == ["Suť"]
    page = list_sites(database, actor, SiteFilter(), box=(12.6, 50.2, 12.8, 50.3))
    assert {row.name for row in page.rows} == {"Skládka u hřiště", "Pneumatiky"}
    before = content_of(database)
    assert counts_of(load_file(database, actor, table, "illegal_dumps")) == (3, 0, 0, 3, 0, 0)
    assert content_of(database) == before


def test_a_rejected_row_leaves_everything_unless_the_good_ones_may_be_kept(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    table = tmp_path / "mista.csv"
    table.write_text("id,name,lon,lat\n1,Dobré,14.03,50.66\n2,,,\n3,,14.04,120\n", encoding="utf-8")
    before = content_of(database)
    refused = load_file(database, actor, table, "places")
    assert (refused.kept, refused.report.created, refused.report.rejected > 0) == (False, 1, True)
    assert content_of(database) == before
    with prepare(table, LoadOptions(profile=read_profile("places"))) as preparation:
        kept = load(database, actor, preparation, table.name, dry_run=False, keep_good=True)
        rejected = preparation.rejected_rows.content().decode("utf-8-sig")
    assert kept.kept
    assert list_sites(database, actor, SiteFilter()).total == 1
    assert rejected.splitlines()[0].startswith("id,name,lon,lat")
    assert len(rejected.splitlines()) == 1 + kept.report.rejected
