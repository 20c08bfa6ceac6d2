"""What can stop a whole file, each in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.errors import N_, LokalityError


class UnreadableFile(LokalityError):
    """The file cannot be read: damaged, hostile, empty, or of a kind that is not known here."""


# So many names a sentence bears.
_NAMED_AT_MOST = 20


def _listed(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _NAMED_AT_MOST else ""
    return ", ".join(names[:_NAMED_AT_MOST]) + more


class LayerChoiceNeeded(UnreadableFile):
    """The file holds several layers and none was chosen; `layers` names them."""

    def __init__(self, layers: Sequence[str]) -> None:
        self.layers = tuple(layers)
        super().__init__(
            N_("The file holds several layers. Choose one of them: {layers}."), layers=_listed(self.layers)
        )


class UnknownLayer(UnreadableFile):
    """The chosen layer is not in the file."""

    def __init__(self, layer: str, layers: Sequence[str]) -> None:
        super().__init__(N_("The file has no layer {layer}. It has: {layers}."), layer=layer, layers=_listed(layers))


class ProfileFault(LokalityError):
    """A profile or an option of loading does not fit; the sentence names what and how to mend it."""
