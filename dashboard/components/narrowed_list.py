"""What the address narrows the list of issues by: each told on a chip that takes it away again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from dashboard.components.address import number_in_address
from dashboard.components.phrases import site_name
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import LokalityError
from geodata.model.issues import IssueStatus
from geodata.services.issue_selection import IssueFilter
from geodata.services.meeting_list import list_bodies
from geodata.services.references import SiteRef
from geodata.services.site_card import site_card

_BODY, _SITE, _STATUS = "body", "site", "status"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The body, the place and the state of the address; None where it names none."""

    body_id: int | None
    site_id: int | None
    status: IssueStatus | None

    def of(self, chosen: IssueFilter) -> IssueFilter:
        """The filter, narrowed by them."""
        statuses = chosen.statuses if self.status is None else frozenset({self.status})
        return replace(chosen, body_id=self.body_id, site_id=self.site_id, statuses=statuses)


def narrowed() -> Narrowed:
    """What the address says."""
    status = st.query_params.get(_STATUS, "")
    return Narrowed(
        number_in_address(_BODY),
        number_in_address(_SITE),
        IssueStatus(status) if status in {one.value for one in IssueStatus} else None,
    )


def narrow_to(body_id: int | None = None, site_id: int | None = None, status: IssueStatus | None = None) -> None:
    """Let the address name these and no others, and the list begin anew."""
    st.query_params.pop("from", None)
    for name, value in ((_BODY, body_id), (_SITE, site_id), (_STATUS, status)):
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = str(value)


def show_narrowed(context: Context, present: Narrowed) -> None:
    """The chips."""
    chips = {_BODY: _body(context, present.body_id), _SITE: _site(context, present.site_id), _STATUS: ""}
    if present.status is not None:
        chips[_STATUS] = label(present.status)
    if not any(chips.values()):
        return
    with st.container(horizontal=True, gap="small", key="list-narrowed"):
        for name, words in chips.items():
            if words:
                st.button(
                    _("Only: {what}").format(what=words), icon=":material/close:", help=_("Show the others too"),
                    key=f"narrowed-{name}", on_click=_widen, args=(name,),
                )  # fmt: skip


def _widen(name: str) -> None:
    st.query_params.pop(name, None)
    st.query_params.pop("from", None)


def _body(context: Context, body_id: int | None) -> str:
    if body_id is None:
        return ""
    names = {row.id: row.name for row in list_bodies(context.database, context.actor)}
    return plain(names.get(body_id)) or _("an unknown cell or commission")


def _site(context: Context, site_id: int | None) -> str:
    """Its name, as far as the actor may know of it."""
    if site_id is None:
        return ""
    try:
        card = site_card(context.database, context.actor, site_id)
    except LokalityError:
        return _("an unknown place")
    return plain(site_name(SiteRef(card.id, card.kind, card.name)))
