"""Text as people search for it: lower case, without diacritics, single spaces."""

from __future__ import annotations

import unicodedata


def folded(text: str | None) -> str:
    """`"Předlice,  Řehoř"` → `"predlice, rehor"`; None → empty."""
    if not text:
        return ""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.casefold().split())
