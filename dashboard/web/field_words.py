"""The texts of the field app: every sentence its modules mark by `_("…")`, in a language.

Taken from the modules themselves, so that a sentence may stand in any room's catalogue and none is forgotten.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from babel.messages.extract import extract_from_dir

from dashboard.language import catalogue

MODULES = Path(str(files("dashboard"))) / "static" / "terrain"


@cache
def sentences() -> tuple[str, ...]:
    """The English sentences of the app, each once."""
    found = extract_from_dir(MODULES, [("**.js", "javascript")], keywords={"_": None})
    return tuple(sorted({str(sentence) for _name, _line, sentence, _comments, _context in found}))


def field_words(language: str) -> dict[str, str]:
    """Sentence to translation, as `/terrain/words/{language}.json` answers."""
    translated = catalogue(language)
    return {sentence: translated.gettext(sentence) for sentence in sentences()}
