"""Which addresses of an event are shown; the address of the page may say it (`?shown=`)."""

from __future__ import annotations

from enum import StrEnum

from dashboard.language import _
from geodata.model.emergencies import AddressState
from geodata.services.emergency_board import AddressLine


class AddressFilter(StrEnum):
    ALL = "all"
    NOBODY = "nobody"
    NEEDS = "needs"
    SEVERAL = "several"


def address_filters() -> dict[AddressFilter, str]:
    """What each is called."""
    return {
        AddressFilter.ALL: _("All addresses"),
        AddressFilter.NEEDS: _("Something is still needed"),
        AddressFilter.NOBODY: _("Nobody was there yet"),
        AddressFilter.SEVERAL: _("Several organisations at once"),
    }


def fits(line: AddressLine, shown: AddressFilter) -> bool:
    """Whether the address is one of them."""
    match shown:
        case AddressFilter.NOBODY:
            return line.state == AddressState.NOBODY_CAME
        case AddressFilter.NEEDS:
            return line.state == AddressState.STILL_NEEDS
        case AddressFilter.SEVERAL:
            return line.several
        case _:
            return True
