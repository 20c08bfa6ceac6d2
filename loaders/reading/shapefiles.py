"""One Shapefile or several side by side (a ZIP); each is a layer named as its file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loaders.errors import LayerChoiceNeeded, UnknownLayer
from loaders.reading.charset import guess_charset
from loaders.reading.chunk import Layer
from loaders.reading.detect import Format, detect
from loaders.reading.guards import require_regular_file
from loaders.reading.vector import VectorFile

# Code page marks of a .dbf that say nothing: none, and "ANSI".
_NO_CODE_PAGE = (0x00, 0x57)
_CODE_PAGE_AT = 29
_SAMPLE = 2_000_000


class ShapefileSet:
    """Shapefiles of which one is opened: the chosen one, or the only one."""

    def __init__(
        self, paths: Sequence[Path], workspace: Path, layer: str | None = None, encoding: str | None = None
    ) -> None:
        self._paths = {path.stem: path for path in paths}
        self._workspace = workspace
        self._layer = layer
        self._encoding = encoding

    def opened(self) -> VectorFile:
        """The chosen Shapefile. Raises LayerChoiceNeeded, UnknownLayer, or UnreadableFile for missing parts."""
        if self._layer is not None and self._layer not in self._paths:
            raise UnknownLayer(self._layer, sorted(self._paths))
        if self._layer is None and len(self._paths) > 1:
            raise LayerChoiceNeeded(sorted(self._paths))
        path = self._paths[self._layer or next(iter(self._paths))]
        require_regular_file(path)
        detect(path)
        source = VectorFile(
            path, Format.SHAPEFILE, self._workspace, encoding=self._encoding or _charset_of_attributes(path)
        )
        source.layers = [Layer(name) for name in sorted(self._paths)]
        return source


def _charset_of_attributes(path: Path) -> str | None:
    """The character set of a .dbf that does not say its own (GDAL would read it as Latin-1); None if it does."""
    beside = {other.suffix.lower(): other for other in path.parent.iterdir() if other.stem == path.stem}
    if ".cpg" in beside or ".dbf" not in beside:
        return None
    with beside[".dbf"].open("rb") as stream:
        content = stream.read(_SAMPLE)
    if len(content) <= _CODE_PAGE_AT or content[_CODE_PAGE_AT] not in _NO_CODE_PAGE:
        return None
    text = content[32:]
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as fault:
        cut_at_the_end = fault.end >= len(text) - 4 and len(content) == _SAMPLE
        return "utf-8" if cut_at_the_end else guess_charset(bytes(b for b in text if b >= 0x20))
    return None if text.isascii() else "utf-8"
