"""A picture of an absurd size is refused for its size, before anything of it is decoded."""

from __future__ import annotations

import struct
import zlib

import pytest

from geodata.errors import InvalidValue
from geodata.services.pictures import cleaned_picture


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png_that_says(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", head) + _part(b"IDAT", zlib.compress(b"\0")) + _part(b"IEND", b"")


@pytest.mark.parametrize("side", [10_001, 30_000])
def test_a_picture_over_a_hundred_megapixels_is_refused_for_its_size(side: int) -> None:
    with pytest.raises(InvalidValue, match="larger than 100 megapixels"):
        cleaned_picture(_png_that_says(side, side))
