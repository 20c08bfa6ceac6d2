"""Numbers as Czech offices write them."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geodata.errors import N_, Message
from geodata.folding import folded
from loaders.normalise.cells import Mended, Trouble, Unfit, cells_of, parse_cells
from loaders.reading.chunk import Column

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f']")
_PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?", re.IGNORECASE)
_THOUSANDS_SPACED = re.compile(r"[-+]?\d{1,3}([\s\u00a0\u2009\u202f']\d{3})+([.,]\d+)?")
_RANGE = re.compile(r"(\d[\d\s\u00a0]*(?:[.,]\d+)?)\s*(?:-|–|—|až|do|to|\.\.+)\s*(\d[\d\s\u00a0]*(?:[.,]\d+)?)")
_ABOUT = re.compile(
    r"^(?:cca\.?|ca\.?|circa|asi|kolem|okolo|priblizne|zhruba|odhadem|about|approx\.?|around|~|≈|±)\s*(?=\d)"
)
# m3, m³, m2, ks, kusů, lůžek, osob, postelí, úvazků, tun, %
_UNIT = re.compile(
    r"(?<=[\d\s.,])\s*(m[23³²]?|m\^[23]|ks|kus\w*|osob\w*|obyv\w*|luz\w*|post\w*|uvaz\w*|tun\w*|t|kg|%|lidi|beds?"
    r"|people|pcs)\.?$"
)


def parse_number(cell: Any) -> float | Mended:
    """A finite number: `1 234,5`, `1.234,50`, `20 m³`; `cca 20` is mended. Raises Unfit for prose and ranges."""
    if isinstance(cell, bool):
        raise _not_a_number(cell)
    if isinstance(cell, int | float | Decimal):
        return _finite(float(cell), cell)
    text = str(cell).strip()
    if _PLAIN.fullmatch(text):
        return _finite(float(text), cell)
    bare = folded(text).replace("−", "-")
    about = _ABOUT.sub("", bare)
    number = _decimal(_UNIT.sub("", about).strip())
    if number is None:
        if parse_range(cell) is not None:
            raise Unfit(Message(N_("A range stands where one number belongs.")))
        raise _not_a_number(cell)
    if about != bare:
        return Mended(
            number,
            Message(N_("The number is only approximate.")),
            Message(N_("It was read as {number}."), {"number": _plainly(number)}),
        )
    return _finite(number, cell)


def _plainly(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


def _not_a_number(cell: Any) -> Unfit:
    return Unfit(Message(N_("Text stands where a number belongs.")))


def _finite(number: float, cell: Any) -> float:
    if not math.isfinite(number):
        raise _not_a_number(cell)
    return number


def _decimal(text: str) -> float | None:
    """A number with a decimal comma or point, with or without separated thousands; None if it is none."""
    if _THOUSANDS_SPACED.fullmatch(text) or _SPACES.search(text) is None:
        text = _SPACES.sub("", text)
    if "," in text and "." in text:
        decimal, thousands = (",", ".") if text.rindex(",") > text.rindex(".") else (".", ",")
        text = text.replace(thousands, "").replace(decimal, ".")
    elif text.count(",") == 1:
        text = text.replace(",", ".")
    return float(text) if _PLAIN.fullmatch(text) else None


def parse_range(cell: Any) -> tuple[float, float] | None:
    """`20-30`, `20 až 30`, `200 – 250 osob` as (low, high); None if it is no range."""
    text = _UNIT.sub("", _ABOUT.sub("", folded(str(cell)).replace("až", "az"))).strip()
    match = _RANGE.fullmatch(text.replace(" az ", " - "))
    if not match:
        return None
    low, high = (_decimal(part.strip()) for part in match.groups())
    if low is None or high is None or low > high:
        return None
    return low, high


def parse_count(cell: Any) -> int | Mended:
    """A whole number from zero up. Raises Unfit for anything else."""
    number = parse_number(cell)
    if isinstance(number, Mended):
        return Mended(_whole(number.value), number.reason, number.repair)
    return _whole(number)


def _whole(number: float) -> int:
    if number < 0 or not number.is_integer() or number >= 1e9:
        raise Unfit(Message(N_("The number cannot be a count.")))
    return int(number)


def number_column(column: Column) -> tuple[NDArray[np.float64], list[Trouble]]:
    """A column as float64 with NaN for what is missing or does not fit."""
    if isinstance(column, pa.Array | pa.ChunkedArray) and _is_number_type(column.type):
        numbers = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
        return np.where(np.isfinite(numbers), numbers, np.nan), []
    fast = _plain_numbers(column)
    if fast is not None:
        return fast, []
    values, troubles = parse_cells(cells_of(column), parse_number)
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64), troubles


def _is_number_type(type_: Any) -> bool:
    return bool(pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_decimal(type_))


def _plain_numbers(column: Column) -> NDArray[np.float64] | None:
    """Texts that are all plain numbers, converted at once; None if any needs reading."""
    try:
        array = pa.array(column, pa.string()) if isinstance(column, list) else column
        numbers = array.cast(pa.float64()).to_numpy(zero_copy_only=False)
    except (pa.ArrowException, TypeError):
        return None
    return numbers if np.isfinite(numbers[~np.isnan(numbers)]).all() else None
