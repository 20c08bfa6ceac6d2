"""The texts of an emergency event on the map, in the language spoken now; constants all, never the text of a user."""

from __future__ import annotations

from typing import Any

from dashboard.labels import label
from dashboard.language import _
from geodata.model.emergencies import AddressState, Need, ReportKind


def emergency_words() -> dict[str, Any]:
    """Texts by the keys that `static/emergencies` asks for."""
    return {
        "legend": _("Legend"),
        "states": {state.value: label(state) for state in AddressState},
        "needs": {need.value: label(need) for need in Need},
        "kinds": {kind.value: label(kind) for kind in ReportKind},
        "several": _("Several organisations at once"),
        "pair": _("Where a pair was last"),
        "place": _("The place of the event"),
        "failed": _("What happens did not arrive on the map; the tables beside it hold. Load the page again."),
    }
