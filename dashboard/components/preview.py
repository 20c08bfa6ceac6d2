"""The first rows of a file as they are understood."""

from __future__ import annotations

import math
from collections.abc import Sized
from typing import Any

import numpy as np
import streamlit as st

from dashboard.components.loading_words import loaded_field_name
from dashboard.formats import day
from dashboard.labels import label
from dashboard.language import _
from geodata.model.areas import AreaKind
from geodata.model.criteria import NearTo
from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind
from geodata.model.people import Sensitivity
from geodata.model.sites import Condition, SiteKind
from geodata.model.zones import LandPieceKind
from loaders.fields import Target
from loaders.prepare import Preparation

_NOT_SHOWN = frozenset({"source_key", "outline", "search_text"})
_KINDS = {
    Target.SITES: SiteKind,
    Target.AREAS: AreaKind,
    Target.SERVICES: ServiceKind,
    Target.PROTECTED_PLACES: NearTo,
    Target.LAND_PIECES: LandPieceKind,
}
_CODES = {
    "condition": Condition,
    "sensitivity": Sensitivity,
    "form": ServiceForm,
    "capacity_unit": CapacityUnit,
}


def preview(preparation: Preparation) -> None:
    """A table of the first rows, without the columns that the file does not fill."""
    rows = preparation.preview()
    filled = [
        name
        for name in (rows[0] if rows else {})
        if name not in _NOT_SHOWN and any(_is_known(row[name]) for row in rows)
    ]
    target = preparation.profile.target
    st.dataframe(
        [{_column_name(name): _shown(target, name, row[name]) for name in filled} for row in rows],
        hide_index=True,
        width="stretch",
        key="load_preview",
    )


def _is_known(value: Any) -> bool:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return False
    return len(value) > 0 if isinstance(value, Sized) else True


def _column_name(name: str) -> str:
    if name == "row":
        return _("Row")
    if name == "details":
        return _("More facts")
    return loaded_field_name(name.removesuffix("_name") if name == "municipality_name" else name)


def _shown(target: Target, name: str, value: Any) -> Any:
    if not _is_known(value):
        return None
    if name == "kind" and target in _KINDS:
        return label(_KINDS[target](value))
    if name in _CODES:
        return label(_CODES[name](value))
    if hasattr(value, "isoformat"):
        return day(value)
    if isinstance(value, (list, tuple, np.ndarray)):
        return ", ".join(str(item) for item in value)
    if isinstance(value, dict):
        return " · ".join(f"{loaded_field_name(key)}: {content}" for key, content in value.items())
    return value
