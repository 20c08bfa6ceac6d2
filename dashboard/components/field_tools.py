"""Other tools of the field: their forms to take away, and what they gathered to be brought back."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.components.load_result import load_result, shown_result
from dashboard.components.page_styles import page_styles
from dashboard.components.results import refusals_shown
from dashboard.components.upload_words import told_limit
from dashboard.components.uploaded_file import safe_name
from dashboard.context import Context
from dashboard.exports.copy_systems import COPY_SYSTEMS
from dashboard.formats import number
from dashboard.labels import label
from dashboard.language import _
from dashboard.map.address import format_filter
from geodata.model.filters import SiteFilter
from geodata.model.sites import SiteKind
from geodata.policy import Action, can
from geodata.services.territory_list import list_territories
from loaders.field_files import FieldWay, load_field_file
from loaders.field_forms.loading import FieldFormOptions


def field_tools(context: Context) -> None:
    """Forms of each kind, and loading of exports and of copies for QField."""
    page_styles("downloads")
    st.subheader(_("Form for KoboToolbox and ODK"))
    st.write(_("Upload the form to your own server. Photos and answers come back below; each record is taken once."))
    st.html(form_links())
    if can(context.actor, Action.EXPORT):
        _copy_for_qfield(context)
    st.subheader(_("Bring records back"))
    words = {
        FieldWay.FORM: _("Export of a form from KoboToolbox or ODK (CSV, XLSX, JSON with XML values)"),
        FieldWay.QFIELD: _("Copy for QField (GeoPackage taken here, or by lokality export --qfield)"),
    }
    way = st.radio(_("What it is"), list(words), index=0, format_func=lambda one: words[one], key="field_way")
    limit = context.settings.upload_limit_mib
    file = st.file_uploader(
        _("File with the records"), type=["csv", "xlsx", "json", "gpkg"], max_upload_size=limit, key="field_file"
    )
    photos = st.file_uploader(
        _("Photos of the records (ZIP), if there are any"), type=["zip"], max_upload_size=limit, key="field_photos"
    )
    told_limit(limit)
    if file is None:
        return
    tried = st.button(_("Try it without storing"), icon=":material/science:", key="field_try")
    if st.button(_("Load the records"), type="primary", icon=":material/upload:", key="field_load") or tried:
        with refusals_shown():
            _load(context, way, file, photos, dry_run=tried)


def form_links() -> str:
    """A link to the form of each kind of place."""
    links = [
        f'<a class="lokality-download" download href="/exports/form/{kind.value}.xlsx">{escape(label(kind))}</a>'
        for kind in SiteKind
    ]
    name = escape(_("Form for KoboToolbox and ODK"), quote=True)
    return f'<nav class="lokality-downloads" aria-label="{name}">{"".join(links)}</nav>'


def _copy_for_qfield(context: Context) -> None:
    """What is to be in the copy, and the link by which it is taken; each is a copy of its own."""
    st.subheader(_("Copy for QField"))
    st.write(_("Work on it in QGIS or QField and bring it back below. Whoever goes takes a copy of their own."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = st.multiselect(
            _("Kinds of place"), list(SiteKind), format_func=label, placeholder=_("All kinds"), key="field_kinds"
        )
        areas = {area.id: area.name for area in list_territories(context.database, context.actor).areas}
        area_id = st.selectbox(
            _("Area"),
            list(areas),
            index=None,
            format_func=areas.__getitem__,
            placeholder=_("The whole city"),
            key="field_area",
        )
        system = st.selectbox(_("Coordinate system"), COPY_SYSTEMS, key="field_crs", width=180)
    st.html(copy_link(SiteFilter(kinds=frozenset(kinds), area_id=area_id), system))


def copy_link(chosen: SiteFilter, system: str) -> str:
    """The link to a copy of what the filter lets through."""
    query = escape(urlencode(format_filter(chosen) | {"crs": system}), quote=True)
    name = escape(_("Copy for QField (GeoPackage)"))
    link = f'<a class="lokality-download" download href="/exports/qfield.gpkg?{query}">{name}</a>'
    return f'<nav class="lokality-downloads" aria-label="{name}">{link}</nav>'


def _load(context: Context, way: FieldWay, file: Any, photos: Any, *, dry_run: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="lokality-field-") as folder:
        path = Path(folder) / "records" / safe_name(file.name)
        path.parent.mkdir()
        path.write_bytes(file.getbuffer())
        archive = None
        if photos is not None:
            archive = Path(folder) / "photos" / safe_name(photos.name)
            archive.parent.mkdir()
            archive.write_bytes(photos.getbuffer())
        options = FieldFormOptions(archive, largest_photo=context.settings.photo_limit_mib * 1024**2)
        outcome = load_field_file(
            context.database, context.actor, way, path, context.settings.photo_directory, options, dry_run=dry_run
        )
    result = shown_result(outcome)
    counted = {
        "created": number(result.created),
        "updated": number(result.updated),
        "unchanged": number(result.unchanged),
        "rejected": number(result.rejected),
    }
    if dry_run:
        text = _("Only tried: {created} new, {updated} changed, {unchanged} unchanged; {rejected} cannot be taken.")
        st.info(text.format(**counted), icon=":material/science:")
    else:
        text = _("Loaded: {created} new, {updated} changed, {unchanged} unchanged; {rejected} could not be taken.")
        st.success(text.format(**counted), icon=":material/check:")
    load_result(result)
