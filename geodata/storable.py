"""Text and documents as both databases can keep them.

PostgreSQL refuses the character NUL, and a lone half of a letter (a surrogate) is no UTF-8 anywhere. Neither can be
seen, so they are left out rather than refused. PostgreSQL keeps documents as binary JSON and knows no NaN.
"""

from __future__ import annotations

import json
import math
from typing import Any


def storable_text(text: str) -> str:
    """The text without NUL and without lone surrogates."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


def storable_document(value: Any) -> Any:
    """The value as JSON knows it: storable texts, no NaN or infinity (None), everything else by its text."""
    match value:
        case str():
            return storable_text(str(value))
        case bool() | int() | None:
            return value
        case float():
            return value if math.isfinite(value) else None
        case dict():
            return {storable_text(str(name)): storable_document(part) for name, part in value.items()}
        case list() | tuple():
            return [storable_document(part) for part in value]
        case _:
            return str(value)


def as_json(value: Any) -> str:
    """A document as JSON text."""
    return json.dumps(storable_document(value), ensure_ascii=False, allow_nan=False)
