"""A file that a person dropped, as a file on disk for as long as the browser tab lives."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.components.upload_words import told_limit
from dashboard.language import _

_FOLDER = "upload_folder"
_STORED = "upload_stored"
_NAME_AT_MOST = 100  # characters; file systems take 255 bytes


@dataclass(frozen=True, slots=True)
class UploadedPath:
    """Where the file lies; `token` is another one for each dropping, also of the same file."""

    path: Path
    token: str


def uploaded_path(limit_mib: int) -> UploadedPath | None:
    """The dropped file, or the .shp among the parts of a plain Shapefile; None until something was dropped."""
    dropped = st.file_uploader(
        _("File"), accept_multiple_files=True, max_upload_size=limit_mib, label_visibility="collapsed"
    )
    told_limit(limit_mib)
    if not dropped:
        return None
    if _FOLDER not in st.session_state:
        # Kept by the session, so that the folder goes when the session does.
        st.session_state[_FOLDER] = tempfile.TemporaryDirectory(prefix="lokality-upload-")
    folder = Path(st.session_state[_FOLDER].name)
    token = " ".join(file.file_id for file in dropped)
    paths = [folder / safe_name(file.name) for file in dropped]
    if st.session_state.get(_STORED) != token:
        for old in folder.iterdir():
            old.unlink()
        for path, file in zip(paths, dropped, strict=True):
            path.write_bytes(file.getbuffer())
        st.session_state[_STORED] = token
    return UploadedPath(next((path for path in paths if path.suffix.lower() == ".shp"), paths[0]), token)


def safe_name(name: str) -> str:
    """The last part of a name, of which a file can be made; a browser may send anything."""
    last = Path(name.replace("\\", "/").replace("\x00", "")).name
    return last[-_NAME_AT_MOST:] if last.strip(". ") else "file"
