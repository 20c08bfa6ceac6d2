"""Where a body met: what is left of a line of the head without days and hours, or the "v …" of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.minutes.days import days_in, is_weekday, without
from loaders.minutes.hours import times_in
from loaders.minutes.lines import Line, words_at
from loaders.minutes.result import Fact, Span

_LEAD = re.compile(r"(?:(?:v|ve|na)\s+(?:prostorach|budove)\s+|(?:v|ve|na|u)\s+)")
# Pieces with these words tell of the meeting, not of its place.
_NO_PLACE = re.compile(
    r"\b(?:zapis|zaznam|poradi|bunk|policejni bun|pb\b|komis|konzili|schuz|jednani|zasedani|porad|setkani|konan"
    r"|ktere|zacat|zahaj"
    r"|tamtez|ukonc|konec|hod\b|hodin|strana|zminen|pracovni skup|cislo jednaci|posil|odeslano|dne\b|c\. ?j\."
    r"|ucast|pritomn|kulat|vybor|zapsal|(?:je|jsou|bude|proto|vyjimecne)\b)"
)
# A town before the day is where the minutes were written; a room or a house is where they met.
_ROOM = re.compile(
    r"kancelar|klubovn|\bsal\b|zasedac|mistnost|radnic|\burad|sluzebn|hasic|skol|centr|budov|patro|kavarn|knihovn|\d"
)
_APART = 6  # characters: a day was between
_NOISE = re.compile(r"\b(?:hodin\w*|hod|dne|zacatek|zahajeni|cas|datum|termin|misto|konan\w*|od|do|ve?|o|ze|a)\b\.?")
_NOISE_LEAD = re.compile(
    r"(?:misto(?: konani)?|cas|datum|termin|hodin\w*|hod|dne|zacatek|zahajeni|od|do|h|o|ze|a)\b\.?"
)
_NOISE_TAIL = re.compile(r"\s(?:od|ve?|o|zacatek|zahajeni|dne|a|h|hod)\s*\Z")
_CUT = re.compile(r"[,;()|]|\s[-–—]\s(?=\s)|\s{3,}|\t|$")
# In a sentence the place stands after the day: "… konané dne … v malé zasedací místnosti od …".
_IN_SENTENCE = re.compile(r"(?:^|(?<=[\s,]))(?:v|ve|na|u)\s+(?:prostorach\s+|budove\s+)?(?=[a-z]\w)")
_SENTENCE_ENDS = re.compile(
    r"[;|()]|\s{3,}|\.\s+(?=[A-ZÁČĎÉÍŇÓŘŠŤÚŽ])|\.?$|,\s+(?:kde|kter\w+|ktera|za|pod|se|a|v|od|aby|opravy"
    r"|pritomn\w*|ucast\w*)\b"
    r"|\sse\s(?=dne\b|\s)|\s(?:za\s+(?:ucasti|pritomnosti)|se\s+(?:konal|uskutecnil|sesl|kona)\w*|konal[aoy]?"
    r"|uskutecnil\w*"
    r"|probehl\w*|sesl[aoiy]?|byl[aoy]?)\b"
)
_ABBREVIATED = re.compile(r"(?:^|[\s(.])(?:č|ul|tř|nám|p|patro|č\.\s?dv|dv|místn|Ing|Mgr|sv)$")
# "st 15. 4.", "4. června t. r."
_SHORT_DAY = re.compile(r"\b(?:po|ut|st|ct|pa|so|ne)\.?\s(?=\d)|\bt\.\s?r\.")
_MET = re.compile(r"\b(?:se[sš]l|sesel|konal|uskutecn|probehl|zahaj|zac[aí]|prisl|dorazil|jednal)")
_NO_SENTENCE_PLACE = re.compile(
    r"(?:pondel|uter|stred|ctvrt|pat[ek]|leden|unor|breznu|lednu|prubeh|souladu|slozeni|prosin|listopad|rijn|ramci)"
)


def place_in(line: Line, *, is_sentence: bool) -> Fact[str] | None:
    """The place; `is_sentence`: it is looked for after "v", "na" first."""
    simple = _without_days(line)
    if is_sentence and (found := _of_sentence(line, simple)):
        return found
    pieces: list[tuple[int, int]] = []
    start = 0
    for match in _CUT.finditer(simple):
        if _says_place(simple[start : match.start()]):
            pieces.append((start, match.start()))
        start = match.end()
    if not pieces:
        return None
    begin, end = next((group for group in _groups(simple, pieces) if _ROOM.search(simple, *group)), None) or next(
        _groups(simple, pieces)
    )
    return _trimmed(line, simple, begin, end)


def _groups(simple: str, pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """ "klubovna, Školní 1" is one place; what stands apart by a bracket or a day is another thing."""
    begin, end = pieces[0]
    for following in pieces[1:]:
        if simple[end : following[0]].strip(" ,;") or following[0] - end > _APART:
            yield begin, end
            begin = following[0]
        end = following[1]
    yield begin, end


def _without_days(line: Line) -> str:
    spans = [said.span for said in days_in(line.plain)]
    spans += [span for _, span in times_in(without(line.plain, spans))]
    spans += [Span(match.start(), match.end()) for match in _SHORT_DAY.finditer(line.plain)]
    simple = without(line.plain, spans)
    for match in list(words_at(simple)):
        if is_weekday(match.group()):
            simple = without(simple, [Span(match.start(), match.end())])
    return simple


def _of_sentence(line: Line, simple: str) -> Fact[str] | None:
    first = next((said.span.end for said in days_in(line.plain)), 0)
    if not first and not _MET.search(simple):
        return None
    for start in (first, 0) if first else (0,):
        for match in _IN_SENTENCE.finditer(simple, start):
            end = _end_of_sentence(line.text, simple, match.end())
            words = simple[match.end() : end]
            if len(words.strip()) < 3 or _NO_SENTENCE_PLACE.match(words) or (_NO_PLACE.search(words) and start == 0):
                continue
            return _trimmed(line, simple, match.start(), end)
    return None


def _end_of_sentence(text: str, simple: str, start: int) -> int:
    for match in _marks(text, simple, start):
        if not (
            text[match.start() : match.start() + 1] == "."
            and _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start()])
        ):
            return match.start()
    return len(text)


def _marks(text: str, simple: str, start: int) -> Iterator[re.Match[str]]:
    found = [*_SENTENCE_ENDS.finditer(simple, start), *re.finditer(r"\.\s+(?=[A-ZÁČĎÉÍŇÓŘŠŤÚŽ])", text)]
    yield from sorted((match for match in found if match.start() >= start), key=lambda match: match.start())


def _says_place(piece: str) -> bool:
    words = _NOISE.sub(" ", piece)
    return len(re.findall(r"[a-z]", words)) >= 2 and not _NO_PLACE.search(piece)


def _trimmed(line: Line, simple: str, begin: int, end: int) -> Fact[str] | None:
    while begin < end and (simple[begin] in " \t.:,-–—|" or _NOISE_LEAD.match(simple, begin, end)):
        noise = _NOISE_LEAD.match(simple, begin, end)
        begin = noise.end() if noise else begin + 1
    while lead := _LEAD.match(simple, begin, end):
        begin = lead.end()
    stripped = line.text[begin:end].rstrip(" .,:;-–—|\t")
    tail = _NOISE_TAIL.search(simple, begin, begin + len(stripped))
    if tail and tail.end() == begin + len(stripped):
        stripped = line.text[begin : tail.start()].rstrip(" .,:;-–—")
    return Fact(stripped, Span(line.start + begin, line.start + begin + len(stripped))) if stripped else None
