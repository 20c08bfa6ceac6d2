"""`lokality doctor`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.failures import REFUSED
from dashboard.commands.speech import say
from dashboard.language import _, translate
from geodata.errors import N_

if TYPE_CHECKING:
    from dashboard.commands.examination import Finding

HELP = N_("Look whether everything is as it should be, and say how to mend what is not.")
_SIGNS = {"FINE": "✓", "NOTE": "•", "FAULT": "✗"}


def doctor(
    audit: Annotated[bool, typer.Option("--audit", help=N_("Check the whole audit chain too."))] = False,
) -> None:
    """Exit code 0 if nothing needs mending, else 2."""
    from dashboard.commands.examination import Weight, examine

    findings = list(examine(audit=audit))
    for finding in findings:
        _say_finding(finding)
    if any(finding.weight is Weight.FAULT for finding in findings):
        raise typer.Exit(REFUSED)
    say(_("Nothing needs mending."))


def _say_finding(finding: Finding) -> None:
    say(f"{_SIGNS[finding.weight.name]} {translate(finding.what)}")
    if finding.mending is not None:
        say(f"  → {translate(finding.mending)}")
