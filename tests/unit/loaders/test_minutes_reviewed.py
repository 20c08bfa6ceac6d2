"""A DOCX that was reviewed, filled in or laid out in boxes loses no point."""

from __future__ import annotations

import docx
import pytest

from loaders.minutes.documents import text_of
from tests.unit.loaders.test_minutes_documents import cell_xml, with_xml, word_of, word_with_table


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(inside)}</w:p>"


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def box(*blocks: str) -> str:
    """A text box as old programs draw it."""
    return (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{''.join(blocks)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def read(*blocks: str) -> str:
    """What is read of a DOCX of these blocks."""
    content = with_xml(word_of(docx.Document()), b"<w:sectPr", f"{''.join(blocks)}<w:sectPr".encode())
    return text_of(content, "zapis.docx")


INSIDE = {
    "inserted": "<w:ins w:id='1' w:author='K'>{}</w:ins>",
    "moved here": "<w:moveTo w:id='1'>{}</w:moveTo>",
    "filled in": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "smart tag": "<w:smartTag w:element='place'>{}</w:smartTag>",
    "field": "<w:fldSimple w:instr='DATE'>{}</w:fldSimple>",
    "link": "<w:hyperlink w:anchor='a'>{}</w:hyperlink>",
    "inserted link": "<w:ins w:id='1'><w:hyperlink w:anchor='a'>{}</w:hyperlink></w:ins>",
}


@pytest.mark.parametrize("wrapped", INSIDE.values(), ids=INSIDE)
def test_what_is_wrapped_in_a_paragraph_is_read_where_it_stands(wrapped: str) -> None:
    text = wrapped.format(run("MP uvedla, že je otevřeno"))
    assert read(paragraph(run("2. Herna: "), text, run(" po 22. hodině."))) == (
        "2. Herna: MP uvedla, že je otevřeno po 22. hodině."
    )


def test_what_was_deleted_or_moved_away_is_not_read() -> None:
    deleted = "<w:del w:id='1'><w:r><w:delText>Herna</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom w:id='2'>{run('Ubytovna')}</w:moveFrom>"
    assert read(paragraph(run("Skládka"), deleted, moved)) == "Skládka"


def test_a_paragraph_that_was_deleted_leaves_no_empty_line() -> None:
    gone = paragraph(
        "<w:del w:id='1'><w:r><w:delText>Herna</w:delText></w:r></w:del>",
        properties="<w:rPr><w:del w:id='2'/></w:rPr>",
    )
    assert read(paragraph(run("Skládka")), gone, paragraph(run("v Lipové."))) == "Skládka\nv Lipové."


def test_whole_paragraphs_that_fill_in_a_form_are_read() -> None:
    filled = control(paragraph(run("1. Skládka")) + control(paragraph(run("2. Herna"))))
    assert read(paragraph(run("Zápis")), filled, paragraph(run("Zapsala"))) == "Zápis\n1. Skládka\n2. Herna\nZapsala"


def test_the_prompt_of_a_field_that_nobody_filled_in_is_not_read() -> None:
    prompt = control(run("Klikněte sem a napište datum."), "<w:showingPlcHdr/>")
    assert read(paragraph(run("Datum: "), prompt, run("neuvedeno"))) == "Datum: neuvedeno"


def test_rows_and_cells_that_fill_in_a_form_are_read() -> None:
    content = word_with_table(
        cell_xml("Bod") + cell_xml("Obsah"),
        control(cell_xml("1")) + f"<w:tc>{control(paragraph(run('Krádeže')))}<w:p/></w:tc>",
    )
    repeated = control(f"<w:tr>{cell_xml('2')}{cell_xml('Rvačka')}</w:tr>")
    content = with_xml(content, b"</w:tbl>", f"{repeated}</w:tbl>".encode())
    assert text_of(content, "zapis.docx") == "Bod\tObsah\n1\tKrádeže\n2\tRvačka"


def test_a_table_in_a_cell_is_read_with_the_cell() -> None:
    inner = f"<w:tbl><w:tr>{cell_xml('MP')}{cell_xml('odveze skládku')}</w:tr></w:tbl>"
    assert text_of(word_with_table(f"<w:tc>{paragraph(run('Úkoly:'))}{inner}<w:p/></w:tc>"), "zapis.docx") == (
        "Úkoly: MP odveze skládku"
    )


def test_a_text_box_is_read_below_the_paragraph_it_hangs_on() -> None:
    boxed = f"<w:r>{box(paragraph(run('2. Herna')), paragraph(run('MP prověří.')))}</w:r>"
    assert read(paragraph(run("1. Sklá"), boxed, run("dka")), paragraph(run("konec"))) == (
        "1. Skládka\n\n2. Herna\nMP prověří.\n\nkonec"
    )


def test_a_box_that_is_drawn_for_new_and_for_old_programs_is_read_once() -> None:
    content = f"<w:txbxContent>{paragraph(run('2. Herna'))}</w:txbxContent>"
    new = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
    old = f"<mc:Fallback>{box(paragraph(run('2. Herna')))}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"
    assert read(paragraph(run("1. Skládka")), paragraph(both)) == "1. Skládka\n\n\n2. Herna"


def test_what_only_the_form_for_old_programs_says_is_read() -> None:
    new = "<mc:Choice Requires='wps'><w:drawing/></mc:Choice>"
    old = f"<mc:Fallback>{box(paragraph(run('2. Herna')))}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"
    assert read(paragraph(run("1. Skládka"), both)) == "1. Skládka\n\n2. Herna"


def test_a_box_within_a_box_and_a_box_in_a_cell_are_read_once() -> None:
    inner = paragraph(f"<w:r>{box(paragraph(run('uvnitř')))}</w:r>")
    boxed = f"<w:r>{box(paragraph(run('vně')), inner)}</w:r>"
    assert read(paragraph(run("začátek"), boxed)).split() == ["začátek", "vně", "uvnitř"]
    table = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{paragraph(run('Bod'), boxed)}</w:tc></w:tr></w:tbl>"
    assert read(table) == "Bod vně uvnitř"
