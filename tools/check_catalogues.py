"""Check that every sentence a person can see has its Czech, and that the Czech fits.

English sentences are the keys (`_`, `ngettext`, `N_` in the code, `_` in the field app's modules); Czech stands in
`dashboard/locale/cs/*.po`, one file a room. Reported: a sentence without Czech, Czech that no code asks
for, one sentence in two files, placeholders that differ, and an error raised with a sentence that is not
marked by `N_` (extraction could never find it).
"""

from __future__ import annotations

import ast
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("geodata", "loaders", "dashboard")
CATALOGUES = ROOT / "dashboard" / "locale" / "cs"
METHODS = [("static/terrain/**.js", "javascript"), ("**.py", "python")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}

Key = tuple[str, ...]  # (sentence,) or (singular, plural)


@dataclass(frozen=True)
class Translation:
    """One entry of a catalogue with the file it stands in."""

    message: Message
    place: str


def as_texts(value: object) -> Key:
    """A sentence, or its singular and plural, as a tuple of texts."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(text) for text in value) if isinstance(value, tuple | list) else ()


def placeholders(text: str) -> set[str]:
    """The named placeholders of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def used_sentences() -> dict[Key, str]:
    """Every marked sentence of the code, with the place that uses it first."""
    used: dict[Key, str] = {}
    for room in ROOMS:
        for name, line, key, _, _ in extract_from_dir(ROOT / room, METHODS, keywords=KEYWORDS):
            used.setdefault(as_texts(key), f"{room}/{name}:{line}")
    return used


def read_catalogues() -> tuple[dict[Key, Translation], list[str]]:
    """All entries of all files, and what is wrong with the files themselves."""
    entries: dict[Key, Translation] = {}
    faults = []
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="cs", abort_invalid=True)
        for message in catalogue:
            if not message.id:
                continue
            key, place = as_texts(message.id), f"{path.relative_to(ROOT)}:{message.lineno}"
            if key in entries:
                faults.append(f"{place}: also in {entries[key].place}: {key[0]!r}")
            entries[key] = Translation(message, place)
    return entries, faults


def misfits(key: Key, translation: Translation) -> Iterator[str]:
    """What is wrong with one translation."""
    forms = as_texts(translation.message.string)
    if translation.message.fuzzy:
        yield "is marked fuzzy"
    if not forms or not all(form.strip() for form in forms):
        yield "has no Czech"
        return
    if len(key) == 2 and len(forms) != 3:
        yield "needs three Czech forms (1, 2-4, 5 and more)"
    wanted = placeholders(key[-1])
    for number, form in enumerate(forms):
        present = placeholders(form)
        # "Jeden záznam" may leave the number out; every other form has to carry what English carries.
        complete = present == wanted or (len(key) == 2 and number == 0 and present <= wanted)
        if not complete:
            yield f"has placeholders {sorted(present)} in Czech, {sorted(wanted)} in English"


def parsed_modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module of the three rooms, with its path."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def called_name(call: ast.Call) -> str:
    """The last part of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def sentence_carriers(modules: list[tuple[str, ast.Module]]) -> set[str]:
    """`Message` and every class that descends from `LokalityError`."""
    bases: dict[str, set[str]] = {}
    for _, tree in modules:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    carriers = {"Message", "LokalityError"}
    while grown := {name for name, parents in bases.items() if parents & carriers} - carriers:
        carriers |= grown
    return carriers


def unmarked_sentences() -> Iterator[str]:
    """Errors and messages whose sentence is a bare text."""
    modules = list(parsed_modules())
    carriers = sentence_carriers(modules)
    for path, tree in modules:
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and called_name(node) in carriers and node.args):
                continue
            first = node.args[0]
            bare = isinstance(first, ast.JoinedStr) or (
                isinstance(first, ast.Constant) and isinstance(first.value, str) and " " in first.value
            )
            if bare:
                yield f"{path}:{node.lineno}: mark the sentence with N_(...)"


def main() -> None:
    """Print every fault; exit 1 if there is one."""
    used = used_sentences()
    entries, faults = read_catalogues()
    for key, place in used.items():
        if key not in entries:
            faults.append(f"{place}: has no Czech: {key[0]!r}")
    for key, translation in entries.items():
        if key not in used:
            faults.append(f"{translation.place}: no code says this any more: {key[0]!r}")
        faults += [f"{translation.place}: {key[0]!r} {fault}" for fault in misfits(key, translation)]
    faults += unmarked_sentences()
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(1)
    print(f"{len(used)} sentences, all of them in Czech.")


if __name__ == "__main__":
    main()
