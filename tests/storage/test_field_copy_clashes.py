"""Copies for QField and who did what meanwhile: only somebody else's later work is a clash, and none is missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import Condition
from geodata.services import field_copies
from geodata.services.site_card import site_card
from geodata.services.site_export import sites_to_export
from geodata.services.sites import NewObservation, SiteChange, correct_site, observe
from geodata.services.story import StoryKind, site_story
from geodata.tables import Audit, Observation, Site
from tests.field_copies import DUMPS, change, load_copy, sayings, set_cells, take_copy
from tests.small_city import another_person, some_site

TODAY = clock.today().isoformat()
SEEN_SINCE = ("repaired", "Somebody else saw the place since the copy was taken.")
CORRECTED_SINCE = ("repaired", "Somebody else corrected this since the copy was taken.")


@pytest.fixture
def other(database: Database, actor: Actor) -> Actor:
    return another_person(database, actor)


@pytest.fixture
def dump_id(database: Database, other: Actor) -> int:
    return some_site(database, other, "U lávky", kind=DUMPS, condition=Condition.PRESENT)


def clashes(database: Database, actor: Actor, site_id: int) -> list[bool]:
    return [entry.clash for entry in site_story(database, actor, site_id, kinds={StoryKind.OBSERVATION})]


def correct(database: Database, by: Actor, site_id: int, **wanted: Any) -> None:
    correct_site(database, by, site_id, site_card(database, by, site_id).row_version, SiteChange(**wanted))


def counts(database: Database) -> tuple[int, ...]:
    with database.read() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0
                     for table in (Site, Observation, Audit))  # fmt: skip


def test_a_visit_that_the_copy_already_held_is_no_clash(
    database: Database, actor: Actor, other: Actor, dump_id: int, tmp_path: Path
) -> None:
    late = NewObservation(clock.today() - timedelta(days=9), note="Zapsáno později.")
    observe(database, other, dump_id, late)
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    assert (
        sayings(load_copy(database, actor, change(path, set_cells(dump_id, note="Viděno.", observed_on=TODAY)))) == []
    )
    assert clashes(database, actor, dump_id) == [False, False, False]


def test_what_a_file_told_without_a_day_is_not_what_the_copy_is_measured_by(
    database: Database, actor: Actor, other: Actor, dump_id: int, tmp_path: Path
) -> None:
    with database.write(actor) as work:
        work.session.scalars(select(Observation)).one().dated = False
        work.commit()
    observe(database, other, dump_id, NewObservation(clock.today() - timedelta(days=9), note="Zapsáno později."))
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    assert (
        sayings(load_copy(database, actor, change(path, set_cells(dump_id, note="Viděno.", observed_on=TODAY)))) == []
    )
    assert clashes(database, actor, dump_id) == [False, False, False]


def test_ones_own_earlier_load_is_no_clash_and_the_second_visit_and_correction_are_taken(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    for name, condition in (("Oprava 1", "growing"), ("Oprava 2", "cleaned")):
        change(path, set_cells(dump_id, name=name, condition=condition, observed_on=TODAY))
        outcome = load_copy(database, actor, path)
        assert (sayings(outcome), outcome.report.updated) == ([], 1)
        card = site_card(database, actor, dump_id)
        assert (card.name, card.condition) == (name, Condition(condition))
    assert not any(clashes(database, actor, dump_id))


def test_a_point_moved_twice_in_one_copy_is_moved_twice(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    for _ in range(2):
        change(path, lambda frame: frame.set_geometry(frame.geometry.translate(0.001, 0.0)))
        assert sayings(load_copy(database, actor, path)) == []
    assert site_card(database, actor, dump_id).longitude == pytest.approx(14.052)


def test_a_correction_over_which_somebody_else_went_is_a_clash_though_ones_own_came_before(
    database: Database, actor: Actor, other: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    load_copy(database, actor, change(path, set_cells(dump_id, name="Oprava 1")))
    correct(database, other, dump_id, name="Podle úřadu")
    correct(database, actor, dump_id, name="Podle nás")
    outcome = load_copy(database, actor, change(path, set_cells(dump_id, name="Oprava 2")))
    assert sayings(outcome) == [CORRECTED_SINCE]
    assert site_card(database, actor, dump_id).name == "Podle nás"


def test_what_one_corrected_after_the_load_is_not_turned_back_by_the_same_file(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path
) -> None:
    path = change(take_copy(database, actor, tmp_path / "q.gpkg"), set_cells(dump_id, name="Z terénu"))
    load_copy(database, actor, path)
    correct(database, actor, dump_id, name="Po poradě")
    outcome = load_copy(database, actor, path)
    assert sayings(outcome) == [
        ("repaired", "This correction was loaded before, and you corrected it again since."),
    ]
    assert site_card(database, actor, dump_id).name == "Po poradě"


def test_two_people_who_found_the_same_in_their_own_copies_are_two_visits_and_each_copy_counts_once(
    database: Database, actor: Actor, other: Actor, dump_id: int, tmp_path: Path
) -> None:
    paths = [take_copy(database, who, tmp_path / f"{who.account_id}.gpkg") for who in (actor, other)]
    for path in paths:
        change(path, set_cells(dump_id, condition="growing", observed_on=TODAY))
    assert sayings(load_copy(database, actor, paths[0])) == []
    assert sayings(load_copy(database, other, paths[1])) == [SEEN_SINCE]
    before = counts(database)
    for who, path in zip((other, actor), paths, strict=True):
        assert load_copy(database, who, path).report.unchanged == 1
    assert (before[1], counts(database)) == (3, before)


def test_a_visit_of_a_place_that_had_none_is_told(
    database: Database, actor: Actor, other: Actor, dump_id: int, tmp_path: Path
) -> None:
    with database.write(actor) as work:
        work.session.delete(work.session.scalars(select(Observation)).one())
        work.commit()
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    observe(database, other, dump_id, NewObservation(clock.today(), Condition.CLEANED))
    outcome = load_copy(database, actor, change(path, set_cells(dump_id, condition="growing", observed_on=TODAY)))
    assert sayings(outcome) == [SEEN_SINCE]


def test_a_visit_made_while_the_copy_is_written_is_told_when_it_comes_back(
    database: Database, actor: Actor, other: Actor, dump_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def read_and_overtaken(session: Any, who: Actor, ids: Sequence[int]) -> Any:
        found = sites_to_export(session, who, ids)
        observe(database, other, dump_id, NewObservation(clock.today(), Condition.CLEANED))
        return found

    monkeypatch.setattr(field_copies, "sites_to_export", read_and_overtaken)
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    outcome = load_copy(database, actor, change(path, set_cells(dump_id, condition="growing", observed_on=TODAY)))
    assert sayings(outcome) == [SEEN_SINCE]


@pytest.mark.parametrize(
    "cells",
    [{"volume_m3": 5e9, "name": "Nové jméno"}, {"condition": "cleaned", "name": "x" * 250}],
    ids=["visit", "correction"],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_row_is_taken_whole_or_not_at_all(
    database: Database, actor: Actor, dump_id: int, tmp_path: Path, cells: dict[str, Any], dry_run: bool
) -> None:
    second = some_site(database, actor, "Za tratí", kind=DUMPS, position=(14.2, 50.6))
    path = take_copy(database, actor, tmp_path / "q.gpkg")
    change(path, set_cells(dump_id, observed_on=TODAY, **cells))
    change(path, set_cells(second, observed_on=TODAY, condition="growing", name="Za novou tratí"))
    before = counts(database)
    outcome = load_copy(database, actor, path, dry_run=dry_run)
    assert (outcome.report.updated, outcome.report.unchanged, outcome.report.rejected) == (1, 0, 1)
    card = site_card(database, actor, dump_id)
    assert (card.name, card.condition) == ("U lávky", Condition.PRESENT)
    sites, observations, audits = before
    assert counts(database) == (before if dry_run else (sites, observations + 1, audits + 2))
