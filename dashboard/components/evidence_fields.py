"""What shows that an issue is done, as it is chosen and as it is read."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import formats
from dashboard.components.field_state import keep_if_offered
from dashboard.components.letter_evidence import LETTER_KEY, letter_field, show_document
from dashboard.components.photo_strip import show_photos
from dashboard.components.phrases import joined, site_name
from dashboard.components.signs import KIND_SIGNS
from dashboard.components.text import plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from dashboard.shell.pages import page_link
from geodata.model.issues import EvidenceKind, IssueStatus
from geodata.services.event_lines import Evidence
from geodata.services.issue_card import IssueCard
from geodata.services.issue_evidence import (
    DOCUMENT_AT_MOST,
    EvidenceChoices,
    PhotoChoice,
    VisitChoice,
    evidence_choices,
)
from geodata.services.issue_steps import Step
from geodata.workflow import NEEDS_EVIDENCE, SHOWS_EVIDENCE

DOCUMENT_KEY = "step-document"
_KIND_KEY, _PHOTO_KEY, _VISIT_KEY = "step-evidence", "step-photo", "step-visit"
EVIDENCE_KEYS = (_KIND_KEY, _PHOTO_KEY, _VISIT_KEY, LETTER_KEY)


def with_evidence(context: Context, card: IssueCard, step: Step) -> Step:
    """The step with what the person chose to show for it; steps that need nothing ask nothing."""
    if step.wanted not in SHOWS_EVIDENCE:
        return step
    choices = evidence_choices(context.database, context.actor, card.id)
    visits = choices.visits
    if step.wanted == IssueStatus.VERIFIED:
        visits = tuple(visit for visit in visits if visit.since_done)
        _tell_who_verifies(card, choices, visits)
    if step.wanted in NEEDS_EVIDENCE and not visits and not choices.photos:
        if card.sites:
            st.caption(_("No photo and no visit since the issue was opened shows it yet."))
        _offer_visit(card)
    kind = _kind(step.wanted, choices, visits)
    match kind:
        case EvidenceKind.PHOTO:
            photo = _photo(choices.photos)
            return replace(step, evidence=kind, photo_id=photo.id if photo else None)
        case EvidenceKind.VISIT:
            visit = _visit(visits)
            return replace(step, evidence=kind, observation_id=visit.id if visit else None)
        case EvidenceKind.DOCUMENT:
            keep_if_offered(LETTER_KEY, [None, *(letter.id for letter in card.submissions)])
            document = letter_field(card.submissions)
            if document is None:
                document = st.text_input(
                    _("Which letter or document"),
                    max_chars=DOCUMENT_AT_MOST,
                    placeholder=_("What it is, of which day, its number"),
                    key=DOCUMENT_KEY,
                )
            return replace(step, evidence=kind, document=document[:DOCUMENT_AT_MOST])
        case _:
            return step


def show_evidence(evidence: Evidence) -> None:
    """What was shown for a step, with the way to it."""
    what = label(evidence.kind)
    if evidence.kind == EvidenceKind.DOCUMENT:
        show_document(evidence.document)
    elif evidence.site is None:
        st.caption(_("Shown by: {what}").format(what=what))
    else:
        when = None if evidence.day is None else formats.day(evidence.day)
        name = joined(what, when, plain(site_name(evidence.site)))
        page_link("site", name, icon=KIND_SIGNS[evidence.site.kind], id=evidence.site.id)
        if evidence.photo_id is not None:
            show_photos([(evidence.photo_id, site_name(evidence.site))], height=96)


def _kind(wanted: IssueStatus, choices: EvidenceChoices, visits: tuple[VisitChoice, ...]) -> EvidenceKind | None:
    offered: list[EvidenceKind | None] = [] if wanted in NEEDS_EVIDENCE or choices.only_by_visit else [None]
    if visits:
        offered.append(EvidenceKind.VISIT)
    if choices.photos and not (wanted == IssueStatus.VERIFIED and choices.only_by_visit):
        offered.append(EvidenceKind.PHOTO)
    if wanted in NEEDS_EVIDENCE:
        offered.append(EvidenceKind.DOCUMENT)
    if not offered or offered == [None]:
        return None
    keep_if_offered(_KIND_KEY, offered)
    kind: EvidenceKind | None = st.radio(
        _("What shows it"),
        offered,
        # Nothing is chosen beforehand: what shows it is said by whoever looked.
        index=None if wanted in NEEDS_EVIDENCE else 0,
        format_func=lambda one: _("My word is enough") if one is None else label(one),
        key=_KIND_KEY,
    )
    return kind


def _photo(photos: tuple[PhotoChoice, ...]) -> PhotoChoice | None:
    keep_if_offered(_PHOTO_KEY, photos)
    chosen = st.selectbox(
        _("Photo"),
        photos,
        format_func=lambda photo: f"{formats.day(photo.taken_on)} {site_name(photo.site)}",
        key=_PHOTO_KEY,
    )
    if chosen is not None:
        show_photos([(chosen.id, site_name(chosen.site))], height=96)
    return chosen


def _visit(visits: tuple[VisitChoice, ...]) -> VisitChoice | None:
    keep_if_offered(_VISIT_KEY, visits)
    return st.selectbox(_("Visit"), visits, format_func=_visit_name, key=_VISIT_KEY)


def _visit_name(visit: VisitChoice) -> str:
    condition = None if visit.condition is None else label(visit.condition)
    return joined(formats.day(visit.observed_on), site_name(visit.site), condition, visit.organisation)


def _offer_visit(card: IssueCard) -> None:
    """The way to the places, where a visit is recorded."""
    for site in card.sites:
        name = _("Record a visit: {place}").format(place=plain(site_name(site)))
        page_link("site", name, icon=":material/add_location_alt:", id=site.id)


def _tell_who_verifies(card: IssueCard, choices: EvidenceChoices, visits: tuple[VisitChoice, ...]) -> None:
    if not choices.only_by_visit:
        return
    if visits:
        st.caption(_("You noted yourself that it is done, so a visit recorded since then has to show it."))
        return
    st.info(
        _("You noted yourself that it is done. Ask somebody else to confirm it, or record a visit of the place first."),
        icon=":material/group:",
    )
    _offer_visit(card)
