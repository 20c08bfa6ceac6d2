"""DOCX, PDF and plain text become the same lines; what is no document is refused in a sentence."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from loaders.errors import UnreadableFile
from loaders.minutes import documents, line_limits, word_archives, word_documents
from loaders.minutes.documents import text_of
from loaders.minutes.pdf_documents import text_of_pdf, whole_lines
from loaders.minutes.understanding import understand
from tests.minutes_corpus.measuring import HERE, known_city

FIRST = (HERE / "tuned" / "01.txt").read_text(encoding="utf-8")


def pdf_of(text: str, tmp_path: Path) -> bytes:
    """A PDF set as an office would print it."""
    source = tmp_path / "minutes.typ"
    escaped = "".join(
        f"\\u{{{ord(letter):x}}}" if letter in "#*_`$<>@=-+/\\[]\"'~.0123456789" else letter for letter in text
    )
    source.write_text('#set text(lang: "cs")\n' + escaped.replace("\n", " \\\n"), encoding="utf-8")
    return bytes(typst.compile(str(source)))


def word_of(document: object) -> bytes:
    written = io.BytesIO()
    document.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def test_paragraphs_and_tables_of_a_docx_come_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("Zápis z jednání policejní buňky Zářečí", 1)
    document.add_paragraph("Datum: 16. 4. 2026 od 13:00")
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(table.rows, (("Organizace", "Jméno"), ("PČR", "Bájný"), ("MP", "Vymyslil")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_heading("MP", 2)
    document.add_paragraph("V Lipové 12 je otevřený vchod.", style="List Bullet")
    document.add_paragraph("Úkol: stavební úřad prověří vlastníka, termín 30. 4. 2026")
    found = understand(text_of(word_of(document), "zapis.docx"), known_city())
    assert found.body is not None
    assert found.body.value == "Policejní buňka Zářečí"
    assert [(one.name, one.organisation) for one in found.attendees] == [("Bájný", "PČR"), ("Vymyslil", "MP")]
    (point,) = found.points
    assert (point.organisation, point.text) == ("MP", "V Lipové 12 je otevřený vchod.")
    assert [(task.who, str(task.due)) for task in point.tasks] == [("stavební úřad", "2026-04-30")]


def test_a_table_of_points_in_a_docx_gives_points() -> None:
    document = docx.Document()
    document.add_paragraph("Policejní buňka Hutě, 2. 4. 2026")
    rows = (("Bod", "Organizace", "Obsah", "Úkol", "Odpovídá", "Termín"),
            ("1", "PČR", "Krádeže v Husově 5.", "Zvýšit hlídky", "MP", "příští buňka"))  # fmt: skip
    table = document.add_table(rows=2, cols=6)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    (point,) = understand(text_of(word_of(document), "zapis.docx"), known_city()).points
    assert (point.organisation, point.text) == ("PČR", "Krádeže v Husově 5.")
    assert [(task.what, task.who, task.due) for task in point.tasks] == [("Zvýšit hlídky", "MP", "next meeting")]


def test_a_pdf_says_what_its_text_says(tmp_path: Path) -> None:
    from_pdf = understand(text_of(pdf_of(FIRST, tmp_path), "zapis.pdf"), known_city())
    from_text = understand(FIRST, known_city())
    assert from_pdf.date is not None
    assert from_text.date is not None
    assert from_pdf.date.value == from_text.date.value
    assert [one.name for one in from_pdf.attendees] == [one.name for one in from_text.attendees]
    assert [point.organisation for point in from_pdf.points] == [point.organisation for point in from_text.points]
    assert [task.due for point in from_pdf.points for task in point.tasks] == [
        task.due for point in from_text.points for task in point.tasks
    ]


def test_lines_broken_by_the_page_are_whole_again() -> None:
    broken = ["Úkol: stavební úřad prověří vlastníka, ter-", "mín 15. 4.", "", "- krátký bod", "další řádek"]
    assert whole_lines(broken)[:2] == ["Úkol: stavební úřad prověří vlastníka, termín 15. 4.", ""]
    assert whole_lines(broken)[2:] == ["- krátký bod", "další řádek"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_plain_text_is_read_in_any_usual_character_set(encoding: str) -> None:
    assert "Zápis z jednání policejní buňky Hutě" in text_of(FIRST.encode(encoding), "zapis.txt")


def refusal(content: bytes | str, name: str) -> str:
    with pytest.raises(UnreadableFile) as refused:
        text_of(content, name)
    return str(refused.value)


def test_what_is_no_docx_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hello.txt", "x")
    for content in (b"PK\x03\x04 damaged", b"not at all", packed.getvalue(), word_of(docx.Document())[:900]):
        assert "is no Word document" in refusal(content, "zapis.docx")


def test_a_docx_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_archives, "MAXIMUM_XML", 100_000)
    document = docx.Document()
    document.add_paragraph("a" * 200_000)
    content = word_of(document)
    assert len(content) < 100_000
    assert "unpacks to more" in refusal(content, "zapis.docx")


def with_xml(document: bytes, old: bytes, new: bytes) -> bytes:
    """The same DOCX whose text is written in other XML."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(packed, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "word/document.xml":
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(member, content)
    return packed.getvalue()


def test_a_docx_with_entities_is_refused() -> None:
    content = with_xml(word_of(docx.Document()), b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>')
    assert "is no Word document" in refusal(content, "zapis.docx")


def cell_xml(text: str, *properties: str) -> str:
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def word_with_table(*rows: str) -> bytes:
    """A DOCX of one table, each row the XML of its cells."""
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    written = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{table}</w:tbl><w:sectPr".encode()
    return with_xml(word_of(docx.Document()), b"<w:sectPr", written)


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize("span", ["0", "2", "1000000000"])
def test_a_cell_over_ever_so_many_columns_is_read_once(span: str) -> None:
    content = word_with_table(cell_xml("Bod", f'<w:gridSpan w:val="{span}"/>') + cell_xml("Obsah"))
    assert text_of(content, "zapis.docx") == "Bod\tObsah"


def test_a_long_merged_column_is_read_in_one_pass() -> None:
    below = cell_xml("", CONTINUE) + cell_xml("Obsah")
    content = word_with_table(cell_xml("Bod", RESTART) + cell_xml("Obsah"), *[below] * 1500)
    begun = time.process_time()
    assert text_of(content, "zapis.docx") == "\n".join(["Bod\tObsah"] * 1501)
    assert time.process_time() - begun < 10  # climbing up to its first row from each took minutes


def test_what_is_merged_with_the_cell_above_says_the_same_and_moves_no_column() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    content = word_with_table(
        cell_xml("PČR", RESTART, wide) + cell_xml("Krádeže"),
        cell_xml("", CONTINUE, wide) + cell_xml("Rvačka"),
        cell_xml("MP") + cell_xml("", CONTINUE) + cell_xml("Nic"),
    )
    assert text_of(content, "zapis.docx") == "PČR\tKrádeže\nPČR\tRvačka\nMP\t\tNic"


def test_a_docx_for_which_there_is_no_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_table: object) -> list[str]:
        raise MemoryError

    monkeypatch.setattr(word_documents, "_rows", full)
    assert "is no Word document" in refusal(word_with_table(cell_xml("Bod")), "zapis.docx")


def test_locked_damaged_long_and_scanned_pdfs_are_each_refused_in_a_sentence(tmp_path: Path) -> None:
    content = pdf_of("Zápis z policejní buňky ze dne pátého března", tmp_path)
    locked, long, scanned = PdfWriter(), PdfWriter(), PdfWriter()
    locked.append(PdfReader(io.BytesIO(content)))
    locked.encrypt("tajné", algorithm="RC4-128")
    for _ in range(201):
        long.add_blank_page(100, 100)
    scanned.add_blank_page(100, 100)
    assert "locked by a password" in refusal(word_of_pdf(locked), "zapis.pdf")
    assert "more than 200 pages" in refusal(word_of_pdf(long), "zapis.pdf")
    assert "picture of paper" in refusal(word_of_pdf(scanned), "zapis.pdf")
    assert "damaged PDF" in refusal(content[: len(content) // 2], "zapis.pdf")
    assert "no document we can read" in refusal(b"hello", "zapis.pdf")


def word_of_pdf(writer: PdfWriter) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_empty_old_long_and_foreign_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Paste the minutes first" in refusal(" \n ", "")
    assert "There is no text in zapis.txt" in refusal(b"  \n", "zapis.txt")
    assert "old Word file" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "zapis.doc")
    assert "rich text" in refusal(b"{\\rtf1 x}", "zapis.rtf")
    assert "no document we can read" in refusal(b"\x89PNG\x00\x00", "zapis.png")
    monkeypatch.setattr(line_limits, "MAXIMUM_CHARACTERS", 100)
    assert "more than 100 characters" in refusal("a " * 100, "")
    monkeypatch.setattr(documents, "MAXIMUM_BYTES", 100)
    assert "too large for minutes" in refusal(b"a" * 101, "zapis.txt")


@given(st.binary(max_size=400), st.sampled_from(["a.docx", "a.txt", "a"]), st.sampled_from([b"", b"PK\x03\x04"]))
@settings(deadline=None)
def test_no_bytes_raise_anything_but_a_sentence(content: bytes, name: str, begin: bytes) -> None:
    with suppress(UnreadableFile):
        assert text_of(begin + content, name).strip()


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n"]))
@settings(deadline=None)
def test_no_bytes_of_a_pdf_raise_anything_but_a_sentence(content: bytes, begin: bytes) -> None:
    with suppress(UnreadableFile):
        assert text_of_pdf(begin + content, "a.pdf").strip()
