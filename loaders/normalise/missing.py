"""What people and programs write where they have nothing to write."""

from __future__ import annotations

from typing import Any

SIGNS = frozenset(
    {"", "-", "--", "---", "–", "—", ".", "?", "na", "n/a", "#n/a", "#n/d", "nan", "nat", "null", "none", "nil"}
    | {"<null>", "(null)", "\\n", "#value!", "#ref!", "#div/0!", "neuvedeno", "nezjištěno", "nezadáno", "není známo"}
)
LONGEST_SIGN = 2 * max(map(len, SIGNS))  # in bytes of UTF-8


def is_missing(cell: Any) -> bool:
    """None, NaN, an empty cell or one of the customary signs for it (`NA`, `\\N`, `-`, `neuvedeno`)."""
    if cell is None:
        return True
    if isinstance(cell, float):
        return cell != cell
    if isinstance(cell, str):
        stripped = cell.strip()
        return len(stripped) <= LONGEST_SIGN and stripped.lower() in SIGNS
    return False
