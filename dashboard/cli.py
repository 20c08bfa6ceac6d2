"""The command `lokality`: parse, call one command, turn what went wrong into one sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from dashboard.commands import (
    backups,
    copy_to,
    demo,
    doctor,
    erase,
    export,
    form,
    impact,
    load,
    migrate,
    minutes,
    publish,
    serve,
    user,
)
from dashboard.commands.failures import DONE, sentence_of
from dashboard.commands.speech import choose_language, complain, translate_help, use_utf8
from geodata.errors import N_

commands = typer.Typer(
    name="lokality",
    help=N_("Lokality: what is wrong where in a city, who took it on, and what became of it."),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
commands.command("serve", help=serve.HELP)(serve.serve)
commands.command("demo", help=demo.HELP)(demo.demo)
commands.command("load", help=load.HELP)(load.load)
commands.command("export", help=export.HELP)(export.export)
commands.command("form", help=form.HELP)(form.form)
commands.command("publish", help=publish.HELP)(publish.publish)
commands.add_typer(user.users, name="user", help=user.HELP)
commands.command("minutes", help=minutes.HELP)(minutes.minutes)
commands.command("impact", help=impact.HELP)(impact.impact)
commands.command("migrate", help=migrate.HELP)(migrate.migrate)
commands.command("copy-to", help=copy_to.HELP)(copy_to.copy_to)
commands.command("backup", help=backups.BACKUP_HELP)(backups.backup)
commands.command("restore", help=backups.RESTORE_HELP)(backups.restore)
commands.command("erase", help=erase.HELP)(erase.erase)
commands.command("doctor", help=doctor.HELP)(doctor.doctor)


@commands.callback()
def _whole(
    lang: Annotated[str | None, typer.Option(help=N_("Language of the messages: cs or en."))] = None,
) -> None:
    """Options before the command; `choose_language` has read them."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. Nothing but sentences reaches the terminal."""
    use_utf8()
    choose_language(arguments)
    command = typer.main.get_command(commands)
    translate_help(command)
    try:
        command(args=list(arguments), prog_name="lokality")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else DONE
    except Exception as error:
        sentence, code = sentence_of(error)
        complain(sentence)
        return code
    return DONE


def app() -> None:
    """The entry point."""
    sys.exit(run(sys.argv[1:]))
