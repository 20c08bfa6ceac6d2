"""What the columns of a table of minutes hold, told by their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.minutes.lines import Line

# The first that fits names the column.
_COLUMNS = (
    ("due", r"termin|do kdy|lhuta|splnit|datum splneni"),
    ("said", r"vyjadreni (?:ostatnich|clenu|ucastniku|k)|reakce|pripomink|diskuse|doplneni"),
    ("who", r"z?odpov(?:id|ed)|zodp|kdo\b(?! podal| predklad)|nositel|resi\b|resitel|garant"),
    ("task", r"ukol|opatreni|co udelat|zaver"),
    ("name", r"jmeno|prijmeni|titul|ucastnik|zastupce|osoba|pritomny|clenove?\b"),
    (
        "organisation",
        r"organizac|instituc|subjekt|clen|kdo podal|predklada|predlozil|prinasi|podal"
        r"|zadatel|za koho|zarazeni|pracoviste",
    ),
    ("present", r"pritom(?:en|na|nost)|ucast\b|omluv|prezence"),
    ("text", r"obsah|prubeh|projednan|text|popis|podnet|zapis|vyjadreni|jednani|informace"),
    ("title", r"tema|nazev|predmet|bod programu|bod|problem|vec"),
    ("number", r"c\.|c\b|por|p\. ?c|#"),
    ("signature", r"podpis|poznamka|kontakt|email|e-mail|telefon|mobil"),
)
_APART = re.compile(r"\s{2,}")
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_SENTENCE = 30  # characters from which a cell says something instead of naming it


def cells_of(line: Line) -> list[Line]:
    """The cells of a row: between tabs, pipes, or at least two spaces."""
    if line.is_row:
        return line.cells()
    found, start = [], 0
    for match in _APART.finditer(line.text):
        found.append(line.part(start, match.start()))
        start = match.end()
    return [*found, line.part(start)]


def columns_of(line: Line) -> list[str]:
    """The names of the columns, "" for those of no interest; nothing if the line is no heading of a table."""
    cells = cells_of(line)
    names = [_column(cell) for cell in cells]
    known = [name for name in names if name]
    said = [cell for cell in cells if cell.text]
    # Spaces alone are little evidence: all headings must be known then.
    needed = len(said) if not line.is_row else (len(said) + 1) // 2
    if len(set(known)) < 2 or len(known) < needed:
        return []
    return _who_speaks(names, cells)


def _who_speaks(names: Sequence[str], cells: Sequence[Line]) -> list[str]:
    """ "Kdo | Bod | … | Zodpovídá": the first of two is whose the point is."""
    if names.count("who") < 2 or "organisation" in names:
        return list(names)
    first = names.index("who")
    is_first = cells[first].plain == "kdo"
    return ["organisation" if is_first and place == first else name for place, name in enumerate(names)]


def _column(cell: Line) -> str:
    for name, said in _COLUMNS:
        if re.match(said, cell.plain):
            return name
    return ""


def is_numbers(texts: Sequence[str]) -> bool:
    """Whether a column only numbers the rows."""
    return all(_NUMBER.fullmatch(text or "1") for text in texts)


def are_sentences(texts: Sequence[str]) -> bool:
    """Whether a column headed "bod" holds the points themselves, not their names."""
    said = [text for text in texts if text]
    return bool(said) and sum(map(len, said)) > _SENTENCE * len(said)
