"""Proposals of zones and what a zone does."""

from __future__ import annotations

from enum import StrEnum


class ProposalKind(StrEnum):
    GAMBLING = "gambling"
    MARKET_ORDER = "market_order"
    PUBLIC_DRINKING = "public_drinking"
    GENERAL = "general"


class ProposalState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RECOMMENDED = "recommended"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITH_COUNCIL = "with_council"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class ZoneRule(StrEnum):
    TOTAL_BAN = "total_ban"
    TIME_BAND = "time_band"
    MACHINE_CAP = "machine_cap"
    SALE_BAN = "sale_ban"
    DRINKING_BAN = "drinking_ban"
