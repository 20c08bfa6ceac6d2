"""The field for photos of a form: choosing them, and covering parts of each before any is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.components.blackout import show_editor
from dashboard.components.text import plain, sentence
from dashboard.components.upload_words import told_picture_limit
from dashboard.context import Context
from dashboard.language import _, ngettext
from geodata.errors import InvalidValue
from geodata.model.pictures import HiddenPart
from geodata.services.logged_places import PhotoFile
from geodata.services.pictures import draft_picture

PICTURE_ENDINGS = ["jpg", "jpeg", "png", "webp", "heic", "heif"]
_NAME_SHOWN = 40  # characters


@dataclass(frozen=True, slots=True)
class _Opened:
    """The photo being covered, and which parts of it were covered when it was opened for the `number`th time."""

    file_id: str
    number: int
    begun: tuple[HiddenPart, ...]


@dataclass(slots=True)
class _Covering:
    """What is covered of each photo of a form, by the id of the upload; which of them is open, and its draft."""

    hidden: dict[str, tuple[HiddenPart, ...]] = field(default_factory=dict)
    opened: _Opened | None = None
    openings: int = 0
    draft: bytes | None = None


def photo_fields(context: Context, form: str) -> list[PhotoFile]:
    """The pictures added so far, each with the parts of it that are to be black."""
    uploads = st.file_uploader(
        _("Photos"),
        type=PICTURE_ENDINGS,
        accept_multiple_files=True,
        max_upload_size=context.settings.photo_limit_mib,
        key=f"{form}-photos",
    )
    told_picture_limit(context.settings.photo_limit_mib)
    covering = _covering(form, uploads)
    if uploads:
        st.caption(_("Cover faces, number plates and names on doorbells before saving. What is covered is never kept."))
    buttons = st.container(key=f"{form}-covering", gap="small")
    # Below the buttons, yet before them: they say how much is covered by now.
    _editor(form, uploads, covering)
    with buttons:
        for upload in uploads:
            _cover_button(form, upload, covering)
    return [PhotoFile(upload.name, upload.getvalue(), covering.hidden.get(upload.file_id, ())) for upload in uploads]


def _covering(form: str, uploads: list[UploadedFile]) -> _Covering:
    """What this form remembers, without the photos that were taken out of it."""
    covering: _Covering = st.session_state.setdefault(f"{form}-hidden", _Covering())
    present = {upload.file_id for upload in uploads}
    covering.hidden = {file_id: parts for file_id, parts in covering.hidden.items() if file_id in present}
    if covering.opened is not None and covering.opened.file_id not in present:
        _close(covering)
    return covering


def _cover_button(form: str, upload: UploadedFile, covering: _Covering) -> None:
    name = plain(upload.name if len(upload.name) <= _NAME_SHOWN else f"…{upload.name[-_NAME_SHOWN:]}")
    is_open = covering.opened is not None and covering.opened.file_id == upload.file_id
    number = len(covering.hidden.get(upload.file_id, ()))
    covered = ngettext("{count} part covered", "{count} parts covered", number).format(count=number)
    action = _("Finish covering") if is_open else _("Cover a part")
    st.button(
        f"{action}: {name}" + (f" ({covered})" if number else ""),
        icon=":material/check:" if is_open else ":material/ink_eraser:",
        key=f"{form}-cover-{upload.file_id}",
        on_click=_close if is_open else _open,
        args=(covering,) if is_open else (covering, upload.file_id),
    )


def _open(covering: _Covering, file_id: str) -> None:
    covering.openings += 1
    covering.opened = _Opened(file_id, covering.openings, covering.hidden.get(file_id, ()))
    covering.draft = None


def _close(covering: _Covering) -> None:
    covering.opened = covering.draft = None


def _editor(form: str, uploads: list[UploadedFile], covering: _Covering) -> None:
    opened = covering.opened
    if opened is None:
        return
    upload = next(upload for upload in uploads if upload.file_id == opened.file_id)
    try:
        covering.draft = covering.draft or draft_picture(upload.getvalue())
    except InvalidValue as refusal:
        st.warning(sentence(refusal.message), icon=":material/info:")
        return
    # Each opening is a frame of its own, which knows nothing of an earlier one.
    try:
        drawn = show_editor(f"{form}-editor-{opened.number}", covering.draft, upload.name, opened.begun)
    except InvalidValue as refusal:
        st.error(sentence(refusal.message), icon=":material/info:")
        st.stop()  # before anything could be saved: nobody knows what was to be covered
    if drawn is not None:
        covering.hidden[opened.file_id] = drawn
