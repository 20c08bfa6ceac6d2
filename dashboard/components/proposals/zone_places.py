"""Where a zone lies: drawn, taken from a locality, an area or the municipality, computed, or named by addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from shapely.geometry.base import BaseGeometry

from dashboard import formats
from dashboard.components.proposals.found_addresses import found_phrase
from dashboard.components.proposals.restricted_places import RESTRICTED_SIGN, restricted_phrase
from dashboard.components.proposals.zone_fields import NAME_KEY, ZoneFields
from dashboard.components.results import refusals_shown
from dashboard.components.text import plain
from dashboard.components.uploaded_file import uploaded_path
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.errors import N_, InvalidValue
from geodata.model.zones import NamedAddress, ZoneCut, ZoneSource
from geodata.services.computed_zones import address_outline, computed_outline, taken_outline
from geodata.services.territory_list import list_territories
from geodata.services.zone_drafts import NAME_AT_MOST
from loaders.address_lists import addresses_in, read_address_list

SOURCE_KEY, ADDRESSES_KEY = "zone-field-source", "zone-field-addresses"
_SUBJECT_KEY, _CUT_KEY, _PROPOSED_NAME = "zone-field-subject", "zone-field-cut", "zone-field-proposed-name"
# A file has a form of its own.
UNDRAWN_WAYS = (
    ZoneSource.COMPUTED,
    ZoneSource.LOCALITY,
    ZoneSource.AREA,
    ZoneSource.MUNICIPALITY,
    ZoneSource.ADDRESSES,
)
WAYS = (ZoneSource.DRAWN, *UNDRAWN_WAYS)


@dataclass(frozen=True, slots=True)
class Place:
    """An outline in EPSG:4326 with how it came to be; `told` says in Markdown what it is made of."""

    outline: BaseGeometry
    source: ZoneSource
    subject_id: int | None = None
    cut: ZoneCut | None = None
    addresses: tuple[NamedAddress, ...] = ()
    told: str = ""


Placing = Callable[[ZoneFields], Place]


def place_fields(context: Context, source: ZoneSource, drawn: BaseGeometry | None) -> Placing:
    """The fields of one way; what is returned makes the place, or raises a sentence that says what is missing."""
    match source:
        case ZoneSource.DRAWN:
            return _drawn(drawn)
        case ZoneSource.COMPUTED:
            return _computed(context)
        case ZoneSource.ADDRESSES:
            return _addresses(context)
        case _:
            return _taken(context, source)


def _drawn(drawn: BaseGeometry | None) -> Placing:
    if drawn is None:
        st.info(_("Draw the zone on the map. What you drew waits here until it is saved."))
    else:
        st.caption(_("The outline from the map is ready."))

    def place(_fields: ZoneFields) -> Place:
        if drawn is None:
            raise InvalidValue(N_("Draw the zone on the map first."))
        return Place(drawn, ZoneSource.DRAWN)

    return place


def _computed(context: Context) -> Placing:
    cut = st.selectbox(_("Made of"), list(ZoneCut), format_func=label, key=_CUT_KEY) or ZoneCut.PLAIN

    def place(fields: ZoneFields) -> Place:
        measured = fields.measured
        if measured is None:
            raise InvalidValue(N_("Choose what the distance is measured from."))
        computed = computed_outline(context.database, context.actor, measured, cut)
        places = ngettext("Measured from {count} place.", "Measured from {count} places.", computed.places)
        return Place(
            computed.outline, ZoneSource.COMPUTED, cut=cut, told=places.format(count=formats.number(computed.places))
        )

    return place


def _taken(context: Context, source: ZoneSource) -> Placing:
    subject_id: int | None = None
    if source != ZoneSource.MUNICIPALITY:
        territories = list_territories(context.database, context.actor)
        offered = territories.localities if source == ZoneSource.LOCALITY else territories.areas
        names = {one.id: one.name for one in offered}
        gives_away = {id_: restricted_phrase(territories.localities, source, id_, ()) for id_ in names}
        key = f"{_SUBJECT_KEY}-{source}"
        subject_id = st.selectbox(
            _("Which one"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Choose"),
            key=key,
            on_change=_propose_name,
            args=(key, {id_: name for id_, name in names.items() if gives_away[id_] is None}),
        )
        _warn(None if subject_id is None else gives_away[subject_id])

    def place(_fields: ZoneFields) -> Place:
        if subject_id is None and source != ZoneSource.MUNICIPALITY:
            raise InvalidValue(N_("Choose the locality or the area whose outline the zone takes."))
        outline = taken_outline(context.database, context.actor, source, subject_id)
        return Place(outline, source, subject_id)

    return place


def _propose_name(key: str, names: Mapping[int, str]) -> None:
    """Let a zone that nobody named be called after what its outline is taken from; a restricted one gives no name."""
    proposed = names.get(st.session_state[key], "")[:NAME_AT_MOST]
    if st.session_state.get(NAME_KEY, "") in ("", st.session_state.get(_PROPOSED_NAME)):
        st.session_state[NAME_KEY] = st.session_state[_PROPOSED_NAME] = proposed


def warn_of_restricted(context: Context, fields: ZoneFields) -> None:
    """Say that a zone computed from localities shows where the restricted ones lie too."""
    localities = list_territories(context.database, context.actor).localities
    _warn(restricted_phrase(localities, ZoneSource.COMPUTED, None, fields.near))


def _warn(words: str | None) -> None:
    if words is not None:
        st.warning(words, icon=RESTRICTED_SIGN)


def _addresses(context: Context) -> Placing:
    with st.popover(_("Addresses from a file"), icon=":material/upload_file:"):
        st.caption(_("A table or a text with one address a row; they come into the field below."))
        uploaded = uploaded_path(context.settings.upload_limit_mib)
        if uploaded is not None and st.button(_("Take them over"), type="primary", key="zone-addresses-read"):
            with refusals_shown():
                st.session_state[ADDRESSES_KEY] = "\n".join(read_address_list(uploaded.path))
    text = st.text_area(_("Addresses, one a line"), placeholder=_("Long street 12"), height=160, key=ADDRESSES_KEY)
    return lambda _fields: named_place(context, addresses_in(text))


def named_place(context: Context, texts: Sequence[str]) -> Place:
    """The place of addresses named one by one; those that nobody knows stay by name, to be mended."""
    found = address_outline(context.database, context.actor, texts)
    if found.outline is None:
        raise InvalidValue(N_("None of these addresses is known. Write each on a line, with its house number."))
    known = [NamedAddress(one.text, one.longitude, one.latitude) for one in found.found]
    unknown = [NamedAddress(text) for text in found.unplaced]
    return Place(
        found.outline,
        ZoneSource.ADDRESSES,
        addresses=(*known, *unknown),
        told=found_phrase(len(known), [plain(text) for text in found.unplaced]),
    )
