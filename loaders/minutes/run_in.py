"""Titles in the line of their text: "Odpad v Tovární. Kontejner tam byl dvakrát …", "z minula: lampy opraveny"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from loaders.minutes.lines import Line
from loaders.minutes.marks import MarkKind, mark_of
from loaders.minutes.saying import said_at
from loaders.minutes.sentences import sentence_starts
from loaders.minutes.speakers import Speakers

_LABEL = re.compile(r"(?P<title>[^\W\d][^:.?!]{2,48}?)\s*:\s+(?=\S)")
_WORDS, _LONGEST, _PARAGRAPH = 6, 50, 60
_REPEATS, _SHARE, _SHARE_OF_ITEMS = 2, 0.6, 0.8


def run_in_titles(lines: Sequence[Line], places: Sequence[int], speakers: Speakers) -> Mapping[int, tuple[str, int]]:
    """Title and beginning of the text of each paragraph, if most paragraphs at `places` begin so."""
    if items := _of_items(lines, places, speakers):
        return items
    paragraphs = [
        place
        for place in places
        if lines[place].is_blank_before and not lines[place].marker and len(lines[place].text) >= _PARAGRAPH
    ]
    found = {place: title for place in paragraphs if (title := _title(lines[place], speakers)) is not None}
    if len(found) < max(_REPEATS, _SHARE * len(paragraphs)):
        return {}
    # "Různé. Bez příspěvků." is too short to tell, but where others begin so, it does too.
    short = [place for place in places if lines[place].is_blank_before and not lines[place].marker]
    titles = {place: _title(lines[place], speakers, is_sure=True) for place in short}
    return found | {place: title for place, title in titles.items() if title is not None}


def _of_items(lines: Sequence[Line], places: Sequence[int], speakers: Speakers) -> Mapping[int, tuple[str, int]]:
    """Titles of the items of a list: "1. Skládka: …", "– Skládka – …", if nearly all items begin so."""
    marked = [place for place in places if lines[place].marker and lines[place].marker != "arrow"]
    if not marked:
        return {}
    first = lines[marked[0]]
    items = [place for place in marked if lines[place].marker == first.marker and lines[place].indent <= first.indent]
    found = {place: title for place in items if (title := _title(lines[place], speakers)) is not None}
    return found if len(found) >= max(_REPEATS, _SHARE_OF_ITEMS * len(items)) else {}


def labelled_title(line: Line, speakers: Speakers) -> tuple[str, int] | None:
    """ "z minula: …": a few words and a colon that name nobody."""
    match = _LABEL.match(line.text)
    if match is None or len(match["title"].split()) > _WORDS or mark_of(line, speakers).kind is not MarkKind.NOTHING:
        return None
    return match["title"], match.end()


def _title(line: Line, speakers: Speakers, *, is_sure: bool = False) -> tuple[str, int] | None:
    second = next(islice(sentence_starts(line.text), 1, 2), None)
    if second is None:
        return labelled_title(line, speakers)
    title = line.text[:second].rstrip()
    if len(title) > _LONGEST or len(title.split()) > _WORDS or not title.endswith((".", ":")):
        return labelled_title(line, speakers)
    speaker = speakers.at(line.text, line.plain, 0)
    # "Škola – konec roku." looks like a statement of the school where titles are not sure.
    is_said = mark_of(line, speakers).kind is not MarkKind.NOTHING and not (is_sure and ":" not in title)
    if is_said or (speaker and said_at(line.plain, speaker.end)):
        return None
    return title.rstrip(" .:"), second
