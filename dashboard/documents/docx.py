"""A document as DOCX: real headings, header rows and page fields, so that an office can go on writing in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from itertools import zip_longest

import docx
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from dashboard.documents.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    NextPage,
    Paragraph,
    Picture,
    Signatures,
    Table,
    Tone,
)
from dashboard.documents.docx_pictures import put_picture
from dashboard.documents.docx_styles import INDENT, QUIET, TEXT_WIDTH, WARNING, set_language, set_styles
from geodata import clock

_LINES_WITH_NEXT = 2  # of a block before a picture or a table
_FACTS_AT, _SIGNED_UNTIL = Cm(5.2), Cm(10)
_HEADER_ROW = "E8EFF0"


def docx_of(document: Document) -> bytes:
    """The file. Its properties name no person."""
    paper = docx.Document()
    set_styles(paper)
    set_language(paper, document.language)
    _set_properties(paper, document)
    _set_edges(paper, document)
    _write(paper.add_paragraph(), document.office, color=QUIET)
    for block in document.head:
        _add(paper, block)
    title = paper.add_paragraph(document.title, style="Title")
    title.paragraph_format.space_before = Pt(18) if document.head else None
    paper.add_paragraph(document.subtitle, style="Subtitle")
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        before = len(paper.paragraphs) if isinstance(following, Picture | Table) else None
        _add(paper, block)
        if before is not None and isinstance(block, Facts | Paragraph):
            # Only its end: a page that holds all but the picture is better than one that holds the title alone.
            for line in paper.paragraphs[before:][-_LINES_WITH_NEXT:]:
                line.paragraph_format.keep_with_next = True
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _set_properties(paper: Paper, document: Document) -> None:
    properties = paper.core_properties
    properties.title, properties.language = document.full_title, document.language
    # What the empty document of the library says of itself.
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = clock.now().astimezone(UTC).replace(tzinfo=None)
    relations = paper.part.package.rels
    for name in [name for name, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]


def _set_edges(paper: Paper, document: Document) -> None:
    """The marks above each page; below, what it is and its number."""
    section = paper.sections[0]
    if document.marks:
        above = section.header.paragraphs[0]
        above.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _write(above, " · ".join(document.marks).upper(), color=WARNING, bold=True, size=Pt(14))
    below = section.footer.paragraphs[0]
    below.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _write(below, f"{document.footer}\t", color=QUIET, size=Pt(9))
    for word in document.page_words.replace("}", "{").split("{"):
        if word in ("page", "pages"):
            _field(below, "PAGE" if word == "page" else "NUMPAGES")
        else:
            _write(below, word, color=QUIET, size=Pt(9))


def _field(line: Line, instruction: str) -> None:
    """A number that the word processor fills in."""
    asked = OxmlElement("w:instrText")
    asked.text = instruction
    shown = OxmlElement("w:t")
    shown.text = "1"
    for part in (_field_mark("begin"), asked, _field_mark("separate"), shown, _field_mark("end")):
        run = line.add_run()  # one for each part: LibreOffice forgets the size of what shares its run
        run.font.size, run.font.color.rgb = Pt(9), QUIET
        run._r.append(part)


def _field_mark(kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _add(paper: Paper, block: Block) -> None:
    match block:
        case Heading():
            paper.add_heading(block.text, block.level)
        case Paragraph():
            _paragraph(paper, block)
        case Facts():
            for name, value in block.rows:
                _fact(paper, name, value)
        case Table():
            _table(paper, block)
        case Picture():
            put_picture(paper, block)
        case NextPage():
            paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case Signatures():
            for line in block.lines:
                _signature(paper, line, is_last=line is block.lines[-1])


def _paragraph(paper: Paper, block: Paragraph) -> None:
    line = paper.add_paragraph()
    if block.indented:
        line.paragraph_format.left_indent = INDENT
    if block.lead:
        _write(line, f"{block.lead} ", bold=True)
    color = QUIET if block.tone == Tone.QUIET else None
    _write(line, block.text, bold=block.tone == Tone.STRONG, color=color)


def _fact(paper: Paper, name: str, value: str) -> None:
    line = paper.add_paragraph()
    form = line.paragraph_format
    form.left_indent, form.first_line_indent, form.space_after = _FACTS_AT, -_FACTS_AT, Pt(2)
    form.tab_stops.add_tab_stop(_FACTS_AT)
    _write(line, f"{name}\t", color=QUIET)
    _write(line, value)


def _table(paper: Paper, block: Table) -> None:
    table = paper.add_table(rows=1 + len(block.rows), cols=len(block.header), style="Table Grid")
    table.autofit = False
    widths = [Length(TEXT_WIDTH * part // sum(block.widths)) for part in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, texts in zip(table.rows, (block.header, *block.rows), strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        is_header = texts is block.header
        if is_header:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            line = cell.paragraphs[0]
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
            line.paragraph_format.keep_with_next = is_header or None
            _write(line, text, bold=is_header, size=Pt(10))
            if is_header:
                _shade(cell._tc.get_or_add_tcPr())
    paper.add_paragraph().paragraph_format.space_after = Pt(0)


def _shade(properties: BaseOxmlElement) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEADER_ROW)):
        shading.set(qn(f"w:{name}"), value)
    properties.append(shading)


def _signature(paper: Paper, words: Sequence[str], *, is_last: bool) -> None:
    """Each word with dots behind it; a line with more than one goes across the whole page.

    The lines stay together, but the last one does not follow an enclosure onto its page.
    """
    line = paper.add_paragraph()
    form = line.paragraph_format
    form.space_before, form.keep_together, form.keep_with_next = Pt(22), True, not is_last
    whole = _SIGNED_UNTIL if len(words) == 1 else TEXT_WIDTH
    for place, word in enumerate(words, start=1):
        form.tab_stops.add_tab_stop(Length(whole * place // len(words)), leader=WD_TAB_LEADER.DOTS)
        _write(line, f"{word} \t" if place == len(words) else f"{word} \t ")


def _write(
    line: Line, text: str, *, bold: bool = False, color: RGBColor | None = None, size: Length | None = None
) -> None:
    """Add a run; line breaks in the text stay."""
    run = line.add_run(text)
    run.bold = bold or None
    if color is not None:
        run.font.color.rgb = color
    if size is not None:
        run.font.size = size
