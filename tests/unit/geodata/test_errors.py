"""Sentences for people: every placeholder is given where the sentence is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from geodata.errors import Forbidden, LokalityError, Message, NotFound, StaleEdit

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("geodata", "loaders", "dashboard")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def sentences_in_use() -> Iterator[tuple[str, str, set[str]]]:
    """Place, template and given names of every error raised and every Message made from a marked template."""
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and (template := marked(node.args[0])) is not None:
                given = names_given(node)
                if given is not None:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", template, given


def marked(node: ast.expr) -> str | None:
    """The text of `N_("...")`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
        return str(ast.literal_eval(node.args[0]))
    return None


def names_given(call: ast.Call) -> set[str] | None:
    """The names of the parameters of an error or a Message; None for what is neither."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "Message":
        if len(call.args) < 2:
            return set()
        return (
            {str(ast.literal_eval(key)) for key in call.args[1].keys if key is not None}
            if isinstance(call.args[1], ast.Dict)
            else None
        )
    if name[:1].isupper() and all(keyword.arg for keyword in call.keywords) and len(call.args) == 1:
        return {str(keyword.arg) for keyword in call.keywords}
    return None


SENTENCES = list(sentences_in_use())


def test_the_sentences_were_found() -> None:
    assert len(SENTENCES) > 60


@pytest.mark.parametrize("room", ROOMS)
def test_every_placeholder_of_a_sentence_is_given(room: str) -> None:
    lacking = [
        (place, placeholders(template) - given)
        for place, template, given in SENTENCES
        if place.startswith(room) and placeholders(template) - given
    ]
    assert not lacking


def test_an_error_reads_as_its_sentence() -> None:
    error = LokalityError("Row {row} holds {value}.", row=3, value="{x}")
    assert str(error) == "Row 3 holds {x}."
    assert error.message == Message("Row {row} holds {value}.", {"row": 3, "value": "{x}"})


@pytest.mark.parametrize("error", [Forbidden(), NotFound(), StaleEdit("site", 7)])
def test_an_error_with_a_fixed_sentence_ends_as_a_sentence(error: LokalityError) -> None:
    assert str(error).endswith(".")


def test_not_found_does_not_tell_whether_there_is_something() -> None:
    assert str(NotFound()) == str(NotFound())
    assert not NotFound().message.parameters
