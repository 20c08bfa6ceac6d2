"""Where a patrol walked: its map, loading a track and erasing it; there for the organisations that take part only."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import shapely
import streamlit as st
from shapely import MultiLineString
from shapely.geometry import mapping
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import formats
from dashboard.components.forms import close_form, form_button
from dashboard.components.patrols.rows import span
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.upload_words import told_limit
from dashboard.components.uploaded_file import safe_name
from dashboard.context import Context
from dashboard.language import _, ngettext
from dashboard.map.fitting import view_of
from dashboard.map.render import show_map
from dashboard.map.spec import Layer, MapSpec
from geodata import clock
from geodata.model.patrols import PatrolState
from geodata.model.retention import RetentionRule
from geodata.policy import Action, can
from geodata.services.patrol_list import PatrolCard
from geodata.services.patrol_tracks import KeptTrack, PatrolTrackLine, patrol_tracks, remove_track
from loaders.tracks import TRACK_MIB, load_patrol_track

HEIGHT = 420
_AROUND = 0.001  # degrees: what lies around a short walk is seen too
_LAYERS = frozenset({Layer.SITES, Layer.AREAS})
_MAY_HAVE_ONE = frozenset({PatrolState.UNDER_WAY, PatrolState.DONE, PatrolState.REPORTED})


def show_tracks(context: Context, card: PatrolCard) -> None:
    """The tracks on a map and what can be done with them; nothing for who does not take part."""
    if card.state not in _MAY_HAVE_ONE:
        return
    tracks = patrol_tracks(context.database, context.actor, card.id)
    if tracks is None:
        return
    st.subheader(_("Where it walked"), anchor=False)
    st.caption(_told(context, card, tracks))
    if tracks:
        _map(card, tracks)
    for track in tracks:
        _row(context, card, track)
    if can(context.actor, Action.LEAD_PATROL):
        form = partial(_load, context)
        form_button(_("Load a track"), f"load-track-{card.id}", card, form, icon=":material/route:")


def _told(context: Context, card: PatrolCard, tracks: tuple[PatrolTrackLine, ...]) -> str:
    seen = _("Seen by the organisations that take part only, not by administrators either.")
    retention = context.settings.retention_rules
    newest = max((track.recorded_at for track in tracks), default=clock.now())
    until = retention.due_from(RetentionRule.PATROL_TRACKS, formats.local(newest).date())
    if until is None:
        goes = _("It stays until somebody erases it.")
    else:
        goes = _("It is erased by itself on {day}.").format(day=formats.day(until))
    return f"{seen} {goes}"


def _map(card: PatrolCard, tracks: tuple[PatrolTrackLine, ...]) -> None:
    line = MultiLineString([part for track in tracks for part in shapely.get_parts(track.line)])
    west, south, east, north = line.bounds
    box = (west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND)
    show_map(
        MapSpec(
            view=view_of(box),
            whole=box,
            layers=_LAYERS,
            offered_layers=_LAYERS,
            path=mapping(line),
            height=HEIGHT,
            label=_("Map of the patrol"),
            legend=False,
        ),
        f"patrol-{card.id}",
    )


def _row(context: Context, card: PatrolCard, track: PatrolTrackLine) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"row-track-{track.id}"):
        st.markdown(_when(track))
        if can(context.actor, Action.LEAD_PATROL) and st.button(
            _("Erase the track"), icon=":material/delete:", type="tertiary", key=f"remove-track-{track.id}"
        ):
            with refusals_shown():
                remove_track(context.database, context.actor, card.id, track.id)
                tell_after_rerun(_("The track is erased."))
                st.rerun()


def _when(track: PatrolTrackLine) -> str:
    if track.began_at is None or track.ended_at is None:
        return _("Loaded on {day}; the file told no times").format(day=formats.day(track.recorded_at))
    return span(track.began_at, track.ended_at)


def _load(context: Context, card: PatrolCard) -> None:
    st.markdown(
        _(
            "Choose the GPX file of the watch or of the phone. Only the line is kept, without the file, cut to the "
            "time of the patrol and simplified to 10 m."
        )
    )
    dropped = st.file_uploader(
        _("File"), type="gpx", max_upload_size=TRACK_MIB, label_visibility="collapsed", key="patrol-track-file"
    )
    told_limit(TRACK_MIB)
    if st.button(_("Load the track"), type="primary", key="patrol-track-save", disabled=dropped is None) and dropped:
        with refusals_shown():
            kept = _kept(context, card, dropped)
            close_form()
            tell_after_rerun(_told_of(kept))
            st.rerun()


def _kept(context: Context, card: PatrolCard, dropped: UploadedFile) -> KeptTrack:
    """The file lies on the disk only for as long as it is read."""
    with TemporaryDirectory(prefix="lokality-track-") as folder:
        path = Path(folder) / safe_name(dropped.name)
        path.write_bytes(dropped.getbuffer())
        return load_patrol_track(context.database, context.actor, card.id, path)


def _told_of(kept: KeptTrack) -> str:
    loaded = _("The track is loaded.")
    if not kept.timed:
        untimed = _("The file told no times, so all of it is kept: look whether it shows a way home.")
        return f"{loaded} {untimed}"
    if not kept.left_out:
        return loaded
    words = ngettext(
        "{count} point of another time is left out.", "{count} points of another time are left out.", kept.left_out
    )
    return f"{loaded} {words.format(count=formats.number(kept.left_out))}"
