"""What was needed at an address and who settled it is known after it was settled too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from geodata.model.emergencies import Need, ToldNeed, VisitFacts, told_needs

_POLICE, _TERRAIN = 1, 2


def visit(minute: int, who: int, *needs: Need, settled: bool = False) -> VisitFacts:
    moment = datetime(2026, 11, 23, 11, tzinfo=UTC) + timedelta(minutes=minute)
    return VisitFacts(who, moment, frozenset(needs), settled)


def test_a_need_that_others_settle_keeps_who_told_it_and_who_settled_it() -> None:
    told = visit(50, _POLICE, Need.ELECTRICITY)
    again = visit(51, _TERRAIN, Need.ELECTRICITY, Need.WATER)
    settled = visit(52, _TERRAIN, settled=True)
    assert told_needs([told, again, settled]) == (
        ToldNeed(Need.WATER, again, settled),
        ToldNeed(Need.ELECTRICITY, told, settled),
    )


def test_a_need_named_no_more_has_ended_and_one_told_anew_is_another() -> None:
    first, second, third = (
        visit(1, _POLICE, Need.WATER),
        visit(2, _TERRAIN, Need.FOOD),
        visit(3, _TERRAIN, Need.WATER, Need.FOOD),
    )
    assert told_needs([first, second, third]) == (
        ToldNeed(Need.WATER, first, second),
        ToldNeed(Need.WATER, third),
        ToldNeed(Need.FOOD, second),
    )
    assert told_needs([]) == ()
