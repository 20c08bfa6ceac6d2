"""What people wrote, as plain text within our own Markdown."""

from __future__ import annotations

import re
from enum import StrEnum

from dashboard.language import translate
from geodata.errors import Message

# CommonMark lets every one of these be escaped; whatever somebody wrote then means nothing but itself.
_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
# Addresses become links, and names of signs pictures, even where they are escaped: Streamlit looks for them in the
# text that is left. Something unseen within keeps them text.
WORD_JOINER = "\u2060"
_FOUND_LATER = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=[\w+-]+:)", re.IGNORECASE)


def plain(text: str | None) -> str:
    """The text on one line: no link, picture or colour of a writer becomes ours."""
    line = " ".join((text or "").split())
    return _PUNCTUATION.sub(r"\\\1", _FOUND_LATER.sub(WORD_JOINER, line))


def paragraphs(text: str | None) -> str:
    """The text with its line breaks."""
    lines = [plain(line) for line in (text or "").strip().splitlines()]
    return "  \n".join(line or "\u00a0" for line in lines)


def sentence(message: Message) -> str:
    """A message in the reader's language; the words in it that come from people and files stay text."""
    return translate(_with_plain_values(message))


def _with_plain_values(message: Message) -> Message:
    return Message(message.template, {name: _plain_value(value) for name, value in message.parameters.items()})


def _plain_value(value: object) -> object:
    if isinstance(value, Message):
        return _with_plain_values(value)
    is_written = isinstance(value, str) and not isinstance(value, StrEnum)
    return plain(str(value)) if is_written else value
