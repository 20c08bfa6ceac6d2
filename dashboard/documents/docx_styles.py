"""The look of a DOCX: A4, one typeface, quiet headings, and the language in which it is checked for spelling."""

from __future__ import annotations

from typing import cast

from docx.document import Document as Paper
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

INK, QUIET = RGBColor(0x1B, 0x2A, 0x2F), RGBColor(0x4A, 0x5A, 0x60)
ACCENT, WARNING = RGBColor(0x0F, 0x5C, 0x63), RGBColor(0xA3, 0x1F, 0x1F)
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = Cm(21), Cm(29.7), Cm(2.3)
TEXT_WIDTH = Length(_PAGE_WIDTH - 2 * _MARGIN)
INDENT = Cm(0.6)
_TYPEFACE = "Calibri"
_LOCALES = {"cs": "cs-CZ", "en": "en-GB"}
# Size, colour, and room above and below.
_LOOKS: dict[str, tuple[Length, RGBColor, Length, Length]] = {
    "Normal": (Pt(11), INK, Pt(0), Pt(6)),
    "Title": (Pt(20), INK, Pt(0), Pt(2)),
    "Subtitle": (Pt(13), INK, Pt(0), Pt(10)),
    "Heading 1": (Pt(14), ACCENT, Pt(16), Pt(6)),
    "Heading 2": (Pt(12), INK, Pt(12), Pt(4)),
    "Heading 3": (Pt(11), INK, Pt(8), Pt(3)),
}


def set_styles(paper: Paper) -> None:
    """A4, and the styles of which the document is made."""
    section = paper.sections[0]
    section.page_width, section.page_height = _PAGE_WIDTH, _PAGE_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    for name, (size, color, above, below) in _LOOKS.items():
        style = cast(ParagraphStyle, paper.styles[name])
        style.font.size, style.font.color.rgb, style.font.italic = size, color, name == "Heading 3"
        style.font.bold = name.startswith(("Title", "Heading"))
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing_rule = above, below, WD_LINE_SPACING.SINGLE
        form.keep_with_next = name != "Normal"
        _set_typeface(style)
        # The library's title is underlined, its subtitle numbered, and both are spaced out.
        for leftover in style.element.xpath("w:pPr/w:pBdr | w:pPr/w:numPr | w:rPr/w:spacing"):
            leftover.getparent().remove(leftover)
    cast(ParagraphStyle, paper.styles["Footer"]).paragraph_format.tab_stops.clear_all()


def _set_typeface(style: ParagraphStyle) -> None:
    """By name: the fonts of the library's theme differ between headings and text."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _TYPEFACE)
    properties.insert(0, fonts)


def set_language(paper: Paper, language: str) -> None:
    """Of all text, so that spelling is checked and read aloud in it."""
    said = [*paper.styles.element.iter(qn("w:lang")), *paper.settings.element.iter(qn("w:themeFontLang"))]
    for tag in said:
        tag.set(qn("w:val"), _LOCALES[language])
        tag.set(qn("w:eastAsia"), _LOCALES[language])
