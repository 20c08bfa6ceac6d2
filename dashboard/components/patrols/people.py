"""Who walks in a patrol, asked for each organisation that takes part; nobody is offered whom one may not know of."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.language import _
from geodata.policy import Action, can
from geodata.services.colleagues import list_colleagues, may_choose_person
from geodata.services.patrol_list import PatrolCard, PatrolPerson


def choose_people(
    context: Context, card: PatrolCard | None, organisations: Mapping[int, str]
) -> tuple[int, ...] | None:
    """Ids of those who walk; None where they stay as they are, unknown to the reader."""
    if card is not None and card.members is None:
        st.caption(_("Who walks is known to those who take part, and stays as it is."))
        return None
    walk = [one for one in (card.members or () if card else ()) if one.at_work]
    chosen: list[int] = []
    for organisation_id, name in organisations.items():
        chosen += _of_one(
            context, organisation_id, name, [one for one in walk if one.organisation_id == organisation_id]
        )
    return tuple(chosen)


def _of_one(context: Context, organisation_id: int, name: str, walk: list[PatrolPerson]) -> list[int]:
    names = {one.id: one.name for one in walk}
    if can(context.actor, Action.ADVANCE_ISSUE) and may_choose_person(context.actor, organisation_id):
        names |= {one.id: one.name for one in list_colleagues(context.database, context.actor, organisation_id)}
    if not names:
        return []
    return st.multiselect(
        _("Who walks: {organisation}").format(organisation=plain(name)),
        list(names),
        default=[one.id for one in walk],
        format_func=names.__getitem__,
        placeholder=_("Choose people"),
        key=f"patrol-people-{organisation_id}",
    )
