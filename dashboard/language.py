"""Czech and English: which one is spoken now, and the sentences of each.

An English sentence is its own key. The Czech ones stand in `locale/cs/*.po`, one file a room, merged in memory when
first needed, so there is no compiled catalogue to forget.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from geodata.errors import Message

CZECH, ENGLISH = "cs", "en"
LANGUAGES: dict[str, str] = {CZECH: "Čeština", ENGLISH: "English"}
LANGUAGE_COOKIE = "lokality_language"
# Where Streamlit keeps the language of a browser tab between runs: a fragment runs without the shell's first lines.
SESSION_KEY = "language"
LOCALE = Path(__file__).resolve().parent / "locale"

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_default = CZECH


def set_default_language(language: str) -> None:
    """The language of whoever has chosen none (the setting `language`)."""
    global _default
    _default = known_language(language) or CZECH


def known_language(language: str | None) -> str | None:
    """The language itself if we speak it, else None."""
    return language if language in LANGUAGES else None


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Speak this language within the block (a request, a command)."""
    token = _spoken.set(known_language(language) or _default)
    try:
        yield
    finally:
        _spoken.reset(token)


def current_language() -> str:
    """The language of the block, else of the browser tab, else the default."""
    return _spoken.get() or _language_of_tab() or _default


def _language_of_tab() -> str | None:
    # The command line never imports Streamlit, and must not for the sake of this question.
    streamlit = sys.modules.get("streamlit")
    runner = sys.modules.get("streamlit.runtime.scriptrunner")
    if streamlit is None or runner is None or runner.get_script_run_ctx(suppress_warning=True) is None:
        return None
    return known_language(streamlit.session_state.get(SESSION_KEY))


@cache
def catalogue(language: str) -> NullTranslations:
    """All sentences of a language; those of the code itself where it has no catalogue (English)."""
    merged = Catalog(locale=language)
    for path in sorted((LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    merged.add(message.id, message.string)
    if not len(merged):
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _(sentence: str) -> str:
    """The sentence in the language spoken now; the English itself where it has no translation."""
    return catalogue(current_language()).gettext(sentence)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form of the sentence that fits the number; the placeholders are still in it."""
    return catalogue(current_language()).ngettext(singular, plural, number)


def translate(message: Message, language: str | None = None) -> str:
    """A message of the core as a sentence, in the language spoken now unless another is given."""
    spoken = language or current_language()
    with use_language(spoken):
        parameters = {name: _as_read(value) for name, value in message.parameters.items()}
        return _(message.template).format(**parameters)


def _as_read(value: object) -> object:
    """A parameter as people read it: days and codes have names of their own in each language."""
    # Both modules speak through this one, so they can be asked for only when it is whole.
    from dashboard.formats import day
    from dashboard.labels import label

    if isinstance(value, Message):
        return translate(value)
    if isinstance(value, StrEnum):
        return label(value)
    return day(value) if isinstance(value, date) else value
