"""What a lawyer should look at in a proposal, with the sources. Advice, not law: every flag is to be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.errors import N_
from geodata.model.zones import ProposalKind, ZoneRule

# Outlines of a municipality differ by as much between their sources.
WHOLE_FROM = 0.99


class FlagKind(StrEnum):
    GAMBLING_HOURS = "gambling_hours"
    MACHINE_CAP = "machine_cap"
    NO_CRITERION = "no_criterion"
    WORDS_ONLY = "words_only"
    RETROACTIVE = "retroactive"
    NO_START = "no_start"
    WHOLE_MUNICIPALITY = "whole_municipality"
    REGULATION_NOT_BYLAW = "regulation_not_bylaw"
    DRINKING_IN_PLACES = "drinking_in_places"
    NO_ACT_OF_ITS_OWN = "no_act_of_its_own"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a flag comes from: an act of the Czech collection of laws ("186/2016") and what of it, or a reading of it.

    `section` is said as it is cited in Czech. `reading` is whose opinion it is, where it is one.
    """

    act: str
    section: str
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class FlagRule:
    """What is said of a flag of a kind, and its sources."""

    sentence: str
    sources: tuple[Source, ...]


_BYLAWS_OF_TOWNS = Source("128/2000", "§ 10")
_PLACE_AND_TIME = Source("186/2016", "§ 12 odst. 1")
_EQUAL_TREATMENT = Source("143/2001", "§ 19a")
_MINISTRY = N_("interpretation of the interior ministry on bylaws about gambling")
_PROMULGATION = Source("35/2021", "účinnost")

FLAG_RULES: dict[FlagKind, FlagRule] = {
    FlagKind.GAMBLING_HOURS: FlagRule(
        N_(
            "Hours of gambling: opening hours of gaming halls are set by the act itself, and a bylaw may not set them "
            "again."
        ),
        (_PLACE_AND_TIME, Source("186/2016", "provozní doba herny", _MINISTRY)),
    ),
    FlagKind.MACHINE_CAP: FlagRule(
        N_("Cap on machines: a bylaw may limit the place and the time of gambling; numbers of machines are neither."),
        (_PLACE_AND_TIME,),
    ),
    FlagKind.NO_CRITERION: FlagRule(
        N_("No criterion is stated. Treating like venues differently without one has cost other cities fines."),
        (_EQUAL_TREATMENT,),
    ),
    FlagKind.WORDS_ONLY: FlagRule(
        N_("The criterion is words only. Nobody can measure whether it is kept everywhere alike."),
        (_EQUAL_TREATMENT,),
    ),
    FlagKind.RETROACTIVE: FlagRule(
        N_("It would hold before it is promulgated. A bylaw binds nobody sooner, mostly from the 15th day after."),
        (_PROMULGATION,),
    ),
    FlagKind.NO_START: FlagRule(
        N_("It is not said from which day it holds. Then it is the 15th day after its promulgation."),
        (_PROMULGATION,),
    ),
    FlagKind.WHOLE_MUNICIPALITY: FlagRule(
        N_("It covers the whole municipality. Say why no smaller part would do, and why the law leaves room for it."),
        (_BYLAWS_OF_TOWNS, _PLACE_AND_TIME),
    ),
    FlagKind.REGULATION_NOT_BYLAW: FlagRule(
        N_("A market order is a regulation of the council in delegated powers, not a bylaw of the assembly."),
        (Source("455/1991", "§ 18"), Source("128/2000", "§ 11")),
    ),
    FlagKind.DRINKING_IN_PLACES: FlagRule(
        N_("Drinking is forbidden in named public places for the sake of public order; not everywhere at once."),
        (Source("128/2000", "§ 10 písm. a)", N_("judgment Pl. ÚS 11/09 of the Constitutional Court")),),
    ),
    FlagKind.NO_ACT_OF_ITS_OWN: FlagRule(
        N_("No act is named that lets the municipality regulate this. Name it in the legal notes."),
        (_BYLAWS_OF_TOWNS,),
    ),
}  # fmt: skip

# The same two sources would say too much of what is no gambling.
_WHOLE_ELSEWHERE = (_BYLAWS_OF_TOWNS,)


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    """What the law asks about a zone. `share` of the municipality, 0 to 1; None where its outline is not known."""

    name: str
    rule: ZoneRule
    criterion: str
    measured: bool
    share: float | None


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What the law asks about a version.

    `shares` are those of all zones of a rule together. `known_on`: the day it was submitted, or today of a draft.
    """

    kind: ProposalKind
    zones: tuple[ZoneFacts, ...]
    shares: dict[ZoneRule, float]
    legal_notes: str
    valid_from: date | None
    known_on: date


@dataclass(frozen=True, slots=True)
class Flag:
    """Something for a lawyer: about these zones (by name), or about the version as a whole where there are none."""

    kind: FlagKind
    zones: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def sentence(self) -> str:
        """What there is to be checked, as the English sentence that catalogues know."""
        return FLAG_RULES[self.kind].sentence


def flags_of(facts: VersionFacts) -> tuple[Flag, ...]:
    """What a lawyer should look at, in the order of `FlagKind`."""
    found: dict[FlagKind, tuple[str, ...]] = {
        kind: names
        for kind, is_meant in _OF_ZONES.items()
        if (names := _named(facts.zones, lambda zone, is_meant=is_meant: is_meant(facts, zone)))  # type: ignore[misc]
    }
    found |= dict.fromkeys((kind for kind, is_so in _OF_VERSIONS.items() if is_so(facts)), ())
    whole = _whole(facts)
    if whole is not None:
        found[FlagKind.WHOLE_MUNICIPALITY] = whole
    return tuple(Flag(kind, found[kind], _sources(facts, kind)) for kind in FlagKind if kind in found)


_OF_ZONES: dict[FlagKind, Callable[[VersionFacts, ZoneFacts], bool]] = {
    FlagKind.GAMBLING_HOURS: lambda facts, zone: (
        zone.rule == ZoneRule.TIME_BAND and facts.kind == ProposalKind.GAMBLING
    ),
    FlagKind.MACHINE_CAP: lambda _facts, zone: zone.rule == ZoneRule.MACHINE_CAP,
    FlagKind.NO_CRITERION: lambda _facts, zone: not zone.criterion.strip() and not zone.measured,
    FlagKind.WORDS_ONLY: lambda _facts, zone: bool(zone.criterion.strip()) and not zone.measured,
}
_OF_VERSIONS: dict[FlagKind, Callable[[VersionFacts], bool]] = {
    FlagKind.RETROACTIVE: lambda facts: facts.valid_from is not None and facts.valid_from < facts.known_on,
    FlagKind.NO_START: lambda facts: facts.valid_from is None,
    FlagKind.REGULATION_NOT_BYLAW: lambda facts: facts.kind == ProposalKind.MARKET_ORDER,
    FlagKind.DRINKING_IN_PLACES: lambda facts: facts.kind == ProposalKind.PUBLIC_DRINKING,
    FlagKind.NO_ACT_OF_ITS_OWN: lambda facts: facts.kind == ProposalKind.GENERAL and not facts.legal_notes.strip(),
}


def _named(zones: Iterable[ZoneFacts], is_meant: Callable[[ZoneFacts], bool]) -> tuple[str, ...]:
    return tuple(zone.name for zone in zones if is_meant(zone))


def _whole(facts: VersionFacts) -> tuple[str, ...] | None:
    """The zones that cover the municipality, alone or with the others of their rule; None where none do."""
    alone = _named(facts.zones, lambda zone: (zone.share or 0.0) >= WHOLE_FROM)
    if alone:
        return alone
    rules = {rule for rule, share in facts.shares.items() if share >= WHOLE_FROM}
    return _named(facts.zones, lambda zone: zone.rule in rules) or None


def _sources(facts: VersionFacts, kind: FlagKind) -> tuple[Source, ...]:
    if kind == FlagKind.WHOLE_MUNICIPALITY and facts.kind != ProposalKind.GAMBLING:
        return _WHOLE_ELSEWHERE
    return FLAG_RULES[kind].sources
