"""How many addresses of a list were found, and which were not. Who puts it into Markdown escapes the addresses."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import formats
from dashboard.language import _
from geodata.services.proposal_card import ZoneLine

_NAMED_AT_MOST = 10  # the form has them all


def counted_phrase(found: int, unplaced: Sequence[str]) -> str:
    """`Addresses found: 3 of 4.`"""
    return _("Addresses found: {found} of {all}.").format(
        found=formats.number(found), all=formats.number(found + len(unplaced))
    )


def unplaced_phrase(unplaced: Sequence[str]) -> str:
    """The addresses that were not found, of many the first ones."""
    more = " …" if len(unplaced) > _NAMED_AT_MOST else ""
    named = "; ".join(unplaced[:_NAMED_AT_MOST]) + more
    return _("Not in the register of addresses: {addresses}").format(addresses=named)


def found_phrase(found: int, unplaced: Sequence[str]) -> str:
    """How many were found, and which were not, where there are any."""
    counted = counted_phrase(found, unplaced)
    return f"{counted} {unplaced_phrase(unplaced)}" if unplaced else counted


def zone_phrase(zone: ZoneLine) -> str | None:
    """The same of a zone; None where it names no address that was not found."""
    unplaced = zone.unplaced
    return found_phrase(len(zone.named) - len(unplaced), unplaced) if unplaced else None
