"""Documents as files that a browser saves under a name of ours."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.responses import Response

from dashboard.documents.blocks import Document
from geodata.folding import folded

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}
# What programs read.
DATA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NAME_AT_MOST = 80  # characters of what people wrote in the name of a file
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')


def written(document: Document, ending: str) -> bytes:
    """The document in one of `MEDIA_TYPES`."""
    # These libraries take their time to import; most sessions never need them.
    if ending == "docx":
        from dashboard.documents.docx import docx_of

        return docx_of(document)
    if ending == "pdf":
        from dashboard.documents.pdf import pdf_of

        return pdf_of(document)
    from dashboard.documents.text import text_of

    return text_of(document).encode()


def attachment(body: bytes, name: str, ending: str) -> Response:
    """The file under this name (without its ending), which nobody on the way keeps."""
    headers = {
        "content-disposition": f'attachment; filename="{_plain(name)}.{ending}"; '
        f"filename*=UTF-8''{quote(f'{name}.{ending}', safe='')}",
        "cache-control": "private, no-store",
    }
    return Response(body, media_type=(MEDIA_TYPES | DATA_TYPES)[ending], headers=headers)


def in_file_name(words: str) -> str:
    """What people wrote, as a part of the name of a file."""
    return " ".join(_NOT_IN_NAMES.sub(" ", words).split())[:_NAME_AT_MOST]


def _plain(name: str) -> str:
    """The name in letters that every program reads: `zapis-bunka-predlice-2026-11-05`."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")
