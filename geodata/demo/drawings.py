"""Pictures for the demo city, drawn by code so that nobody takes them for photos of a real place."""

from __future__ import annotations

import io
from enum import StrEnum
from random import Random

from PIL import Image, ImageDraw, ImageFont

SIZE = (800, 600)  # pixels
CAPTION = "Ukázkový obrázek"
_GROUND = 430  # pixels from the top
_SKY, _GRASS, _INK, _PAPER = "#c9dbe3", "#9fb08a", "#1b2a2f", "#ffffff"
_WALLS = ("#b98d6f", "#a79a86", "#b7a05f", "#9c8f9c")
_WASTE = ("#5d6a70", "#8a5a12", "#3f5c8a", "#7a3b33", "#6f7b46", "#c2b59b")
_WINDOWS = {"width": 70, "height": 90, "apart": 115}
# What a letter without its accent looks like; the built-in typeface has no accented ones.
_PLAIN = str.maketrans("áý", "ay")
_CAPTION_SIZE = 34


class Drawing(StrEnum):
    HOUSE = "house"
    BOARDED_HOUSE = "boarded_house"
    EMPTY_PLOT = "empty_plot"
    HEAP = "heap"
    CLEANED = "cleaned"


def drawn(drawing: Drawing, seed: str) -> bytes:
    """The drawing as a picture file, always the same for the same seed: pictures of one place share theirs."""
    chance = Random(seed)
    image = Image.new("RGB", SIZE, _SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, _GROUND, *SIZE), fill=_GRASS)
    _surroundings(pen, chance)
    match drawing:
        case Drawing.HOUSE:
            _house(pen, chance, boarded=False)
        case Drawing.BOARDED_HOUSE:
            _house(pen, chance, boarded=True)
        case Drawing.EMPTY_PLOT:
            pen.rectangle((180, _GROUND - 6, 620, _GROUND + 60), fill="#b9ab93")
        case Drawing.HEAP:
            _heap(pen, chance)
        case Drawing.CLEANED:
            pen.ellipse((210, _GROUND + 20, 600, _GROUND + 90), fill="#8c9d72")
    _caption(pen)
    written = io.BytesIO()
    image.save(written, "BMP")
    return written.getvalue()


def _surroundings(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    """A fence and a tree: what stays the same between two pictures of a place."""
    for x in range(0, SIZE[0], 40):
        pen.line((x, _GROUND - 40, x, _GROUND), fill="#8b949a", width=5)
    pen.line((0, _GROUND - 30, SIZE[0], _GROUND - 30), fill="#8b949a", width=4)
    x = chance.choice((70, 720))
    pen.rectangle((x - 8, 300, x + 8, _GROUND), fill="#6d5137")
    pen.ellipse((x - 60, 200, x + 60, 330), fill="#6f8a5b")


def _house(pen: ImageDraw.ImageDraw, chance: Random, *, boarded: bool) -> None:
    storeys, wall = chance.randint(1, 3), chance.choice(_WALLS)
    top = _GROUND - 30 - storeys * 105
    pen.rectangle((180, top, 620, _GROUND + 10), fill=wall, outline=_INK, width=4)
    pen.polygon(((160, top), (400, top - 75), (640, top)), fill="#7c4438", outline=_INK, width=4)
    for storey in range(storeys):
        for column in range(3):
            x, y = 225 + column * _WINDOWS["apart"], top + 18 + storey * 105
            box = (x, y, x + _WINDOWS["width"], y + _WINDOWS["height"] - 20)
            pen.rectangle(box, fill="#a98556" if boarded else "#2f3d44", outline=_INK, width=3)
            if boarded:
                pen.line((box[0], box[1], box[2], box[3]), fill="#6d5137", width=8)
    if not boarded:
        crack = [(590, top), (570, top + 40), (598, top + 70), (574, top + 110), (585, _GROUND)]
        pen.line(crack, fill=_INK, width=6, joint="curve")


def _heap(pen: ImageDraw.ImageDraw, chance: Random) -> None:
    for _piece in range(34):
        x, y = chance.triangular(220, 600, 400), chance.triangular(_GROUND - 60, _GROUND + 80, _GROUND + 50)
        wide, high = chance.uniform(25, 75), chance.uniform(18, 50)
        corners = [
            (x - wide / 2, y + chance.uniform(-6, 6)),
            (x + chance.uniform(-12, 12), y - high),
            (x + wide / 2, y + chance.uniform(-6, 6)),
            (x + chance.uniform(-8, 8), y + high / 3),
        ]
        pen.polygon(corners, fill=chance.choice(_WASTE), outline=_INK, width=2)


def _caption(pen: ImageDraw.ImageDraw) -> None:
    font = ImageFont.load_default(_CAPTION_SIZE)
    left, top = 24, SIZE[1] - 66
    plain = CAPTION.translate(_PLAIN)
    pen.rectangle((0, top - 14, SIZE[0], SIZE[1]), fill=_PAPER)
    pen.text((left, top), plain, font=font, fill=_INK)
    for place, letter in enumerate(CAPTION):
        if letter != plain[place]:
            middle = left + (font.getlength(plain[:place]) + font.getlength(plain[: place + 1])) / 2
            pen.line((middle - 1, top + 9, middle + 6, top), fill=_INK, width=3)
