"""What is needed at an address of an emergency event, and what no longer is, in words: for its page and its table."""

from __future__ import annotations

from dashboard import formats
from dashboard.labels import label
from dashboard.language import _
from geodata.services.emergency_board import AddressLine
from geodata.services.emergency_needs import NeedLine


def needs_still(address: AddressLine) -> list[str]:
    """What is still needed, with who told it first: `Elektřina (Městská policie, 23. 11. 2026 11:50)`."""
    return [_told(line) for line in address.told_needs if line.ended is None]


def needs_ended(address: AddressLine) -> list[str]:
    """What was needed and is no more, with who told it and at whose visit it ended."""
    return [_ended(line) for line in address.told_needs if line.ended is not None]


def _told(line: NeedLine) -> str:
    moment = formats.moment(line.told_at)
    return _("{need} ({who}, {when})").format(need=label(line.need), who=line.organisation, when=moment)


def _ended(line: NeedLine) -> str:
    if line.ended is None:
        return _told(line)
    how = _("{told}, settled: {who} {when}") if line.ended.settled else _("{told}, named no more: {who} {when}")
    return how.format(told=_told(line), who=line.ended.organisation, when=formats.moment(line.ended.happened_at))
