"""A piece of a list of those present without any mark: "za PČR npor. X", "X z PČR", "PČR X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations
from loaders.minutes.people import TITLE, TITLE_WITHIN, has_title, is_given_name, is_role, may_be_name, role_end
from loaders.minutes.presence_entries import FOR, are_names
from loaders.minutes.presence_organisations import as_first_case

_FROM = re.compile(r"ze?\s+(?=\w)")
_OF = re.compile(r"\s(?:z|ze|za)\s")
_AND_ANOTHER = re.compile(r"\s(?:a|i)\s")
_LAST_WORD = re.compile(r"[^\s,]+\s*$")
_APART = re.compile(r"(?<=\w)\s{2,}(?=\S)")
# "Společné dvory" before a name; "sociální pracovnice" begins with a small letter.
_LOWER_BEFORE = re.compile(r"[A-ZÁČĎÉÍŇÓŘŠŤÚŽ]\S+(?:\s\S+)*?\s[a-zá-ž]\S+\s+")
_LOWER_LAST = re.compile(r"(?:\s+[a-zá-ž]+)+\s*$")
# "MP X" is an abbreviation with a name; "ZŠ Hutnická" is not.
_NAMED_AFTER = frozenset({"ZŠ", "MŠ", "SŠ", "ÚP"})
_LONGEST_ABBREVIATION = 5


@dataclass(frozen=True, slots=True)
class Side:
    """An organisation with the names beside it, or alone; `more_follow`: the next pieces may be its people too."""

    names: Line | None
    organisation: str
    more_follow: bool = False


def side_of(line: Line, organisations: Organisations) -> Side | None:
    """The organisation of a piece with its names; None if it holds none."""
    if match := FOR.match(line.plain) or _FROM.match(line.plain):
        return _after_for(line.part(match.end()), organisations)
    if not TITLE.match(line.text):
        found = organisations.at(line.text, line.plain, 0)
        if found is not None and found.end >= len(line.text.rstrip(" .")):
            return _abbreviation_and_name(line) or Side(None, line.text.rstrip(" ."))
        if found is not None and may_be_name(_person(line, found.end).text):
            said = as_first_case(organisations, line.text[: found.end].strip())
            return Side(_person(line, found.end), said, more_follow=True)
    return (
        _around_verb(line, organisations)
        or _of(line, organisations)
        or _last(line, organisations)
        or _unknown(line)
        or _unknown_abbreviation(line)
    )


def organisation_and_last(line: Line, organisations: Organisations) -> Side | None:
    """ "ZŠ Zářečí X" where the pieces beside it have a name last: so has this one."""
    start = _name_start(line.text)
    before = line.text[:start].strip()
    if not before or has_title(line.text) or is_given_name(before) or not may_be_name(line.text[start:]):
        return None
    return Side(line.part(start), as_first_case(organisations, before), more_follow=True)


def _around_verb(line: Line, organisations: Organisations) -> Side | None:
    """ "OSV zastupovala X", of which the verb was taken out."""
    apart = None if may_be_name(line.text) else _APART.search(line.text)
    if apart is None or may_be_name(line.text[: apart.start()]) or not are_names(line.part(apart.end())):
        return None
    organisation = as_first_case(organisations, line.text[: apart.start()])
    return Side(line.part(apart.end()), organisation, more_follow=True)


def _of(line: Line, organisations: Organisations) -> Side | None:
    """ "X z PČR" """
    of = _OF.search(line.plain)
    if of is None or not are_names(line.part(0, of.start())):
        return None
    return Side(line.part(0, of.start()), as_first_case(organisations, line.text[of.end() :].strip(" .")))


def _last(line: Line, organisations: Organisations) -> Side | None:
    """ "X PČR" """
    for space in re.finditer(r"\s(?=[A-ZÁČĎÉÍŇÓŘŠŤÚŽ])", line.text):
        if organisations.is_one(line.text[space.end() :]) and may_be_name(line.text[: space.start()]):
            return Side(line.part(0, space.start()), line.text[space.end() :].strip(" ."))
    return None


def _unknown(line: Line) -> Side | None:
    """ "Společné dvory X": a word in small letters before the name."""
    start = 0 if has_title(line.text) else _name_start(line.text)
    if not start or not _LOWER_BEFORE.fullmatch(line.text[:start]):
        return None
    return Side(line.part(start), line.text[:start].strip(), more_follow=True)


def _unknown_abbreviation(line: Line) -> Side | None:
    """ "OD X", but neither "J. X" nor "RYBA Jan"."""
    first, _, name = line.text.partition(" ")
    is_abbreviation = first.isalpha() and first.isupper() and 1 < len(first) < _LONGEST_ABBREVIATION
    if not is_abbreviation or not name.isalpha() or name.isupper() or not may_be_name(name) or is_given_name(name):
        return None
    return Side(line.part(len(first)), first, more_follow=True)


def _after_for(line: Line, organisations: Organisations) -> Side | None:
    """After "za" or "z": the organisation, then who came for it."""
    title = TITLE_WITHIN.search(line.text, 1)
    found = organisations.at(line.text, line.plain, 0)
    if title is not None:
        before = line.text[: title.start()].strip()
        said_as = _LOWER_LAST.search(before)
        if found is not None and found.end < title.start():
            before = line.text[: found.end]
        elif said_as and is_role(said_as.group()):
            before = before[: said_as.start()]
        return Side(line.part(title.start()), as_first_case(organisations, before), more_follow=True)
    end = found.end if found is not None else 0
    if end and _AND_ANOTHER.match(line.text, end):
        # "PČR Hutě X a Y": the last word is a name too.
        end = _name_start(line.text[:end]) or end
    names = _person(line, end)
    if end == 0 or not names.text or not are_names(names):
        end = _name_start(line.text)
        names = line.part(end)
    organisation = line.text[:end].strip()
    return Side(names, as_first_case(organisations, organisation), more_follow=True) if organisation else None


def _person(line: Line, start: int) -> Line:
    rest = line.part(start)
    return rest.part(role_end(rest.text))


def _name_start(text: str) -> int:
    """Where the name begins that ends a piece: its last word, with its given name, and those joined by "a"."""
    while (last := _LAST_WORD.search(text)) is not None and last.group()[0].isupper():
        before = text[: last.start()].rstrip()
        if not before.endswith((" a", " i")):
            word = before[before.rfind(" ") + 1 :]
            return before.rfind(" ") + 1 if is_given_name(word) else last.start()
        text = before[:-2].rstrip()
    return 0


def _abbreviation_and_name(line: Line) -> Side | None:
    words = line.text.split(" ")
    is_abbreviation = words[0].isupper() and len(words[0]) <= _LONGEST_ABBREVIATION and words[0] not in _NAMED_AFTER
    return Side(line.part(len(words[0])), words[0], more_follow=True) if len(words) == 2 and is_abbreviation else None
