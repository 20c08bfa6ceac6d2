"""Two versions beside each other, as far as their reader may know of them; what a lawyer should look at in one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import NotFound
from geodata.impact.comparing import VenueChangeKind, ZoneChangeKind
from geodata.model.areas import AreaKind
from geodata.model.lawfulness import FlagKind
from geodata.model.people import Actor, Role
from geodata.model.zones import ZoneRule
from geodata.services.lawfulness import version_flags
from geodata.services.proposal_comparison import compare_versions
from geodata.services.proposal_texts import VersionTexts
from tests.batches import USTI, batch_of, load, square
from tests.bylaws import draft_proposal, some_venue, some_zone, submit
from tests.small_city import worker_of

EAST = (USTI[0] + 0.005, USTI[1])


def test_two_proposals_are_compared_by_zones_venues_and_texts(database: Database, actor: Actor) -> None:
    some_venue(database, actor, "Západ", (USTI[0] - 0.003, USTI[1]))
    some_venue(database, actor, "Východ", (USTI[0] + 0.008, USTI[1]))
    _first, one = draft_proposal(database, actor, some_zone("Střed"))
    texts = VersionTexts(summary="Posunuto.", valid_from=date(2027, 1, 1))
    _second, other = draft_proposal(database, actor, some_zone("Střed", at=EAST), title="Jinak", texts=texts)
    found = compare_versions(database, actor, one, other)
    assert (found.first.proposal, found.second.proposal) == ("Herny ve středu", "Jinak")
    changes = found.changes
    assert [(change.name, change.kinds) for change in changes.zones] == [("Střed", (ZoneChangeKind.MOVED,))]
    assert {change.venue.name: change.kind for change in changes.venues} == {
        "Západ": VenueChangeKind.NEWLY_SPARED,
        "Východ": VenueChangeKind.NEWLY_HIT,
    }
    assert changes.only_first_m2 + changes.both_m2 == pytest.approx(found.first.summary.area_m2)
    assert changes.only_second_m2 + changes.both_m2 == pytest.approx(found.second.summary.area_m2)
    assert {text.field: text.second for text in found.texts} == {
        "summary": "Posunuto.",
        "valid_from": date(2027, 1, 1),
    }


def test_a_version_beside_itself_says_nothing(database: Database, actor: Actor) -> None:
    _proposal, one = draft_proposal(database, actor, some_zone())
    found = compare_versions(database, actor, one, one)
    assert found.changes.says_nothing_changed
    assert found.texts == ()


def test_a_draft_is_compared_only_by_those_who_see_it(database: Database, actor: Actor) -> None:
    _first, one = draft_proposal(database, actor, some_zone())
    _second, draft = draft_proposal(database, actor, some_zone(), title="Rozpracovaný")
    submit(database, actor, one)
    official = worker_of(database, actor, None, Role.OFFICIAL)
    for pair in ((one, draft), (draft, one)):
        with pytest.raises(NotFound):
            compare_versions(database, official, *pair)
    with pytest.raises(NotFound):
        version_flags(database, official, draft)
    assert compare_versions(database, official, one, one).changes.says_nothing_changed


def test_a_lawyer_is_shown_hours_and_zones_that_cover_the_whole_city_together(database: Database, actor: Actor) -> None:
    outline = {"outline": square(USTI[0] + 0.0025, USTI[1], 0.01), "kind": AreaKind.MUNICIPALITY.value}
    load(database, actor, batch_of("areas", [{"source_key": "1", "code": "1", "name": "Město", **outline}]))
    starts = clock.today() + timedelta(days=60)
    texts = VersionTexts(summary="Celé město.", valid_from=starts)
    cap = some_zone("Strop", rule=ZoneRule.MACHINE_CAP, cap=10)
    both = (some_zone("Západ"), some_zone("Východ", at=EAST))
    _proposal, version_id = draft_proposal(database, actor, *both, cap, texts=texts)
    flags = {flag.kind: flag.zones for flag in version_flags(database, actor, version_id)}
    assert flags == {
        FlagKind.MACHINE_CAP: ("Strop",),
        FlagKind.WORDS_ONLY: ("Západ", "Východ", "Strop"),
        FlagKind.WHOLE_MUNICIPALITY: ("Západ", "Východ"),
    }


def test_a_city_that_nobody_drew_is_covered_by_nothing(database: Database, actor: Actor) -> None:
    _proposal, version_id = draft_proposal(database, actor, some_zone())
    kinds = {flag.kind for flag in version_flags(database, actor, version_id)}
    assert kinds == {FlagKind.WORDS_ONLY, FlagKind.NO_START}
