"""What commands say: results to standard output, everything else to standard error, in one language."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

from dashboard.language import CZECH, _, known_language, set_default_language
from geodata.errors import LokalityError
from geodata.settings import read_settings


def say(sentence: str) -> None:
    """A result."""
    typer.echo(sentence)


def complain(sentence: str) -> None:
    """Something that went otherwise than wished."""
    typer.echo(sentence, err=True)


def choose_language(arguments: Sequence[str]) -> None:
    """The language of `--lang`, else of the settings; needed before any help is shown, so found without the parser."""
    set_default_language(_asked_for(arguments) or _of_settings() or CZECH)


def _asked_for(arguments: Sequence[str]) -> str | None:
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return known_language(argument.removeprefix("--lang="))
        if argument == "--lang" and place + 1 < len(arguments):
            return known_language(arguments[place + 1])
    return None


def _of_settings() -> str | None:
    try:
        return read_settings().language
    except LokalityError:
        return known_language(os.environ.get("LOKALITY_LANGUAGE"))


def translate_help(command: Any) -> None:
    """Put the help of a command, of its options and of the commands below it into the language spoken now."""
    if command.help:
        command.help = _(command.help)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = _(parameter.help)
    for below in getattr(command, "commands", {}).values():
        translate_help(below)


def use_utf8() -> None:
    """Czech letters must not stop a command in a terminal that announces another encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
