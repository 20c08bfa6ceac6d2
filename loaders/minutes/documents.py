"""One door for minutes: a pasted text, .txt, .docx or a PDF with text becomes lines."""

from __future__ import annotations

import codecs
from pathlib import Path

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.minutes.limits import MAXIMUM_BYTES, MAXIMUM_CHARACTERS
from loaders.minutes.line_limits import limited, require_short
from loaders.minutes.pdf_process import text_of_pdf_apart
from loaders.minutes.word_documents import text_of_word
from loaders.normalise.text import clean_text
from loaders.reading.charset import guess_charset
from loaders.reading.guards import require_regular_file

_ZIP, _OLD_OFFICE, _PDF, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf"
_TELLING = 200_000  # bytes from which an old character set is told
_PDF_WITHIN = 1024  # bytes before which readers look for the beginning of a PDF


def text_of(source: Path | bytes | str, name: str = "") -> str:
    """The text of minutes, one paragraph or row of a table a line; cells of a row are separated by tabs.

    `source` is a file, its bytes, or a text that somebody pasted. Raises UnreadableFile with one sentence on what to
    do.
    """
    if isinstance(source, str):
        return _checked(source, name)
    if isinstance(source, Path):
        name = name or source.name
        require_regular_file(source)
        _require_size(source.stat().st_size, name)
        source = source.read_bytes()
    _require_size(len(source), name)
    return _checked(_decoded(source, name), name)


def _require_size(size: int, name: str) -> None:
    if size > MAXIMUM_BYTES:
        raise UnreadableFile(
            N_("{name} is too large for minutes. Save it without pictures and attachments."), name=name
        )


def _decoded(content: bytes, name: str) -> str:
    suffix = Path(name).suffix.lower()
    if _PDF in content[:_PDF_WITHIN]:
        return text_of_pdf_apart(content, name)
    if content.startswith(_ZIP) or suffix == ".docx":
        return text_of_word(content, name)
    if content.startswith(_OLD_OFFICE):
        raise UnreadableFile(
            N_("{name} is an old Word file, or one locked by a password. Save it as .docx without a password."),
            name=name,
        )
    if content.startswith(_RTF):
        raise UnreadableFile(N_("{name} is rich text. Save it as .docx or as plain text."), name=name)
    if suffix == ".pdf" or _is_binary(content):
        raise UnreadableFile(
            N_("{name} is no document we can read. Minutes may be pasted, or come as .txt, .docx or PDF."), name=name
        )
    return _plain_text(content)


def _plain_text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(guess_charset(content[:_TELLING]), errors="replace")


def _is_binary(content: bytes) -> bool:
    head = content[:4096]
    return b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _checked(text: str, name: str) -> str:
    require_short(len(text))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # Indentation and tabs are kept: they tell what belongs below what.
    cleaned = "\n".join(_line(line) for line in limited(lines)).strip("\n")
    if not any(character.isalpha() for character in cleaned):
        if name:
            raise UnreadableFile(N_("There is no text in {name}."), name=name)
        raise UnreadableFile(N_("There is no text. Paste the minutes first."))
    return cleaned


def _line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" \t\u00a0"))].replace("\t", "    ").replace("\u00a0", " ")
    cells = [
        clean_text(cell, longest=MAXIMUM_CHARACTERS)
        for cell in line[len(line) - len(line.lstrip(" \t\u00a0")) :].split("\t")
    ]
    return (indent + "\t".join(cells)).rstrip(" \n") if any(cells) else ""
