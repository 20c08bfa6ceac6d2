"""Draw the icons of the field app for a phone's first screen from the product's sign into `build/assets/icons`.

Run by `make setup`; does nothing while the sign, this file and the icons are unchanged. A phone wants PNG: iOS takes no
SVG, and Android cuts a maskable icon into its own shape, so that one has a ground and its sign stands in the middle.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import typst

ROOT = Path(__file__).resolve().parent.parent
SIGN = ROOT / "dashboard" / "static" / "shell" / "sign.svg"
ICONS = ROOT / "build" / "assets" / "icons"
NOTE = ICONS / "made-from.txt"


@dataclass(frozen=True, slots=True)
class Icon:
    """A square of `size` pixels; the sign takes `share` of it, on `ground` ("none" lets through what lies below)."""

    name: str
    size: int
    share: float = 1.0
    ground: str = "none"


# Of a maskable icon a circle of four fifths is never cut off.
ICON_FILES = (
    Icon("icon-192.png", 192),
    Icon("icon-512.png", 512),
    Icon("icon-maskable-512.png", 512, 0.6, "white"),
    Icon("apple-touch-icon.png", 180, 0.8, "white"),
)


def made_from() -> str:
    """What the icons follow from, as one hash."""
    return hashlib.sha256(SIGN.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def is_current() -> bool:
    """Whether the icons there are those of the present sign."""
    if not NOTE.is_file() or NOTE.read_text(encoding="ascii") != made_from():
        return False
    return all((ICONS / icon.name).is_file() for icon in ICON_FILES)


def drawn(icon: Icon) -> bytes:
    """The icon as a PNG."""
    page = (
        f"#set page(width: {icon.size}pt, height: {icon.size}pt, margin: 0pt, fill: {icon.ground})\n"
        "#set align(center + horizon)\n"
        f'#image(bytes(sys.inputs.sign), format: "svg", width: {icon.share:.0%})'
    )
    sign = SIGN.read_text(encoding="utf-8")
    picture: bytes = typst.compile(page.encode(), format="png", ppi=72, sys_inputs={"sign": sign})
    return picture


def main() -> None:
    """Draw them unless they are there already; the note is written last, so a broken run is repeated."""
    if is_current():
        return
    ICONS.mkdir(parents=True, exist_ok=True)
    for icon in ICON_FILES:
        (ICONS / icon.name).write_bytes(drawn(icon))
    NOTE.write_text(made_from(), encoding="ascii")
    print(f"{len(ICON_FILES)} icons drawn in build/assets/icons.")


if __name__ == "__main__":
    main()
