"""Pictures as we keep them: JPEG of a bounded size, upright, without any metadata, parts of them blacked out.

The position, the time and the telephone that a picture carries are gone for good: whoever sees a photo learns what is
on it, and nothing of who stood where. What was covered is gone too: no file of ours has ever held it.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from geodata.errors import N_, InvalidValue
from geodata.model.pictures import HiddenPart

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF", "TIFF", "BMP")
MAXIMUM_PIXELS = 100_000_000  # the largest a telephone makes today; decoded it takes 300 MB
LONGER_SIDE = 2560  # enough to read a street sign on a full screen
SMALL_SIDE = 480  # one card of a list, on a sharp screen
DRAFT_SIDE = 1280  # enough to find every face when parts are being covered
_QUALITY = 85

register_heif_opener()
# Our own limit, checked before anything is decoded, says it in a sentence.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in two sizes, each a whole JPEG file; width and height in pixels of the larger."""

    large: bytes
    small: bytes
    width: int
    height: int


def cleaned_picture(data: bytes, hidden: Iterable[HiddenPart] = ()) -> Picture:
    """The picture in a file of any usual format, its `hidden` parts black.

    Raises InvalidValue with a sentence if there is no picture in it.
    """
    parts = tuple(hidden)
    image = _upright(data)
    # Before anything is made smaller: a hidden pixel must not colour its neighbours. And again after, for sharp edges.
    _black_out(image, parts)
    image.thumbnail((LONGER_SIDE, LONGER_SIDE), Image.Resampling.LANCZOS)
    _black_out(image, parts)
    small = image.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    _black_out(small, parts)
    return Picture(_as_jpeg(image), _as_jpeg(small), image.width, image.height)


def draft_picture(data: bytes) -> bytes:
    """The picture as a JPEG to look at while parts of it are being covered; it is shown, never kept.

    Raises InvalidValue like `cleaned_picture`.
    """
    image = _upright(data)
    image.thumbnail((DRAFT_SIDE, DRAFT_SIDE), Image.Resampling.LANCZOS)
    return _as_jpeg(image)


def _upright(data: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAXIMUM_PIXELS:
                raise InvalidValue(
                    N_("The picture is larger than {count} megapixels. Make it smaller and add it again."),
                    count=MAXIMUM_PIXELS // 1_000_000,
                )
            opened.draft("RGB", (LONGER_SIDE, LONGER_SIDE))  # a JPEG is then decoded no larger than needed
            return _plain(ImageOps.exif_transpose(opened))
    except InvalidValue:
        raise
    except UnidentifiedImageError as fault:
        raise InvalidValue(N_("This file is not a picture. Add a photo as JPEG, PNG, WEBP or HEIC.")) from fault
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as fault:
        raise InvalidValue(N_("The picture is damaged or incomplete. Add it again from the device.")) from fault


def _black_out(image: Image.Image, parts: Iterable[HiddenPart]) -> None:
    """Fill the parts with black, each pixel that they touch."""
    for part in parts:
        box = (
            math.floor(part.left * image.width),
            math.floor(part.top * image.height),
            math.ceil(part.right * image.width),
            math.ceil(part.bottom * image.height),
        )
        image.paste("black", box)


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone, in sRGB on white, detached from everything the file said besides."""
    if "A" in image.getbands() or "transparency" in image.info:
        transparent = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(transparent, mask=transparent.getchannel("A"))
        return white
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        with contextlib.suppress(ImageCms.PyCMSError, OSError):  # a broken profile is no reason to lose the photo
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                return converted
    return image.convert("RGB")


def _as_jpeg(image: Image.Image) -> bytes:
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return written.getvalue()
