"""Pictures that say more than they show: every format with every kind of metadata, each carrying SECRET."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin, TiffImagePlugin

SECRET = "Tajenka7f3a"
SECRET_BYTES = SECRET.encode()
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{SECRET}</rdf:RDF></x:xmpmeta>'.encode()
_GPS, _MAKE, _DESCRIPTION, _XMP_TAG, _IPTC_TAG = 0x8825, 0x010F, 0x010E, 700, 33723
SIZE = (160, 120)


def shown(colour: str = "red") -> Image.Image:
    """A picture with an edge in it."""
    image = Image.new("RGB", SIZE, "white")
    image.paste(colour, (0, 0, 80, 60))
    return image


def exif() -> bytes:
    """Who made it, what it is of, and where the telephone stood."""
    tags = Image.Exif()
    tags[_MAKE] = tags[_DESCRIPTION] = SECRET
    place = tags.get_ifd(_GPS)
    place[1], place[2], place[3], place[4] = "N", (50.0, 39.0, 36.0), "E", (14.0, 2.0, 0.0)
    place[29] = SECRET
    return tags.tobytes()


def profile() -> bytes:
    """A valid ICC profile that says something in its description."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return plain + SECRET_BYTES


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def _iptc() -> bytes:
    """A caption as newspapers write it."""
    return b"\x1c\x02\x78" + len(SECRET).to_bytes(2, "big") + SECRET_BYTES


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def jpeg() -> bytes:
    """EXIF with GPS, XMP, IPTC in Photoshop's block, ICC, a comment, and application data of nobody knows whom."""
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(_iptc()).to_bytes(4, "big") + _iptc() + b"\0"
    maker = b"".join(_segment(marker, SECRET_BYTES) for marker in range(0xE3, 0xF0) if marker not in {0xED, 0xEE})
    options = {"exif": exif(), "xmp": XMP, "icc_profile": profile(), "comment": SECRET_BYTES}
    return _saved(shown(), "JPEG", extra=_segment(0xED, block) + maker, **options)


def several_in_one() -> bytes:
    """A JPEG with a second picture behind the first (MPF), as two-lens telephones write it."""
    return _saved(shown(), "MPO", save_all=True, append_images=[shown("blue")], exif=exif())


def png() -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", SECRET)
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    said.add(b"prVt", SECRET_BYTES)
    return _saved(shown(), "PNG", pnginfo=said, exif=exif(), icc_profile=profile())


def webp() -> bytes:
    return _saved(shown(), "WEBP", exif=exif(), xmp=XMP, icc_profile=profile())


def heic() -> bytes:
    written = io.BytesIO()
    pillow_heif.from_pillow(shown()).save(written, exif=exif(), xmp=XMP)
    return written.getvalue()


def tiff() -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[_DESCRIPTION], tags[_MAKE] = SECRET, SECRET
    for tag, content in ((_XMP_TAG, XMP), (_IPTC_TAG, _iptc())):
        tags[tag] = content
        tags.tagtype[tag] = 7
    return _saved(shown(), "TIFF", tiffinfo=tags, icc_profile=profile())


def gif() -> bytes:
    return _saved(shown(), "GIF", comment=SECRET_BYTES)


def _moving(kind: str, **options: Any) -> bytes:
    return _saved(shown(), kind, save_all=True, append_images=[shown("blue"), shown("green")], duration=80, **options)


def moving_gif() -> bytes:
    return _moving("GIF", comment=SECRET_BYTES)


def moving_png() -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", SECRET)
    return _moving("PNG", pnginfo=said)


def moving_webp() -> bytes:
    return _moving("WEBP", exif=exif(), xmp=XMP)


def _archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("skript.txt", SECRET)
    return written.getvalue()


def jpeg_and_archive() -> bytes:
    """At once a picture and a ZIP."""
    return _saved(shown(), "JPEG") + _archive()


def jpeg_and_page() -> bytes:
    """At once a picture and a page with a script, before and behind the pixels."""
    page = f"<!doctype html><script>alert('{SECRET}')</script>".encode()
    return _saved(shown(), "JPEG", comment=page) + page


def png_and_archive() -> bytes:
    return _saved(shown(), "PNG") + _archive()


TELLING: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        jpeg, several_in_one, png, webp, heic, tiff, gif, moving_gif, moving_png, moving_webp,
        jpeg_and_archive, jpeg_and_page, png_and_archive,
    )
}  # fmt: skip
