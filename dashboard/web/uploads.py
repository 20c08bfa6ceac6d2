"""Uploads stay in memory: a photo whose parts are being covered is never on a disk uncovered, not even for a moment."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser

MEBIBYTE = 1024 * 1024


def keep_uploads_in_memory(up_to_mib: int) -> None:
    """Let no upload up to this size reach a temporary file; larger ones, which are no photos, still may.

    Streamlit itself keeps what arrived in memory, so this costs nothing more.
    """
    MultiPartParser.spool_max_size = up_to_mib * MEBIBYTE
