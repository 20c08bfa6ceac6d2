"""What is no zone is refused with a sentence that says what is wrong, and what crosses itself is made whole."""

from __future__ import annotations

from datetime import time

import pytest
import shapely

from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.criteria import Criterion, NearTo
from geodata.model.people import Actor
from geodata.model.zones import ProposalKind, TimeBand, ZoneRule
from geodata.services.proposal_card import proposal_card, version_card, zone_outlines
from geodata.services.proposals import create_proposal
from geodata.services.zone_drafts import add_zone, redraw_zone
from tests.storage.test_proposal_drafts import a_zone, around

SWAPPED = shapely.box(50.66, 14.05, 50.67, 14.06)  # latitude first


@pytest.fixture
def draft_id(database: Database, actor: Actor) -> int:
    proposal_id = create_proposal(database, actor, "Zóny pro hazard", ProposalKind.GAMBLING, None)
    return proposal_card(database, actor, proposal_id).versions[0].id


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "name"),
        ({"rule": ZoneRule.SALE_BAN}, "kind of proposal"),
        ({"rule": ZoneRule.TIME_BAND}, "from when until when"),
        ({"cap": 5}, "no cap"),
        ({"rule": ZoneRule.MACHINE_CAP, "cap": 0}, "total ban"),
        ({"outline": shapely.Polygon()}, "encloses nothing"),
        ({"outline": shapely.box(12, 48, 19, 51)}, "larger than any municipality"),
        ({"outline": around(0.5)}, "smaller than 4"),
        ({"outline": SWAPPED}, "latitude and longitude swapped"),
        ({"measured": Criterion(frozenset({NearTo.SCHOOL}), 50_000)}, "whole municipality"),
        ({"measured": Criterion(frozenset(), 100)}, "measured from"),
    ],
)
def test_what_is_no_zone_is_refused_with_a_sentence(
    database: Database, actor: Actor, draft_id: int, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidValue, match=said):
        add_zone(database, actor, draft_id, a_zone(**wrong))  # type: ignore[arg-type]
    assert version_card(database, actor, draft_id).zones == ()


def test_a_zone_is_not_redrawn_with_its_axes_swapped(database: Database, actor: Actor, draft_id: int) -> None:
    zone_id = add_zone(database, actor, draft_id, a_zone())
    before = zone_outlines(database, actor, draft_id)[zone_id]
    with pytest.raises(InvalidValue, match="latitude and longitude swapped"):
        redraw_zone(database, actor, zone_id, 1, SWAPPED)
    assert zone_outlines(database, actor, draft_id)[zone_id].equals(before)


@pytest.mark.parametrize(("title", "why"), [(" ", "has no title"), ("x" * 201, "longer than")])
def test_a_title_is_refused_for_what_is_wrong_with_it(database: Database, actor: Actor, title: str, why: str) -> None:
    with pytest.raises(InvalidValue, match=why):
        create_proposal(database, actor, title, ProposalKind.GAMBLING, None)


@pytest.mark.parametrize(("name", "why"), [(" ", "has no name"), ("x" * 201, "longer than")])
def test_the_name_of_a_zone_is_refused_for_what_is_wrong_with_it(
    database: Database, actor: Actor, draft_id: int, name: str, why: str
) -> None:
    with pytest.raises(InvalidValue, match=why):
        add_zone(database, actor, draft_id, a_zone(name=name))


def test_hours_that_begin_and_end_at_once_are_none() -> None:
    with pytest.raises(InvalidValue, match="same time"):
        TimeBand(time(8), time(8))


def test_a_zone_that_crosses_itself_is_kept_as_the_places_it_encloses(
    database: Database, actor: Actor, draft_id: int
) -> None:
    bow = shapely.Polygon([(14.05, 50.66), (14.06, 50.67), (14.06, 50.66), (14.05, 50.67)])
    zone_id = add_zone(database, actor, draft_id, a_zone(outline=bow))
    assert zone_outlines(database, actor, draft_id)[zone_id].is_valid
