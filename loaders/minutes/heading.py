"""The head of minutes: which body met, when, where; and at the end when it meets next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from loaders.minutes.body_names import body_in
from loaders.minutes.days import SaidDay, days_in, is_weekday, nth_weekday, times_in, without
from loaders.minutes.lines import Line, words_at
from loaders.minutes.result import Fact, Span

_LABEL = re.compile(
    r"(?P<date>(?:datum(?: a cas| konani| a misto| jednani)*|dne|den|konano(?: dne)?|termin(?: konani| jednani)?"
    r"|kdy)\s*:)"
    r"|(?P<time>(?:cas(?: konani| jednani)?|od|zacatek|zahajen[io]|hodina)\s*:)"
    r"|(?P<place>(?:misto(?: konani| jednani| a cas| setkani)*|kde)\s*:)"
    r"|(?P<body>(?:organ|skupina|bunka|nazev|komise|jednani)\s*:)"
    r"|(?P<other>(?:ukonceno|konec|ukonceni|zapsal\w*|zapisovatel\w*|vyhotovil\w*|overil\w*|pocet stran|c\. ?j\."
    r"|cislo)\b[^:]{0,20}:)"
)
_NEXT = re.compile(
    r"(?:\w+ )?(?:predpoklad\w+ )?(?:terminu? |datum )?(?:pristi\w*|dalsi\w*|nasledujici\w*|nejblizsi\w*)\s+"
    r"(?:\w+\s+)?(?:bunk|setkan|jednan|schuz|zasedan|termin|porad|konzili|komis|kulat|policejni|pracovni)"
    r"|(?:pristi|dalsi|priste)\s*:?\s*(?=\d|v |ve |dne|se )|sejdeme se|priste\b|opet se sejd|(?:pristi|dalsi)\s*:"
)
_PROMISE = re.compile(r"\b(?:do|na) (?:pristi|dalsi|nasledujici)")
_TITLE = re.compile(r"\bz\s?a\s?p\s?i\s?s|zaznam|bun[kc]|komis|konzili|skupin|setkani|kulat")
_IN_HEAD = 30
_NEXT_WITHIN = 40  # characters before which the words of the next meeting begin
_WORD_ENDS = 12  # characters: "Termín příští schůzky" alone on its line, the day on the next
_CLOSING_LINES = 8
_PLACE_LEAD = re.compile(r"(?:(?:v|ve|na)\s+(?:prostorach|budove)\s+|(?:v|ve|na)\s+)")
_NO_PLACE = re.compile(
    r"\b(?:zapis|zaznam|poradi|bunk|policejni|komis|konzili|schuz|jednani|zasedani|porad|setkani|konan|ktere|zacat"
    r"|zahaj"
    r"|tamtez|hod|strana|zminen|pracovni|cislo jednaci|posil)"
)
_NOISE = re.compile(r"\b(?:hodin\w*|hod|dne|zacatek|zahajeni|cas|datum|termin|misto|konan\w*|od|do|ve?|o|ze)\b\.?")


@dataclass(slots=True)
class Head:
    """Facts of the head, and which lines said them."""

    body: Fact[str] | None = None
    date: Fact[date] | None = None
    time: Fact[time] | None = None
    place: Fact[str] | None = None
    lines: set[int] = field(default_factory=set)


def read_head(lines: Sequence[Line], until: int | None, bodies: Sequence[str]) -> Head:
    """Read the lines before `until` (where those present are named), and labelled ones a little after."""
    last = _IN_HEAD if until is None else min(until, _IN_HEAD)
    head = Head()
    unlabelled: list[int] = []
    for place in range(min(len(lines), _IN_HEAD)):
        line = lines[place]
        label = _LABEL.match(line.plain)
        if label:
            head.lines.add(place)
            _labelled(head, line.part(label.end()), label.lastgroup or "", bodies)
        elif place < last and not _NEXT.match(line.plain):
            unlabelled.append(place)
    titles = _titles(lines, unlabelled, until)
    head.lines |= set(titles)
    head.body = head.body or body_in([lines[place] for place in titles], bodies)
    for place in titles:
        _unlabelled(head, lines[place])
    if head.date is None:
        head.date = _first_day(lines[:_IN_HEAD])
    return head


def _titles(lines: Sequence[Line], places: Sequence[int], until: int | None) -> list[int]:
    """Lines of the title: those that speak of minutes or a body, or hold a whole date, near the beginning."""
    titles: list[int] = []
    for number, place in enumerate(places):
        line = lines[place]
        dated = any(said.year for said in days_in(line.plain))
        early = number < (3 if until is None else 8)
        # Without those present, the head ends where something is numbered.
        if until is None and ((number > 1 and line.marker) or line.text.count("\t") > 1):
            break
        timed = bool(titles) and place - titles[-1] == 1 and any(True for _ in times_in(line.plain))
        if early and (_TITLE.search(line.plain) or dated or timed) and (until is not None or not line.marker):
            titles.append(place)
    return titles


def _labelled(head: Head, value: Line, label: str, bodies: Sequence[str]) -> None:
    if label == "other":
        return
    days, hours = list(days_in(value.plain)), _hours(value)
    if label == "body" and head.body is None:
        head.body = body_in([value], bodies) or (Fact(value.text, value.span) if value.text else None)
    if days and head.date is None and (found := _dated(days, value)):
        head.date = found
    if hours and head.time is None:
        head.time = Fact(hours[0][0], _moved(hours[0][1], value))
    if label == "place" and value.text:
        head.place = _place(value) or head.place
    elif label == "date" and days and head.place is None:
        head.place = _place(value)


def _unlabelled(head: Head, line: Line) -> None:
    days, hours = list(days_in(line.plain)), _hours(line)
    if head.date is None and days:
        head.date = _dated(days, line)
    if head.time is None and hours:
        head.time = Fact(hours[0][0], _moved(hours[0][1], line))
    if head.place is None and (days or hours):
        head.place = _place(line)


def _hours(line: Line) -> list[tuple[time, Span]]:
    simple = without(line.plain, [said.span for said in days_in(line.plain)])
    return list(times_in(simple))


def _dated(days: Sequence[SaidDay], line: Line) -> Fact[date] | None:
    for said in days:
        if found := said.on(None):
            return Fact(found, _moved(said.span, line))
    return None


def _first_day(lines: Sequence[Line]) -> Fact[date] | None:
    for line in lines:
        if not _NEXT.match(line.plain) and (found := _dated(list(days_in(line.plain)), line)):
            return found
    return None


def _moved(span: Span, line: Line) -> Span:
    return Span(line.start + span.start, line.start + span.end)


def _place(line: Line) -> Fact[str] | None:
    """What is left of a line without days, hours and words of the title: the longest run of its pieces."""
    spans = [said.span for said in days_in(line.plain)]
    spans += [span for _, span in times_in(without(line.plain, spans))]
    simple = without(line.plain, spans)
    simple = _blanked_words(simple)
    pieces: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(r"[,;()]|\s[-–—]\s(?=\s)|\s{3,}|$", simple):
        if _says_place(simple[start : match.start()]):
            pieces.append((start, match.start()))
        start = match.end()
    if not pieces:
        return None
    begin, end = pieces[0]
    for following in pieces[1:]:
        if not _tells_apart(simple[end : following[0]]):
            end = following[1]
    return _trimmed(line, simple, begin, end)


def _blanked_words(simple: str) -> str:
    for match in list(words_at(simple)):
        if is_weekday(match.group()):
            simple = without(simple, [Span(match.start(), match.end())])
    return simple


def _says_place(piece: str) -> bool:
    words = _NOISE.sub(" ", piece)
    return len(re.findall(r"[a-z]", words)) >= 2 and not _NO_PLACE.search(piece)


def _tells_apart(between: str) -> bool:
    return "(" in between or ")" in between or len(between.strip(" ,;")) > 0


def _trimmed(line: Line, simple: str, begin: int, end: int) -> Fact[str] | None:
    while begin < end and (simple[begin] in " \t.:,-–—" or _NOISE_LEAD.match(simple, begin, end)):
        noise = _NOISE_LEAD.match(simple, begin, end)
        begin = noise.end() if noise else begin + 1
    lead = _PLACE_LEAD.match(simple, begin, end)
    begin = lead.end() if lead else begin
    text = line.text[begin:end]
    stripped = text.rstrip(" .,:;-–—")
    tail = _NOISE_TAIL.search(simple, begin, begin + len(stripped))
    if tail and tail.end() == begin + len(stripped):
        stripped = line.text[begin : tail.start()].rstrip(" .,:;-–—")
    return Fact(stripped, Span(line.start + begin, line.start + begin + len(stripped))) if stripped else None


_NOISE_LEAD = re.compile(r"(?:hodin\w*|hod|dne|zacatek|zahajeni|od|do|h|o|ze)\b\.?")
_NOISE_TAIL = re.compile(r"\s(?:od|ve?|o|zacatek|zahajeni|dne)\s*\Z")


def read_next(lines: Sequence[Line], reference: date | None) -> tuple[Fact[date] | None, set[int]]:
    """When the body meets next, from the last line that says it; the lines that speak of it."""
    spoken: set[int] = set()
    found: Fact[date] | None = None
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        match = _NEXT.search(line.plain[: _NEXT_WITHIN * 2])
        if not match or match.start() > _NEXT_WITHIN or _PROMISE.search(line.plain[: match.end()]):
            continue
        begins = match.start() == 0
        day = _next_day(line, match.end() if not begins else 0, reference)
        if day is None and place + 1 < len(lines) and len(line.text) - match.end() <= _WORD_ENDS:
            day = _next_day(lines[place + 1], 0, reference)
            if day is not None:
                spoken.add(place + 1)
        if day is None and not (begins and len(lines) - place <= _CLOSING_LINES):
            continue
        spoken.add(place)
        found = found or day
        if found:
            break
    return found, spoken


def _next_day(line: Line, start: int, reference: date | None) -> Fact[date] | None:
    simple = line.plain
    for said in days_in(simple):
        if said.span.start >= start and (day := said.on(reference, timedelta(0))):
            return Fact(day, _moved(said.span, line))
    nth = nth_weekday(simple, reference)
    return Fact(nth[0], _moved(nth[1], line)) if nth else None
