"""From when to when an event goes; its end may not be known yet."""

from __future__ import annotations

from datetime import datetime

from dashboard import formats
from dashboard.components.patrols.rows import span


def period(starts_at: datetime, ends_at: datetime | None) -> str:
    """From when to when; the beginning alone where the end is not known."""
    return formats.moment(starts_at) if ends_at is None else span(starts_at, ends_at)
