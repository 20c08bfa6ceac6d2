"""Joint patrols: the list, and one of them (`?id=`)."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from dashboard import formats
from dashboard.components.address import number_in_address, renew_address
from dashboard.components.facts import show_facts
from dashboard.components.patrols.clashes import show_clashes
from dashboard.components.patrols.places import show_places
from dashboard.components.patrols.plan_form import change_button, plan_button
from dashboard.components.patrols.rows import show_patrols, span
from dashboard.components.patrols.steps import cancel_button, next_step
from dashboard.components.patrols.track import show_tracks
from dashboard.components.phrases import author_phrase
from dashboard.components.results import begin_page
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.model.patrols import PatrolState
from geodata.policy import Action, can, require
from geodata.services.patrol_list import PatrolCard, PatrolPerson, list_patrols, patrol_card
from geodata.services.patrol_places import patrol_places


def render(context: Context) -> None:
    """Show the patrol of the address, else the list."""
    require(context.actor, Action.LEAD_PATROL)
    begin_page()
    renew_address()
    patrol_id = number_in_address("id")
    if patrol_id is None:
        st.title(_("Patrols"), anchor=False)
        if can(context.actor, Action.KEEP_PATROL):
            plan_button(context)
        show_patrols(list_patrols(context.database, context.actor))
        return
    page_link("patrols", _("All patrols"), icon=":material/arrow_back:")
    _one(context, patrol_card(context.database, context.actor, patrol_id))


def _one(context: Context, card: PatrolCard) -> None:
    places = patrol_places(context.database, context.actor, card.id)
    st.title(plain(card.purpose), anchor=False)
    st.markdown(f"**{label(card.state)}**")
    with st.container(horizontal=True):
        next_step(context, card, places.count)
        change_button(context, card)
        cancel_button(context, card)
    show_facts(_facts(card), f"patrol-{card.id}")
    show_clashes(context, card)
    if card.body_id is not None:
        page_link(
            "body", _("Reports to: {name}").format(name=plain(card.body)), icon=":material/groups:", id=card.body_id
        )
    _result(card)
    show_places(card, places)
    show_tracks(context, card)


def _facts(card: PatrolCard) -> Iterator[tuple[str, str]]:
    yield _("When"), span(card.starts_at, card.ends_at)
    if card.started_at is not None:
        yield _("Started"), formats.moment(card.started_at)
    if card.stopped_at is not None:
        yield _("Ended"), formats.moment(card.stopped_at)
    yield _("Streets"), ", ".join(plain(street) for street in card.streets)
    yield _("Who takes part"), ", ".join(plain(name) for name in card.organisations)
    if card.members is not None:
        nobody = _("nobody is named yet")
        yield _("Who walks"), ", ".join(_name(card, one) for one in card.members) or nobody
    yield _("Who may see it"), label(card.sensitivity)


def _name(card: PatrolCard, one: PatrolPerson) -> str:
    """The name; of an erased account the organisation it was of."""
    organisations = dict(zip(card.organisation_ids, card.organisations, strict=True))
    return plain(one.name) or author_phrase("", organisations.get(one.organisation_id or 0)) or ""


def _result(card: PatrolCard) -> None:
    if card.state not in (PatrolState.DONE, PatrolState.REPORTED):
        return
    st.subheader(_("What came of it"), anchor=False)
    if card.result is None:
        st.info(_("The result is not written yet. Whoever takes part writes it; also that nothing was found."))
    else:
        st.markdown(paragraphs(card.result))
