"""The present, in one place, so that tests and the demo city can stand at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PRAGUE = ZoneInfo("Europe/Prague")

_standing_at: ContextVar[datetime | None] = ContextVar("standing_at", default=None)


def now() -> datetime:
    """The present moment, with time zone UTC."""
    return _standing_at.get() or datetime.now(UTC)


def today() -> date:
    """The present day in the city (Europe/Prague), not in UTC: a report at 00:30 belongs to the new day."""
    return now().astimezone(PRAGUE).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let `now` and `today` answer for `moment` (with a time zone) within the block."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _standing_at.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing_at.reset(token)
