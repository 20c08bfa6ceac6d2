"""The map shows what was in force on a day, and what had been proposed by then; never a draft."""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import update

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.bylaws import BylawDays
from geodata.model.people import Actor, Role
from geodata.model.zones import BylawRelation, ProposalState
from geodata.services.bylaws import bylaw_lines
from geodata.services.ground_card import zone_card
from geodata.services.proposal_card import version_card
from geodata.services.proposal_drafts import draft_version
from geodata.services.tiles import tile
from geodata.services.zones_by_day import Standing, versions_shown
from geodata.tables import Proposal, ProposalStep
from tests.bylaw_histories import FIRST_DAY, LAST_DAY, in_force_by_replay, time_lines
from tests.bylaws import ADOPTED, draft_proposal, some_bylaw, some_zone, submit
from tests.small_city import worker_of
from tests.storage.test_tiles import tile_at

NUMBERS = itertools.count(1)  # no two bylaws of a city have one number, and the examples share their city


def shown(database: Database, actor: Actor, day: date | None = None) -> dict[str, dict[str, Any]]:
    """The properties of the zones of that day around the middle of the city, by their names."""
    request = replace(tile_at(12, layer="zones"), on=day)
    features = orjson.loads(tile(database, actor, request).body)["features"]
    return {feature["properties"]["name"]: feature["properties"] for feature in features}


def test_a_bylaw_is_shown_while_it_holds_and_said_to_be_one(database: Database, actor: Actor) -> None:
    some_bylaw(database, actor, "3/2020", some_zone("Střed"), valid_to=date(2022, 12, 31))
    assert shown(database, actor, ADOPTED - timedelta(days=1)) == {}
    assert shown(database, actor, ADOPTED)["Střed"]["standing"] == "adopted"
    in_force = shown(database, actor, date(2022, 12, 31))["Střed"]
    assert (in_force["standing"], in_force["bylaw"]) == ("in_force", "3/2020")
    assert shown(database, actor, date(2023, 1, 1)) == {}
    assert shown(database, actor) == {}


def test_what_was_replaced_is_shown_on_a_day_before(database: Database, actor: Actor) -> None:
    first = some_bylaw(database, actor, "1/2010", some_zone("Dříve"), adopted_on=date(2010, 1, 1))
    some_bylaw(database, actor, "3/2020", some_zone("Nyní"), relation=BylawRelation.REPLACES, earlier_id=first)
    assert set(shown(database, actor, date(2015, 1, 1))) == {"Dříve"}
    assert set(shown(database, actor)) == {"Nyní"}


def test_a_draft_is_on_no_map_and_the_newest_submitted_wording_is(database: Database, actor: Actor) -> None:
    proposal_id, first = draft_proposal(database, actor, some_zone("První"))
    assert shown(database, actor) == {}
    submit(database, actor, first)
    proposed = shown(database, actor)["První"]
    assert (proposed["standing"], proposed["bylaw"]) == ("proposed", None)
    with database.write(actor) as work:
        work.session.execute(update(Proposal).values(state=ProposalState.RETURNED))
        work.version_of("proposals")
        work.commit()
    draft_version(database, actor, proposal_id, first)
    assert set(shown(database, actor)) == {"První"}
    assert shown(database, actor, clock.today() - timedelta(days=1)) == {}


def test_what_was_turned_down_is_shown_on_the_days_before_that(database: Database, actor: Actor) -> None:
    proposal_id, version_id = draft_proposal(database, actor, some_zone("Střed"))
    submit(database, actor, version_id)
    with database.write(actor) as work:
        session, today = work.session, clock.today()
        session.execute(update(Proposal).values(state=ProposalState.REJECTED))
        step = ProposalStep(
            municipality_id=actor.municipality_id, proposal_id=proposal_id, version_id=version_id,
            state=ProposalState.REJECTED, happened_on=today + timedelta(days=3), recorded_at=work.recorded_at,
        )  # fmt: skip
        session.add(step)
        work.version_of("proposals")
        work.commit()
    assert set(shown(database, actor, today)) == {"Střed"}
    assert shown(database, actor, today + timedelta(days=3)) == {}


def test_the_card_of_a_zone_says_what_it_is_and_hides_drafts_from_those_who_write_none(
    database: Database, actor: Actor
) -> None:
    some_bylaw(database, actor, "3/2020", some_zone("Střed"))
    bylaw = zone_card(database, actor, shown(database, actor)["Střed"]["id"]).bylaw
    assert bylaw is not None
    assert (bylaw.number, bylaw.is_in_force(clock.today())) == ("3/2020", True)
    _proposal_id, version_id = draft_proposal(database, actor, some_zone("Nová"))
    (draft,) = version_card(database, actor, version_id).zones
    assert zone_card(database, actor, draft.id).bylaw is None
    official = worker_of(database, actor, None, Role.OFFICIAL)
    with pytest.raises(NotFound):
        zone_card(database, official, draft.id)
    submit(database, actor, version_id)
    assert zone_card(database, official, draft.id).name == "Nová"


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(time_lines(at_most=6))
def test_on_each_day_the_map_has_the_zones_of_exactly_the_bylaws_in_force(
    database: Database, actor: Actor, bylaws: list[BylawDays]
) -> None:
    kept = _written_down(database, actor, bylaws)
    held = [one for one in bylaws if one.id in kept]
    with database.read() as session:
        versions = {line.version_id: line.id for line in bylaw_lines(session, actor)}
        for days in range(0, LAST_DAY, 3):
            day = FIRST_DAY + timedelta(days=days)
            seen = versions_shown(session, actor, day)
            in_force = {versions[id_] for id_, one in seen.items() if one.standing == Standing.IN_FORCE}
            assert in_force & set(kept.values()) == {kept[id_] for id_ in in_force_by_replay(held, day)}


def _written_down(database: Database, actor: Actor, bylaws: list[BylawDays]) -> dict[int, int]:
    """The ids in the city of those bylaws of a time line that are not refused."""
    kept: dict[int, int] = {}
    for one in bylaws:
        if one.earlier_id is None or one.earlier_id in kept:
            facts = {"valid_from": one.valid_from, "valid_to": one.valid_to, "relation": one.relation}
            with contextlib.suppress(InvalidValue):  # an amendment of what is gone by then
                kept[one.id] = some_bylaw(
                    database, actor, f"{next(NUMBERS)}/2020", adopted_on=one.adopted_on,
                    earlier_id=kept.get(one.earlier_id or 0), **facts,
                )  # fmt: skip
    return kept
