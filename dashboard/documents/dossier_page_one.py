"""Page one of a dossier: what is proposed, why there, whom it hits and where, for whoever has a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from dashboard import formats
from dashboard.documents.blocks import Block, Facts, Paragraph
from dashboard.documents.dossier_commission import outcome_words
from dashboard.documents.zone_map import ZoneMaps
from dashboard.documents.zone_sheets import overview_picture
from dashboard.documents.zone_words import area_words, rule_words
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.services.proposal_export import ProposalExport
from geodata.services.proposal_versions import VersionLine

SUMMARY_AT_MOST = 420  # characters; the whole stands behind page one
_CHANGES_AT_MOST, _CRITERION_AT_MOST = 220, 140  # characters
_RULES_AT_MOST, _CRITERIA_AT_MOST = 5, 4  # lines
# So high is the map, less where so many lines (of so many letters) leave it no room on the page.
_OVERVIEW_MM, _OVERVIEW_AT_LEAST_MM = 108, 62
_LINES_BESIDE, _LINE_MM, _LETTERS_OF_A_LINE, _LETTERS_OF_A_FACT = 21, 5.4, 88, 66


def page_one(export: ProposalExport, maps: ZoneMaps) -> Iterator[Block]:
    """The summary, the facts, and a map of all zones."""
    summary = export.version.summary.strip()
    if summary:
        yield Paragraph(clipped(" ".join(summary.split()), SUMMARY_AT_MOST), lead=_("What is proposed:"))
    facts = tuple(_facts(export))
    yield Facts(facts)
    yield overview_picture(export, maps, height=_map_height(summary[:SUMMARY_AT_MOST], facts))


def _map_height(summary: str, facts: tuple[tuple[str, str], ...]) -> int:
    """Millimetres that summary and facts leave on the page."""
    told = [part for _name, value in facts for part in value.split("\n")]
    lines = sum(1 + len(part) // _LETTERS_OF_A_FACT for part in told) + len(summary) // _LETTERS_OF_A_LINE
    over = max(0, lines - _LINES_BESIDE)
    return max(_OVERVIEW_AT_LEAST_MM, round(_OVERVIEW_MM - over * _LINE_MM))


def _facts(export: ProposalExport) -> Iterator[tuple[str, str]]:
    yield _("What would hold"), "\n".join(_rules(export))
    if criteria := "\n".join(_criteria(export)):
        yield _("Why there"), criteria
    yield _("Whom it would hit"), "\n".join(_hit(export))
    yield _("Where it would hold"), "\n".join(_where(export))
    yield _("Treated unequally"), _findings(export)
    yield _("For a lawyer to check"), _flags(export)
    yield from _changed(export)
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


def _criteria(export: ProposalExport) -> Iterator[str]:
    """What most zones are there for comes first."""
    counted = Counter(" ".join(zone.line.criterion.split()) for zone in export.zones if zone.line.criterion.strip())
    for criterion, _zones in counted.most_common(_CRITERIA_AT_MOST):
        yield clipped(criterion, _CRITERION_AT_MOST)
    others = len(counted) - _CRITERIA_AT_MOST
    if others > 0:
        more = ngettext("and {count} more reason", "and {count} more reasons", others)
        yield more.format(count=formats.number(others))


def _changed(export: ProposalExport) -> Iterator[tuple[str, str]]:
    """What its writer says of it, where there was an earlier version."""
    earlier, changes = based_on(export), " ".join(export.version.changes.split())
    if earlier is not None and changes:
        yield _("Since version {number}").format(number=earlier.number), clipped(changes, _CHANGES_AT_MOST)


def _hit(export: ProposalExport) -> Iterator[str]:
    summary = export.impact.summary
    if not export.binds_venues:
        yield _("its rules bind sellers or people in the street, not venues")
        return
    closed = summary.whole.banned
    limited = summary.whole.hit - closed
    words = ngettext("{hit} of {count} known venue", "{hit} of {count} known venues", len(export.venues))
    all_hit = words.format(hit=formats.number(summary.whole.hit), count=formats.number(len(export.venues)))
    ways = ", ".join(_ways_of_hitting(closed, limited))
    yield f"{all_hit}: {ways}" if ways else all_hit
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


def _ways_of_hitting(closed: int, limited: int) -> Iterator[str]:
    if closed:
        yield _("{count} by a ban").format(count=formats.number(closed))
    if limited:
        yield _("{count} by hours or a cap alone").format(count=formats.number(limited))


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
        return _("nothing was found among the zones that could be checked")
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
    return "\n".join(filter(None, (where, _of_which_version(export), outcome_words(export.votes))))


def _of_which_version(export: ProposalExport) -> str:
    """What of the state is another version's; empty for the one that was submitted last."""
    version = export.version
    newest = max((line.number for line in export.proposal.versions if line.submitted_on), default=0)
    if version.submitted_on is None and newest:
        told = _("This version is a draft; where the proposal is holds for version {number}, which was submitted.")
    elif newest > version.number:
        told = _("This version is an older one; version {number} was submitted since.")
    else:
        return ""
    return told.format(number=newest)


def _validity(first: date | None, last: date | None) -> str:
    if first is None:
        return _("the day is not set yet")
    if last is None:
        return _("from {day} until further notice").format(day=formats.day(first))
    return _("from {start} until {end}").format(start=formats.day(first), end=formats.day(last))


def based_on(export: ProposalExport) -> VersionLine | None:
    """The version that this one was made of."""
    found = (line for line in export.proposal.versions if line.id == export.version.based_on_id)
    return next(found, None)


def clipped(text: str, at_most: int) -> str:
    """The text, or its beginning up to a space."""
    if len(text) <= at_most:
        return text
    return f"{text[:at_most].rsplit(' ', 1)[0]} …"
