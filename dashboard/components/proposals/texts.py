"""What a version says besides its zones: summary, changes, reasons, legal notes, from when to when it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from dashboard.components.forms import close_form, form_button
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import joined
from dashboard.components.proposals.adopted import bylaw_of
from dashboard.components.proposals.bylaw_words import validity_phrase as bylaw_validity
from dashboard.components.proposals.words import edge_phrase, validity_phrase
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.language import _
from geodata import clock
from geodata.errors import StaleEdit
from geodata.services.proposal_card import ProposalCard, VersionCard, version_card
from geodata.services.proposal_drafts import write_version
from geodata.services.proposal_texts import TEXT_AT_MOST, VARIANT_AT_MOST, VersionTexts

_NOW = "version-as-it-is-now"  # what the person was shown beside their own
_FIELDS = {name: f"version-{name}" for name in ("variant", "summary", "changes", "reasons", "legal_notes")}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The draft, and whether it follows another one, so that it has something to say of what changed."""

    version: VersionCard
    follows: bool


def show_texts(context: Context, card: ProposalCard, version: VersionCard) -> None:
    """The texts as they are; of a draft with the way to write them."""
    st.subheader(_("What the version says"), anchor=False)
    missing, validity = _("Not written yet."), _("Validity")
    first = not _follows(card, version)
    for name, text in _told(version):
        # A first version has nothing to be other than.
        if text or (version.editable and not (first and name == _("What changed and why"))):
            st.markdown(f"**{name}**  \n{paragraphs(text) if text else missing}")
    holds = _holds(context, card, version)
    st.markdown(f"**{validity}**  \n{joined(holds, edge_phrase(version.edge_belongs))}")
    if version.editable:
        form = partial(_form, context)
        asked = _Asked(version, _follows(card, version))
        form_button(_("Write the texts"), f"texts-{version.id}", asked, form, icon=":material/edit_note:")


def _holds(context: Context, card: ProposalCard, version: VersionCard) -> str:
    """From when to when it is to hold; of what was adopted, what the bylaw says."""
    bylaw = bylaw_of(context, card)
    if bylaw is None or bylaw.version_id != version.id:
        return validity_phrase(version)
    number = _("Bylaw {number}").format(number=plain(bylaw.number))
    return joined(number, bylaw_validity(bylaw, clock.today()))


def _follows(card: ProposalCard, version: VersionCard) -> bool:
    """Whether there is a version before it."""
    return version.based_on_id is not None or any(line.number < version.number for line in card.versions)


def _told(version: VersionCard) -> list[tuple[str, str]]:
    return [
        (_("Summary"), version.summary),
        (_("What changed and why"), version.changes),
        (_("Reasons"), version.reasons),
        (_("Legal notes (to be checked by a lawyer)"), version.legal_notes),
    ]


def _form(context: Context, asked: _Asked) -> None:
    seen = asked.version
    texts = _fields(seen, follows=asked.follows)
    now: VersionCard | None = st.session_state.get(_NOW)
    if now is not None and now.id != seen.id:
        now = None
    if now is not None:
        _show_what_is_now(now)
    guard = PersonalDataGuard("version", _FIELDS)
    name = _("Save what I wrote") if now is not None else _("Save the texts")
    kept = guard.decided(st.button(name, type="primary", key="version-save"))
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        try:
            version = (now or seen).row_version
            write_version(context.database, context.actor, seen.id, version, _with_reason(texts, kept))
        except StaleEdit:
            st.session_state[_NOW] = version_card(context.database, context.actor, seen.id)
            st.rerun()
        st.session_state.pop(_NOW, None)
        close_form()
        tell_after_rerun(_("The texts are saved."))
        st.rerun()


def _fields(seen: VersionCard, *, follows: bool) -> VersionTexts:
    def text(name: str, asked: str, value: str, height: int = 120) -> str:
        return st.text_area(asked, value=value, max_chars=TEXT_AT_MOST, height=height, key=_FIELDS[name])

    summary = text("summary", _("Summary: what is proposed, in a few sentences"), seen.summary)
    changes = text("changes", _("What changed and why"), seen.changes, 80) if follows else seen.changes
    reasons = text("reasons", _("Reasons"), seen.reasons)
    legal_notes = text("legal_notes", _("Legal notes (to be checked by a lawyer)"), seen.legal_notes, 80)
    first, last = st.columns(2)
    valid_from = first.date_input(_("Valid from"), value=seen.valid_from, format="DD.MM.YYYY", key="version-valid-from")
    valid_to = last.date_input(
        _("Valid to (empty: until further notice)"), value=seen.valid_to, format="DD.MM.YYYY", key="version-valid-to"
    )
    edge_belongs = st.radio(
        _("A venue on the very edge of a zone"),
        [True, False],
        index=0 if seen.edge_belongs else 1,
        format_func=lambda belongs: _("is hit") if belongs else _("is spared"),
        horizontal=True,
        key="version-edge",
    )
    variant = st.text_input(
        _("Name of the variant"), value=seen.variant, max_chars=VARIANT_AT_MOST, key=_FIELDS["variant"]
    )
    return VersionTexts(variant, summary, changes, reasons, legal_notes, valid_from, valid_to, bool(edge_belongs))


def _with_reason(texts: VersionTexts, reason: str) -> VersionTexts:
    return replace(texts, keep_personal_data=reason)


def _show_what_is_now(now: VersionCard) -> None:
    """What somebody else wrote, to read and to copy from, before it is written over."""
    with st.container(border=True):
        st.warning(
            _("Somebody else wrote into this draft meanwhile. What you typed stayed; this is what stands there now:"),
            icon=":material/difference:",
        )
        for name, text in _told(now):
            if text:
                st.markdown(f"**{name}**  \n{paragraphs(text)}")
        st.markdown(plain(validity_phrase(now)))
        if st.button(_("Leave it so"), key="version-leave"):
            st.session_state.pop(_NOW)
            close_form()
            st.rerun()
