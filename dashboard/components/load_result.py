"""What came of a file: counts, what was said of its rows, and the rejected rows to take away."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.components.loading_words import outside_words
from dashboard.components.text import plain, sentence
from dashboard.formats import number
from dashboard.language import _, translate
from dashboard.web.rejected import rejected_file
from geodata.errors import Message
from geodata.services.ingest import OutsideRow
from loaders.loading import LoadOutcome
from loaders.prepare import Preparation

FINDINGS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ShownFinding:
    row: int
    column: str
    value: str
    reason: Message
    repair: Message


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A load outcome without its open files, for the browser session. `rejected_name` is the file of rejected rows."""

    kept: bool
    read: int
    created: int
    updated: int
    unchanged: int
    to_place: int
    repaired: int
    rejected: int
    placed_now: int
    notes: tuple[Message, ...]
    findings: tuple[ShownFinding, ...]
    rejected_name: str | None
    outside: int
    outside_rows: tuple[OutsideRow, ...]
    load_id: int | None


def result_of(outcome: LoadOutcome, preparation: Preparation, data_directory: Path) -> LoadResult:
    """Keep what is to be shown, and write the rejected rows where our own route hands them out."""
    name = None
    if outcome.report.rejected:
        name = secrets.token_urlsafe(16)
        preparation.rejected_rows.write(rejected_file(data_directory, name))
    return shown_result(outcome, name)


def shown_result(outcome: LoadOutcome, rejected_name: str | None = None) -> LoadResult:
    """The same of a file whose rejected rows are told and not handed out."""
    report = outcome.report
    findings = [
        ShownFinding(
            said.row, said.column or "", "" if said.value is None else str(said.value), said.reason, said.repair
        )
        for said, _number in zip(report.findings, range(FINDINGS_SHOWN), strict=False)
    ]
    return LoadResult(
        kept=outcome.kept,
        read=report.read,
        created=report.created,
        updated=report.updated,
        unchanged=report.unchanged,
        to_place=report.to_place,
        repaired=report.repaired,
        rejected=report.rejected,
        placed_now=outcome.placed_now,
        notes=tuple(report.notes),
        findings=tuple(findings),
        rejected_name=rejected_name,
        outside=report.outside,
        outside_rows=tuple(report.outside_rows),
        load_id=outcome.load_id,
    )


def load_result(result: LoadResult) -> None:
    """Notes of the file, the findings of its rows, and a link to the rejected ones."""
    for note in result.notes:
        st.caption(sentence(note))
    if result.outside:
        st.warning(outside_words(result.outside, result.outside_rows, plain), icon=":material/wrong_location:")
    if result.placed_now:
        st.info(
            _("{count} records that waited for an address are on the map now.").format(count=number(result.placed_now))
        )
    if result.findings:
        st.write(
            _("{repaired} rows repaired, {rejected} rejected:").format(
                repaired=number(result.repaired), rejected=number(result.rejected)
            )
        )
        st.dataframe(
            [
                {
                    _("Row"): said.row,
                    _("Column"): said.column,
                    _("Value"): said.value,
                    _("What is wrong"): translate(said.reason),
                    _("What helps"): translate(said.repair),
                }
                for said in result.findings
            ],
            hide_index=True,
            width="stretch",
        )
    if result.rejected_name:
        st.link_button(
            _("Download the rejected rows"), f"/rejected/{result.rejected_name}.csv", icon=":material/download:"
        )
