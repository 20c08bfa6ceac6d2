"""The text of a PDF, page by page; a scan has none."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.minutes.limits import FEWEST_LETTERS, MAXIMUM_CHARACTERS, MAXIMUM_PAGES

# How full a line is that was broken by the page, and not by who wrote it.
_FULL = 0.8
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_HYPHEN = re.compile(r"[^\W\d]-$")
_MARKED = re.compile(r"\s*(?:[-–•*▪●◦·>]\s|\d{1,2}[.)]\s+[A-ZÁ-Ž]|[a-z]\)\s)")
_REST_OF_DAY = re.compile(r"\s*\d{1,2}\.\s*(?:\d|$)|\s*\d{4}\b")
_log = logging.getLogger(__name__)


def text_of_pdf(content: bytes, name: str) -> str:
    """Raises UnreadableFile for a PDF that is locked, damaged, too long, or a picture of paper."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it complains of every odd file by itself
    try:
        reader = PdfReader(io.BytesIO(content))
        # Many PDFs are encrypted with an empty password, against printing only.
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        if len(reader.pages) > MAXIMUM_PAGES:
            raise UnreadableFile(
                N_("{name} has more than {limit} pages. Split it by meetings."), name=name, limit=MAXIMUM_PAGES
            )
        text = _text(reader, name)
    except UnreadableFile:
        raise
    except FileNotDecryptedError as fault:
        raise _locked(name) from fault
    except Exception as fault:  # pypdf raises whatever a broken file leads it to
        _log.info("cannot read %s: %r", name, fault)
        raise UnreadableFile(N_("{name} is a damaged PDF. Save it again, or paste its text."), name=name) from fault
    if sum(character.isalpha() for character in text) < FEWEST_LETTERS:
        raise UnreadableFile(
            N_("{name} is a picture of paper: there is no text in it. Ask for the document itself, or paste its text."),
            name=name,
        )
    return text


def _locked(name: str) -> UnreadableFile:
    return UnreadableFile(N_("{name} is locked by a password. Save it without one."), name=name)


def _text(reader: object, name: str) -> str:
    from pypdf import PdfReader

    assert isinstance(reader, PdfReader)
    lines: list[str] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text(extraction_mode="layout") or ""
        lines += text.split("\n")
        size += len(text)
        if size > 4 * MAXIMUM_CHARACTERS:
            raise UnreadableFile(
                N_("The minutes have more than {limit} characters. Split them by meetings."), limit=MAXIMUM_CHARACTERS
            )
    return "\n".join(whole_lines(with_cells(lines)))


def with_cells(lines: Sequence[str]) -> list[str]:
    """Wide gaps that stand in neighbouring lines too are those between the cells of a table."""
    gapped = [_GAP.search(line) is not None for line in lines]
    found = []
    for place, line in enumerate(lines):
        beside = any(gapped[other] for other in (place - 1, place + 1) if 0 <= other < len(lines))
        found.append(_GAP.sub("\t", line) if gapped[place] and beside else line)
    return found


def whole_lines(lines: Sequence[str]) -> list[str]:
    """Lines that were broken only because the page ended there are put together again."""
    widest = max((len(line.rstrip()) for line in lines), default=0)
    found: list[str] = []
    width = 0  # of the last line as the page has it
    for line in lines:
        before = found[-1] if found else ""
        if _goes_on(before, width, line, widest):
            start = before.rstrip()
            hyphenated = _HYPHEN.search(start) is not None and line.lstrip()[:1].islower()
            found[-1] = start[:-1] + line.strip() if hyphenated else f"{start} {line.strip()}"
        else:
            found.append(line)
        width = len(line.rstrip())
    return found


def _goes_on(before: str, width: int, line: str, widest: int) -> bool:
    if width < _FULL * widest or not before.strip() or not line.strip() or "\t" in before + line or _MARKED.match(line):
        return False
    ends = before.rstrip().endswith((".", "!", "?", ":", ";"))
    return not ends or line.lstrip()[0].islower() or _REST_OF_DAY.match(line) is not None
