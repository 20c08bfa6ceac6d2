"""How a bylaw is spoken of."""

from __future__ import annotations

from datetime import date

from dashboard import formats
from dashboard.language import _
from geodata.services.bylaws import BylawLine


def validity_phrase(bylaw: BylawLine, day: date) -> str:
    """Whether it holds on the day, since when and until when."""
    begins, ends = formats.day(bylaw.valid_from), formats.day(bylaw.ends_on)
    if bylaw.never_holds:
        return _("never came into force")
    if day < bylaw.valid_from:
        return _("in force from {day}").format(day=begins)
    if bylaw.ends_on is None:
        return _("in force since {day}").format(day=begins)
    if day <= bylaw.ends_on:
        return _("in force from {first} to {last}").format(first=begins, last=ends)
    return _("no longer in force, it held from {first} to {last}").format(first=begins, last=ends)
