"""Sites of a loaded file: all or nothing, nothing twice, nothing overwritten without a word."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.services.derivation import derive_site
from geodata.services.ingest import ingest
from geodata.services.site_list import list_sites
from geodata.services.sites import NewObservation, NewSite, SiteChange, correct_site, log_site
from geodata.tables import Area, Audit, Load, Locality, Observation, Site, Source
from tests.audited import whole_detail
from tests.batches import USTI, Record, Rows, a_site, batch_of, content_of, counted, load, load_sites, square

TODAY = ("condition", "condition_since", "verified_on", "open_issues", "worst_status", "open_since", "due_on")


def site_by(database: Database, key: str) -> Site:
    with database.read() as session:
        return session.scalars(select(Site).where(Site.source_key == key)).one()


def observations_of(database: Database, key: str) -> list[Observation]:
    with database.read() as session:
        query = select(Observation).join(Site, Site.id == Observation.site_id).where(Site.source_key == key)
        return list(session.scalars(query.order_by(Observation.id)))


def newest_audit(database: Database, action: str) -> Audit:
    with database.read() as session:
        return session.scalars(select(Audit).where(Audit.action == action).order_by(Audit.id.desc())).first() or Audit()


def test_a_record_stands_in_the_database_as_the_file_tells_it(database: Database, actor: Actor) -> None:
    result = load_sites(database, actor, a_site("7"))
    assert counted(result) == (1, 0, 0, 0)
    site = site_by(database, "7")
    assert (site.name, site.address, site.search_text) == ("Skládka 7", "Za tratí", "skladka 7 za trati")
    assert (site.longitude, site.latitude, site.kind) == (*USTI, SiteKind.ILLEGAL_DUMP)
    assert (site.sensitivity, site.organisation_id) == (Sensitivity.PARTNERS, actor.organisation_id)
    assert (site.condition, site.condition_since, site.verified_on) == (
        Condition.PRESENT, date(2026, 3, 1), date(2026, 3, 1)
    )  # fmt: skip
    seen = observations_of(database, "7")
    assert [(one.observed_on, one.details, one.note) for one in seen] == [
        (date(2026, 3, 1), {"volume_m3": 3.0}, "Pneumatiky")
    ]
    with database.read() as session:
        stored = session.scalars(select(Load)).one()
    assert (stored.id, stored.file_name, stored.target) == (result.load_id, "skladky.csv", "sites")
    assert stored.counts == {"created": 1, "updated": 0, "unchanged": 0, "to_place": 0}
    assert newest_audit(database, "create").detail["first"] == site.id
    assert newest_audit(database, "load").subject_id == stored.id


def test_the_same_file_again_changes_not_one_row(database: Database, actor: Actor) -> None:
    records = [a_site("1"), a_site("2", observed_on=None, details=None), a_site("wait", lon=None, lat=None)]
    assert counted(load_sites(database, actor, *records)) == (2, 0, 0, 1)
    before = content_of(database)
    again = load_sites(database, actor, *records)
    assert (counted(again), again.load_id) == ((0, 0, 3, 0), None)
    assert content_of(database) == before
    with clock.standing_at(clock.now() + timedelta(days=40)):
        load_sites(database, actor, *reversed(records))
    assert content_of(database) == before


def test_a_later_file_updates_by_key_and_keeps_what_was_seen_before(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1"), a_site("2"))
    changed = a_site(
        "1", name="U vlečky", condition="cleaned", observed_on=date(2026, 5, 2), details=None, note=None, lon=14.5,
        kind="syringe_find", sensitivity="restricted",
    )  # fmt: skip
    result = load_sites(database, actor, changed, a_site("2"), a_site("3"))
    assert counted(result) == (1, 1, 1, 0)
    site = site_by(database, "1")
    assert (site.name, site.search_text, site.longitude) == ("U vlečky", "u vlecky za trati", 14.5)
    assert (site.condition, site.verified_on) == (Condition.CLEANED, date(2026, 5, 2))
    assert (site.kind, site.sensitivity) == (SiteKind.SYRINGE_FIND, Sensitivity.RESTRICTED)
    assert site.row_version > 1
    seen = observations_of(database, "1")
    assert [one.observed_on for one in seen] == [date(2026, 3, 1), date(2026, 5, 2)]
    assert seen[1].load_id == result.load_id != seen[0].load_id
    audit = newest_audit(database, "update")
    assert (audit.subject, audit.subject_id) == ("site", site.id)
    assert whole_detail(database, audit)["before"]["name"] == "Skládka 1"
    assert whole_detail(database, audit)["after"]["name"] == "U vlečky"
    assert list_sites(database, actor, SiteFilter(text="vlecky")).total == 1


def test_an_older_file_does_not_turn_the_state_of_today_back(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1", condition="cleaned"))
    load_sites(database, actor, a_site("1", condition="growing", observed_on=date(2019, 1, 1)))
    assert site_by(database, "1").condition == Condition.CLEANED
    assert len(observations_of(database, "1")) == 2


def test_a_correction_by_hand_outlives_the_same_file(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1"))
    site = site_by(database, "1")
    correct_site(database, actor, site.id, site.row_version, SiteChange(name="Opravené jméno"))
    assert counted(load_sites(database, actor, a_site("1"))) == (0, 0, 1, 0)
    assert site_by(database, "1").name == "Opravené jméno"


def test_the_same_key_of_another_source_is_another_record(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1"), source="Město")
    assert counted(load_sites(database, actor, a_site("1"), source="Policie")) == (1, 0, 0, 0)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == 2


def test_a_position_that_a_later_file_does_not_tell_stays(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1"))
    assert counted(load_sites(database, actor, a_site("1", lon=None, lat=None, note="Jinak"))) == (0, 1, 0, 0)
    assert (site_by(database, "1").longitude, site_by(database, "1").latitude) == USTI


def test_a_dry_run_tells_what_would_come_of_it_and_leaves_nothing(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1"), a_site("2"))
    before = content_of(database)
    records = [a_site("1", name="Jinak"), a_site("2"), a_site("3"), a_site("4", lon=None, lat=None)]
    result = load_sites(database, actor, *records, keep=lambda: False)
    assert (counted(result), result.load_id) == ((1, 1, 1, 1), None)
    assert content_of(database) == before


def test_whether_to_keep_is_asked_when_every_batch_was_read(database: Database, actor: Actor) -> None:
    read: list[int] = []

    def batches() -> Iterator[Rows]:
        for number in range(3):
            read.append(number)
            yield batch_of("sites", [a_site(str(number))])

    def keep() -> bool:
        return len(read) == 3

    assert counted(ingest(database, actor, source="X", file_name="x", batches=batches(), keep=keep)) == (3, 0, 0, 0)


def test_a_load_that_is_cancelled_or_breaks_leaves_nothing(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1"))
    before = content_of(database)
    told: list[int] = []

    def cancel(rows: int) -> None:
        told.append(rows)
        if rows >= 2:
            raise InterruptedError

    def breaking() -> Iterator[Rows]:
        yield batch_of("sites", [a_site("5")])
        raise UnicodeError("the file ends here")

    batches = [batch_of("sites", [a_site(key)]) for key in ("2", "3", "4")]
    with pytest.raises(InterruptedError):
        load(database, actor, *batches, progress=cancel)
    assert told == [1, 2]
    with pytest.raises(UnicodeError):
        ingest(database, actor, source="New source", file_name="x", batches=breaking())
    assert content_of(database) == before


def test_places_fall_into_the_smallest_area_and_locality_around_them(database: Database, actor: Actor) -> None:
    outside = (USTI[0] + 2, USTI[1])
    load_sites(database, actor, a_site("before"), a_site("out", lon=outside[0]))
    load(
        database,
        actor,
        batch_of(
            "areas",
            [
                {"source_key": "1", "name": "Okres", "kind": "district", "outline": square(*USTI, 1)},
                {"source_key": "2", "name": "Obvod", "kind": "city_district", "outline": square(*USTI, 0.1)},
                {"source_key": "3", "name": "Bez obrysu", "kind": "other", "outline": None},
            ],
        ),
        batch_of("localities", [{"source_key": "1", "name": "Předlice", "outline": square(*USTI, 0.01)}]),
    )
    load_sites(database, actor, a_site("after"), a_site("before"), a_site("out", lon=outside[0]))
    logged = log_site(database, actor, NewSite(SiteKind.OTHER, *USTI, NewObservation(clock.today()), name="zapsané"))
    with database.read() as session:
        areas = dict(session.execute(select(Area.id, Area.name)).all())
        localities = dict(session.execute(select(Locality.id, Locality.name)).all())
        where = {
            (site.source_key or site.id): (areas.get(site.area_id or 0), localities.get(site.locality_id or 0))
            for site in session.scalars(select(Site))
        }
    inside = ("Obvod", "Předlice")
    assert where == {"before": inside, "after": inside, logged: inside, "out": (None, None)}
    assert list_sites(database, actor, SiteFilter(locality_id=next(iter(localities)))).total == 3


def test_many_rows_are_stored_as_if_each_was_logged_by_itself(database: Database, actor: Actor) -> None:
    chance = random.Random(3)
    records = [
        a_site(str(number), name=f"Řehořova {number}", lon=USTI[0] + chance.gauss(0, 0.1),
               details={"volume_m3": float(number)}, note=chance.choice([None, "Pozn.\nřádek"]),
               condition=chance.choice([None, "present", "cleaned"]), sensitivity=chance.choice([None, "restricted"]))
        for number in range(40)
    ]  # fmt: skip
    load_sites(database, actor, *records)
    names = [
        "kind", "sensitivity", "name", "address", "search_text", "longitude", "latitude", "tile_key", "outline",
        "area_id", "locality_id", "organisation_id", "recorded_by", *TODAY,
    ]  # fmt: skip
    for record in records:
        logged_id = log_site(database, actor, as_logged(record))
        loaded = site_by(database, record["source_key"])
        with database.read() as session:
            logged = session.get_one(Site, logged_id)
            seen = session.scalars(select(Observation).where(Observation.site_id == logged_id)).one()
        assert [getattr(loaded, name) for name in names] == [getattr(logged, name) for name in names]
        (told,) = observations_of(database, record["source_key"])
        facts = ("observed_on", "dated", "condition", "details", "note", "organisation_id", "recorded_by")
        assert [getattr(told, name) for name in facts] == [getattr(seen, name) for name in facts]


def as_logged(record: Record) -> NewSite:
    seen = NewObservation(
        record["observed_on"], record["condition"] and Condition(record["condition"]), record["details"],
        record["note"] or "",
    )  # fmt: skip
    return NewSite(
        SiteKind(record["kind"]), record["lon"], record["lat"], seen, name=record["name"], address=record["address"],
        sensitivity=Sensitivity(record["sensitivity"] or "partners"),
    )  # fmt: skip


def test_fifty_thousand_rows_are_in_the_state_that_their_entries_tell(database: Database, actor: Actor) -> None:
    count, batches = 50_000, 2
    load(database, actor, *(many(count // batches, part) for part in range(batches)))
    assert list_sites(database, actor, SiteFilter()).total == count
    chosen = random.Random(1).sample(range(count), 150)
    with database.write(actor) as work:
        query = select(Site).where(Site.source_key.in_([str(number) for number in chosen]))
        sites = work.session.scalars(query).all()
        for site in sites:
            before = {name: getattr(site, name) for name in TODAY}
            derive_site(work, site)
            assert {name: getattr(site, name) for name in TODAY} == before
    assert len(sites) == len(chosen)


def many(count: int, part: int) -> Rows:
    """Dumps, some without a day, some without a condition, some without anything but a name."""
    chance = np.random.default_rng(part)
    days = [None, None, date(2026, 1, 5), date(2025, 7, 1)]
    conditions = [None, "present", "cleaned"]
    columns: dict[str, Any] = {
        "source_key": [str(part * count + number) for number in range(count)],
        "kind": ["illegal_dump"] * count,
        "name": [f"Skládka {number}" for number in range(count)],
        "lon": USTI[0] + chance.normal(0, 0.1, count),
        "lat": USTI[1] + chance.normal(0, 0.1, count),
        "observed_on": [days[number % 4] for number in range(count)],
        "condition": [conditions[number % 3] for number in range(count)],
        "note": [None if number % 5 else "Pozn." for number in range(count)],
    }
    return Rows("sites", np.arange(count), columns)


def test_a_record_that_does_not_say_when_is_not_verified_by_its_loading(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1", observed_on=None))
    site = site_by(database, "1")
    assert (site.condition, site.condition_since, site.verified_on) == (Condition.PRESENT, clock.today(), None)
    load_sites(database, actor, a_site("1", observed_on=None, condition="growing"))
    site = site_by(database, "1")
    assert (site.condition, site.verified_on) == (Condition.GROWING, None)
    assert [seen.dated for seen in observations_of(database, "1")] == [False, False]
    load_sites(database, actor, a_site("1", observed_on=date(2024, 1, 1)))
    assert site_by(database, "1").verified_on == date(2024, 1, 1)


ODD = "tab\there \\ back\\Nslash \\. 'one' \"two\" ;,|{}%s :name ?\r\nřádek 🏚 \\N"


def test_letters_that_mean_something_to_a_database_stay_letters(database: Database, actor: Actor) -> None:
    for number, text in enumerate((ODD, "\\N", "\\.", "", "'); DROP TABLE site; --")):
        record = a_site(f"k{number}{text}", name=text, address=text, note=text, details={"operator": text, "b": [text]})
        load_sites(database, actor, record)
        site = site_by(database, record["source_key"])
        assert (site.name, site.address) == (text, text)
        (seen,) = observations_of(database, record["source_key"])
        assert (seen.note, seen.details) == (text, {"operator": text, "b": [text]})


def test_a_letter_that_no_database_keeps_does_not_stop_a_load(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("1", name="Za\x00tratí", details={"operator": "a\x00b"}))
    load_sites(database, actor, a_site("1", name="Za\x00 tratí", details={"operator": "a\x00c"}))
    assert site_by(database, "1").name.replace("\x00", "") == "Za tratí"
    assert [seen.details for seen in observations_of(database, "1")] == [{"operator": "ab"}, {"operator": "ac"}]


def test_two_first_files_of_a_source_at_once_are_both_taken(database: Database, actor: Actor) -> None:
    from tests.storage.test_unit_of_work import at_once

    results = at_once(lambda number: load_sites(database, actor, a_site(str(number % 4)), source="Nový"))
    assert sum(result.created for result in results) == 4
    assert sum(result.unchanged for result in results) == 4
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Source)) == 1
