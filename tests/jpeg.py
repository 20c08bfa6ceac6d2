"""What a JPEG file is made of, byte by byte: the tests read it themselves and trust no library's word."""

from __future__ import annotations

from collections.abc import Iterator

START, END, SCAN = 0xD8, 0xD9, 0xDA
APP0, APP15, COMMENT = 0xE0, 0xEF, 0xFE
_RESTARTS = range(0xD0, 0xD8)


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its content, from the start of the picture to its end. Fails on anything before or after."""
    assert data[:2] == bytes((0xFF, START)), "it does not begin as a JPEG"
    at = 2
    while True:
        assert data[at] == 0xFF, f"no marker at {at}"
        marker = data[at + 1]
        at += 2
        if marker == END:
            assert at == len(data), f"{len(data) - at} bytes follow the end of the picture"
            return
        length = int.from_bytes(data[at : at + 2], "big")
        yield marker, data[at + 2 : at + length]
        at += length
        if marker == SCAN:
            while data[at] != 0xFF or data[at + 1] == 0 or data[at + 1] in _RESTARTS:
                at += 1


def telling_segments(data: bytes) -> list[tuple[int, bytes]]:
    """Whatever a picture says besides itself: application data and comments, but for the bare JFIF header."""
    return [
        (marker, content)
        for marker, content in segments(data)
        if (APP0 <= marker <= APP15 or marker == COMMENT) and not _is_bare_jfif(marker, content)
    ]


def _is_bare_jfif(marker: int, content: bytes) -> bool:
    return marker == APP0 and content[:5] == b"JFIF\0" and len(content) == 14  # a thumbnail would make it longer
