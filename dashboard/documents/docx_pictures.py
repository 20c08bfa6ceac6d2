"""Pictures in a DOCX: within their bounds, with words for who cannot see them, and their caption below."""

from __future__ import annotations

import io

from docx.document import Document as Paper
from docx.shared import Length, Mm, Pt

from dashboard.documents.blocks import Picture
from dashboard.documents.docx_styles import QUIET
from dashboard.documents.drawings import light_picture_of


def put_picture(paper: Paper, picture: Picture) -> None:
    """Add the picture and its caption; both stay on one page."""
    line = paper.add_paragraph()
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(8), Pt(2)
    line.paragraph_format.keep_with_next = bool(picture.caption)
    image = light_picture_of(picture.image.decode(), picture.width) if picture.ending == "svg" else picture.image
    shape = line.add_run().add_picture(io.BytesIO(image))
    shrink = min(Mm(picture.width) / shape.width, Mm(picture.height) / shape.height)
    shape.width, shape.height = Length(int(shape.width * shrink)), Length(int(shape.height * shrink))
    told = shape._inline.docPr
    told.set("descr", picture.alternative)
    told.set("title", picture.caption)
    if picture.caption:
        below = paper.add_paragraph()
        words = below.add_run(picture.caption)
        words.font.size, words.font.color.rgb = Pt(9), QUIET
