"""Text that no spreadsheet takes for a formula, for every table that is handed out."""

from __future__ import annotations

import re

# At the start of a cell these make a spreadsheet compute instead of show; it reads the wide forms as the narrow ones.
_STARTS = r"=+\-@＝＋－＠"
# Whether a semicolon or a comma parts cells depends on whose computer opens the file: behind either a cell may begin.
_CELL_BEGINS = re.compile(rf'\A(?=[\t\r\n])|(\A|[;,|\r\n])("*)(?=[{_STARTS}])')


def harmless(text: str) -> str:
    """The text, with an apostrophe wherever a cell that would be computed could begin."""
    return _CELL_BEGINS.sub(r"\1\2'", text)
