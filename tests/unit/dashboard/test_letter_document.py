"""A letter to an authority on paper: all that it has to say, its map and photos for everybody, and no internal note."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.documents.blocks import Document, Picture
from dashboard.documents.docx import docx_of
from dashboard.documents.pdf import pdf_of
from dashboard.documents.place_map import HEIGHT, WIDTH, map_drawing, map_picture
from dashboard.documents.place_signs import sign_shapes
from dashboard.documents.submission import submission_document
from dashboard.documents.text import text_of
from dashboard.language import use_language
from geodata.model.postal_addresses import PostalAddress
from geodata.model.sites import SiteKind
from geodata.model.submissions import SendingWay, SubmissionState
from geodata.services.local_map import LocalMap
from tests.letter_exports import (
    AUTHORITY,
    CITY,
    HERE,
    SECRET,
    SENDER,
    SUBJECT,
    a_card,
    a_line,
    a_place,
    an_export,
    some_ground,
)
from tests.unit.dashboard.test_document_formats import FORMATS, PAYLOADS, words_in


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whoever reads the dashboard in English still writes to Czech offices."""
    with use_language("en"):
        yield


def pictures_of(document: Document) -> list[Picture]:
    return [block for block in document.blocks if isinstance(block, Picture)]


@pytest.mark.parametrize("ending", ["docx", "pdf", "txt"])
def test_a_letter_says_who_writes_to_whom_about_what_in_czech(tmp_path: Path, ending: str) -> None:
    words = words_in(ending, FORMATS[ending](submission_document(an_export(tmp_path))))
    for said in (
        f"{SENDER}, {CITY}", AUTHORITY, "Naše značka", "2026-0014/7", f"Věc: {SUBJECT}",
        "Podnět k zahájení řízení z moci úřední (§ 42 zákona č. 500/2004 Sb.)",
        "Podle § 42 žádáme o odpověď do 30 dnů.",
        "Havarijní objekt", "Školní 12, Předlice", "od 1. 2. 2026", "3. 3. 2026", "Firma",
        "1× mapový výřez, 1× fotografie", "50,66000° s. š., 14,05000° v. d.",
        "Za odesílatele:",
    ):  # fmt: skip
        heard = re.sub(r"\s+", "", said)
        assert heard in words or heard.upper() in words, said


@pytest.mark.parametrize("ending", ["docx", "pdf", "txt"])
def test_neither_internal_notes_nor_who_lives_there_leave_with_a_letter(tmp_path: Path, ending: str) -> None:
    file = FORMATS[ending](submission_document(an_export(tmp_path)))
    words = words_in(ending, file)
    assert re.sub(r"\s+", "", SECRET) not in words
    assert "Obydleno" not in words
    assert "Písař" not in words
    if ending == "docx":
        package = zipfile.ZipFile(io.BytesIO(file))
        assert [name for name in package.namelist() if "Jen pro nás".encode() in package.read(name)] == []


def test_a_sent_letter_bears_the_day_of_its_sending_and_their_number(tmp_path: Path) -> None:
    line = a_line(state=SubmissionState.SENT, sent_on=date(2026, 3, 9), sent_by=SendingWay.POST)
    export = replace(an_export(tmp_path, a_card(line)), their_reference="MU-1/2026")
    words = words_in("txt", text_of(submission_document(export)).encode())
    assert "Datum:9.3.2026" in words
    assert "Vašeznačka:MU-1/2026" in words


@pytest.mark.parametrize("ending", ["docx", "pdf", "txt"])
def test_the_head_bears_addresses_and_who_handles_it(tmp_path: Path, ending: str) -> None:
    card = a_card(
        authority_address=PostalAddress("Úřední 8\n400 01 Ústí nad Labem", "abc2def"),
        organisation_address=PostalAddress("Radniční 1\n400 02 Ústí nad Labem", "xyz3uvw"),
        handled_by="Referentka odboru",
    )
    words = words_in(ending, FORMATS[ending](submission_document(an_export(tmp_path, card))))
    for said in (
        f"{SENDER}, {CITY}, Radniční 1, 400 02 Ústí nad Labem, datová schránka xyz3uvw",
        f"{AUTHORITY}Úřední 8400 01 Ústí nad Labemdatová schránka abc2def",
        "Vyřizuje", "Referentka odboru",
    ):  # fmt: skip
        assert re.sub(r"\s+", "", said) in words, said
    bare = words_in(ending, FORMATS[ending](submission_document(an_export(tmp_path))))
    assert ("Vyřizuje" in bare, "datováschránka" in bare) == (False, False)


def test_a_letter_about_no_place_has_no_attachments(tmp_path: Path) -> None:
    document = submission_document(an_export(tmp_path, a_card(places=())))
    assert pictures_of(document) == []
    assert "Přílohy" not in text_of(document)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_text_in_a_letter_is_only_ever_text(tmp_path: Path, ending: str, payload: str) -> None:
    card = a_card(
        a_line(subject=payload), text=payload, authority_name=payload, places=(a_place(name=payload, address=payload),)
    )
    export = an_export(tmp_path, card, some_ground(payload[:40]))
    words = words_in(ending, FORMATS[ending](submission_document(export)))
    assert words.count(re.sub(r"\s+", "", payload)) >= 5


def test_every_picture_in_a_docx_is_told_to_who_cannot_see_it(tmp_path: Path) -> None:
    paper = docx.Document(io.BytesIO(docx_of(submission_document(an_export(tmp_path)))))
    told = [shape._inline.docPr.get("descr") for shape in paper.inline_shapes]
    assert told == [
        "Mapka místa Školní 12 a okolí asi 200 metrů. Ulice: Školní, Žižkova.",
        "Fotografie: Školní 12 (havarijní objekt), 3.\xa03.\xa02026",
    ]
    section = paper.sections[0]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    assert all(shape.width <= room for shape in paper.inline_shapes)


def test_a_pdf_with_pictures_is_still_tagged_and_archival(tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(pdf_of(submission_document(an_export(tmp_path)))))
    packet = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()  # type: ignore[index]
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert sum(len(page.images) for page in reader.pages) == 2
    assert reader.metadata is not None
    assert (reader.metadata.author, reader.metadata.title) == (None, f"Věc: {SUBJECT} – 2026-0014/7, {_today()}")


def _today() -> str:
    from dashboard import formats
    from geodata import clock

    with use_language("cs"):
        return formats.day(clock.today())


def test_a_map_names_its_streets_and_shows_the_place_in_its_middle() -> None:
    drawing = ElementTree.fromstring(map_drawing(some_ground("Školní", "Žižkova"), SiteKind.ILLEGAL_DUMP, *HERE))
    texts = [element.text for element in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Školní", "Žižkova", "12", "50 m"} <= set(texts)
    colour, _shapes = sign_shapes(SiteKind.ILLEGAL_DUMP)
    (circle,) = [one for one in drawing.iter("{http://www.w3.org/2000/svg}circle") if one.get("stroke") == colour]
    assert (float(circle.get("cx", 0)), float(circle.get("cy", 0))) == (WIDTH / 2, HEIGHT / 2)


def test_a_name_of_a_street_cannot_become_a_part_of_the_drawing() -> None:
    ground = some_ground('<image href="x"/>&amp;\x00')
    drawing = ElementTree.fromstring(map_drawing(ground, SiteKind.OTHER, *HERE))
    assert list(drawing.iter("{http://www.w3.org/2000/svg}image")) == []
    assert any(element.text == '<image href="x"/>&amp;' for element in drawing.iter())


def test_a_map_is_a_picture_and_there_is_none_of_unknown_ground() -> None:
    drawn = map_picture(some_ground("Školní"), SiteKind.OTHER, *HERE)
    assert drawn is not None
    picture = Image.open(io.BytesIO(drawn))
    assert abs(picture.width / picture.height - WIDTH / HEIGHT) < 0.01
    empty = LocalMap(some_ground().box, (), ())
    assert map_picture(empty, SiteKind.OTHER, *HERE) is None


@pytest.mark.parametrize("kind", list(SiteKind))
def test_every_kind_of_place_has_its_sign_on_paper(kind: SiteKind) -> None:
    colour, shapes = sign_shapes(kind)
    assert re.fullmatch(r"#[0-9A-F]{6}", colour)
    assert colour in shapes
