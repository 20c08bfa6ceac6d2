"""The icons of the field app: what the manifest names is there, in the size it says, and nothing of it is cut off."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from dashboard.web.field_shell import MANIFEST, PAGE
from tools.make_icons import ICON_FILES, ICONS, Icon, drawn

NAMED = {entry["src"]: entry for entry in MANIFEST["icons"] if entry["type"] == "image/png"}
SAFE_RADIUS = 0.4  # of the side: within this circle no phone cuts


def opened(icon: Icon) -> Image.Image:
    return Image.open(io.BytesIO(drawn(icon)))


@pytest.mark.parametrize("icon", ICON_FILES, ids=lambda icon: icon.name)
def test_every_icon_has_its_size_and_shows_the_sign(icon: Icon) -> None:
    picture = opened(icon)
    assert (picture.format, picture.size) == ("PNG", (icon.size, icon.size))
    assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 2
    see_through = picture.convert("RGBA").getchannel("A").getpixel((0, 0)) == 0
    assert see_through == (icon.ground == "none")


def test_the_manifest_and_the_page_name_what_set_up_draws() -> None:
    files = {f"/assets/icons/{icon.name}": icon for icon in ICON_FILES}
    for address, entry in NAMED.items():
        assert entry["sizes"] == f"{files[address].size}x{files[address].size}"
        assert (ICONS / files[address].name).is_file()
    assert {entry["sizes"] for entry in NAMED.values()} == {"192x192", "512x512"}
    assert [entry["purpose"] for entry in NAMED.values() if "purpose" in entry] == ["maskable"]
    assert '<link rel="apple-touch-icon" href="/assets/icons/apple-touch-icon.png">' in PAGE


def test_of_the_maskable_icon_no_phone_cuts_the_sign() -> None:
    (icon,) = (icon for icon in ICON_FILES if "maskable" in icon.name)
    picture, middle = opened(icon).convert("RGB"), icon.size / 2
    inked = [
        (x, y) for x in range(0, icon.size, 4) for y in range(0, icon.size, 4) if picture.getpixel((x, y)) != (255,) * 3
    ]
    assert inked
    assert max(((x - middle) ** 2 + (y - middle) ** 2) ** 0.5 for x, y in inked) <= SAFE_RADIUS * icon.size
