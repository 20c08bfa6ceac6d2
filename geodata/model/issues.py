"""Issues: what was raised about places, by whom, who has it and how far it is."""

from __future__ import annotations

from enum import StrEnum

from geodata.model.sites import SiteKind


class IssueTopic(StrEnum):
    BUILDING = "building"
    DUMP = "dump"
    GAMBLING = "gambling"
    HOUSING = "housing"
    SYRINGES = "syringes"
    THEFT = "theft"
    PESTS = "pests"
    NEIGHBOURS = "neighbours"
    TRUANCY = "truancy"
    DISCRIMINATION = "discrimination"
    ANIMALS = "animals"
    PUBLIC_SPACE = "public_space"
    SERVICES = "services"
    OTHER = "other"


class IssueStatus(StrEnum):
    RAISED = "raised"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    REFUSED = "refused"
    REOPENED = "reopened"


class IssueEventKind(StrEnum):
    STATUS = "status"
    ASSIGNMENT = "assignment"
    DEADLINE = "deadline"
    COMMENT = "comment"
    LINK = "link"
    UNLINK = "unlink"
    DISCUSSED = "discussed"
    MERGED = "merged"
    PARTED = "parted"  # a duplicate that was merged into it is followed by itself again


class RefusalReason(StrEnum):
    NO_COMPETENCE = "no_competence"
    LAW_BARS_ENTRY = "law_bars_entry"
    PRIVATE_OWNER = "private_owner"
    NO_MONEY = "no_money"
    DUPLICATE = "duplicate"
    NOT_FOUND = "not_found"
    OTHER = "other"


class EvidenceKind(StrEnum):
    """What shows that an issue is done: something of one of its places, or a paper that is named in words."""

    PHOTO = "photo"
    VISIT = "visit"
    DOCUMENT = "document"


class BulkStep(StrEnum):
    """What can be done with many issues at once."""

    ACCEPT = "accept"
    ASSIGN = "assign"
    DEADLINE = "deadline"
    COMMENT = "comment"


OPEN_STATUSES = frozenset(
    {
        IssueStatus.RAISED,
        IssueStatus.ACCEPTED,
        IssueStatus.IN_PROGRESS,
        IssueStatus.REOPENED,
        IssueStatus.DONE,
    }
)
WAITING_STATUSES = frozenset({IssueStatus.DONE})  # done, and nobody has yet looked whether it is so

# What an issue about a kind of place is about, until somebody says it more exactly.
TOPIC_OF_KIND: dict[SiteKind, IssueTopic] = {
    SiteKind.HAZARDOUS_BUILDING: IssueTopic.BUILDING,
    SiteKind.ILLEGAL_DUMP: IssueTopic.DUMP,
    SiteKind.GAMBLING_VENUE: IssueTopic.GAMBLING,
    SiteKind.HOSTEL: IssueTopic.HOUSING,
    SiteKind.SYRINGE_FIND: IssueTopic.SYRINGES,
    SiteKind.PUBLIC_SPACE: IssueTopic.PUBLIC_SPACE,
    SiteKind.OTHER: IssueTopic.OTHER,
}
