"""A row of a list of those present in pieces: what stands between commas, on both sides of a dash, in parentheses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations
from loaders.minutes.people import TITLE, TITLE_AFTER, has_title, is_role, is_title_only, may_be_name, role_end
from loaders.minutes.words import LEGAL_FORM

_SEPARATOR = re.compile(r"\s*:\s+|\s*:$|\s+[-–—]\s+|\s*[–—]\s*|\s/\s")
PARENTHESES = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
FOR = re.compile(r"za\s+(?=\w)")
# "paní X z Charity a paní Y z OSPOD": two entries, and so are "za PČR X za MP Y" and "X + Y".
_ANOTHER = re.compile(
    r"\s(?:a|i)\s(?=(?:(?:paní|pan|slečna)\s\w|(?:strážník|strážnice|inspektor\w*|[a-zA-Z]{2,6}\.)\s[A-ZÁ-Ž]))"
    r"|\sa\s(?=[A-ZÁ-Ž]{2,6}\s[A-ZÁ-Ž][a-zá-ž])|\sa\s(?=(?:dále|také|též|rovněž)\s)|\sa\s(?=[A-ZÁ-Ž]\S+\s(?:[A-ZÁ-Ž]\S+\s)?(?:z|ze|za)\s)"
    r"|(?<=\))\s(?:a|i)\s|\s\+\s|\s(?:a\s)?(?=za\s\w)|\sa\s(?=já\b)"
)
_AND = re.compile(r"\s+(?:a|i)\s+(?=[A-ZÁ-Ž]|\w{1,8}\.\s|(?:pan|paní)\s|(?:[a-zá-ž]+\s+){1,3}[A-ZÁ-Ž])|\s\+\s|[,;]")
_SOON_CALLED = re.compile(rf"(?:(?!a\s)[^\s,;]+\s){{1,4}}?(?:{TITLE.pattern})")
_FURTHER = re.compile(r"(?:a\s+)?(?:dále|také|též|rovněž)\s+(?=\S)")
_FIELD = re.compile(r"organizac\w+|instituc\w+|subjekt|jmeno(?: a prijmeni)?|zastupc\w+|osob[ay]")
_OPENS = re.compile(r"[(;|]")
_SHORT = 4  # letters: "OO Hutě" is a part, "PČR" an organisation of its own
_MARKS = ",;|"


@dataclass(slots=True)
class Entry:
    """One piece between separators: its sides, and where it stands."""

    line: Line
    left: Line | None = None
    right: Line | None = None
    in_parentheses: Line | None = None


def entries_of(row: Line, organisations: Organisations) -> list[Entry]:
    """Pieces between commas and semicolons outside parentheses, each with its two sides if it has such."""
    found, start = [], 0
    for cut, end in _cuts(row, organisations):
        piece = row.part(start, cut)
        start = end
        if piece.text.strip(" .:"):
            found.append(_entry(piece, organisations))
    return found


def _cuts(row: Line, organisations: Organisations) -> list[tuple[int, int]]:
    depth, text = 0, row.text
    cuts: list[tuple[int, int]] = []
    begin = _end_of_long_name(row, organisations)
    for place, character in enumerate(text):
        depth += (character in "([") - (character in ")]" and depth > 0)
        if character in _MARKS and depth == 0 and place >= begin and not is_within_name(text, place):
            cuts.append((place, place + 1))
    for match in _ANOTHER.finditer(text):
        is_joined = match.group().strip() == "a"
        if (
            is_joined
            or not text.startswith("za ", match.end())
            or _somebody_follows(row, match.end() + 3, organisations)
        ):
            cuts.append(match.span())
    return [*sorted(cuts), (len(text), len(text))]


def is_within_name(text: str, comma: int) -> bool:
    """Whether a comma only parts a name from its legal form or title."""
    return LEGAL_FORM.match(text, comma) is not None or TITLE_AFTER.match(text, comma) is not None


def _end_of_long_name(row: Line, organisations: Organisations) -> int:
    """Of "Policie ČR, OO Hutě – X, Y" the dash: the comma before it belongs to the organisation."""
    separator = _SEPARATOR.search(row.text)
    first, comma, rest = row.text[: separator.start() if separator else 0].partition(",")
    further = rest.split(",")
    is_long = bool(comma) and not _OPENS.search(first + rest) and organisations.is_one(first)
    if separator is None or not is_long or not all(map(is_part_of_name, further)):
        return 0
    return separator.start()


def is_part_of_name(piece: str) -> bool:
    """ "odbor sociální", "OO Hutě": neither somebody nor another organisation."""
    words = piece.split()
    return bool(words) and (words[0].islower() or (words[0].isupper() and len(words) > 1 and len(words[0]) < _SHORT))


def _somebody_follows(row: Line, place: int, organisations: Organisations) -> bool:
    """Whether "za" begins "za OSV paní X" and does not end "X za OSV"."""
    if _SOON_CALLED.match(row.text, place):
        return True
    found = organisations.at(row.text, row.plain, place)
    return found is not None and re.match(r"\s(?!a\s|i\s)\w", row.text[found.end :]) is not None


def _entry(piece: Line, organisations: Organisations) -> Entry:
    if further := _FURTHER.match(piece.text):
        piece = piece.part(further.end())
    name = organisations.at(piece.text, piece.plain, 0)
    within = name.end if name is not None else 0  # "Odbor – stavební úřad: X": the dash belongs to the name
    if "\t" in piece.text:
        cells = [cell for cell in piece.cells() if cell.text]
        if len(cells) >= 2:
            return Entry(piece, cells[0], cells[1])
    inside = PARENTHESES.search(piece.text)
    # "X – předseda (PČR)" and "X (PČR) – předseda": the dash says only what X is.
    role = _SEPARATOR.search(piece.text)
    if role and role.start() > 0 and inside and is_role(piece.text[role.end() :]):
        end = min(role.start(), inside.start())
        return Entry(piece.part(0, end), None, None, piece.part(inside.start(1), inside.end(1)))
    # "Městská policie (MP): X" has its parentheses before the colon.
    after = _SEPARATOR.match(piece.text, inside.end()) if inside else None
    if inside and after and piece.part(after.end()).text:
        before = Line(piece.text[: inside.start()].rstrip(), piece.start)
        return _sides(piece, before, piece.part(after.end()), organisations)
    outside = piece.text if inside is None else piece.text[: inside.start()]
    separator = _SEPARATOR.search(outside, within)
    if separator and separator.start() > 0 and piece.part(separator.end()).text:
        return _sides(piece, piece.part(0, separator.start()), piece.part(separator.end()), organisations)
    if separator and separator.start() > 0:
        return Entry(piece.part(0, separator.start()))
    if inside is not None and inside.start() > 0:
        return Entry(piece.part(0, inside.start()), None, None, piece.part(inside.start(1), inside.end(1)))
    return Entry(piece)


def _sides(piece: Line, left: Line, right: Line, organisations: Organisations) -> Entry:
    """ "předseda: X (MP)" says who X is, not for whom he came."""
    if _FIELD.fullmatch(left.plain) or (is_role(left.text) and not FOR.match(left.plain)):
        return _entry(right, organisations)
    return Entry(piece, left.part(3) if FOR.match(left.plain) else left, right)


def organisation_first(entries: Sequence[Entry], organisations: Organisations) -> bool:
    """On which side of the dash the organisations stand, told by those that are recognised."""
    votes: Counter[bool] = Counter()
    for entry in entries:
        if entry.left is None or entry.right is None:
            continue
        left, right = (
            organisations.is_one(side.text) and not has_title(side.text) for side in (entry.left, entry.right)
        )
        if left != right:
            votes[left] += 1
        elif TITLE.match(entry.right.text) or ":" in entry.line.text[entry.left.end - entry.line.start :][:2]:
            votes[True] += 1
        elif TITLE.match(entry.left.text):
            votes[False] += 1
        elif (is_left := are_names(entry.left)) != are_names(entry.right):
            votes[not is_left] += 1
    return votes[True] >= votes[False]


def are_names(line: Line) -> bool:
    """Whether all that it lists are names of people."""
    return all(may_be_name(name.text) for name in names_in(line))


def organisation_outside(entries: Sequence[Entry], organisations: Organisations) -> bool:
    """Whether the parentheses of a list hold people ("OSV (X, Y)") rather than organisations ("X (OSV)")."""
    votes: Counter[bool] = Counter()
    for entry in entries:
        inside = entry.in_parentheses
        if inside is None or has_title(entry.line.text):
            continue
        is_outside = organisations.is_one(entry.line.text) or not may_be_name(entry.line.text)
        is_inside = organisations.is_one(inside.text) or not are_names(inside)
        if is_outside != is_inside:
            votes[is_outside] += 1
    return votes[True] > votes[False]


def names_in(line: Line) -> list[Line]:
    """ "A a B" are two people, "A, B" too; what they are ("členové komise") is left out."""
    found, start = [], 0
    for match in _AND.finditer(line.text):
        if match.group() == "," and is_within_name(line.text, match.start()):
            continue
        found.append(line.part(start, match.start()))
        start = match.end()
    found.append(line.part(start))
    return [name.part(role_end(name.text)) for name in found]


def is_person_and_rest(rows: Sequence[Line], organisations: Organisations) -> bool:
    """Whether each row is "name, organisation and more": what follows the first comma is no other person."""
    fitting = 0
    for row in rows:
        first, comma, rest = row.text.partition(",")
        if not comma or not may_be_name(first) or PARENTHESES.search(row.text) or _SEPARATOR.search(row.text):
            return False
        second = rest.split(",")[0]
        if has_title(second.strip()) and not is_title_only(second) and not is_role(second):
            return False
        begins = organisations.at(second.strip(), Line(second.strip(), 0).plain, 0)
        fitting += is_role(second) or begins is not None or not may_be_name(second)
    return len(rows) > 1 and fitting > 0.6 * len(rows)
