"""Those present: from lines "PČR: npor. X, Y", "X (MP)", "X – OSV", lists by comma or semicolon, tables, sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations, first_case
from loaders.minutes.people import TITLE, is_role, is_title_only, may_be_name
from loaders.minutes.result import Attendee, Span

_LABEL = re.compile(
    r"(?:(?:dale )?(?:(?:byli|byly|jsou) )?(?:pritomn[ia]|pritomne?)(?: (?:osoby|clenove|organizace(?: a osoby)?|hoste"
    r"|za(?: jednotlive organizace)?|byli|byly))*"
    r"|ucastnici(?: jednani| setkani| schuzky)?|ucast|prezence|prezencni listina|zucastnili se|seznam pritomnych"
    r"|(?:jednani|bunky|setkani|schuzky) se zucastnili|na \w+ byl[iy](?: pritomni)?|clenove(?: komise)?"
    r"|hoste)\s*(?P<end>:|-|–|$)"
)
_ABSENT = re.compile(r"(?:omluven\w*|nepritomn\w*|neomluven\w*|nezucastnil\w*|chybel\w*)\b")
_CHAIR = re.compile(r"(?:predsed\w+|vedouci|predsedajici|jednani vedl\w?|ridil\w?|moderoval\w?)(?: [a-z]+)?\s*:\s*")
_ELSEWHERE = re.compile(r"(?:viz|dle|podle) ")
_OTHER_LABEL = re.compile(
    r"(?:program|zapsal\w*|zapisovatel\w*|datum|misto|cas|termin|body|prubeh|overil\w*|kontrola)\b[^,(]*:?"
)
_SEPARATOR = re.compile(r"\s*:\s+|\s*:$|\s+[-–—]\s+|\s*[–—]\s*")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_FOR = re.compile(r"za\s+(?=\w)")
_OF = re.compile(r"\s(?:z|ze|za)\s")
_AND = re.compile(r"\s+(?:a|i)\s+(?=[A-ZÁ-Ž]|\w{1,8}\.\s)")
# "paní X z Charity a paní Y z OSPOD": two entries.
_AND_ANOTHER = re.compile(r"\sa\s(?=(?:paní|pan|slečna|strážník|strážnice|inspektor\w*|[a-zA-Z]{2,6}\.)\s[A-ZÁ-Ž])")


@dataclass(slots=True)
class _Entry:
    """One piece between separators: its sides, and where it stands."""

    line: Line
    left: Line | None = None
    right: Line | None = None
    in_parentheses: Line | None = None


@dataclass(slots=True)
class Attendance:
    """Who was read, and which lines said it."""

    attendees: list[Attendee] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    first: int | None = None


def read_attendance(lines: Sequence[Line], organisations: Organisations, at_most: int = 80) -> Attendance:
    """Find the lists of those present among the lines; the absent ones are skipped."""
    found = Attendance()
    place = 0
    while place < min(len(lines), at_most):
        if chair := _CHAIR.match(lines[place].plain):
            _take(found, [lines[place].part(chair.end())], {place}, organisations)
            place += 1
            continue
        label = _LABEL.match(lines[place].plain)
        absent = _ABSENT.match(lines[place].plain)
        if not (label and _is_label(label, lines, place)) and not absent:
            place += 1
            continue
        end = _end(lines, place, at_most)
        rows = [*_rest(lines[place], label), *lines[place + 1 : end]]
        if absent:
            found.lines |= set(range(place, end))
        else:
            _take(found, rows, set(range(place, end)), organisations)
        place = end
    return found


def _is_label(label: re.Match[str], lines: Sequence[Line], place: int) -> bool:
    # A label without a colon stands alone on its line.
    return label["end"] != "" or place + 1 < len(lines)


def _rest(line: Line, label: re.Match[str] | None) -> list[Line]:
    if label is None:
        return []
    rest = line.part(label.end())
    return [] if not rest.text or _ELSEWHERE.match(rest.plain) else [rest]


def _end(lines: Sequence[Line], place: int, at_most: int) -> int:
    """Where the list ends: at an empty line, another label, or a line that is no entry."""
    label = _LABEL.match(lines[place].plain) or _ABSENT.match(lines[place].plain)
    rest = lines[place].part(label.end() if label else 0)
    said_here = bool(rest.text.strip(" :–-"))
    elsewhere = said_here and _ELSEWHERE.match(rest.plain)
    end = place + 1
    while end < min(len(lines), at_most):
        line = lines[end]
        starts_block = line.is_blank_before and not (end == place + 1 and (not said_here or elsewhere))
        if said_here and not elsewhere and not _goes_on(lines[end - 1], line):
            break
        if starts_block or any(label.match(line.plain) for label in (_ABSENT, _LABEL, _CHAIR, _OTHER_LABEL)):
            break
        end += 1
    return end


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a list that began on its label's line goes on here."""
    return before.text.endswith((",", ";")) or (
        re.search(r"[:(\t]|\s[-–—]\s", line.text) is not None and len(line.text) < 80
    )


def _take(found: Attendance, rows: Sequence[Line], places: set[int], organisations: Organisations) -> None:
    found.lines |= places
    if found.first is None:
        found.first = min(places)
    # Whoever is named twice, first as the chair without an organisation, is one.
    listed = {(one.name.casefold(), one.organisation.casefold()): one for one in found.attendees}
    named = {one.name.casefold() for one in found.attendees}
    for attendee in _attendees(rows, organisations):
        name, organisation = attendee.name.casefold(), attendee.organisation.casefold()
        if not organisation and name in named:
            continue
        listed.pop((name, ""), None)
        listed.setdefault((name, organisation), attendee)
        named.add(name)
    found.attendees = list(listed.values())
    organisations.add(attendee.organisation for attendee in found.attendees)


def _attendees(rows: Sequence[Line], organisations: Organisations) -> Iterator[Attendee]:
    entries = [entry for row in rows for entry in _entries(row)]
    organisation_first = _organisation_first(entries, organisations)
    pending: list[Line] = []
    current = ""
    row_start = {row.start for row in rows}
    for entry in entries:
        if entry.line.start in row_start:
            yield from _named(pending, "")
            pending, current = [], ""
        if entry.left is not None and entry.right is not None:
            left, right = entry.left, entry.right
            if not organisation_first:
                left, right = right, left
            yield from _named(pending, "")
            pending = []
            current = first_case(left.text)
            names = [name for name in _split_names(right) if not is_role(name.text)]
            yield from _named(names, current)
            if not organisation_first:
                current = ""
        elif entry.in_parentheses is not None:
            inside, before = entry.in_parentheses, entry.line
            is_organisation = organisations.is_one(before.text) or before.text[:1].islower()
            if is_organisation and not TITLE.match(before.text) and may_be_name(inside.text):
                yield from _named(_split_names(inside), before.text)
            else:
                said = "" if is_role(inside.text) else inside.text.split(",")[0].strip()
                yield from _named([*pending, *_split_names(before)], said or current)
                pending = []
        elif is_title_only(entry.line.text):
            continue
        elif current and not _FOR.match(entry.line.plain) and not _begins_anew(entry.line, organisations):
            yield from _named(_split_names(entry.line), current)
        else:
            alone = _one_side(entry.line, organisations)
            current = "" if alone is not None else current
            if alone is None:
                pending += _split_names(entry.line)
            elif alone[0] is None:
                yield from _named(pending, alone[1])
                pending = []
                current = ""
            else:
                organisation = first_case(alone[1])
                yield from _named([*pending, *_split_names(alone[0])], organisation)
                pending = []
                current = organisation if alone[2] else ""
    yield from _named(pending, "")


def _entries(row: Line) -> Iterator[_Entry]:
    """Pieces between commas and semicolons outside parentheses, each with its two sides if it has such."""
    depth, start = 0, 0
    text = row.text
    cuts = []
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")" and depth > 0)
        if character in ",;" and depth == 0:
            cuts.append(place)
    cuts += [match.start() for match in _AND_ANOTHER.finditer(text)]
    for cut in [*sorted(cuts), len(text)]:
        piece = row.part(start, cut)
        start = cut + (1 if text[cut : cut + 1] in ",;" else 3)
        if piece.text.strip(" .:"):
            yield _entry(piece)


def _entry(piece: Line) -> _Entry:
    if "\t" in piece.text:
        cells = [cell for cell in piece.cells() if cell.text]
        if len(cells) >= 2:
            return _Entry(piece, cells[0], cells[1])
    inside = _PARENTHESES.search(piece.text)
    outside = piece.text if inside is None else piece.text[: inside.start()]
    separator = _SEPARATOR.search(outside)
    if separator and separator.start() > 0 and piece.part(separator.end()).text:
        left = piece.part(0, separator.start())
        if _FOR.match(left.plain):
            left = left.part(3)
        return _Entry(piece, left, piece.part(separator.end()))
    if separator and separator.start() > 0:
        return _Entry(piece.part(0, separator.start()))
    if inside is not None and inside.start() > 0:
        return _Entry(piece.part(0, inside.start()), None, None, piece.part(inside.start(1), inside.end(1)))
    return _Entry(piece)


def _organisation_first(entries: Sequence[_Entry], organisations: Organisations) -> bool:
    """On which side of the dash the organisations stand, told by those that are recognised."""
    votes: Counter[bool] = Counter()
    for entry in entries:
        if entry.left is None or entry.right is None:
            continue
        left, right = (
            organisations.is_one(side.text) and not TITLE.match(side.text) for side in (entry.left, entry.right)
        )
        if left != right:
            votes[left] += 1
        elif TITLE.match(entry.right.text) or ":" in entry.line.text[entry.left.end - entry.line.start :][:2]:
            votes[True] += 1
        elif TITLE.match(entry.left.text):
            votes[False] += 1
    return votes[True] >= votes[False]


def _begins_anew(line: Line, organisations: Organisations) -> bool:
    """Whether a piece of a list "PČR X, Y; MP Z" begins with the next organisation."""
    side = None if TITLE.match(line.text) else _one_side(line, organisations)
    return side is not None and side[0] is not None


def _one_side(line: Line, organisations: Organisations) -> tuple[Line | None, str, bool] | None:
    """ "za PČR npor. X", "X z PČR", "PČR X", or an organisation alone: (names, organisation, whether more follow)."""
    if match := _FOR.match(line.plain):
        line = line.part(match.end())
        title = TITLE.search(line.text, 1)
        if title is not None:
            return line.part(title.start()), line.text[: title.start()].strip(), True
    if not TITLE.match(line.text):
        found = organisations.at(line.text, line.plain, 0)
        if found is not None and found.end >= len(line.text.rstrip(" .")):
            split = _abbreviation_and_name(line)
            return split if split is not None else (None, line.text.rstrip(" ."), False)
        if found is not None and may_be_name(line.text[found.end :]):
            return line.part(found.end), line.text[: found.end].strip(), True
    of = _OF.search(line.plain)
    if of and may_be_name(line.text[: of.start()]):
        return line.part(0, of.start()), line.text[of.end() :].strip(" ."), False
    return None


def _abbreviation_and_name(line: Line) -> tuple[Line, str, bool] | None:
    words = line.text.split(" ")
    if len(words) == 2 and words[0].isupper() and len(words[0]) <= 5 and words[0] not in {"ZŠ", "MŠ", "SŠ", "ÚP"}:
        return line.part(len(words[0])), words[0], True
    return None


def _split_names(line: Line) -> list[Line]:
    """ "A a B" are two people, "A, B" too."""
    found, start = [], 0
    for match in re.finditer(r"[,;]|" + _AND.pattern, line.text):
        found.append(line.part(start, match.start()))
        start = match.end()
    return [*found, line.part(start)]


def _named(names: Sequence[Line], organisation: str) -> Iterator[Attendee]:
    for name in names:
        text = _PARENTHESES.sub("", name.text).strip(" .:-–\t")
        if text and may_be_name(text) and not is_role(text):
            yield Attendee(text, organisation.strip(" .:"), Span(name.start, name.end))
