"""Joint patrols: planned by whom, seen by whom, and led through their states."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, LokalityError, NotFound, StaleEdit, TransitionRefused
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.services.account_privacy import account_data
from geodata.services.organisations import add_organisation
from geodata.services.patrol_list import list_patrols, patrol_card
from geodata.services.patrol_steps import cancel_patrol, report_patrol, start_patrol, stop_patrol
from geodata.services.patrols import STREETS_AT_MOST, change_patrol
from tests.audited import entries_of
from tests.patrols import knowing_all, patrol_version, some_patrol, some_plan, walk
from tests.small_city import SmallCity, small_city, worker_of


@dataclass(frozen=True)
class Streets:
    """Officers and outreach workers who walk together, and an outreach worker of an organisation that does not."""

    city: SmallCity
    officer: Actor
    outreach: Actor
    elsewhere: Actor


@pytest.fixture
def streets(database: Database, actor: Actor) -> Streets:
    city = small_city(database, actor)
    other_id = add_organisation(database, actor, "Jiný spolek", OrganisationKind.NGO)
    return Streets(
        city,
        worker_of(database, actor, city.police_id, Role.POLICE),
        worker_of(database, actor, city.ngo_id, Role.TERRAIN),
        worker_of(database, actor, other_id, Role.TERRAIN),
    )


def joint_patrol(database: Database, who: Streets, **facts: Any) -> int:
    members = (who.officer.account_id, who.outreach.account_id)
    joint = {"organisation_ids": (who.city.ngo_id,), "member_ids": members, "body_id": who.city.cell_id}
    return some_patrol(database, knowing_all(who.officer), **joint | facts)


def test_a_patrol_says_who_walks_where_and_to_whom_it_reports(database: Database, streets: Streets) -> None:
    patrol_id = joint_patrol(database, streets, streets=("Školní", " Za  tratí ", "Školní", ""))
    card = patrol_card(database, streets.outreach, patrol_id)
    assert (card.state, card.purpose, card.streets) == (
        PatrolState.PLANNED, "Kontrola sklepů", ("Školní", "Za tratí"),
    )  # fmt: skip
    assert card.body == "Buňka Předlice"
    assert len(card.organisations) == 2
    assert card.members is not None
    assert len(card.members) == 2


def test_a_patrol_is_led_from_the_plan_to_its_result_by_any_who_take_part(database: Database, streets: Streets) -> None:
    patrol_id = joint_patrol(database, streets)
    start_patrol(database, streets.outreach, patrol_id, 1)
    started = patrol_card(database, streets.officer, patrol_id)
    assert started.state == PatrolState.UNDER_WAY
    assert started.started_at
    assert started.stopped_at is None
    stop_patrol(database, streets.officer, patrol_id, started.row_version)
    version = patrol_version(database, streets.officer, patrol_id)
    report_patrol(database, streets.outreach, patrol_id, version, "Dva otevřené sklepy.")
    card = patrol_card(database, streets.officer, patrol_id)
    assert (card.state, card.result) == (PatrolState.REPORTED, "Dva otevřené sklepy.")
    assert card.started_at
    assert card.stopped_at
    assert card.started_at <= card.stopped_at
    assert [entry.action for entry in entries_of(database) if entry.subject == "patrol"] == [
        "plan", "start", "stop", "report",
    ]  # fmt: skip


def test_who_takes_no_part_sees_a_patrol_for_partners_without_its_people_and_leads_nothing(
    database: Database, streets: Streets
) -> None:
    patrol_id = joint_patrol(database, streets)
    card = patrol_card(database, streets.elsewhere, patrol_id)
    assert (card.members, card.may_lead) == (None, False)
    for step in (start_patrol, stop_patrol, cancel_patrol):
        with pytest.raises(Forbidden):
            step(database, streets.elsewhere, patrol_id, 1)
    with pytest.raises(Forbidden):
        change_patrol(database, streets.elsewhere, patrol_id, 1, some_plan())


def test_a_restricted_patrol_is_known_to_those_who_take_part_and_to_coordinators(
    database: Database, actor: Actor, streets: Streets
) -> None:
    patrol_id = joint_patrol(database, streets, sensitivity=Sensitivity.RESTRICTED)
    coordinator = worker_of(database, actor, None, Role.COORDINATOR)
    for who in (streets.officer, streets.outreach, coordinator):
        assert [row.id for row in list_patrols(database, who)] == [patrol_id]
    assert list_patrols(database, streets.elsewhere) == []
    with pytest.raises(NotFound):
        patrol_card(database, streets.elsewhere, patrol_id)
    with pytest.raises(NotFound):
        start_patrol(database, streets.elsewhere, patrol_id, 1)


def test_who_may_not_know_the_people_of_a_patrol_changes_its_plan_and_they_stay(
    database: Database, actor: Actor, streets: Streets
) -> None:
    patrol_id = joint_patrol(database, streets)
    before = patrol_card(database, streets.officer, patrol_id)
    coordinator = worker_of(database, actor, None, Role.COORDINATOR)
    kept = {"organisation_ids": before.organisation_ids, "member_ids": None}
    change_patrol(database, coordinator, patrol_id, 1, some_plan(purpose="Sklepy a půdy", **kept))
    card = patrol_card(database, streets.officer, patrol_id)
    assert (card.purpose, card.members) == ("Sklepy a půdy", before.members)
    change_patrol(database, coordinator, patrol_id, card.row_version, some_plan(member_ids=None))
    (left,) = patrol_card(database, streets.officer, patrol_id).members or ()
    assert left.organisation_id == streets.city.police_id  # the others take part no more


def test_an_organisation_that_is_taken_off_the_plan_loses_a_restricted_patrol(
    database: Database, streets: Streets
) -> None:
    patrol_id = joint_patrol(database, streets, sensitivity=Sensitivity.RESTRICTED)
    change_patrol(database, streets.officer, patrol_id, 1, some_plan(sensitivity=Sensitivity.RESTRICTED))
    with pytest.raises(NotFound):
        patrol_card(database, streets.outreach, patrol_id)
    assert patrol_card(database, streets.officer, patrol_id).members == ()


def test_who_changes_the_plan_of_others_does_not_take_it_from_them(database: Database, streets: Streets) -> None:
    patrol_id = joint_patrol(database, streets)
    change_patrol(database, streets.outreach, patrol_id, 1, some_plan(streets=("Nová",)))
    card = patrol_card(database, streets.officer, patrol_id)
    assert (card.streets, card.may_lead, len(card.organisations)) == (("Nová",), True, 1)


def test_only_a_plan_changes_and_a_stale_one_is_refused(database: Database, streets: Streets) -> None:
    patrol_id = joint_patrol(database, streets)
    change_patrol(database, streets.officer, patrol_id, 1, some_plan(organisation_ids=(streets.city.ngo_id,)))
    for change in (
        lambda: change_patrol(database, streets.outreach, patrol_id, 1, some_plan()),
        lambda: start_patrol(database, streets.outreach, patrol_id, 1),
    ):
        with pytest.raises(StaleEdit):
            change()
    version = walk(database, streets.officer, patrol_id)
    with pytest.raises(InvalidValue):
        change_patrol(database, streets.officer, patrol_id, version, some_plan())


def test_a_step_that_does_not_follow_is_refused(database: Database, streets: Streets) -> None:
    patrol_id = joint_patrol(database, streets)
    with pytest.raises(TransitionRefused):
        report_patrol(database, streets.officer, patrol_id, 1, "Nic.")
    with pytest.raises(TransitionRefused):
        stop_patrol(database, streets.officer, patrol_id, 1)
    start_patrol(database, streets.officer, patrol_id, 1)
    with pytest.raises(TransitionRefused):
        cancel_patrol(database, streets.officer, patrol_id, 2)
    with pytest.raises(InvalidValue):
        report_patrol(database, streets.officer, patrol_id, 2, "  ")


def test_two_who_press_at_once_start_and_end_one_patrol_once(database: Database, streets: Streets) -> None:
    patrol_id = joint_patrol(database, streets)
    pressed = [start_patrol(database, who, patrol_id, 1) for who in (streets.officer, streets.outreach)]
    started = patrol_card(database, streets.officer, patrol_id).started_at
    pressed += [stop_patrol(database, who, patrol_id, 2) for who in (streets.outreach, streets.officer)]
    card = patrol_card(database, streets.officer, patrol_id)
    assert (pressed, card.started_at) == ([True, False, True, False], started)
    assert start_patrol(database, streets.officer, patrol_id, 1) is False  # from a page that was left open
    for _ in range(2):
        report_patrol(database, streets.outreach, patrol_id, card.row_version, "Klid.")
    with pytest.raises(StaleEdit):
        report_patrol(database, streets.officer, patrol_id, card.row_version, "Něco jiného.")
    assert [entry.action for entry in entries_of(database) if entry.subject == "patrol"] == [
        "plan", "start", "stop", "report",
    ]  # fmt: skip
    with pytest.raises(Forbidden):
        start_patrol(database, streets.elsewhere, patrol_id, 1)


def test_many_presses_at_once_are_one_start(database: Database, streets: Streets) -> None:
    patrol_id = joint_patrol(database, streets)
    with ThreadPoolExecutor(6) as pool:
        pressed = list(pool.map(lambda _: start_patrol(database, streets.officer, patrol_id, 1), range(6)))
    assert sorted(pressed) == [False] * 5 + [True]


def test_any_account_of_those_who_take_part_leads_a_patrol_but_not_everybody_plans_one(
    database: Database, actor: Actor, streets: Streets
) -> None:
    patrol_id = joint_patrol(database, streets)
    partner = worker_of(database, actor, streets.city.ngo_id, Role.PARTNER)
    with pytest.raises(Forbidden):
        some_patrol(database, partner)
    change_patrol(database, partner, patrol_id, 1, some_plan(organisation_ids=(streets.city.ngo_id,)))
    assert patrol_card(database, partner, patrol_id).may_lead
    report_patrol(database, partner, patrol_id, walk(database, partner, patrol_id), "Klid.")
    commission = worker_of(database, actor, streets.city.ngo_id, Role.COMMISSION)
    with pytest.raises(Forbidden):
        start_patrol(database, commission, patrol_id, 1)


def test_a_plan_without_sense_is_refused_and_nothing_is_kept(database: Database, streets: Streets) -> None:
    now = clock.now()
    for facts in (
        {"purpose": " "},
        {"purpose": "x" * 301},
        {"streets": (" ",)},
        {"streets": ("x" * 201,)},
        {"streets": tuple(f"Ulice {number}" for number in range(STREETS_AT_MOST + 1))},
        {"starts_at": now, "ends_at": now},
        {"starts_at": now, "ends_at": now + timedelta(hours=25)},
        {"member_ids": (streets.elsewhere.account_id,)},
    ):
        with pytest.raises(LokalityError):
            joint_patrol(database, streets, **facts)
    assert list_patrols(database, streets.officer) == []


def test_who_belongs_nowhere_says_who_walks(database: Database, actor: Actor, streets: Streets) -> None:
    coordinator = worker_of(database, actor, None, Role.COORDINATOR)
    with pytest.raises(InvalidValue):
        some_patrol(database, coordinator)
    patrol_id = some_patrol(database, coordinator, organisation_ids=(streets.city.ngo_id,))
    assert patrol_card(database, streets.outreach, patrol_id).may_lead
    # Planning a patrol makes nobody one of those who walk.
    assert patrol_card(database, coordinator, patrol_id).members is None


def test_the_patrol_under_way_comes_first_then_the_next_then_the_past(database: Database, streets: Streets) -> None:
    now = clock.now()
    past, older, later, sooner, walked = (
        joint_patrol(database, streets, starts_at=now + timedelta(hours=hours)) for hours in (-2, -9, 9, 3, 12)
    )
    for patrol_id in (past, older):
        walk(database, streets.officer, patrol_id)
    start_patrol(database, streets.officer, walked, 1)
    assert [row.id for row in list_patrols(database, streets.officer)] == [walked, sooner, later, past, older]


def test_people_learn_in_which_patrols_their_account_is_kept(database: Database, streets: Streets) -> None:
    patrol_id = joint_patrol(database, streets)
    told = account_data(database, streets.outreach, streets.outreach.account_id)
    assert str(patrol_id) in str(told)
