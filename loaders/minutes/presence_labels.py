"""What a list of those present, or of those who did not come, is announced by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from loaders.minutes.lines import Line

_ABSENT = re.compile(
    r"\b(?:(?:ne)?omluv(?:en\w?|eni|il\w*|[ay])\b|oml(?:\.|\b(?=\s*:))|ne(?:pritomn\w{1,2}\b|pritomen\b|zucastnil"
    r"|dostavil|ucastn|prisel|prisl)\w*|chybel\w*|chybi\b|nebyl[aiyo]?\b"
    r"|chybejici|absence\b)"
)
_ABSENT_SENTENCE = re.compile(
    r"(?:ne)?omluv(?:en[aiyo]?|il\w*)\b|oml\.|nepritomn\w{1,2}\b|nepritomen\b|nezucastnil|nedostavil"
)
_PRESENT = re.compile(
    r"\b(?:pritomn(?:i|y|a|e|o|ych)\b|prit(?:\.|\b(?=\s*:))|ucast(?:ni\w+)?\b|ucastnil\w*|prezen(?:ce|cni)\b"
    r"|zucastnil\w*|zucastneni"
    r"|dostavil\w*|prisel\b|prisl[iya]\b|dorazil[iya]\b|byl[iy] (?:jsme )?(?:tu|tam|zde|u stolu)|byli jsme"
    r"|sesli (?:jsme )?se"
    r"|hoste?\b|clenove\b|jednali\b|kdo(?= byl\b|\s*:)|prizvan[iaey]\b|distancne\b|online\b|ostatni(?=\s*:)"
    r"|ve slozeni|na \w+ byl[iy]\b)"
)
_WITHOUT = re.compile(r"[Bb]ez (?:zástupce |zástupců )?[A-ZÁ-Ž]{2,}")
# "Dne … se sešlo konzilium v tomto složení:"
_SENTENCE_OF_PRESENT = re.compile(
    r"\b(?:slozeni|zucastnil\w+|ucastnil\w+ se|pritomni byli|byli pritomni|sesli se|dorazili|prisli)\b"
)
_CHAIR = re.compile(
    r"(?:(?:mis(?:to)?)?predsed\w+|vedouci|predsedajici|tajemn\w+|moder(?:oval|ator)\w*|facilit\w+|koordinator\w*"
    r"|ridil\w?"
    r"|(?:jednani|setkani|schuzi|bunku|schuze) (?:vedl|ridil|zahajil|moderoval)\w?|vedl\w?)(?: [a-z]+){0,2}\s*:\s*"
)
_OTHER = re.compile(
    r"(?:program|zapsal\w*|zapisovatel\w*|zaps\.|datum|misto|cas\b|termin|body|prubeh|zacatek|zahajen|konec"
    r"|ukoncen|overil\w*|kontrola|ukol|predkl)"
)
_BEFORE_COLON = re.compile(r"[^:]{2,70}:\s*")
# "Přítomni | X (MP)", and with a tab or a column of spaces.
_BEFORE_CELL = re.compile(r"[^-–—:,|\t]{2,30}?(?:\s*\|\s*|\t+|\s{3,})")
_QUESTION = re.compile(r"kdo (?:prisel|prisla|prisli|byl|dorazil|se zucastnil)\w*\s*\?\s*")
# "Přítomni – PČR: X"
_DASH_FIRST = re.compile(r"(?:pritomn[iy]|ucast(?:nici)?|prezence|zucastneni)\s[-–—]\s+(?=[^:]{2,40}:)")
# "Přítomni X (PČR), Y (MP)": a list, no sentence.
_UNMARKED = re.compile(
    r"(?:pritomn[iy]|prit\.|prezence|ucastnici|zucastneni|ucast)\s+(?=[^:]*[,(][^:]*$)(?![^.]*\.\s*$)"
)
# "Přítomni / omluveni:" announces both.
_BOTH = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:/|,|a|i)\s*")
_BEFORE_DASH = re.compile(r"[^-–—:,]{2,40}?(?:\s[-–—]\s+|[–—]\s*|\t+|\s{2,})")
_ALONE = re.compile(
    r"(?:seznam\s+|dale\s+)?(?:pritomn(?:i|y|a|e|o|ych)|ucastnici|ucast|prezen(?:ce|cni)(?: listina)?"
    r"|zucastnili se|hoste"
    r"|clenove(?: komise)?|omluven[ia]|nepritomn[ia]|neomluven[ia]|byli pritomni)"
    r"(?:\s+(?:za|za jednotlive organizace|clenove(?: komise)?|osoby|organizace(?: a osoby)?|hoste|byli|jednani"
    r"|setkani|schuzky|bunky|dle prezencni listiny|a omluveni))?(?:\s*\([^()]*\))?\s*[:.–-]?\s*"
)
_WORDS_AT_MOST = 8


class Kind(Enum):
    PRESENT = auto()
    ABSENT = auto()
    CHAIR = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """What the line announces; what it announces begins at `end`."""

    kind: Kind
    end: int


def label_of(line: Line) -> Label | None:
    """A few words before a colon, or alone on their line, that speak of who came."""
    simple = line.plain
    if match := _CHAIR.match(simple):
        return Label(Kind.CHAIR, match.end())
    if match := _ALONE.fullmatch(simple):
        return Label(Kind.ABSENT if _ABSENT.search(simple) else Kind.PRESENT, match.end())
    if match := _QUESTION.match(simple):
        return Label(Kind.PRESENT, match.end())
    for pattern in (_BEFORE_CELL, _DASH_FIRST, _BEFORE_COLON, _BEFORE_DASH):
        if match := pattern.match(simple):
            if _OTHER.match(simple):
                return Label(Kind.OTHER, match.end())
            if kind := _kind(match.group()):
                return Label(kind, match.end())
    if (match := _UNMARKED.match(simple)) and line.text[match.end() :][:1].isupper():
        return Label(Kind.PRESENT, match.end())
    if simple.endswith(":") and _SENTENCE_OF_PRESENT.search(simple):
        return Label(Kind.PRESENT, len(simple))
    if _ABSENT_SENTENCE.match(simple) or _WITHOUT.match(line.text):
        return Label(Kind.ABSENT, 0)
    return Label(Kind.OTHER, 0) if _OTHER.match(simple) else None


def _kind(words: str) -> Kind | None:
    if ("(" in words and ")" not in words) or len(words.split()) > _WORDS_AT_MOST:
        return None
    absent = _ABSENT.search(words)
    came = _PRESENT.search(words)
    if came and absent and _BOTH.fullmatch(words, came.end(), absent.start()):
        return Kind.PRESENT
    if absent and absent.start() < 25:
        return Kind.ABSENT
    return Kind.PRESENT if came and came.start() < 30 else None
