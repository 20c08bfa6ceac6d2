"""The texts of the frame, in the language spoken now."""

from __future__ import annotations

from dashboard.language import _, current_language


def editor_words(name: str) -> dict[str, str]:
    """Texts by the keys that `static/blackout` asks for; `name` is the file's, shown as text only."""
    return {
        "language": current_language(),
        "help": _("Drag over what nobody should see: it will be black."),
        "keys": _(
            "With the keyboard: add a rectangle, move it by the arrow keys, resize it with Shift, "
            "remove it with Delete."
        ),
        "picture": _("Photo: {title}").format(title=name),
        "add": _("Add a rectangle"),
        "undo": _("Undo the last step"),
        "sides": _("The chosen rectangle, in % of the picture"),
        "left": _("From the left"),
        "top": _("From the top"),
        "width": _("Width"),
        "height": _("Height"),
        "part": _(
            "Covered part {number}: {left} % from the left, {top} % from the top, {width} % wide, {height} % high"
        ),
        "covered": _("Covered parts: {count}"),
        "full": _("Covered parts: {count}. There can be no more."),
    }
