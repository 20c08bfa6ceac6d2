"""The coordinate system that a GeoJSON names: GDAL takes an unknown one for degrees WGS84 without a word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyproj import CRS
from pyproj.exceptions import CRSError

_HEAD = 65_536  # the member stands before the features, or after them
_MEMBER = re.compile(r'"crs"\s*:\s*(?=\{)')


def unknown_system(path: Path) -> str | None:
    """What a GeoJSON calls its coordinate system if nobody knows it; None where it is known or nothing is named."""
    return next((named for named in _named_systems(path) if not _is_known(named)), None)


def _named_systems(path: Path) -> Iterator[str]:
    for text in _ends(path):
        for match in _MEMBER.finditer(text):
            try:
                member, _ = json.JSONDecoder().raw_decode(text, match.end())
            except (ValueError, RecursionError):
                continue
            name = _name_in(member)
            if name:
                yield name


def _ends(path: Path) -> Iterator[str]:
    with path.open("rb") as stream:
        yield stream.read(_HEAD).decode("utf-8", errors="replace")
        stream.seek(max(_HEAD, path.stat().st_size - _HEAD))
        yield stream.read().decode("utf-8", errors="replace")


def _name_in(member: dict[str, Any]) -> str | None:
    """The name or the link of a `crs` member; properties of features that are called so have neither."""
    said = member.get("properties")
    if not isinstance(said, dict) or member.get("type") not in ("name", "link"):
        return None
    return str(said.get("name") or said.get("href") or "") or None


def _is_known(name: str) -> bool:
    if name.upper().endswith("CRS84"):
        return True
    try:
        CRS.from_user_input(name)
    except CRSError:
        return False
    return True
