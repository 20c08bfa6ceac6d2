"""`lokality form`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.speech import say
from dashboard.language import _
from geodata.errors import N_, InvalidValue, StorageError
from geodata.model.sites import SiteKind

HELP = N_("Write the form of a kind of place for KoboToolbox and ODK: an XLSForm in Czech and English.")


def form(
    kind: Annotated[SiteKind, typer.Argument(help=N_("The kind of place that the form is for."))],
    file: Annotated[Path, typer.Argument(help=N_("The workbook to write; its name ends in .xlsx."))],
    force: Annotated[bool, typer.Option("--force", help=N_("Replace the file if it exists."))] = False,
    lang: Annotated[str | None, typer.Option(help=N_("Language of the messages: cs or en."))] = None,
) -> None:
    """Ask nothing of the database: the questions are those of the program."""
    from dashboard.exports.field_form import write_field_form

    if file.suffix.lower() != ".xlsx":
        raise InvalidValue(N_("A form is a workbook. Give {file} the ending .xlsx."), file=str(file))
    if file.exists() and not force:
        raise StorageError(
            N_("{file} exists already. Nothing was written; give another name or add --force."), file=str(file)
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    write_field_form(file, kind)
    say(_("The form is in {file}. Upload it to KoboToolbox or ODK Central.").format(file=file))
