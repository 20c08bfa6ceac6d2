"""What the codes of proposals and their commission are called on the screen; a part of `dashboard.labels`."""

from __future__ import annotations

from enum import StrEnum

from geodata.errors import N_
from geodata.model.commission import CommentSubject, MajorityOf, Stance, VoteChoice, VoteWay
from geodata.model.criteria import FindingKind, NearTo
from geodata.model.followup import Verdict
from geodata.model.zones import (
    BylawRelation,
    LandPieceKind,
    ProposalKind,
    ProposalState,
    ZoneCut,
    ZoneRule,
    ZoneSource,
)

PROPOSAL_LABELS: dict[type[StrEnum], dict[str, str]] = {
    ProposalKind: {
        ProposalKind.GAMBLING: N_("Regulation of gambling"),
        ProposalKind.MARKET_ORDER: N_("Market order"),
        ProposalKind.PUBLIC_DRINKING: N_("Drinking in public"),
        ProposalKind.GENERAL: N_("General proposal"),
    },
    ProposalState: {
        ProposalState.DRAFT: N_("Draft"),
        ProposalState.SUBMITTED: N_("Submitted"),
        ProposalState.IN_REVIEW: N_("In review"),
        ProposalState.RECOMMENDED: N_("Recommended"),
        ProposalState.RETURNED: N_("Returned for rework"),
        ProposalState.REJECTED: N_("Not recommended"),
        ProposalState.WITH_COUNCIL: N_("With the council"),
        ProposalState.ADOPTED: N_("Adopted as a bylaw"),
        ProposalState.NOT_ADOPTED: N_("Not adopted"),
    },
    NearTo: {
        NearTo.LOCALITY: N_("Locality"),
        NearTo.SCHOOL: N_("School"),
        NearTo.KINDERGARTEN: N_("Kindergarten"),
        NearTo.PLAYGROUND: N_("Playground"),
        NearTo.YOUTH_FACILITY: N_("Facility for children and youth"),
        NearTo.TREATMENT: N_("Addiction treatment"),
        NearTo.HEALTHCARE: N_("Healthcare facility"),
        NearTo.PLACE_OF_WORSHIP: N_("Place of worship"),
        NearTo.PUBLIC_OFFICE: N_("Public office"),
        NearTo.STATION: N_("Station or stop"),
    },
    FindingKind: {
        FindingKind.SPARED_THOUGH_IT_MEETS: N_("Spared though it meets the criterion"),
        FindingKind.HIT_THOUGH_IT_MEETS_NONE: N_("Hit though it meets no criterion"),
    },
    ZoneRule: {
        ZoneRule.TOTAL_BAN: N_("Total ban"),
        ZoneRule.TIME_BAND: N_("Time band"),
        ZoneRule.MACHINE_CAP: N_("Cap on machines"),
        ZoneRule.SALE_BAN: N_("Ban on sale"),
        ZoneRule.DRINKING_BAN: N_("Ban on drinking"),
    },
    ZoneSource: {
        ZoneSource.DRAWN: N_("Drawn on the map"),
        ZoneSource.LOCALITY: N_("Outline of a locality"),
        ZoneSource.AREA: N_("Outline of an area"),
        ZoneSource.COMPUTED: N_("Computed from the criterion"),
        ZoneSource.ADDRESSES: N_("List of addresses"),
        ZoneSource.MUNICIPALITY: N_("The whole municipality"),
        ZoneSource.LOADED: N_("From a file"),
    },
    ZoneCut: {
        ZoneCut.PLAIN: N_("By distance alone"),
        ZoneCut.BUILDINGS: N_("Whole buildings"),
        ZoneCut.PLOTS: N_("Whole plots"),
    },
    LandPieceKind: {LandPieceKind.BUILDING: N_("Building"), LandPieceKind.PLOT: N_("Plot")},
    BylawRelation: {BylawRelation.AMENDS: N_("amends"), BylawRelation.REPLACES: N_("replaces")},
    CommentSubject: {
        CommentSubject.WHOLE: N_("The proposal as a whole"),
        CommentSubject.ZONE: N_("A zone"),
        CommentSubject.RULE: N_("A rule"),
        CommentSubject.SENTENCE: N_("A sentence"),
    },
    Verdict: {
        Verdict.STILL_OPERATING: N_("still operating"),
        Verdict.TOO_MANY_MACHINES: N_("more machines than the cap"),
        Verdict.NOT_VISITED: N_("not visited since"),
        Verdict.CANNOT_TELL: N_("cannot be told from the visit"),
        Verdict.KEPT: N_("kept to"),
    },
    Stance: {
        Stance.AGREES: N_("Agrees"),
        Stance.AGREES_WITH_CHANGES: N_("Agrees with changes"),
        Stance.DISAGREES: N_("Disagrees"),
    },
    VoteWay: {VoteWay.PER_MEMBER: N_("Member by member"), VoteWay.SHOW_OF_HANDS: N_("By show of hands")},
    MajorityOf: {
        MajorityOf.PRESENT: N_("More than half of those present"),
        MajorityOf.ALL: N_("More than half of all members"),
    },
    VoteChoice: {
        VoteChoice.FOR: N_("For"),
        VoteChoice.AGAINST: N_("Against"),
        VoteChoice.ABSTAINED: N_("Abstained"),
    },
}
