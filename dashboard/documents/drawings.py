"""Drawings (SVG) for papers. A PDF takes them as they are; what knows pictures of dots only gets those.

Set by typst, whose typefaces know Czech letters (Pillow's own knows none).
"""

from __future__ import annotations

import io

import typst
from PIL import Image

from dashboard.documents.pdf import typefaces

_DOTS_PER_INCH = 220
_LIGHT_DOTS_PER_INCH, _COLOURS = 180, 96  # many sheets go into one file


def picture_of(drawing: str, width_mm: int, dots_per_inch: int = _DOTS_PER_INCH) -> bytes:
    """A drawing (SVG) as PNG, so wide on paper."""
    drawn: bytes = typst.compile(
        b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.map), format: "svg", width: '
        + f"{width_mm}mm)".encode(),
        format="png",
        ppi=dots_per_inch,
        sys_inputs={"map": drawing},
        font_paths=typefaces(),
        ignore_system_fonts=True,
    )
    return drawn


def light_picture_of(drawing: str, width_mm: int) -> bytes:
    """The same in a fifth of the bytes: patterns are long to tell in millions of colours."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(picture_of(drawing, width_mm, _LIGHT_DOTS_PER_INCH))) as drawn:
        few = drawn.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(file, "PNG")
    return file.getvalue()
