"""The tables of a dossier: each venue with the reason it is hit, whom the zones hit, overlaps, equal treatment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from dashboard import formats
from dashboard.documents.blocks import Block, Heading, Paragraph, Table, Tone
from dashboard.documents.zone_sheets import few
from dashboard.documents.zone_words import (
    area_words,
    conflict_words,
    edge_words,
    kind_words,
    machines_words,
    sliver_words,
    treated_words,
    venue_name,
)
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.impact.summary import Share
from geodata.services.proposal_export import ExportedVenue, ProposalExport
from geodata.services.proposal_impact import AnsweredFinding

# More rows than this nobody reads on paper; the list of affected venues has them all.
VENUES_AT_MOST = 600
_SHARES_AT_MOST, _OVERLAPS_AT_MOST = 40, 60
_WHOLE_FROM = 0.995


def venue_table(export: ProposalExport) -> Iterator[Block]:
    """Each venue: where and whose it is, what becomes of it, by which zone and why, and how far the edge is."""
    yield Heading(_("Venues, one by one"), 1)
    if not export.venues:
        yield Paragraph(_("No venue of the city is known, so no zone hits any."))
        return
    belongs = export.version.edge_belongs
    yield Paragraph(
        _("The edge counts: a venue on it (within half a metre) is hit.")
        if belongs
        else _("The edge does not count: a venue on it (within half a metre) is spared."),
        tone=Tone.QUIET,
    )
    header = (
        _("No."),
        _("Name and address"),
        _("Whose and what kind"),
        _("What becomes of it"),
        _("By which zone and why"),
    )
    shown = export.venues[:VENUES_AT_MOST]
    yield Table(header, tuple(_venue_row(one, export) for one in shown), (2, 8, 7, 5, 11))
    others = len(export.venues) - len(shown)
    if others:
        words = ngettext(
            "{count} more venue stands in the list of affected venues.",
            "{count} more venues stand in the list of affected venues.",
            others,
        )
        yield Paragraph(words.format(count=formats.number(others)), tone=Tone.STRONG)


def _venue_row(one: ExportedVenue, export: ProposalExport) -> tuple[str, ...]:
    venue = one.row.venue
    whose = "\n".join(filter(None, (venue.operator, kind_words(venue.kind), machines_words(venue))))
    return str(one.number), venue_name(venue), whose, treated_words(one), "\n".join(_reasons(one, export))


def _reasons(one: ExportedVenue, export: ProposalExport) -> Iterator[str]:
    for number in one.zones:
        line = export.version.zones[number - 1]
        why = line.criterion or _("No criterion is written.")
        yield _("Zone {number} {name}: {why}").format(number=number, name=line.name, why=why)
    if not one.zones:
        yield _("No zone hits it.")
    for reason in one.row.exceptions:
        yield _("Excepted: {reason}").format(reason=reason)
    if edge := edge_words(one.row, edge_belongs=export.version.edge_belongs):
        yield edge


def whom_it_hits(export: ProposalExport) -> Iterator[Block]:
    """By operator, kind and locality."""
    summary = export.impact.summary
    yield Heading(_("Whom the zones hit"), 1)
    not_stated = _("it is not stated")
    yield from _shares(_("Hit by operator"), _("Operator"), summary.by_operator, str, not_stated)
    yield from _shares(_("Hit by kind of venue"), _("Kind of venue"), summary.by_kind, kind_words, not_stated)
    if any(share.name is not None for share in summary.by_locality):
        elsewhere = _("outside of these localities")
        yield from _shares(_("Hit by locality"), _("Locality"), summary.by_locality, str, elsewhere)


def _shares(
    title: str, first: str, shares: tuple[Share, ...], named: Callable[[str], str], unnamed: str
) -> Iterator[Block]:
    if not shares:
        return
    yield Heading(title, 2)
    header = (
        first,
        _("Venues it hits"),
        _("Venues it spares"),
        _("Machines to go"),
        _("Venues it hits, machines not known"),
    )
    rows = tuple(
        (
            unnamed if share.name is None else named(share.name),
            *map(formats.number, (share.hit, share.spared, share.machines_to_go, share.unknown)),
        )
        for share in shares[:_SHARES_AT_MOST]
    )
    yield Table(header, rows, (7, 4, 4, 4, 4))
    yield from _more(len(shares) - _SHARES_AT_MOST)


def covered_places(export: ProposalExport) -> Iterator[Block]:
    """By kind the localities and protected places that the zones cover, and how much where it is not the whole."""
    by_kind: dict[str, list[str]] = {}
    for one in export.impact.summary.covered:
        part = "" if one.share > _WHOLE_FROM else f" ({_percent(one.share)})"
        by_kind.setdefault(label(one.kind), []).append(f"{one.name}{part}")
    if not by_kind:
        return
    yield Heading(_("What lies in the zones"), 1)
    rows = tuple((kind, formats.number(len(names)), few(each_once(names))) for kind, names in by_kind.items())
    yield Table((_("What it is"), _("How many"), _("What it is called")), rows, (5, 2, 12))


def each_once(names: list[str]) -> list[str]:
    """Each name once: a service in three houses reads `Poradna (3×)`."""
    return [name if count == 1 else f"{name} ({count}×)" for name, count in Counter(names).items()]


def _percent(share: float) -> str:
    return _("{percent} %").format(percent=formats.number(max(share * 100, 1)))


def overlap_table(export: ProposalExport) -> Iterator[Block]:
    """Zones that lie over each other; slivers are counted, not listed."""
    overlaps = [one for one in export.impact.summary.overlaps if not one.is_sliver]
    slivers = len(export.impact.summary.overlaps) - len(overlaps)
    yield Heading(_("Where zones lie over each other"), 1)
    if overlaps:
        rows = tuple((one.first, one.second, area_words(one.area_m2)) for one in overlaps[:_OVERLAPS_AT_MOST])
        yield Table((_("The one zone"), _("The other zone"), _("Common area")), rows, (5, 5, 3))
        yield from _more(len(overlaps) - _OVERLAPS_AT_MOST)
    elif not slivers:
        yield Paragraph(_("No two zones of the proposal lie over each other."))
    if slivers:
        yield Paragraph(sliver_words(slivers), tone=Tone.QUIET)


def bylaw_table(export: ProposalExport) -> Iterator[Block]:
    """Zones of bylaws in force that those of the proposal lie over; nothing where there are none."""
    found = export.over_bylaws
    if not found:
        return
    yield Heading(_("Bylaws in force that it lies over"), 1)
    rows = tuple(
        (one.zone, f"{one.bylaw.number}, {one.bylaw_zone}", conflict_words(one.kind), area_words(one.area_m2))
        for one in found[:_OVERLAPS_AT_MOST]
    )
    yield Table((_("Zone"), _("Bylaw"), _("What both say"), _("Common area")), rows, (4, 4, 3, 2))
    yield from _more(len(found) - _OVERLAPS_AT_MOST)


def _more(others: int) -> Iterable[Block]:
    if others > 0:
        yield Paragraph(
            ngettext("and {count} more row", "and {count} more rows", others).format(count=formats.number(others)),
            tone=Tone.QUIET,
        )


def equal_treatment(export: ProposalExport) -> Iterator[Block]:
    """Venues that are treated unlike others of which the same is said, each with the answer."""
    yield Heading(_("Are like venues treated alike?"), 1)
    yield Paragraph(
        _(
            "A bylaw that treats like venues differently without stated objective criteria breaks § 19a of the act"
            " 143/2001. To be checked by a lawyer."
        ),
        tone=Tone.QUIET,
    )
    unchecked = export.impact.summary.unchecked
    if unchecked:
        words = (
            _("Criteria that could not be checked with what the maker of this paper may see: {zones}.")
            if export.impact.summary.unsure
            else _("Criteria in words only, which nobody can check by measuring: {zones}.")
        )
        yield Paragraph(words.format(zones=", ".join(unchecked[:_SHARES_AT_MOST])))
    findings = export.impact.findings
    if not findings:
        yield Paragraph(
            _("No finding among the zones that could be checked.")
            if unchecked
            else _("No venue is treated unlike others of which the same is said.")
        )
        return
    numbers = {one.row.venue.id: one.number for one in export.venues}
    header = (_("No."), _("Name and address"), _("What is unequal"), _("Answer in writing"))
    rows = tuple(_finding_row(one, numbers[one.finding.venue.id]) for one in findings[:VENUES_AT_MOST])
    yield Table(header, rows, (2, 7, 9, 12))
    yield from _more(len(findings) - VENUES_AT_MOST)


def _finding_row(one: AnsweredFinding, number: int) -> tuple[str, ...]:
    finding = one.finding
    said = [f"{label(finding.kind)} ({label(finding.rule).lower()})", *filter(None, finding.criteria)]
    if finding.distance_m is not None:
        nearest = _("The nearest place measured from is {distance} away.")
        said.append(nearest.format(distance=formats.distance(finding.distance_m)))
    answer = one.answer or _("Nobody answered this yet.")
    if one.answer is not None and one.answered_at is not None:
        who = ", ".join(filter(None, (one.organisation, formats.day(one.answered_at))))
        answer = f"{one.answer}\n({who})"
    return str(number), venue_name(finding.venue), "\n".join(said), answer
