"""Points written as records: the same labels again and again ("Co řešíme: …", "Kdo přinesl: …", "Co se udělá: …")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from loaders.minutes.headings import is_inner
from loaders.minutes.lines import Line
from loaders.minutes.marks import MarkKind, mark_of
from loaders.minutes.speakers import Speakers

_LABEL = re.compile(r"(?P<label>[^\W\d][^:.,?!\t]{2,28}?)\s*:(?=\s|$)")
_RAISED = re.compile(
    r"(?:kdo(?: to)? (?:prinesl|podal|predlozil|predklada|oznamil|nahlasil|navrhl)|kdo$|predklada|predkladatel"
    r"|predlozil|podal|navrhovatel"
    r"|organizace|oznamovatel|uvadi|garant|referuje|referoval|informoval|informuje"
    r"|zpravodaj|od koho|od$|za$|za koho|prednesl|vznesl|autor)"
)
_REPEATS = 2


class Field(Enum):
    """What a label announces."""

    TITLE = auto()
    RAISED_BY = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line of a record: its field, and where its content begins."""

    field: Field
    start: int


def records_of(lines: Sequence[Line], speakers: Speakers) -> Mapping[int, Labelled]:
    """The lines of records by their place, if at least two labels come at least twice."""
    found: dict[int, tuple[str, int]] = {}
    for place, line in enumerate(lines):
        match = _LABEL.match(line.plain) if not (line.marker or line.is_row) else None
        if match and mark_of(line, speakers).kind is MarkKind.NOTHING:
            found[place] = match["label"], match.end()
    counted = Counter(label for label, _ in found.values())
    repeated = {place: said for place, said in found.items() if counted[said[0]] >= _REPEATS}
    if len({label for label, _ in repeated.values()}) < _REPEATS:
        return {}
    # Each record begins after an empty line, with the same label.
    first = next(iter(repeated.values()))[0]
    apart = Counter(label for place, (label, _) in repeated.items() if lines[place].is_blank_before)
    return {
        place: Labelled(_field(label, begins=label == first and apart[label] == counted[label]), start)
        for place, (label, start) in repeated.items()
    }


def _field(label: str, *, begins: bool) -> Field:
    if _RAISED.match(label):
        return Field.RAISED_BY
    return Field.TITLE if begins and not is_inner(label) else Field.TEXT
