"""Exports of KoboToolbox and ODK: each record becomes a visit once, whatever the file; nothing else is lost by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.services.site_card import site_card
from geodata.tables import Audit, Observation, Photo, Site
from loaders.errors import UnreadableFile
from loaders.field_forms.loading import FieldFormOptions, load_field_form
from loaders.findings import Severity
from loaders.loading import LoadOutcome
from tests.field_exports import FIRST, SECOND, as_csv, as_kobo_json, as_odk_csv, as_odk_json, as_xlsx, dump
from tests.small_city import small_city, some_site, worker_of

Load = Callable[..., LoadOutcome]


@pytest.fixture
def load(database: Database, actor: Actor, tmp_path: Path) -> Load:
    def loaded(path: Path, *, by: Actor = actor, dry_run: bool = False, **options: object) -> LoadOutcome:
        chosen = FieldFormOptions(**options)  # type: ignore[arg-type]
        return load_field_form(database, by, path, tmp_path / "photos", chosen, dry_run=dry_run)

    return loaded


def counts(database: Database) -> tuple[int, ...]:
    with database.read() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0
                     for table in (Site, Observation, Photo, Audit))  # fmt: skip


def the_site(database: Database, name: str = "Skládka za garážemi") -> Site:
    with database.read() as session:
        return session.scalars(select(Site).where(Site.name == name)).one()


def sayings(outcome: LoadOutcome) -> list[tuple[int, str, str]]:
    return [(finding.row, finding.severity.value, str(finding.reason)) for finding in outcome.report.findings]


@pytest.mark.parametrize(
    ("write", "name"),
    [(as_csv, "e.csv"), (as_xlsx, "e.xlsx"), (as_kobo_json, "e.json"), (as_odk_json, "e.json"), (as_odk_csv, "e.csv")],
    ids=["kobo-csv", "kobo-xlsx", "kobo-json", "odk-json", "odk-csv"],
)
def test_a_record_becomes_a_place_with_its_visit_whatever_the_file(
    load: Load, database: Database, actor: Actor, tmp_path: Path, write: Callable[..., Path], name: str
) -> None:
    outcome = load(write(tmp_path / name, dump()))
    assert sayings(outcome) == []
    assert (outcome.report.created, outcome.report.rejected, outcome.report.unused) == (1, 0, ())
    site = the_site(database)
    assert (site.kind, site.sensitivity) == (SiteKind.ILLEGAL_DUMP, Sensitivity.PARTNERS)
    assert (round(site.longitude, 6), round(site.latitude, 6)) == (14.0505, 50.6602)
    assert (site.condition, site.verified_on) == (Condition.PRESENT, date(2026, 3, 5))
    with database.read() as session:
        (seen,) = session.scalars(select(Observation).where(Observation.site_id == site.id))
    assert seen.details == {"volume_m3": 3.5, "waste": ["tyres", "construction"], "land_owner": "city"}
    assert (seen.note, seen.organisation_id) == ("Pneumatiky u cesty.", actor.organisation_id)


def test_loaded_twice_nothing_is_added_and_a_later_export_adds_its_new_records(
    load: Load, database: Database, tmp_path: Path
) -> None:
    load(as_csv(tmp_path / "a.csv", dump()))
    before = counts(database)
    again = load(as_kobo_json(tmp_path / "a.json", dump()))
    assert (again.report.created, again.report.unchanged, sayings(again)) == (0, 1, [])
    assert counts(database) == before
    later = load(as_xlsx(tmp_path / "b.xlsx", dump(), dump(SECOND, name="U lávky", _position_latitude="50.67")))
    assert (later.report.created, later.report.unchanged) == (1, 1)
    assert counts(database)[:2] == (before[0] + 1, before[1] + 1)


def test_a_record_that_comes_twice_in_one_file_is_one(load: Load, database: Database, tmp_path: Path) -> None:
    outcome = load(as_csv(tmp_path / "a.csv", dump(), dump()))
    assert (outcome.report.created, outcome.report.unchanged) == (1, 1)


def test_a_record_edited_there_is_told_and_what_was_loaded_stays(
    load: Load, database: Database, tmp_path: Path
) -> None:
    load(as_csv(tmp_path / "a.csv", dump()))
    edited = dump("ffffffff-0000-4000-8000-000000000009", condition="cleaned", **{"meta/rootUuid": f"uuid:{FIRST}"})
    outcome = load(as_csv(tmp_path / "b.csv", edited))
    assert sayings(outcome) == [(2, "repaired", "This record was loaded before, with other answers.")]
    assert the_site(database).condition is Condition.PRESENT


def test_a_dry_run_says_the_same_and_stores_nothing(load: Load, database: Database, tmp_path: Path) -> None:
    before = counts(database)
    path = as_csv(tmp_path / "a.csv", dump(), dump(SECOND, lokality_kind="castle"))
    tried = load(path, dry_run=True)
    assert not tried.kept
    assert counts(database) == before
    assert not (tmp_path / "photos").exists()
    done = load(path)
    assert (tried.report.created, tried.report.rejected) == (done.report.created, done.report.rejected) == (1, 1)
    assert sayings(tried) == sayings(done)


def test_a_row_that_cannot_be_taken_is_told_and_the_others_are_kept(
    load: Load, database: Database, tmp_path: Path
) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    nowhere = {"_position_latitude": "", "_position_longitude": "", "position": ""}
    outcome = load(
        as_csv(
            tmp_path / "a.csv",
            dump(),
            dump("2", lokality_kind="castle"),
            dump("3", **nowhere),
            dump(""),
            dump("5", observed_on=tomorrow, _submission_time=""),
            dump("6", place_number="vedle"),
            dump("7", place_number="40000000"),
            dump("8", name="U mostu", condition="operating", volume_m3="-1"),
        )
    )
    rejected = [(row, said) for row, severity, said in sayings(outcome) if severity == Severity.REJECTED]
    assert rejected == [
        (3, "The record does not say which kind of place it is about."),
        (4, "The record has neither a position nor a number of a known place."),
        (5, "The record has no number of its own, so it could come in twice."),
        (6, "The record has no day of the visit."),
        (7, "The number of the place cannot be read."),
        (8, "This record is not here, or it is not shared with you."),
    ]
    assert outcome.report.created == 2
    assert the_site(database, "U mostu").condition is None
    assert outcome.kept


def test_a_visit_of_a_known_place_is_its_observation(
    load: Load, database: Database, actor: Actor, tmp_path: Path
) -> None:
    site_id = some_site(database, actor, "U lávky", kind=SiteKind.ILLEGAL_DUMP, condition=Condition.PRESENT)
    seen = dump(place_number=str(site_id), observed_on=clock.today().isoformat(), condition="cleaned", name="")
    outcome = load(as_csv(tmp_path / "a.csv", seen))
    assert (outcome.report.created, outcome.report.updated) == (0, 1)
    card = site_card(database, actor, site_id)
    assert (card.name, card.condition) == ("U lávky", Condition.CLEANED)
    other = some_site(database, actor, "Dům")
    wrong = load(as_csv(tmp_path / "b.csv", dump(SECOND, place_number=str(other))))
    assert sayings(wrong) == [(2, "rejected", "The place with this number is of another kind. Correct the number.")]


def test_a_place_one_may_not_see_answers_as_one_that_is_not_there(
    load: Load, database: Database, actor: Actor, tmp_path: Path
) -> None:
    city = small_city(database, actor)
    hidden = some_site(database, actor, "Tajná", kind=SiteKind.ILLEGAL_DUMP, sensitivity=Sensitivity.RESTRICTED)
    official = worker_of(database, actor, city.ngo_id, Role.OFFICIAL)
    before = counts(database)
    path = as_csv(tmp_path / "a.csv", dump(place_number=str(hidden)), dump(SECOND, place_number="40000000"))
    outcome = load(path, by=official)
    assert len({said for _, _, said in sayings(outcome)}) == 1
    assert outcome.report.rejected == 2
    assert counts(database) == before


def test_a_terrain_worker_loads_no_file(load: Load, database: Database, actor: Actor, tmp_path: Path) -> None:
    before = counts(database)
    terrain = worker_of(database, actor, actor.organisation_id, Role.TERRAIN)
    with pytest.raises(Forbidden):
        load(as_csv(tmp_path / "a.csv", dump()), by=terrain)
    assert counts(database) == before


def test_personal_data_is_taken_out_and_told_or_kept_for_a_reason(
    load: Load, database: Database, tmp_path: Path
) -> None:
    outcome = load(as_csv(tmp_path / "a.csv", dump(note="Volat 602 123 456.")))
    assert [severity for _, severity, _ in sayings(outcome)] == ["repaired"]
    assert sum(outcome.report.personal_data.values()) == 1
    with database.read() as session:
        assert session.scalars(select(Observation.note)).one() == "Volat […]."
    kept = dump(SECOND, name="U lávky", note="Volat 602 123 456.")
    load(as_csv(tmp_path / "b.csv", kept), keep_personal_data="Soud si to vyžádal.")
    with database.read() as session:
        assert "Volat 602 123 456." in set(session.scalars(select(Observation.note)))


def test_columns_nobody_asked_for_are_told_and_not_stored(load: Load, tmp_path: Path) -> None:
    outcome = load(as_csv(tmp_path / "a.csv", dump(rodina="Novákovi", prijmeni="x")))
    assert outcome.report.unused == ("rodina", "prijmeni")
    assert any("not used" in str(note) for note in outcome.report.notes)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "nazev;lon;lat\nDům;14.0;50.6\n"),
        ("a.json", '{"results": "nothing"}'),
        ("a.json", '{"results": ['),
        ("a.json", "[]"),
        ("a.json", "[" * 100_000),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_a_sentence(
    load: Load, database: Database, tmp_path: Path, name: str, content: str
) -> None:
    before = counts(database)
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile):
        load(path)
    assert counts(database) == before
