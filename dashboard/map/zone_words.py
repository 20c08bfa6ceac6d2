"""The texts of zones on the map, in the language spoken now; constants all, never the text of a user."""

from __future__ import annotations

from typing import Any

from dashboard.labels import label
from dashboard.language import _
from geodata.model.zones import ZoneRule


def zone_words() -> dict[str, Any]:
    """Texts by the keys that `static/zones` asks for."""
    return {
        "rules": {rule.value: label(rule) for rule in ZoneRule},
        "legend": _("Legend"),
        "other_version": _("Zone of the other version"),
        "venue_banned": _("Venue hit by a ban"),
        "venue_limited": _("Venue hit by hours or a cap alone"),
        "venue_spared": _("Venue spared"),
        "venue_near": _("Within 50 m of an edge"),
        "new_shape": _("Zone being drawn"),
        "tried": _("Zone that is tried, not saved"),
        "failed": _("The zones did not arrive. Load the page again."),
        "measured": _("{area} m², corners: {corners}"),
        **_tool_words(),
        **_hints(),
    }


def _tool_words() -> dict[str, str]:
    return {
        "tools": _("Drawing of zones"),
        "polygon": _("Draw a zone corner by corner"),
        "rectangle": _("Draw a zone as a rectangle"),
        "change": _("Change the outline of the chosen zone"),
        "finish": _("Finish the outline"),
        "hole": _("Cut out a hole"),
        "move": _("Move the whole zone"),
        "corners": _("Remove corners"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "give_up": _("Give up drawing"),
        "give_up_sure": _("Yes, give it up"),
    }


def _hints() -> dict[str, str]:
    return {
        "start_polygon": _("Click where the zone begins, or press the space bar to begin in the middle of the map."),
        "continue_polygon": _("Click each further corner."),
        "end_polygon": _("Click each further corner; click the first one, or “Finish the outline”, to finish."),
        "start_rectangle": _("Click one corner of the rectangle."),
        "end_rectangle": _("Click the opposite corner."),
        "start_hole": _("Outline what is to be cut out, corner by corner."),
        "hint_corners": _("Drag a corner. A small point between two corners makes a new one."),
        "hint_remove": _("Click a corner to remove it."),
        "hint_move": _("Drag the zone to where it belongs."),
        "ask_give_up": _("What you drew would be gone. Press “Yes, give it up”, or go on drawing."),
        "crosses": _("The outline must not cross itself; the last step was taken back."),
        "crosses_drawing": _("The outline must not cross itself. Put the corner elsewhere."),
        "nothing_left": _("Nothing of the zone would be left. Cut out less."),
        "missed": _("The hole does not touch the zone. Draw it inside the zone."),
    }
