"""What people wrote, as plain text within our own Markdown."""

from __future__ import annotations

import re

# CommonMark lets every one of these be escaped; whatever somebody wrote then means nothing but itself.
_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")


def plain(text: str | None) -> str:
    """The text on one line: no link, picture or colour of a writer becomes ours."""
    return _PUNCTUATION.sub(r"\\\1", " ".join((text or "").split()))


def paragraphs(text: str | None) -> str:
    """The text with its line breaks."""
    lines = [plain(line) for line in (text or "").strip().splitlines()]
    return "  \n".join(line or "\u00a0" for line in lines)
