"""Small files that ask for much work are refused in a sentence, and soon."""

from __future__ import annotations

import io
import sys
import time

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from loaders.errors import UnreadableFile
from loaders.minutes import line_limits, pdf_process
from loaders.minutes.documents import text_of
from loaders.minutes.limits import MAXIMUM_CHARACTERS, MAXIMUM_ELEMENTS, MAXIMUM_LINES
from tests.unit.loaders.test_minutes_documents import refusal, with_xml, word_of


def word_with(xml: str) -> bytes:
    return with_xml(word_of(docx.Document()), b"<w:sectPr", f"{xml}<w:sectPr".encode())


def pdf_with(commands: bytes) -> bytes:
    """A PDF of one page that is drawn by these commands; /F1 is its font."""
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject(
        {NameObject("/F1"): DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})}
    )
    content = DecodedStreamObject()
    content.set_data(commands)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_docx_of_more_elements_than_minutes_have_is_refused_before_it_is_opened() -> None:
    content = word_with("<w:p/>" * MAXIMUM_ELEMENTS + "<w:p><w:r><w:t>konec</w:t></w:r></w:p>")
    assert len(content) < 2_500_000
    assert "unpacks to more" in refusal(content, "zapis.docx")


def test_a_document_of_more_lines_than_minutes_have_is_refused_whatever_it_is() -> None:
    many = "a\n" * (MAXIMUM_LINES + 1)
    assert f"more than {MAXIMUM_LINES} lines" in refusal(many, "")
    assert f"more than {MAXIMUM_LINES} lines" in refusal(many.encode(), "zapis.txt")
    broken = "<w:p><w:r>" + "<w:t>a</w:t><w:br/>" * (MAXIMUM_LINES + 1) + "</w:r></w:p>"
    assert f"more than {MAXIMUM_LINES} lines" in refusal(word_with(broken), "zapis.docx")


def test_as_many_lines_as_minutes_may_have_are_read() -> None:
    assert text_of("a\n" * (MAXIMUM_LINES - 1)).count("a") == MAXIMUM_LINES - 1


def test_a_pdf_of_more_lines_than_minutes_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_limits, "MAXIMUM_LINES", 3)
    lines = b"".join(b"1 0 0 1 50 %d Tm (Bod o skladce) Tj " % (700 - 20 * line) for line in range(4))
    assert "more than 3 lines" in refusal(pdf_with(b"BT /F1 10 Tf " + lines + b"ET"), "zapis.pdf")


def test_a_pdf_that_takes_too_long_is_refused_and_its_reading_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command asks for thousands of spaces on one line: minutes of work from some kilobytes."""
    far = b"".join(b"1 0 0 1 %d 700 Tm (a) Tj " % (5000 * place) for place in range(1, 20_000))
    content = pdf_with(b"BT /F1 1 Tf " + far + b"ET")
    assert len(content) < 200_000
    monkeypatch.setattr(pdf_process, "LONGEST_PDF_READING", 2.0)
    begun = time.monotonic()
    assert "takes too long" in refusal(content, "zapis.pdf")
    assert time.monotonic() - begun < 30


def test_a_pdf_whose_reading_the_system_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies answers nothing."""
    monkeypatch.setattr(pdf_process, "_READING", [sys.executable, "-c", "raise SystemExit(9)"])
    with pytest.raises(UnreadableFile, match="takes too long"):
        text_of(pdf_with(b"BT ET"), "zapis.pdf")


def test_a_text_of_more_letters_than_minutes_have_is_refused() -> None:
    assert f"more than {MAXIMUM_CHARACTERS} characters" in refusal("a " * MAXIMUM_CHARACTERS, "")
