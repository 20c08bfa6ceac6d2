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
        "now": _("just now"),
        "failed": _("What happens did not arrive on the map; the tables beside it hold. Load the page again."),
    }


def event_drawing_words() -> dict[str, str]:
    """What the tools of zones are called where an event is drawn, and those of its route."""
    return {
        "tools": _("Drawing of the event"),
        "route": _("Draw a route point by point"),
        "polygon": _("Draw an area corner by corner"),
        "rectangle": _("Draw an area as a rectangle"),
        "move": _("Move the whole shape"),
        "new_shape": _("What is being drawn"),
        "start_route": _("Click where the route begins."),
        "continue_route": _("Click each further point."),
        "end_route": _("Click each further point; click the last one, or “Finish the outline”, to finish."),
        "start_polygon": _("Click where the area begins, or press the space bar to begin in the middle of the map."),
        "hint_move": _("Drag the shape to where it belongs."),
        "measured_route": _("{length} m, points: {corners}"),
    }
