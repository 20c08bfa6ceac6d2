"""How long which records are kept: the rules as data. The numbers are settings (table `retention`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from geodata.model.issues import IssueStatus
from geodata.model.sites import Condition

MONTHS_AT_MOST = 1200  # a hundred years: beyond, somebody mistyped


class RetentionRule(StrEnum):
    """Why something is erased; each but the last has a number of months among the settings."""

    NOTES = "notes"
    PHOTOS = "photos"
    CLOSED_SITES = "closed_sites"
    CLOSED_ISSUES = "closed_issues"
    AGENDA = "agenda"
    PATROLS = "patrols"
    PATROL_TRACKS = "patrol_tracks"
    LOADS = "loads"
    SIGN_IN = "sign_in"
    AUDIT_WORDS = "audit_words"
    ACCOUNT = "account"  # an administrator erased a person's account


class ErasedKind(StrEnum):
    """What kind of record a tombstone stands for."""

    NOTE = "note"
    PHOTO = "photo"
    SITE = "site"
    ISSUE = "issue"
    AGENDA_ITEM = "agenda_item"
    SUBMISSION = "submission"
    PATROL = "patrol"
    LOAD = "load"
    ACCOUNT = "account"


# Places that are no more. One that still stands is never erased by itself, however long nobody came.
GONE = frozenset({Condition.DEMOLISHED, Condition.CLEANED, Condition.CLOSED})
CLOSED = frozenset({IssueStatus.VERIFIED, IssueStatus.REFUSED})

# The order in which rules are kept: whole records first, so that nothing of them is erased twice.
RULES: tuple[RetentionRule, ...] = (
    RetentionRule.CLOSED_ISSUES,
    RetentionRule.CLOSED_SITES,
    RetentionRule.NOTES,
    RetentionRule.PHOTOS,
    RetentionRule.AGENDA,
    RetentionRule.PATROLS,
    RetentionRule.PATROL_TRACKS,
    RetentionRule.LOADS,
    RetentionRule.SIGN_IN,
    RetentionRule.AUDIT_WORDS,
)


# Months that hold where the settings say nothing. They are judgement: long enough for a dispute about a building to
# end, short enough that nobody finds the words of ten years ago. A city's archivist says what is right there.
DEFAULT_MONTHS: Mapping[RetentionRule, int] = MappingProxyType(
    {
        RetentionRule.CLOSED_ISSUES: 120,
        RetentionRule.CLOSED_SITES: 120,
        RetentionRule.NOTES: 60,
        RetentionRule.PHOTOS: 60,
        RetentionRule.AGENDA: 120,
        RetentionRule.PATROLS: 60,
        RetentionRule.PATROL_TRACKS: 1,
        RetentionRule.LOADS: 60,
        RetentionRule.SIGN_IN: 3,
        RetentionRule.AUDIT_WORDS: 120,
    }
)


@dataclass(frozen=True, slots=True)
class Retention:
    """Months for which each rule keeps what it speaks of; a rule that is not there, or 0, keeps for ever."""

    months: Mapping[RetentionRule, int]

    def due_from(self, rule: RetentionRule, day: date) -> date | None:
        """From which day on what is of this day is due; None where it never is."""
        months = self.months.get(rule, 0)
        return months_after(day, months) if months else None

    def last_day(self, rule: RetentionRule, today: date) -> date | None:
        """What is of this day or earlier is due; None where nothing ever is."""
        months = self.months.get(rule, 0)
        return day_before_months(today, months) if months else None


def day_before_months(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def months_after(day: date, months: int) -> date:
    """The first day of which `day_before_months` is this day or a later one."""
    later = day_before_months(day, -months)
    return later if day_before_months(later, months) >= day else later + timedelta(days=1)
