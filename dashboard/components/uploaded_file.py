"""A file that a person dropped, as a file on disk for as long as the browser tab lives."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from dashboard.language import _

_FOLDER = "upload_folder"
_STORED = "upload_stored"


def uploaded_path(limit_mib: int) -> Path | None:
    """The dropped file, or the .shp among the parts of a plain Shapefile; None until something was dropped."""
    dropped = st.file_uploader(
        _("File"), accept_multiple_files=True, max_upload_size=limit_mib, label_visibility="collapsed"
    )
    if not dropped:
        return None
    if _FOLDER not in st.session_state:
        # Kept by the session, so that the folder goes when the session does.
        st.session_state[_FOLDER] = tempfile.TemporaryDirectory(prefix="lokality-upload-")
    folder = Path(st.session_state[_FOLDER].name)
    names = tuple((file.file_id, Path(file.name).name) for file in dropped)
    if st.session_state.get(_STORED) != names:
        for old in folder.iterdir():
            old.unlink()
        for file in dropped:
            (folder / Path(file.name).name).write_bytes(file.getbuffer())
        st.session_state[_STORED] = names
    paths = [folder / name for _id, name in names]
    return next((path for path in paths if path.suffix.lower() == ".shp"), paths[0])
