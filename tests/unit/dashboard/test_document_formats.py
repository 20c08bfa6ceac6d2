"""DOCX, PDF and text say the same words, keep every text plain, and tell nobody's name in their properties."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from dashboard.documents.blocks import Block, Document, Facts, Heading, NextPage, Paragraph, Picture, Signatures, Table
from dashboard.documents.docx import docx_of
from dashboard.documents.minutes import minutes_document
from dashboard.documents.pdf import pdf_of
from dashboard.documents.text import COLUMNS, text_of
from dashboard.language import use_language
from geodata.model.meetings import EntryKind, MeetingState
from tests.meeting_cards import CITY, NGO, SECRET, entry, long_meeting, meeting, point, task

# What would be code, markup, a field or a formula somewhere.
PAYLOADS = [
    '#panic("ven")',
    '#sys.inputs #eval("1+1") #read("/etc/hostname")',
    '")#image("/x.png")#("',
    "$x^2$ *tučně* _kurzíva_ `kód` <štítek> @odkaz // poznámka /* a další */ \\u{41} ~ --- ...",
    "= Nadpis\n- odrážka\n+ číslo\n/ Pojem: výklad",
    '</w:t></w:r><w:r><w:t>ven</w:t></w:r> <?xml version="1.0"?> &amp; &lt; ]]>',
    "{page} {pages} {number} %s",
    "=1+1",
    "<script>alert(1)</script>",
    '{"block":"heading"}',
]
FORMATS: dict[str, Callable[[Document], bytes]] = {
    "docx": docx_of,
    "pdf": pdf_of,
    "txt": lambda document: text_of(document).encode(),
}


@pytest.fixture(autouse=True)
def czech() -> Iterator[None]:
    with use_language("cs"):
        yield


def words_of_docx(file: bytes) -> str:
    """What stands in the text, tables, header and footer."""
    paper = docx.Document(io.BytesIO(file))
    section = paper.sections[0]
    lines = [line.text for part in (section.header, section.footer, paper) for line in part.paragraphs]
    return "\n".join([*lines, *(cell.text for table in paper.tables for row in table.rows for cell in row.cells)])


def words_of_pdf(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def words_in(ending: str, file: bytes) -> str:
    """The words of a file without the spaces, which each format sets in its own way."""
    read: dict[str, Callable[[bytes], str]] = {
        "docx": words_of_docx,
        "pdf": words_of_pdf,
        "txt": lambda text: text.decode(),
    }
    return re.sub(r"\s+", "", read[ending](file))


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_says_all_that_was_said(ending: str) -> None:
    words = words_in(ending, FORMATS[ending](minutes_document(meeting(), CITY)))
    for said in (
        "Ústí nad Labem", "Buňka Předlice", "velitel, strážník", "ZŠ Školní (zástupce ředitele)",
        "1. Školní 12, padá římsa", "Podnět 2026-0014, Hrozí zřícení římsy", "Chodník je zatím průchozí.",
        "Stavební úřad – dotaz: Byl vlastník už vyzván?", "Rozhodnutí: Chodník se zahradí.", "Záškoláctví",
        "Vyzvat vlastníka", "příští schůzka", "Příští schůzka: 3. 12. 2026 13:00", "Zapsal(a):", "Ověřil(a):", "dne",
    ):  # fmt: skip
        heard = re.sub(r"\s+", "", said)
        assert heard in words or heard.upper() in words, said


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.SIGNED])
def test_an_internal_note_never_leaves(ending: str, state: MeetingState) -> None:
    file = FORMATS[ending](minutes_document(meeting(state), CITY))
    assert re.sub(r"\s+", "", SECRET) not in words_in(ending, file)
    assert SECRET.encode() not in file
    if ending == "docx":
        package = zipfile.ZipFile(io.BytesIO(file))
        assert [name for name in package.namelist() if "poznámka".encode() in package.read(name)] == []


@pytest.mark.parametrize("ending", FORMATS)
def test_a_draft_says_so_and_final_minutes_do_not(ending: str) -> None:
    written = FORMATS[ending]
    assert "NÁVRH" in words_in(ending, written(minutes_document(meeting(MeetingState.HELD), CITY)))
    assert "NÁVRH" not in words_in(ending, written(minutes_document(meeting(MeetingState.SIGNED), CITY)))


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_is_only_ever_text(ending: str, payload: str) -> None:
    card = meeting(
        body=payload,
        place=payload,
        points=(
            point(
                payload,
                payload,
                text=payload,
                entries=(entry(EntryKind.STATEMENT, payload, payload),),
                tasks=(task(payload, payload),),
            ),
            point(payload, payload, discussed=False),
        ),
    )
    words = words_in(ending, FORMATS[ending](minutes_document(card, payload)))
    assert words.count(re.sub(r"\s+", "", payload)) >= 10


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("strange", ["😀", "漢字", "\U0010ffff", "\x00\x01", "שלום", "\u0378", "x" * 4000])
def test_no_letter_keeps_minutes_from_leaving(ending: str, strange: str) -> None:
    card = meeting(points=(point("Před", text=strange, entries=(entry(EntryKind.STATEMENT, NGO, "Potom"),)),))
    words = words_in(ending, FORMATS[ending](minutes_document(card, CITY)))
    assert "Před" in words
    assert "Potom" in words


def test_a_docx_has_real_headings_and_header_rows_on_a4() -> None:
    paper = docx.Document(io.BytesIO(docx_of(minutes_document(meeting(), CITY))))
    styles = [(line.style.name if line.style else "", line.text) for line in paper.paragraphs]
    assert ("Title", "Zápis ze schůzky") in styles
    assert ("Heading 1", "Projednané body") in styles
    assert ("Heading 2", "Městská policie") in styles
    assert ("Heading 3", "1. Školní 12, padá římsa") in styles
    for table in paper.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert table.rows[1]._tr.find(f".//{qn('w:tblHeader')}") is None
    page = paper.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


@pytest.mark.parametrize(("language", "locale"), [("cs", "cs-CZ"), ("en", "en-GB")])
def test_a_docx_says_its_language_and_numbers_its_pages(language: str, locale: str) -> None:
    with use_language(language):
        package = zipfile.ZipFile(io.BytesIO(docx_of(minutes_document(meeting(), CITY))))
    styles = package.read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang w:val="([^"]+)"', styles)) == {locale}
    footers = "".join(package.read(name).decode() for name in package.namelist() if "footer" in name)
    assert re.findall(r"<w:instrText>(\w+)</w:instrText>", footers) == ["PAGE", "NUMPAGES"]


def test_the_last_line_of_signatures_does_not_follow_an_enclosure_onto_its_page() -> None:
    signatures = Signatures((("Zapsal",), ("Ověřil",)))
    document = Document("cs", "Město", "Dopis", "", "", "{page}/{pages}", (), (signatures, Heading("Příloha", 1)))
    paper = docx.Document(io.BytesIO(docx_of(document)))
    kept = {line.text.split(" \t")[0]: line.paragraph_format.keep_with_next for line in paper.paragraphs}
    assert (kept["Zapsal"], kept["Ověřil"]) == (True, False)


def test_no_document_names_a_person_in_its_properties() -> None:
    document = minutes_document(meeting(MeetingState.SIGNED), CITY)
    properties = docx.Document(io.BytesIO(docx_of(document))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "Zápis ze schůzky – Buňka Předlice, 5.\xa011.\xa02026"
    told = PdfReader(io.BytesIO(pdf_of(document))).metadata
    assert told is not None
    assert told.title == properties.title
    assert told.author is None


def test_a_pdf_is_tagged_archival_a4_and_brings_its_typefaces() -> None:
    reader = PdfReader(io.BytesIO(pdf_of(minutes_document(meeting(), CITY))))
    root = reader.trailer["/Root"].get_object()
    assert root["/Lang"] in ("cs-CZ", "cs")  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    packet = root["/Metadata"].get_object().get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    page = reader.pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    assert all("LibertinusSerif" in name for name in fonts)
    assert "Strana1z" in words_in("pdf", pdf_of(minutes_document(meeting(), CITY)))


def test_a_letter_without_a_typeface_costs_the_archival_mark_and_no_word() -> None:
    card = meeting(points=(point("Domluveno 😀 za týden"),))
    reader = PdfReader(io.BytesIO(pdf_of(minutes_document(card, CITY))))
    packet = reader.trailer["/Root"]["/Metadata"].get_object().get_data()  # type: ignore[index]
    assert b"pdfaid" not in packet
    assert "Domluveno" in reader.pages[0].extract_text()


def test_text_keeps_to_72_columns_and_leaves_addresses_whole() -> None:
    address = f"https://example.org/{'a' * 90}"
    card = meeting(points=(*meeting().points, point("Odkaz", text=f"Viz {address} prosím.")))
    lines = text_of(minutes_document(card, CITY)).splitlines()
    assert max(len(line) for line in lines if address not in line) <= COLUMNS
    assert any(address in line for line in lines)


def test_text_has_every_mark_on_top() -> None:
    top = text_of(minutes_document(meeting(MeetingState.HELD), CITY, restricted=True)).splitlines()[:9]
    assert {"*** NÁVRH ***", "*** JEN PRO ČLENY ***"} <= set(top)


@pytest.mark.parametrize("ending", FORMATS)
def test_forty_pages_take_less_than_three_seconds(ending: str) -> None:
    """Of computing: how busy the machine is with other tests does not count."""
    document = minutes_document(long_meeting(110), CITY)
    began = time.process_time()
    file = FORMATS[ending](document)
    took = time.process_time() - began
    if ending == "pdf":
        assert len(PdfReader(io.BytesIO(file)).pages) >= 40
    print(f"\n{ending}: {took:.2f} s, {len(file):,} bytes")
    assert took < 3


def paper(*blocks: Block) -> Document:
    return Document(
        language="cs", office="Vzorov", title="Podklad", subtitle="", footer="", page_words="", marks=(), blocks=blocks
    )


def test_what_leads_to_a_table_never_stands_alone_at_the_foot_of_a_page() -> None:
    rows = tuple((f"řádek {number}", "hodnota") for number in range(6))
    introduced = (Heading("Nadpis", 1), Paragraph("Úvod k tabulce."), Table(("Co", "Kolik"), rows, (1, 1)))
    lines = Paragraph("\n".join(["výplň"] * 40))
    blocks: list[Block] = []
    for more in range(12):
        blocks += [lines, *[Paragraph("výplň")] * more, *introduced, NextPage()]
    file = pdf_of(paper(*blocks))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(file)).pages]
    assert sum("Úvod k tabulce." in page for page in pages) == 12
    assert all("řádek 0" in page for page in pages if "Nadpis" in page or "Úvod k tabulce." in page)


def test_an_office_programme_keeps_what_leads_to_a_table_with_it() -> None:
    table = Table(("Co", "Kolik"), (("a", "1"),), (1, 1))
    read = docx.Document(io.BytesIO(docx_of(paper(Paragraph("Úvod."), table, Facts((("Stav", "nový"),)), table))))
    assert all(line.paragraph_format.keep_with_next for line in read.paragraphs if line.text in ("Úvod.", "Stav\tnový"))
    first, second = (row.cells[0].paragraphs[0].paragraph_format for row in read.tables[0].rows)
    assert first.keep_with_next
    assert not second.keep_with_next


def test_of_many_facts_before_a_table_only_the_end_goes_with_it() -> None:
    """All of them would leave a page that holds the title alone, where a programme has wider letters than ours."""
    table = Table(("Co", "Kolik"), (("a", "1"),), (1, 1))
    facts = Facts(tuple((f"Údaj {number}", "x") for number in range(9)))
    read = docx.Document(io.BytesIO(docx_of(paper(facts, table))))
    kept = [bool(line.paragraph_format.keep_with_next) for line in read.paragraphs if line.text.startswith("Údaj")]
    assert kept == [False] * 7 + [True] * 2


def test_a_drawing_stays_one_in_a_pdf_and_becomes_a_picture_elsewhere() -> None:
    letters = '<text x="1" y="4" font-size="4">Mapa</text>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5">{letters}</svg>'
    shown = paper(Picture(drawing.encode(), "Mapa zóny", "", 100, 60))
    page = PdfReader(io.BytesIO(pdf_of(shown))).pages[0]
    assert not page.images
    with zipfile.ZipFile(io.BytesIO(docx_of(shown))) as file:
        (image,) = (name for name in file.namelist() if name.startswith("word/media/"))
        assert file.read(image).startswith(b"\x89PNG")
