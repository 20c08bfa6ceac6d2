"""The dossier of a version: page one for whoever has a minute, then everything that stands behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from dashboard import formats
from dashboard.documents.blocks import Block, Document, Facts, Heading, NextPage, Paragraph, Tone, with_printable_texts
from dashboard.documents.dossier_commission import commission_part, outcome_words
from dashboard.documents.dossier_tables import covered_places, equal_treatment, overlap_table, venue_table, whom_it_hits
from dashboard.documents.zone_map import ZoneMaps
from dashboard.documents.zone_sheets import few, overview_picture, zone_maps, zone_sheets
from dashboard.documents.zone_words import act_words, area_words, rule_words
from dashboard.labels import label
from dashboard.language import _, current_language, ngettext
from geodata.services.proposal_export import ProposalExport
from geodata.services.proposal_versions import VersionLine

_SUMMARY_AT_MOST = 420  # characters on page one; the whole stands behind it
_RULES_AT_MOST = 5  # lines on page one
_OVERVIEW_MM = 108
_FOOTER_AT_MOST = 60
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


def dossier_document(export: ProposalExport) -> Document:
    """The dossier in the language spoken now; a draft is marked on each page, and so are restricted venues."""
    maps = zone_maps(export)
    blocks = [
        *_page_one(export, maps),
        NextPage(),
        *_whole_summary(export),
        Heading(_("Zones one by one"), 1),
        *zone_sheets(export, maps),
        *_exceptions(export),
        *(venue_table(export) if export.binds_venues else ()),
        *(whom_it_hits(export) if export.binds_venues else ()),
        *covered_places(export),
        *overlap_table(export),
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
            footer=_clipped(title, _FOOTER_AT_MOST),
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


def _page_one(export: ProposalExport, maps: ZoneMaps) -> Iterator[Block]:
    summary = export.version.summary.strip()
    if summary:
        yield Paragraph(_clipped(" ".join(summary.split()), _SUMMARY_AT_MOST), lead=_("What is proposed:"))
    yield Facts(tuple(_facts(export)))
    yield overview_picture(export, maps, height=_OVERVIEW_MM)


def _facts(export: ProposalExport) -> Iterator[tuple[str, str]]:
    yield _("What would hold"), "\n".join(_rules(export))
    yield _("Whom it would hit"), "\n".join(_hit(export))
    yield _("Where it would hold"), "\n".join(_where(export))
    yield _("Treated unequally"), _findings(export)
    yield _("For a lawyer to check"), _flags(export)
    yield _("Where the proposal is"), _state(export)
    if export.bylaw is None:
        yield _("When it would hold"), _validity(export.version.valid_from, export.version.valid_to)
    else:
        holds = _validity(export.bylaw.valid_from, export.bylaw.ends_on)
        yield _("Bylaw"), f"{export.bylaw.number}, {holds}"


def _rules(export: ProposalExport) -> Iterator[str]:
    """Each rule with the number of its zones."""
    counted = Counter(rule_words(zone.line) for zone in export.zones)
    for words, zones in counted.most_common(_RULES_AT_MOST):
        count = ngettext("in {count} zone", "in {count} zones", zones).format(count=formats.number(zones))
        yield f"{words} ({count})"
    if len(counted) > _RULES_AT_MOST:
        others = len(counted) - _RULES_AT_MOST
        yield ngettext("and {count} more rule", "and {count} more rules", others).format(count=formats.number(others))


def _hit(export: ProposalExport) -> Iterator[str]:
    summary = export.impact.summary
    if not export.binds_venues:
        yield _("its rules bind sellers or people in the street, not venues")
        return
    closed = summary.whole.banned
    limited = summary.whole.hit - closed
    words = ngettext(
        "{hit} of {count} known venue: {closed} by a ban, {limited} by hours or a cap alone",
        "{hit} of {count} known venues: {closed} by a ban, {limited} by hours or a cap alone",
        len(export.venues),
    )
    figures = {"hit": summary.whole.hit, "count": len(export.venues), "closed": closed, "limited": limited}
    yield words.format(**{name: formats.number(figure) for name, figure in figures.items()})
    gone = summary.whole.machines_to_go
    machines = ngettext("{count} machine would have to go", "{count} machines would have to go", gone)
    unknown = summary.whole.unknown_to_go
    not_known = ngettext(
        "the machines of {count} venue are not known", "the machines of {count} venues are not known", unknown
    )
    parts = [machines.format(count=formats.number(gone))]
    yield "; ".join([*parts, not_known.format(count=formats.number(unknown))] if unknown else parts)
    if summary.near_edge:
        near = ngettext(
            "{count} venue within 50 m of an edge", "{count} venues within 50 m of an edge", summary.near_edge
        )
        on_edge = ngettext("{count} on the very edge", "{count} on the very edge", summary.on_edge)
        parts = [near.format(count=formats.number(summary.near_edge))]
        yield ", ".join([*parts, on_edge.format(count=formats.number(summary.on_edge))] if summary.on_edge else parts)


def _where(export: ProposalExport) -> Iterator[str]:
    summary = export.impact.summary
    zones = ngettext("in {count} zone", "in {count} zones", len(export.zones))
    addresses = ngettext("{count} address in it", "{count} addresses in it", summary.addresses)
    streets = ngettext("{count} street through it", "{count} streets through it", len(summary.streets))
    counted = (zones, len(export.zones)), (addresses, summary.addresses), (streets, len(summary.streets))
    yield ", ".join([area_words(summary.area_m2), *(words.format(count=formats.number(n)) for words, n in counted)])
    low, high = summary.residents
    if high:
        lives = _("in the localities there live {low} to {high} people, by estimate")
        yield lives.format(low=formats.number(low), high=formats.number(high))


def _findings(export: ProposalExport) -> str:
    found, still_open = len(export.impact.findings), export.impact.open_findings
    if not found and export.impact.summary.unchecked:
        return _("nothing was found where the criterion can be measured; the other zones nobody can check")
    if not found:
        return _("nothing was found")
    words = ngettext("{count} case of unequal treatment", "{count} cases of unequal treatment", found).format(
        count=formats.number(found)
    )
    if not still_open:
        return _("{findings}, all answered in writing").format(findings=words)
    return _("{findings}, {open} of them not answered yet").format(findings=words, open=formats.number(still_open))


def _flags(export: ProposalExport) -> str:
    if not export.flags:
        return _("nothing that is known from the acts")
    count = len(export.flags)
    return ngettext("{count} point, with its source below", "{count} points, with their sources below", count).format(
        count=formats.number(count)
    )


def _state(export: ProposalExport) -> str:
    body = export.proposal.body
    where = f"{label(export.proposal.state)} ({body})" if body else label(export.proposal.state)
    newer = [
        line.number for line in export.proposal.versions if line.submitted_on and line.number > export.version.number
    ]
    older = _("This version is an older one; version {number} was submitted since.") if newer else ""
    return "\n".join(filter(None, (where, older.format(number=max(newer, default=0)), outcome_words(export.votes))))


def _validity(first: date | None, last: date | None) -> str:
    if first is None:
        return _("the day is not set yet")
    if last is None:
        return _("from {day} until further notice").format(day=formats.day(first))
    return _("from {start} until {end}").format(start=formats.day(first), end=formats.day(last))


def _whole_summary(export: ProposalExport) -> Iterable[Block]:
    summary = export.version.summary.strip()
    return _words(_("The whole summary"), summary) if len(summary) > _SUMMARY_AT_MOST else ()


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
    yield from _paragraphs(export.version.legal_notes or _("No legal note is written."))


def _changes(export: ProposalExport) -> Iterable[Block]:
    earlier = _based_on(export)
    if earlier is None and not export.version.changes:
        return ()
    title = _("What changed against earlier") if earlier is None else _("What changed since version {number}")
    named = title if earlier is None else title.format(number=earlier.number)
    return _words(named, export.version.changes or _("It is not written what changed."))


def _based_on(export: ProposalExport) -> VersionLine | None:
    found = (line for line in export.proposal.versions if line.id == export.version.based_on_id)
    return next(found, None)


def _words(title: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield Heading(title, 1)
        yield from _paragraphs(text)


def _paragraphs(text: str) -> Iterator[Block]:
    for part in _BETWEEN_PARAGRAPHS.split(text):
        if part.strip():
            yield Paragraph(part.strip())


def _clipped(text: str, at_most: int) -> str:
    """The text, or its beginning up to a space."""
    if len(text) <= at_most:
        return text
    return f"{text[:at_most].rsplit(' ', 1)[0]} …"
