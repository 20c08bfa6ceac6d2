"""Regular expressions in the words that Python and a browser (ECMAScript, flag `u`) read alike.

Shared: groups `(?:…)`, alternatives, classes, `?`, `*`, `{m,n}`, `$`, looking ahead and back, the flag `i`, `\\u00a0`.
Python's letters of every alphabet are told to the browser by name: `\\w`, `[^\\W_]`, `[^\\W\\d_]` and `\\b` become
classes of Unicode. Not shared, and refused here: flags within a pattern, named groups, `\\A`, `\\Z`, `\\W` alone,
possessive ones. Two differences stay, and both only find less on the phone: `\\d` is 0 to 9 there, in Python any
alphabet's digit; and of white space a few signs that no keyboard writes.
"""

from __future__ import annotations

import re

_LETTER, _LETTER_OR_DIGIT, _WORD = r"\p{L}", r"\p{L}\p{N}", r"\p{L}\p{N}_"
_EDGE = f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_PARTS = re.compile(r"\[\^\\W\\d_\]|\[\^\\W_\]|\\.|\[|\]|\(\?[:=!]|\(\?<[=!]|\(\?.|[*+?}][+]|.", re.DOTALL)
_OUTSIDE = {
    r"[^\W\d_]": f"[{_LETTER}]",
    r"[^\W_]": f"[{_LETTER_OR_DIGIT}]",
    r"\w": f"[{_WORD}]",
    r"\b": _EDGE,
}
_WITHIN = {r"\w": _WORD}
_NOT_SHARED = re.compile(r"\\[AZWBS0-9gk]|\(\?[^:=!<]|[*+?}][+]")


def shared(pattern: re.Pattern[str]) -> dict[str, str]:
    """`{"source", "flags"}` of a pattern as the browser is told it. Raises ValueError for what only Python reads."""
    if pattern.flags & ~(re.IGNORECASE | re.UNICODE):
        raise ValueError(pattern.pattern)
    parts, is_class = [], False
    for part in _PARTS.findall(pattern.pattern):
        is_whole_class = part.startswith("[") and len(part) > 1
        if not is_whole_class and not is_class and _NOT_SHARED.fullmatch(part):
            raise ValueError(f"{part} in {pattern.pattern}")
        parts.append((_WITHIN if is_class else _OUTSIDE).get(part, part))
        if part == "[" and not is_class:
            is_class = True
        elif part == "]" and is_class:
            is_class = False
    return {"source": "".join(parts), "flags": "iu" if pattern.flags & re.IGNORECASE else "u"}
