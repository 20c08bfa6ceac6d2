"""Loading a file step by step: which file, how it is understood, what will happen, what came of it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from dashboard.components.column_mapping import corrected_profile, mapping_table
from dashboard.components.data_tabs import DataTab, stay_in
from dashboard.components.load_on_map import MapQuery, link_to_load, query_of_load
from dashboard.components.load_result import LoadResult, load_result, result_of
from dashboard.components.loading_words import profile_name, target_name
from dashboard.components.personal_data_of_file import kept_personal_data
from dashboard.components.preview import preview
from dashboard.components.results import refusals_shown
from dashboard.components.text import sentence
from dashboard.components.uploaded_file import UploadedPath, uploaded_path
from dashboard.context import Context
from dashboard.formats import number
from dashboard.labels import kinds_label, label
from dashboard.language import _, ngettext
from geodata.errors import LokalityError
from geodata.model.criteria import PROTECTED_KINDS
from geodata.model.sites import SiteKind
from geodata.services.loads import keep_profile, kept_profiles
from loaders.errors import LayerChoiceNeeded
from loaders.fields import Target
from loaders.loading import load
from loaders.prepare import LoadOptions, Preparation, prepare
from loaders.profile import SHIPPED, Profile, shipped_profile

_DONE = "load_done"
_RUNNING = "load_running"  # the token of the file that is being stored
_GUESS = ""
# Trying a file takes as long as loading it: small ones are tried at once, large ones on request.
TRIED_AT_ONCE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a file that was stored; `token` names its dropping, `on_map` is where the map shows it."""

    token: str
    result: LoadResult
    on_map: MapQuery


def load_file(context: Context) -> None:
    """The whole of it; the steps appear as they become possible."""
    st.write(
        _(
            "Drop a table or a map layer: Excel, CSV, GeoJSON, GeoPackage, Shapefile, KML, GPX, RÚIAN. "
            "You will see how it is understood before anything is stored."
        )
    )
    uploaded = uploaded_path(context.settings.upload_limit_mib)
    done: _Done | None = st.session_state.get(_DONE)
    if done is not None and (uploaded is None or uploaded.token == done.token):
        _tell(done.result, done.on_map)
        return
    if uploaded is None:
        return
    try:
        _steps(context, uploaded)
    except LokalityError as error:
        st.error(sentence(error.message), icon=":material/info:")


def _steps(context: Context, uploaded: UploadedPath) -> None:
    path = uploaded.path
    options = _options(context, path)
    with ExitStack() as stack:
        try:
            preparation = stack.enter_context(prepare(path, options))
        except LayerChoiceNeeded as choice:
            layer = st.selectbox(_("The file holds several layers. Which one?"), choice.layers)
            options = replace(options, layer=layer)
            preparation = stack.enter_context(prepare(path, options))
        corrected = _understood(preparation, uploaded.token)
        if corrected is not None:
            preparation = stack.enter_context(prepare(path, replace(options, profile=corrected)))
        preparation.watch = kept_personal_data(context)
        preview(preparation)
        _keep_profile(context, preparation)
        _store(context, preparation, uploaded)


def _options(context: Context, path: Path) -> LoadOptions:
    """What the person says about the file."""
    kept = kept_profiles(context.database, context.actor)
    with st.expander(_("Say more about the file"), icon=":material/tune:"):
        left, right = st.columns(2)
        profile = left.selectbox(
            _("What it is"),
            [_GUESS, *SHIPPED, *(name for name in kept if name not in SHIPPED)],
            format_func=profile_name,
        )
        source = right.text_input(
            _("Where it comes from"),
            value=path.name.split(".")[0],
            help=_("A later file from the same source updates these records."),
        )
        crs = left.text_input(_("Coordinate system"), placeholder="EPSG:5514") or None
        encoding = right.text_input(_("Encoding"), placeholder="windows-1250") or None
    return LoadOptions(_profile(profile, kept), crs, encoding, source=source or None)


def _profile(name: str, kept: dict[str, str]) -> Profile | None:
    if name == _GUESS:
        return None
    return shipped_profile(name) if name in SHIPPED else Profile.from_toml(kept[name], name)


def _understood(preparation: Preparation, token: str) -> Profile | None:
    """Show what each column is taken for; returns the profile if it was corrected."""
    st.subheader(_("How the file is understood"))
    st.write(_("Rows are: {target}.").format(target=target_name(preparation.profile.target)))
    profile = corrected_profile(preparation, mapping_table(preparation, token))
    current = profile or preparation.profile
    kinds = _kinds_to_choose(current)
    if not kinds:
        return profile
    guessed = current.defaults.get("kind", SiteKind.OTHER.value if current.target == Target.SITES else None)
    kind = st.selectbox(
        _("All rows are"),
        list(kinds),
        index=list(kinds).index(guessed) if guessed else None,
        format_func=lambda code: kinds[code],
    )
    return profile if kind in (None, guessed) else replace(current, defaults={**current.defaults, "kind": kind})


def _kinds_to_choose(current: Profile) -> dict[str, str]:
    """What all rows may be, each with its name, where no column says it of each."""
    if {"kind", "further_kind", "stop_kind"} & current.columns.keys():
        return {}
    if current.target == Target.SITES:
        return {kind.value: kinds_label(kind) for kind in SiteKind}
    if current.target == Target.PROTECTED_PLACES:
        return {kind.value: label(kind) for kind in PROTECTED_KINDS}
    return {}


def _keep_profile(context: Context, preparation: Preparation) -> None:
    with st.expander(_("Keep this understanding for next time"), icon=":material/bookmark:"):
        name = st.text_input(_("Name of the profile"), key="profile_name")
        if st.button(_("Keep the profile")):
            with refusals_shown():
                keep_profile(context.database, context.actor, name, preparation.profile.to_toml())
                st.success(_("Kept. You will find it under “What it is”."), icon=":material/check:")


def _store(context: Context, preparation: Preparation, uploaded: UploadedPath) -> None:
    keep_good = st.checkbox(
        _("Load the good rows even if some are rejected"),
        help=_("Otherwise a single rejected row leaves everything as it was."),
    )
    if st.session_state.get(_RUNNING) == uploaded.token:
        _load(context, preparation, uploaded, keep_good)
        return
    tried = None
    small = uploaded.path.stat().st_size <= TRIED_AT_ONCE_BYTES
    if small or st.button(_("Try it without storing"), icon=":material/science:"):
        tried = _run(context, preparation, uploaded.path.name, dry_run=True, keep_good=keep_good)
        _what_will_happen(tried)
    blocked = tried is not None and bool(tried.rejected) and not keep_good
    rows = tried.read if tried is not None else preparation.total
    st.button(
        _load_label(rows),
        type="primary",
        icon=":material/upload:",
        disabled=blocked,
        on_click=_begin,
        args=(uploaded.token,),
    )


def _begin(token: str) -> None:
    st.session_state[_RUNNING] = token


def _end() -> None:
    st.session_state.pop(_RUNNING, None)


def _load(context: Context, preparation: Preparation, uploaded: UploadedPath, keep_good: bool) -> None:
    """Store the file. Whatever else makes the page run again meanwhile begins it anew; only the button cancels it."""
    try:
        result = _run(context, preparation, uploaded.path.name, dry_run=False, keep_good=keep_good)
    except Exception:
        _end()
        raise
    _end()
    if result.kept:
        st.session_state[_DONE] = _Done(
            uploaded.token, result, query_of_load(context, result.load_id, preparation.profile.target)
        )
        stay_in(DataTab.LOADING)
        st.rerun()  # what waits and what was loaded are told elsewhere on the page
    _tell(result, {})


def _load_label(total: int | None) -> str:
    if total is None:
        return _("Load")
    return ngettext("Load {count} row", "Load {count} rows", total).format(count=number(total))


def _run(context: Context, preparation: Preparation, file_name: str, *, dry_run: bool, keep_good: bool) -> LoadResult:
    """Load with a progress bar; a run that is stopped on the way has stored nothing."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, _("Reading…"))
        if not dry_run:
            st.button(_("Cancel"), icon=":material/close:", key="cancel_load", on_click=_end)

    def show(done: int, total: int | None) -> None:
        share = min(done / total, 1.0) if total else 0.0
        bar.progress(share, _("{done} rows so far").format(done=number(done)))

    preparation.progress = show
    outcome = load(context.database, context.actor, preparation, file_name, dry_run=dry_run, keep_good=keep_good)
    result = result_of(outcome, preparation, context.settings.data_directory)
    if not outcome.kept:
        # After a load that was kept nothing may be shown before it is noted: a run stopped here would load again.
        place.empty()
    return result


def _what_will_happen(tried: LoadResult) -> None:
    st.write(
        _(
            "What will happen: {created} new, {updated} changed, {unchanged} unchanged, "
            "{waiting} to be placed, {rejected} rejected."
        ).format(
            created=number(tried.created),
            updated=number(tried.updated),
            unchanged=number(tried.unchanged),
            waiting=number(tried.to_place),
            rejected=number(tried.rejected),
        )
    )
    load_result(tried)


def _tell(result: LoadResult, on_map: MapQuery) -> None:
    if result.kept:
        st.success(
            _("Loaded: {created} new, {updated} changed, {unchanged} unchanged, {waiting} to be placed.").format(
                created=number(result.created),
                updated=number(result.updated),
                unchanged=number(result.unchanged),
                waiting=number(result.to_place),
            ),
            icon=":material/check:",
        )
        link_to_load(on_map)
    else:
        st.warning(
            _("Nothing was stored: {rejected} rows were rejected. Mend them, or allow loading the good ones.").format(
                rejected=number(result.rejected)
            ),
            icon=":material/info:",
        )
    load_result(result)
