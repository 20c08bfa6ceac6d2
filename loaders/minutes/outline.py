"""Which lines of a document are its headings: those of the marking that repeats, and names of organisations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from loaders.minutes.agenda import Agenda
from loaders.minutes.headings import STRONG, Heading, HeadingKind, heading_of
from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations

_WEAK = frozenset({HeadingKind.CAPITALS, HeadingKind.COLON, HeadingKind.BARE})
# At the end tasks are listed once more; such a list stands for itself.
_TASK_LIST = re.compile(
    r"(?:prehled |seznam |souhrn |shrnuti )?(?:novych )?(?:ulozenych )?ukol[uy]\b|akcni plan|co dal\b"
    r"|dalsi (?:postup|kroky)\b"
)
# Headings that stand apart from what the others are marked by.
_USUAL = re.compile(
    r"(?:kontrola|plneni|stav)(?: plneni)? (?:ukolu|usneseni|zapisu)|ruzne$|ostatni$|uvod$|zaver$|na zaver$"
)
# Of tasks given before it is told what became of them.
_REVIEW = re.compile(r"\bminul\w*|kontrol|plneni|splnen|predchoz|trvajic")
_AGREED = re.compile(r"(?:bylo )?(?:dohod|domluv|shodli)|zavery\b")
_REPEATS = 2


def outline_of(lines: Sequence[Line], organisations: Organisations, agenda: Agenda) -> Mapping[int, Heading]:
    """The headings by the place of their line."""
    following = [*lines[1:], None][: len(lines)]
    candidates = {
        place: heading
        for place, (line, after) in enumerate(zip(lines, following, strict=True))
        if line.start not in agenda.starts and (heading := heading_of(line, after, organisations, agenda))
    }
    scheme = _scheme(candidates)
    indents = [lines[place].indent for place, heading in candidates.items() if heading.kind is scheme]
    indent = min(indents, default=0)
    names = (
        sum(bool(heading.organisation) for heading in candidates.values() if heading.kind is scheme) > len(indents) / 2
    )
    below = _below(lines, candidates, scheme)
    chosen = {
        place: heading
        for place, heading in candidates.items()
        if heading.kind is below
        or (_is_chosen(heading, scheme, names) and (heading.kind is not scheme or lines[place].indent <= indent + 1))
    }
    _add_task_list(lines, candidates, chosen, names or scheme in (HeadingKind.ORGANISATION, None))
    return chosen


def _scheme(candidates: Mapping[int, Heading]) -> HeadingKind | None:
    """The first marking that repeats; labels such as "Ad 3)" mean nothing else."""
    counted = Counter(heading.kind for heading in candidates.values())
    if counted[HeadingKind.LABEL]:
        return HeadingKind.LABEL
    for heading in candidates.values():
        if counted[heading.kind] >= _REPEATS and heading.kind is not HeadingKind.INNER:
            return heading.kind
    return None


def _below(lines: Sequence[Line], candidates: Mapping[int, Heading], scheme: HeadingKind | None) -> HeadingKind | None:
    """Numbered titles below roman or capital ones, if all that is numbered is a title."""
    if scheme not in (HeadingKind.ROMAN, HeadingKind.CAPITALS, HeadingKind.CAPITAL):
        return None
    titles = [place for place, heading in candidates.items() if heading.kind is HeadingKind.NUMBER]
    numbered = [place for place, line in enumerate(lines) if line.marker == "number" and line.sign.count(".") < 2]
    is_below = len(titles) >= _REPEATS and len(titles) == len(numbered)
    return HeadingKind.NUMBER if is_below and all(lines[place].text[:1].isupper() for place in titles) else None


def _is_chosen(heading: Heading, scheme: HeadingKind | None, names: bool) -> bool:
    """`names`: most headings of the scheme are organisations, so that titles are marked in some other way."""
    if heading.kind is scheme or heading.kind in (HeadingKind.ORGANISATION, HeadingKind.INNER):
        return True
    if scheme in STRONG and not names:
        return bool(heading.organisation) or (
            heading.kind in _WEAK and _USUAL.match(Line(heading.title, 0).plain) is not None
        )
    return heading.kind in _WEAK or scheme is None or bool(heading.organisation)


def _add_task_list(
    lines: Sequence[Line], candidates: Mapping[int, Heading], chosen: dict[int, Heading], names: bool
) -> None:
    """The last headings of all, if they list tasks; below organisations also what was agreed by all."""
    last = max((place for place, heading in chosen.items() if heading.kind is not HeadingKind.INNER), default=-1)
    for place, heading in candidates.items():
        is_last = place >= last and not lines[place].marker
        if (
            is_last
            and lines[place].is_blank_before
            and (is_task_list(heading.title) or (names and _AGREED.match(Line(heading.title, 0).plain)))
        ):
            chosen[place] = Heading(HeadingKind.COLON, heading.title)


def is_task_list(title: str) -> bool:
    """Whether a heading announces tasks: "Úkoly z jednání"."""
    simple = Line(title, 0).plain
    if _REVIEW.search(simple):
        return False
    return _TASK_LIST.match(simple) is not None or _AGREED.match(simple) is not None


def is_review(title: str) -> bool:
    """Whether what stands below a heading tells what became of earlier tasks."""
    return _REVIEW.search(Line(title, 0).plain) is not None
