"""What a lawyer should look at is found in the plain facts of a version, and each flag names its source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from geodata.model.lawfulness import FLAG_RULES, FlagKind, VersionFacts, ZoneFacts, flags_of
from geodata.model.zones import ProposalKind, ZoneRule

TODAY = date(2026, 11, 27)
BAN = ZoneFacts("Předlice", ZoneRule.TOTAL_BAN, "Do 100 m od škol.", measured=True, share=0.2)
CLEAN = VersionFacts(ProposalKind.GAMBLING, (BAN,), {ZoneRule.TOTAL_BAN: 0.2}, "", TODAY + timedelta(days=40), TODAY)


def kinds(facts: VersionFacts) -> list[FlagKind]:
    return [flag.kind for flag in flags_of(facts)]


def with_zones(*zones: ZoneFacts, shares: dict[ZoneRule, float] | None = None) -> VersionFacts:
    return replace(CLEAN, zones=zones, shares=shares or {})


def test_a_measured_ban_of_a_part_of_the_city_raises_no_flag() -> None:
    assert flags_of(CLEAN) == ()


def test_hours_of_gambling_and_a_cap_are_flagged_with_their_zones() -> None:
    hours, cap = replace(BAN, name="Střed", rule=ZoneRule.TIME_BAND), replace(BAN, rule=ZoneRule.MACHINE_CAP)
    found = flags_of(with_zones(BAN, hours, cap))
    assert [(flag.kind, flag.zones) for flag in found] == [
        (FlagKind.GAMBLING_HOURS, ("Střed",)),
        (FlagKind.MACHINE_CAP, ("Předlice",)),
    ]
    assert "186/2016" in {source.act for source in found[0].sources}


def test_hours_of_a_market_order_are_no_hours_of_gambling() -> None:
    hours = replace(BAN, rule=ZoneRule.TIME_BAND)
    assert kinds(replace(with_zones(hours), kind=ProposalKind.MARKET_ORDER)) == [FlagKind.REGULATION_NOT_BYLAW]


def test_a_missing_criterion_and_one_of_words_only_are_told_apart() -> None:
    none, words = replace(BAN, criterion=" ", measured=False), replace(BAN, name="Střed", measured=False)
    assert [(flag.kind, flag.zones) for flag in flags_of(with_zones(none, words))] == [
        (FlagKind.NO_CRITERION, ("Předlice",)),
        (FlagKind.WORDS_ONLY, ("Střed",)),
    ]


@pytest.mark.parametrize(
    ("valid_from", "expected"),
    [
        (TODAY - timedelta(days=1), [FlagKind.RETROACTIVE]),
        (TODAY, []),
        (None, [FlagKind.NO_START]),
    ],
)
def test_a_start_before_the_submission_is_retroactive(valid_from: date | None, expected: list[FlagKind]) -> None:
    assert kinds(replace(CLEAN, valid_from=valid_from)) == expected


def test_a_zone_of_the_whole_municipality_is_found_alone_and_together_with_others_of_its_rule() -> None:
    west, east = replace(BAN, name="Západ", share=0.5), replace(BAN, name="Východ", share=0.495)
    (whole,) = flags_of(with_zones(replace(BAN, share=0.991)))
    assert (whole.kind, whole.zones) == (FlagKind.WHOLE_MUNICIPALITY, ("Předlice",))
    (together,) = flags_of(with_zones(west, east, shares={ZoneRule.TOTAL_BAN: 0.995}))
    assert (together.kind, together.zones) == (FlagKind.WHOLE_MUNICIPALITY, ("Západ", "Východ"))
    assert flags_of(with_zones(west, east, shares={ZoneRule.TOTAL_BAN: 0.98})) == ()


def test_a_municipality_that_nobody_drew_accuses_nobody() -> None:
    assert flags_of(with_zones(replace(BAN, share=None))) == ()


def test_each_kind_of_proposal_is_told_its_own_act() -> None:
    assert kinds(replace(CLEAN, kind=ProposalKind.PUBLIC_DRINKING)) == [FlagKind.DRINKING_IN_PLACES]
    assert kinds(replace(CLEAN, kind=ProposalKind.GENERAL)) == [FlagKind.NO_ACT_OF_ITS_OWN]
    assert kinds(replace(CLEAN, kind=ProposalKind.GENERAL, legal_notes="§ 10 zákona o obcích")) == []
    whole = replace(with_zones(replace(BAN, share=1.0)), kind=ProposalKind.PUBLIC_DRINKING)
    (flag,) = [flag for flag in flags_of(whole) if flag.kind == FlagKind.WHOLE_MUNICIPALITY]
    assert {source.act for source in flag.sources} == {"128/2000"}


def test_every_kind_of_flag_has_a_sentence_and_a_source() -> None:
    assert set(FLAG_RULES) == set(FlagKind)
    assert all(rule.sentence and rule.sources for rule in FLAG_RULES.values())
