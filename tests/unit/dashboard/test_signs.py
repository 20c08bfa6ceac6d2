"""The signs of the map have one home, and the buttons of the dashboard show the very same."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from geodata.model.sites import SiteKind

STATIC = Path(__file__).resolve().parents[3] / "dashboard" / "static"
SIGNS = (STATIC / "map" / "signs.js").read_text(encoding="utf-8")
PALETTE = (STATIC / "map" / "palette.js").read_text(encoding="utf-8")
STYLES = unquote((STATIC / "pages" / "signs.css").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", [kind.value for kind in SiteKind])
def test_a_button_shows_the_silhouette_and_the_colours_of_the_map(kind: str) -> None:
    (style,) = re.findall(rf'st-key-sign-{kind}"\] \{{(.*?)\}}\n', STYLES)
    (shape,) = re.findall(rf"^    {kind}: \{{(.*?)\}},?$", SIGNS, re.DOTALL | re.MULTILINE)
    (colours,) = re.findall(rf'{kind}: \{{ light: "(#\w+)", dark: "(#\w+)" \}}', PALETTE)
    paths = re.findall(r'\w+: "([^"]+)"', shape)
    assert paths
    for path in paths:
        assert f"d='{path}'" in style
    assert f"light-dark({colours[0]}, {colours[1]})" in style


def test_no_style_of_a_page_is_thrown_away_by_the_sanitiser() -> None:
    """DOMPurify drops a whole style element in which a `<` is followed by a letter."""
    for path in STATIC.rglob("*.css"):
        if path.parent.name != "map":
            assert not re.search(r"<[/\w!]", path.read_text(encoding="utf-8")), path.name
