"""How long ago something was reported: minutes matter while an event is under way."""

from __future__ import annotations

from datetime import datetime

from dashboard import formats
from dashboard.language import _, ngettext
from geodata import clock

_HOUR, _DAY = 60, 24 * 60  # minutes


def since(moment: datetime) -> str:
    """`před 5 minutami`, `před 2 hodinami`; from a day on as everywhere else."""
    minutes = max(0, int((clock.now() - moment).total_seconds() // 60))
    if minutes == 0:
        return _("just now")
    if minutes < _HOUR:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=formats.number(minutes))
    if minutes < _DAY:
        hours = minutes // _HOUR
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=formats.number(hours))
    return formats.moment(moment)
