"""What `lokality load` says: how the file was understood, what came of it, which rows were not taken and why."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

from dashboard.commands.speech import complain, say
from dashboard.components.loading_words import loaded_field_name, profile_name, target_name
from dashboard.formats import number
from dashboard.language import _, translate
from loaders.findings import Severity
from loaders.guess import Guess
from loaders.loading import LoadOutcome
from loaders.profile import Profile
from loaders.report import LoadReport

FINDINGS_SHOWN = 20  # a screenful; all of them are in the report file


def say_understanding(profile: Profile, guess: Guess, was_guessed: bool) -> None:
    """What the rows are, and without a profile what each column was taken for."""
    say(
        _("Rows are: {target} ({profile}).").format(
            target=target_name(profile.target), profile=profile_name(profile.name)
        )
    )
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
    rejected = (finding for finding in report.findings if finding.severity is Severity.REJECTED)
    for finding in islice(rejected, FINDINGS_SHOWN):
        complain(
            _("Row {row}, column {column}, “{value}”: {reason} {repair}").format(
                row=finding.row,
                column=finding.column,
                value=finding.value,
                reason=translate(finding.reason),
                repair=translate(finding.repair),
            )
        )
    if report.rejected > FINDINGS_SHOWN:
        complain(_("All rejected rows with their reasons: --report FILE.json, --rejected FILE.csv."))


def write_report(path: Path, report: LoadReport) -> None:
    """The report as one JSON object."""
    path.write_text(json.dumps(report.to_json(translate), ensure_ascii=False, indent=1), encoding="utf-8")
