"""Streets with house numbers and landmarks in running text, each place once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from loaders.minutes.house_numbers import NumberedHouse, numbers_after, numbers_before, numbers_further
from loaders.minutes.lines import Line
from loaders.minutes.result import Place, Span
from loaders.minutes.streets import FoundStreet, Streets

_HOUSE_ALONE = re.compile(r"\b(?:č\.\s?p\.|čp\.?|č\.\s?ev\.)\s?(?P<number>\d{1,4}(?:/\d{1,3}[a-z]?)?)")
_LANDMARK = re.compile(
    r"\b(?:u|za|před|vedle|naproti|kolem|okolo|na|v|pod|nad|mezi)\s+(?:dětské(?:ho|m)\s+|bývalé(?:ho|m)?\s+"
    r"|městské(?:ho|m)?\s+)?"
    r"(?:hřišt(?:ě|i|ěm)|školk(?:y|ou|u)|školy|školou|zastávk(?:y|ou|u)|garáž(?:í|emi|e)|trati|tratí|nádraží"
    r"|nádražím|parku|parkem"
    r"|park|obchod(?:u|em)|herny|hernou|kostel(?:a|em)|most(?:u|em)|viadukt(?:u|em)|hřbitov(?:a|em)|náměstí"
    r"|knihovny|podchod(?:u|em)"
    r"|podchodu|kontejner(?:ů|y)|popelnic(?:emi)?|koupališt(?:ě|i|ěm)|sídlišti|dom(?:y|em)|panelák(?:u|em|y)"
    r"|křižovatk(?:y|ou)|potok(?:a|em)"
    r"|řek(?:y|ou)|cest(?:y|ou)|plot(?:u|em)|ubytovn(?:y|ou|ě)|supermarket(?:u|em)|samoobsluhy|samoobsluhou)\b"
)
# What the phrase around a street begins with: "u hřiště v Lipové", "za domy v Nádražní", "na ulici Lipová".
_LEADS = frozenset(
    {"u", "za", "před", "vedle", "naproti", "kolem", "okolo", "mezi", "v", "ve", "na", "do", "z", "ze", "ul."}
    | {"ulice", "ulici", "ulicí", "ulicích"}
)
_LEAD_WITHIN, _LEAD_WORDS = 45, 4


def places_in(line: Line, streets: Streets) -> Iterator[Place]:
    """The places that a piece of text names, in its order; each number of a house is one place."""
    found = streets.in_line(line)
    taken: list[Span] = []
    for place, street in enumerate(found):
        following = found[place + 1].start if place + 1 < len(found) else len(line.text)
        start, numbers = _numbered(line.text, street, taken[-1].end if taken else 0, following)
        taken.append(Span(start, max([street.end, *(number.end for number in numbers)])))
        for number in numbers or [NumberedHouse("", street.end)]:
            begin, end = min(start, number.start or start), max(street.end, number.end)
            if number.start and number.start > street.end and number.is_apart:
                begin, end = number.start, number.end
            yield Place(
                line.text[begin:end],
                street.street,
                number.text,
                street.known,
                Span(line.start + begin, line.start + end),
            )
    for pattern, group in ((_HOUSE_ALONE, "number"), (_LANDMARK, "")):
        for match in pattern.finditer(line.text):
            if _overlaps(taken, match.start(), match.end()):
                continue
            span = Span(line.start + match.start(), line.start + match.end())
            yield Place(match.group(), "", match[group] if group else "", False, span)


def _numbered(text: str, street: FoundStreet, after: int, until: int) -> tuple[int, list[NumberedHouse]]:
    """Where the phrase of a street begins, and its numbers: right after it, before it, or further on."""
    numbers = numbers_after(text, street.end)
    start = _lead(text, street.start)
    if not numbers and (before := numbers_before(text, street.start, after)) is not None:
        return before.start, [before]
    return start, numbers or numbers_further(text, street.end, until)


def places_of(lines: Iterable[Line], streets: Streets) -> list[Place]:
    """The places of a point, each once; a street alone is left out where the same point names its houses."""
    found: list[Place] = []
    for line in lines:
        of_line = list(places_in(line, streets))
        first = of_line[0].span.start - line.start if of_line else len(line.text)
        # "… domů v Kolonii. Čtyři (č. 3, 5 a 8)": numbers of the street named last.
        if found and found[-1].street and (numbers := numbers_further(line.text, 0, first)):
            found += [_of_street(found[-1], line, number) for number in numbers]
        found += of_line
    return _distinct(found)


def _of_street(before: Place, line: Line, number: NumberedHouse) -> Place:
    said = line.text[number.start : number.end]
    return Place(
        said, before.street, number.text, before.known, Span(line.start + number.start, line.start + number.end)
    )


def _distinct(found: Sequence[Place]) -> list[Place]:
    numbered = {place.street for place in found if place.house_number}
    kept: dict[tuple[str, str, str], Place] = {}
    for place in found:
        if place.house_number or not place.street or place.street not in numbered:
            said = "" if place.street else place.said
            kept.setdefault((place.street, place.house_number, said), place)
    return list(kept.values())


def _overlaps(taken: Sequence[Span], start: int, end: int) -> bool:
    """`taken` are in order and apart from each other."""
    place = bisect_left(taken, end, key=lambda span: span.start)
    return place > 0 and taken[place - 1].end > start


def _lead(text: str, start: int) -> int:
    """Where the phrase around a street begins."""
    window = text[max(0, start - _LEAD_WITHIN) : start]
    best, place = start, len(window)
    for _ in range(_LEAD_WORDS):
        piece = window[:place].rstrip(" ")
        word = piece[piece.rfind(" ") + 1 :]
        is_lead = word.lower() in _LEADS
        if len(piece) == place or not (is_lead or (word.isalpha() and word.islower())):
            break
        place = len(piece) - len(word)
        best = start - len(window) + place if is_lead else best
    return best
