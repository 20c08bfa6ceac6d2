"""The signs of kinds and states: each a shape of its own, always beside its word."""

from __future__ import annotations

from geodata.model.issues import IssueEventKind, IssueStatus
from geodata.model.sites import SiteKind
from geodata.services.story import StoryKind

KIND_SIGNS: dict[SiteKind, str] = {
    SiteKind.HAZARDOUS_BUILDING: ":material/domain_disabled:",
    SiteKind.ILLEGAL_DUMP: ":material/delete:",
    SiteKind.GAMBLING_VENUE: ":material/casino:",
    SiteKind.HOSTEL: ":material/bed:",
    SiteKind.SYRINGE_FIND: ":material/vaccines:",
    SiteKind.PUBLIC_SPACE: ":material/park:",
    SiteKind.OTHER: ":material/location_on:",
}

# A circle that fills as the issue comes further.
STATUS_SIGNS: dict[IssueStatus, str] = {
    IssueStatus.RAISED: ":material/circle:",
    IssueStatus.ACCEPTED: ":material/clock_loader_20:",
    IssueStatus.IN_PROGRESS: ":material/clock_loader_60:",
    IssueStatus.DONE: ":material/clock_loader_90:",
    IssueStatus.VERIFIED: ":material/check_circle:",
    IssueStatus.REFUSED: ":material/block:",
    IssueStatus.REOPENED: ":material/replay:",
}
OVERDUE_SIGN = ":material/alarm:"

EVENT_SIGNS: dict[IssueEventKind, str] = {
    IssueEventKind.STATUS: ":material/flag:",
    IssueEventKind.ASSIGNMENT: ":material/forward:",
    IssueEventKind.DEADLINE: ":material/event:",
    IssueEventKind.COMMENT: ":material/chat:",
    IssueEventKind.LINK: ":material/link:",
    IssueEventKind.UNLINK: ":material/link_off:",
    IssueEventKind.DISCUSSED: ":material/groups:",
    IssueEventKind.MERGED: ":material/merge:",
    IssueEventKind.PARTED: ":material/call_split:",
}

STORY_SIGNS: dict[StoryKind, str] = {
    StoryKind.OBSERVATION: ":material/visibility:",
    StoryKind.ISSUE: ":material/assignment:",
    StoryKind.MEETING: ":material/groups:",
    StoryKind.SUBMISSION: ":material/mail:",
    StoryKind.PHOTO: ":material/photo_camera:",
}
