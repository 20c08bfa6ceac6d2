"""The signs of places on paper: the very silhouettes and colours that the dashboard's buttons show."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from geodata.model.sites import SiteKind

_STYLES = Path(__file__).resolve().parents[1] / "static" / "pages" / "signs.css"
_SIGN = re.compile(
    r'st-key-sign-(?P<kind>\w+)"\] \{ --sign-colour: light-dark\((?P<colour>#\w+), #\w+\);'
    r' --sign: url\("data:image/svg\+xml,(?P<picture>[^"]+)"\)'
)
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def sign_shapes(kind: SiteKind) -> tuple[str, str]:
    """The colour of a kind (`#rrggbb`, on white) and the SVG of its silhouette in a box of 24 by 24."""
    return _signs()[kind]


@cache
def _signs() -> dict[SiteKind, tuple[str, str]]:
    """As the styles have them: white is what a button fills with the colour, black what it leaves out."""
    signs = {}
    for found in _SIGN.finditer(_STYLES.read_text(encoding="utf-8")):
        shapes = _SHAPES.findall(unquote(found["picture"]))[0]
        colour = found["colour"]
        drawn = shapes.replace("'white'", f"'{colour}'").replace("'black'", "'#ffffff'")
        signs[SiteKind(found["kind"])] = (colour, drawn)
    return signs
