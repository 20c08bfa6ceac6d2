"""What a plan of a patrol may say: of whom, to whom, for when; and who was put into two at one time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.services.organisations import add_organisation
from geodata.services.patrol_clashes import patrol_clashes
from geodata.services.patrol_list import list_patrols, patrol_card
from geodata.services.patrol_steps import start_patrol, stop_patrol
from geodata.services.patrols import change_patrol
from tests.patrols import knowing_all, patrol_version, some_patrol, some_plan
from tests.small_city import worker_of

RESTRICTED = Sensitivity.RESTRICTED


@dataclass(frozen=True)
class People:
    """An officer, an outreach worker, and somebody of an organisation that takes no part."""

    officer: Actor
    outreach: Actor
    charity: Actor

    @property
    def organisations(self) -> tuple[int, int, int]:
        officer, outreach, charity = self.officer, self.outreach, self.charity
        return officer.organisation_id or 0, outreach.organisation_id or 0, charity.organisation_id or 0


@pytest.fixture
def people(database: Database, actor: Actor) -> People:
    police, ngo, charity = (
        add_organisation(database, actor, name, OrganisationKind.NGO) for name in ("Policie", "Terén", "Charita")
    )
    return People(
        worker_of(database, actor, police, Role.POLICE),
        worker_of(database, actor, ngo, Role.TERRAIN),
        worker_of(database, actor, charity, Role.TERRAIN),
    )


def _restricted(database: Database, people: People, *others: int) -> int:
    return some_patrol(database, people.officer, sensitivity=RESTRICTED, organisation_ids=others)


def test_who_did_not_plan_a_restricted_patrol_neither_shares_it_on_nor_lifts_its_restriction(
    database: Database, people: People
) -> None:
    _police, ngo, charity = people.organisations
    patrol_id = _restricted(database, people, ngo)
    for facts in (
        {"sensitivity": RESTRICTED, "organisation_ids": (ngo, charity)},
        {"sensitivity": Sensitivity.PARTNERS, "organisation_ids": (ngo,)},
    ):
        with pytest.raises(InvalidValue, match="who may know"):
            change_patrol(database, people.outreach, patrol_id, 1, some_plan(**facts))
    with pytest.raises(NotFound):
        patrol_card(database, people.charity, patrol_id)
    kept = some_plan(sensitivity=RESTRICTED, organisation_ids=(ngo,), streets=("Nová",))
    change_patrol(database, people.outreach, patrol_id, 1, kept)
    card = patrol_card(database, people.outreach, patrol_id)
    assert (card.streets, card.sensitivity, card.may_share) == (("Nová",), RESTRICTED, False)
    change_patrol(database, people.officer, patrol_id, 2, some_plan(organisation_ids=(ngo, charity)))
    assert patrol_card(database, people.charity, patrol_id).may_share


def test_who_did_not_plan_a_restricted_patrol_takes_back_only_their_own_part(
    database: Database, people: People
) -> None:
    _police, ngo, charity = people.organisations
    patrol_id = _restricted(database, people, ngo, charity)
    with pytest.raises(InvalidValue):
        change_patrol(
            database, people.outreach, patrol_id, 1, some_plan(sensitivity=RESTRICTED, organisation_ids=(ngo,))
        )
    without = some_plan(sensitivity=RESTRICTED, organisation_ids=(charity,))
    change_patrol(database, people.outreach, patrol_id, 1, without)
    assert list_patrols(database, people.outreach) == []
    assert len(patrol_card(database, people.charity, patrol_id).organisations) == 2


def test_nobody_is_named_whom_one_may_not_know_and_who_walks_already_stays(database: Database, people: People) -> None:
    _police, ngo, _charity = people.organisations
    both = {"organisation_ids": (ngo,), "member_ids": (people.officer.account_id, people.outreach.account_id)}
    with pytest.raises(NotFound):
        some_patrol(database, people.officer, **both)
    assert list_patrols(database, people.officer) == []
    patrol_id = some_patrol(database, people.officer, **both | {"member_ids": (people.officer.account_id,)})
    change_patrol(database, people.outreach, patrol_id, 1, some_plan(**both))
    change_patrol(database, people.officer, patrol_id, 2, some_plan(**both, purpose="Půdy"))
    assert len(patrol_card(database, people.officer, patrol_id).members or ()) == 2
    assert some_patrol(database, knowing_all(people.officer), **both)


def test_a_restricted_patrol_is_not_planned_by_who_would_not_see_it(
    database: Database, actor: Actor, people: People
) -> None:
    police = people.organisations[:1]
    nobody, coordinator = (worker_of(database, actor, None, role) for role in (Role.TERRAIN, Role.COORDINATOR))
    with pytest.raises(InvalidValue, match="no organisation"):
        some_patrol(database, nobody, organisation_ids=police, sensitivity=RESTRICTED)
    assert list_patrols(database, actor) == []
    for planner, sensitivity in ((nobody, Sensitivity.PARTNERS), (coordinator, RESTRICTED)):
        patrol_id = some_patrol(database, planner, organisation_ids=police, sensitivity=sensitivity)
        assert patrol_card(database, planner, patrol_id).id == patrol_id


def test_a_mistyped_year_is_refused_and_a_patrol_of_last_week_is_not(database: Database, people: People) -> None:
    now = clock.now()
    for day in (now - timedelta(days=40), now + timedelta(days=400), now.replace(year=9000)):
        with pytest.raises(InvalidValue, match="more than a month past"):
            some_patrol(database, people.officer, starts_at=day)
    patrol_id = some_patrol(database, people.officer, starts_at=now - timedelta(days=7))
    with standing_at(now + timedelta(days=60)):  # who mends the streets of an old plan is not asked for its day
        plan = some_plan(starts_at=now - timedelta(days=7), streets=("Nová",))
        change_patrol(database, people.officer, patrol_id, 1, plan)
        with pytest.raises(InvalidValue):
            change_patrol(database, people.officer, patrol_id, 2, some_plan(starts_at=now - timedelta(days=8)))


def test_a_patrol_sets_out_on_its_day_and_never_ends_before_it_began(database: Database, people: People) -> None:
    now = clock.now()
    patrol_id = some_patrol(database, people.officer, starts_at=now + timedelta(days=30))
    with pytest.raises(InvalidValue, match="later day"):
        start_patrol(database, people.officer, patrol_id, 1)
    with standing_at(now + timedelta(days=29, hours=1)):
        start_patrol(database, people.officer, patrol_id, 1)
    with standing_at(now + timedelta(days=28)):  # the clock of the server was set back
        stop_patrol(database, people.officer, patrol_id, patrol_version(database, people.officer, patrol_id))
    card = patrol_card(database, people.officer, patrol_id)
    assert card.started_at == card.stopped_at


def test_who_was_put_into_two_patrols_at_one_time_is_told_to_those_who_know_both(
    database: Database, actor: Actor, people: People
) -> None:
    _police, ngo, _charity = people.organisations
    named = {"organisation_ids": (ngo,), "member_ids": (people.outreach.account_id,)}
    first = some_patrol(database, knowing_all(people.officer), **named)
    other = some_patrol(database, people.outreach, purpose="Půdy", member_ids=(people.outreach.account_id,))
    later = clock.now() + timedelta(hours=9)
    some_patrol(database, people.outreach, starts_at=later, member_ids=(people.outreach.account_id,))
    assert [clash.patrol_id for clash in patrol_clashes(database, people.outreach, first)] == [other]
    assert [clash.purpose for clash in patrol_clashes(database, people.outreach, first)] == ["Půdy"]
    coordinator = worker_of(database, actor, None, Role.COORDINATOR)
    for who in (people.officer, people.charity, coordinator):
        assert patrol_clashes(database, who, first) == []
    start_patrol(database, people.outreach, other, 1)
    stop_patrol(database, people.outreach, other, 2)
    assert patrol_clashes(database, people.outreach, first) == []
