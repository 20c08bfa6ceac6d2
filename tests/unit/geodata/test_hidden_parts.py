"""Covered parts of a picture: black in both sizes, nothing of them beside, everything else as it was."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geodata.errors import InvalidValue
from geodata.model.pictures import HIDDEN_PARTS_AT_MOST, HiddenPart, hidden_parts
from geodata.services.pictures import DRAFT_SIDE, LONGER_SIDE, SMALL_SIDE, cleaned_picture, draft_picture

SIZE = (600, 400)
BLACK_AT_MOST = 48  # of 255: what JPEG makes of black beside a bright edge
UNCHANGED_WITHIN = 12
BLOCK = 16  # pixels that JPEG, its colours halved, changes together

fractions = st.floats(0, 1, allow_nan=False)
rectangles = st.tuples(fractions, fractions, st.floats(0.001, 1), st.floats(0.001, 1))


def striped(size: tuple[int, int] = SIZE) -> bytes:
    """A bright picture, losslessly kept, with stripes fine enough to show any mixing."""
    pixels = np.full((size[1], size[0], 3), 235, np.uint8)
    pixels[:, ::8] = (235, 190, 150)
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "PNG", compress_level=1)
    return written.getvalue()


STRIPED = striped()


def pixels_of(jpeg: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(jpeg)) as opened:
        return np.asarray(opened.convert("RGB")).astype(int)


def box_of(part: HiddenPart, pixels: np.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of every pixel the part touches."""
    height, width, _ = pixels.shape
    return (
        math.floor(part.left * width),
        math.floor(part.top * height),
        math.ceil(part.right * width),
        math.ceil(part.bottom * height),
    )


@settings(max_examples=30, deadline=None)
@given(drawn=st.lists(rectangles, min_size=1, max_size=3))
def test_inside_is_black_in_both_sizes_and_outside_is_unchanged(drawn: list[tuple[float, ...]]) -> None:
    parts = hidden_parts([list(rectangle) for rectangle in drawn])
    covered, plain = cleaned_picture(STRIPED, parts), cleaned_picture(STRIPED)
    for after, before in ((covered.large, plain.large), (covered.small, plain.small)):
        pixels, original = pixels_of(after), pixels_of(before)
        outside = np.ones(pixels.shape[:2], bool)
        for part in parts:
            left, top, right, bottom = box_of(part, pixels)
            assert pixels[top:bottom, left:right].max() <= BLACK_AT_MOST
            outside[max(top - BLOCK, 0) : bottom + BLOCK, max(left - BLOCK, 0) : right + BLOCK] = False
        if outside.any():
            assert np.abs(pixels - original)[outside].max() <= UNCHANGED_WITHIN


@pytest.mark.parametrize("size", [SIZE, (3000, 2000)])
def test_two_pictures_that_differ_only_under_the_cover_become_the_same_files(size: tuple[int, int]) -> None:
    part = HiddenPart(0.201, 0.303, 0.517, 0.709)
    left, top = math.floor(part.left * size[0]), math.floor(part.top * size[1])
    width, height = math.ceil(part.right * size[0]) - left, math.ceil(part.bottom * size[1]) - top
    with Image.open(io.BytesIO(striped(size))) as opened:
        image = opened.convert("RGB")
    secret = Image.effect_noise((width, height), 90).convert("RGB")
    image.paste(secret, (left, top))
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=1)
    assert cleaned_picture(written.getvalue(), [part]) == cleaned_picture(striped(size), [part])


def test_a_part_of_a_photo_held_sideways_lies_where_it_was_drawn() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(STRIPED)) as opened:
        written = io.BytesIO()
        opened.save(written, "JPEG", exif=exif.tobytes())
    drawn_on = pixels_of(draft_picture(written.getvalue()))
    assert drawn_on.shape[:2] == (SIZE[0], SIZE[1])
    pixels = pixels_of(cleaned_picture(written.getvalue(), [HiddenPart(0.5, 0, 1, 0.25)]).large)
    assert pixels[:150, 200:].max() <= BLACK_AT_MOST
    assert pixels[200:, :].min() > 100
    assert pixels[:, :150].min() > 100


def test_the_draft_is_small_and_says_nothing_besides_the_picture() -> None:
    with Image.open(io.BytesIO(draft_picture(striped((3000, 2000))))) as draft:
        assert max(draft.size) == DRAFT_SIDE < LONGER_SIDE
        assert not draft.getexif()
    assert SMALL_SIDE < DRAFT_SIDE


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.floats(0, 5), st.floats(0, 5)), max_size=5))
def test_what_reaches_over_the_edge_is_clipped(drawn: list[tuple[float, ...]]) -> None:
    for part in hidden_parts([list(rectangle) for rectangle in drawn]):
        assert 0 <= part.left < part.right <= 1
        assert 0 <= part.top < part.bottom <= 1


@pytest.mark.parametrize("nothing", [[1.0, 0, 0.5, 0.5], [0, 0, 0, 0.5], [-0.5, 0, 0.5, 1], [0.2, 2, 0.1, 0.1]])
def test_what_covers_nothing_is_left_out(nothing: list[float]) -> None:
    assert hidden_parts([nothing, [0, 0, 1, 1]]) == (HiddenPart(0, 0, 1, 1),)


@pytest.mark.parametrize(
    "drawn",
    [
        None,
        "0,0,1,1",
        {"left": 0},
        [1, 2, 3, 4],
        [[0, 0, 1]],
        [[0, 0, 1, 1, 1]],
        [[0, 0, -0.1, 1]],
        [[0, 0, "1", 1]],
        [[0, 0, True, 1]],
        [[0, 0, None, 1]],
        [[0, float("nan"), 1, 1]],
        [[0, 0, float("inf"), 1]],
        [[0, 0, 10**400, 1]],
        [[0, 0, 1, 1]] * (HIDDEN_PARTS_AT_MOST + 1),
    ],
)
def test_what_is_no_list_of_rectangles_is_refused(drawn: object) -> None:
    with pytest.raises(InvalidValue):
        hidden_parts(drawn)


@pytest.mark.parametrize(
    "sides", [(0, 0, 0, 1), (-0.1, 0, 1, 1), (0, 0, 1, 1.1), (0.5, 0, 0.4, 1), (float("nan"), 0, 1, 1)]
)
def test_no_part_lies_outside_of_its_picture(sides: tuple[float, float, float, float]) -> None:
    with pytest.raises(InvalidValue):
        HiddenPart(*sides)
