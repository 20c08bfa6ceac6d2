"""What `lokality load` says: how the file was understood, what came of it, which rows were not taken and why."""

from __future__ import annotations

import json
from pathlib import Path

from dashboard.commands.speech import complain, say
from dashboard.components.loading_words import loaded_field_name, outside_words, target_name
from dashboard.formats import number
from dashboard.language import _, ngettext, translate
from loaders.findings import Finding, Severity
from loaders.guess import Guess
from loaders.loading import LoadOutcome
from loaders.profile import Profile
from loaders.report import LoadReport

# Both together are a screenful; all of them are in the report file.
REJECTIONS_SHOWN = 20
REPAIRS_SHOWN = 10


def say_understanding(profile: Profile, guess: Guess, was_guessed: bool) -> None:
    """What the rows are, and without a profile what each column was taken for."""
    # The profile by its own name, as --profile takes it.
    say(_("Rows are: {target} ({profile}).").format(target=target_name(profile.target), profile=profile.name))
    if not was_guessed:
        return
    for column in guess.columns:
        if column.field is not None:
            say(f"  {column.column} → {loaded_field_name(column.field)}")


def say_outcome(outcome: LoadOutcome, *, dry_run: bool, rejected_file: Path | None) -> None:
    """Counts on standard output, what was said of rows on standard error."""
    report = outcome.report
    for note in report.notes:
        complain(translate(note))
    _complain_of_rows(report)
    if report.outside:
        complain(outside_words(report.outside, report.outside_rows))
    say(
        _(
            "Read {read}: {created} new, {updated} changed, {unchanged} unchanged, {to_place} to be placed, "
            "{repaired} repaired, {rejected} rejected."
        ).format(
            read=number(report.read),
            created=number(report.created),
            updated=number(report.updated),
            unchanged=number(report.unchanged),
            to_place=number(report.to_place),
            repaired=number(report.repaired),
            rejected=number(report.rejected),
        )
    )
    if outcome.placed_now:
        say(_("Records that waited for an address and are on the map now: {count}.").format(count=outcome.placed_now))
    if report.rejected and rejected_file is not None:
        say(_("The rejected rows are in {file}.").format(file=rejected_file))
    if dry_run:
        say(_("This was a trial: nothing was stored."))
    elif not outcome.kept:
        say(_("Nothing was stored because of the rejected rows. Mend them, or load the good ones with --keep-good."))


def _complain_of_rows(report: LoadReport) -> None:
    refused = report.rejected_rows
    rejections = [finding for finding in report.findings if finding.severity is Severity.REJECTED]
    # What was mended in a row that is not taken is of no use to anybody.
    repairs = [finding for finding in report.findings if finding.row not in refused]
    for finding in [*rejections[:REJECTIONS_SHOWN], *repairs[:REPAIRS_SHOWN]]:
        complain(_line(finding))
    if len(rejections) > REJECTIONS_SHOWN:
        complain(_("All rejected rows with their reasons: --report FILE.json, --rejected FILE.csv."))
    untold = len(repairs) - REPAIRS_SHOWN
    if untold > 0:
        more = ngettext(
            "And {count} more repair: --report FILE.json.", "And {count} more repairs: --report FILE.json.", untold
        )
        complain(more.format(count=number(untold)))


def _line(finding: Finding) -> str:
    """Row, column and value as far as there are such, then what is wrong and what was or is to be done."""
    place = [_("Row {row}").format(row=finding.row)]
    if finding.column:
        place.append(_("column {column}").format(column=finding.column))
    if finding.value:
        place.append(_("“{value}”").format(value=finding.value))
    return f"{', '.join(place)}: {translate(finding.reason)} {translate(finding.repair)}"


def write_report(path: Path, report: LoadReport) -> None:
    """The report as one JSON object."""
    path.write_text(json.dumps(report.to_json(translate), ensure_ascii=False, indent=1), encoding="utf-8")
