"""The dossier of a version: page one for whoever has a minute, then everything that stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dashboard import formats
from dashboard.documents.blocks import Block, Document, Heading, NextPage, Paragraph, Tone, with_printable_texts
from dashboard.documents.dossier_commission import commission_part
from dashboard.documents.dossier_page_one import SUMMARY_AT_MOST, based_on, clipped, page_one
from dashboard.documents.dossier_tables import (
    bylaw_table,
    covered_places,
    equal_treatment,
    overlap_table,
    venue_table,
    whom_it_hits,
)
from dashboard.documents.zone_sheets import few, zone_maps, zone_sheets
from dashboard.documents.zone_words import act_words
from dashboard.language import _, current_language
from geodata.services.proposal_export import ProposalExport

_FOOTER_AT_MOST = 60
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


def dossier_document(export: ProposalExport) -> Document:
    """The dossier in the language spoken now; a draft is marked on each page, and so are restricted venues."""
    maps = zone_maps(export)
    blocks = [
        *page_one(export, maps),
        NextPage(),
        *_whole_summary(export),
        Heading(_("Zones one by one"), 1),
        *zone_sheets(export, maps),
        *_exceptions(export),
        *(venue_table(export) if export.binds_venues else ()),
        *(whom_it_hits(export) if export.binds_venues else ()),
        *covered_places(export),
        *overlap_table(export),
        *bylaw_table(export),
        *equal_treatment(export),
        *_words(_("Reasons of the proposal"), export.version.reasons),
        *_legal(export),
        *_changes(export),
        *commission_part(export),
    ]
    return proposal_paper(export, _("Dossier of a proposal"), blocks)


def proposal_paper(export: ProposalExport, what: str, blocks: Iterable[Block]) -> Document:
    """A document about the version, with the marks that it needs."""
    marks, warning = [] if export.version.submitted_on else [_("DRAFT")], []
    if export.restricted:
        marks.append(_("For members only"))
        told = _("Venues that are not for everybody stand in this document. Do not pass it on.")
        warning.append(Paragraph(told, tone=Tone.STRONG))
    title = export.proposal.title
    return with_printable_texts(
        Document(
            language=current_language(),
            office=export.city,
            title=title,
            subtitle=f"{what}, {version_words(export)}",
            footer=clipped(title, _FOOTER_AT_MOST),
            page_words=_("Page {page} of {pages}"),
            marks=tuple(marks),
            blocks=(*warning, *blocks),
        )
    )


def version_words(export: ProposalExport) -> str:
    """`verze 3 z 12. 5. 2026`, with the name of a variant."""
    version = export.version
    day = formats.day(version.submitted_on or version.drafted_on)
    said = _("version {number} of {day}").format(number=version.number, day=day)
    return f"{said} ({version.variant})" if version.variant else said


def _whole_summary(export: ProposalExport) -> Iterable[Block]:
    summary = export.version.summary.strip()
    return _words(_("The whole summary"), summary) if len(summary) > SUMMARY_AT_MOST else ()


def _exceptions(export: ProposalExport) -> Iterator[Block]:
    if not export.version.exceptions:
        return
    yield Heading(_("Exceptions from the zones"), 1)
    names = {zone.line.id: zone.line.name for zone in export.zones}
    for one in export.version.exceptions:
        where = _("holds for every zone") if one.zone_id is None else names[one.zone_id]
        subject = one.subject or _("A place that is not shared with you")
        yield Paragraph(one.reason or "", lead=f"{subject} ({where}):", indented=True)


def _legal(export: ProposalExport) -> Iterator[Block]:
    yield Heading(_("Legal notes, to be checked by a lawyer"), 1)
    for flag in export.flags:
        sources = "; ".join(act_words(source) for source in flag.sources)
        zones = f"{few(flag.zones)}. " if flag.zones else ""
        yield Paragraph(f"{_(flag.sentence)}\n{zones}{sources}", indented=True)
    if export.version.legal_notes or not export.flags:
        yield from _paragraphs(export.version.legal_notes or _("No legal note is written."))


def _changes(export: ProposalExport) -> Iterable[Block]:
    earlier = based_on(export)
    if earlier is None and not export.version.changes:
        return ()
    title = _("What changed against earlier") if earlier is None else _("What changed since version {number}")
    named = title if earlier is None else title.format(number=earlier.number)
    return _words(named, export.version.changes or _("It is not written what changed."))


def _words(title: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield Heading(title, 1)
        yield from _paragraphs(text)


def _paragraphs(text: str) -> Iterator[Block]:
    for part in _BETWEEN_PARAGRAPHS.split(text):
        if part.strip():
            yield Paragraph(part.strip())
