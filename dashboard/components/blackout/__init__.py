"""Cover parts of a photo before it is kept: the frame in the browser and what it tells."""

from dashboard.components.blackout.editor import show_editor

__all__ = ["show_editor"]
