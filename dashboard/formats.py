"""Dates, numbers and ages as people read them, in the language spoken now."""

from __future__ import annotations

from datetime import date, datetime, time

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from dashboard.language import CZECH, _, current_language, ngettext
from geodata import clock

THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"
# An English day in the Czech order would be read as another day: the month is written out.
_PATTERNS = {CZECH: f"d.{NO_BREAK}M.{NO_BREAK}y"}
_PATTERN_ELSE = f"d{NO_BREAK}MMM{NO_BREAK}y"

_DAYS_OF_WEEK, _DAYS_OF_MONTH, _DAYS_OF_YEAR = 7, 30, 365
_WEEKS_FROM, _MONTHS_FROM, _YEARS_FROM = 14, 61, 730


def day(value: date | datetime | None) -> str:
    """`23. 11. 2026`, or `23 Nov 2026`; an en dash where there is none. Moments are shown in Czech time."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = local(value).date()
    language = current_language()
    return format_date(value, format=_PATTERNS.get(language, _PATTERN_ELSE), locale=language)


def moment(value: datetime | None) -> str:
    """`23. 11. 2026 14:03`, in Czech time; an en dash where there is none."""
    return "–" if value is None else f"{day(value)}{NO_BREAK}{clock_time(local(value).time())}"


def clock_time(value: time) -> str:
    """`14:03` in both languages: minutes and schedules here are of 24 hours."""
    return format_time(value, format="H:mm", locale=current_language())


def local(value: datetime) -> datetime:
    """The moment in Czech time; a moment without a zone is taken as one already."""
    return value if value.tzinfo is None else value.astimezone(clock.PRAGUE)


def number(value: float | None, decimals: int = 0) -> str:
    """`1 234` with thin spaces between thousands; an en dash where there is none."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    locale = Locale.parse(current_language())
    grouped = format_decimal(value, format=pattern, locale=locale)
    return grouped.replace(locale.number_symbols["latn"]["group"], THIN_SPACE)


def age(value: date | datetime | None, today: date | None = None) -> str:
    """How long ago, in words: `před 3 týdny`, `today`; of days to come `za 5 dní`. An en dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = local(value).date()
    days = ((today or clock.today()) - value).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days == -1:
        return _("tomorrow")
    return _ago(days) if days > 0 else _ahead(-days)


def _ago(days: int) -> str:
    if days < _WEEKS_FROM:
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    if days < _MONTHS_FROM:
        weeks = days // _DAYS_OF_WEEK
        return ngettext("{count} week ago", "{count} weeks ago", weeks).format(count=weeks)
    if days < _YEARS_FROM:
        months = days // _DAYS_OF_MONTH
        return ngettext("{count} month ago", "{count} months ago", months).format(count=months)
    years = days // _DAYS_OF_YEAR
    return ngettext("{count} year ago", "{count} years ago", years).format(count=years)


def _ahead(days: int) -> str:
    if days < _WEEKS_FROM:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    if days < _MONTHS_FROM:
        weeks = days // _DAYS_OF_WEEK
        return ngettext("in {count} week", "in {count} weeks", weeks).format(count=weeks)
    months = days // _DAYS_OF_MONTH
    return ngettext("in {count} month", "in {count} months", months).format(count=months)


def distance(metres: float) -> str:
    """`80 m`, `1,2 km`."""
    if metres < 1000:
        return f"{number(round(metres))}{NO_BREAK}m"
    return f"{number(metres / 1000, decimals=1)}{NO_BREAK}km"


def address(text: str) -> str:
    """A written address; of one that retention emptied that it is gone."""
    return text or _("erased address")
