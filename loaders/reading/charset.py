"""Which character set a text file has: Unicode in its forms, or one of the old Czech ones.

General detectors choose among all languages and miss Czech windows-1250 in short texts. Here only the sets in which
Czech offices write compete, and the winner is the one whose text reads most like Czech.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from geodata.errors import N_
from loaders.errors import ProfileFault

_BLOCK = 1024 * 1024
_SAMPLE = 200_000  # bytes of lines with letters beyond ASCII; more would not change the verdict

_CANDIDATES = ("cp1250", "mac_latin2", "iso8859_2", "cp852")

# How often each letter stands among the accented letters of Czech text, in per cent.
_FREQUENCY = {
    **{"í": 19.0, "á": 14.0, "é": 8.0, "ě": 9.0, "ý": 6.0, "č": 6.0, "ř": 7.0, "ž": 6.0, "š": 5.0, "ů": 4.0},
    **{"ú": 1.5, "ň": 1.0, "ó": 0.6, "ť": 0.6, "ď": 0.6},
}
# Signs that stand in office tables beside letters, and letters of Czech citizens' and neighbours' names.
_PLAUSIBLE = set("„“”‚‘’–—…§°²³€ \u00a0±×·«»•" + "äöüßľĺŕôąęłńśźżőűÄÖÜĽĹŔÔĄĘŁŃŚŹŻŐŰ")
# Rules of Czech spelling that tell ě from ž and ž from ě where frequency cannot.
_NEVER_FIRST = frozenset("áěýů")
_BEFORE_E = frozenset("bpvmfdtn")
_CAPITALS_ARE_RARER = 0.3
_RARE = -2.0
_IMPLAUSIBLE = -8.0
_UNFIT = -30.0


def charset_of(path: Path, said: str | None = None) -> str:
    """The Python name of the character set of a text file; `said` (a person's word) wins when it is a known one.

    Raises ProfileFault if `said` is not a character set.
    """
    if said:
        try:
            return codecs.lookup(said).name
        except LookupError as fault:
            raise ProfileFault(
                N_("{encoding} is not a known character set. Try utf-8 or windows-1250."), encoding=said
            ) from fault
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in head:
        return "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
    return "utf-8" if _is_utf8(path) else guess_charset(_telling_bytes(path))


def _is_utf8(path: Path) -> bool:
    # Not final: a file cut in the middle of a letter is still UTF-8.
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _telling_bytes(path: Path) -> bytes:
    """Lines that hold anything beyond ASCII: only they tell one old set from another."""
    telling: list[bytes] = []
    size = 0
    with path.open("rb") as stream:
        while size < _SAMPLE and (line := stream.readline(_BLOCK)):
            if not line.isascii():
                telling.append(line)
                size += len(line)
    return b"".join(telling)[:_SAMPLE]


def guess_charset(content: bytes) -> str:
    """The most Czech reading of bytes that are not UTF-8; windows-1250 if none is better."""
    return max(_CANDIDATES, key=lambda name: _czechness(content, name))


def _czechness(content: bytes, charset: str) -> float:
    score = 0.0
    before = "  "
    for letter in content.decode(charset, errors="replace"):
        if not letter.isascii():
            score += _fitness(letter, before)
        before = before[1] + letter
    return score


def _fitness(letter: str, before: str) -> float:
    """How well a letter fits after the two characters before it."""
    if letter == "\ufffd" or "\x80" <= letter <= "\x9f":
        return _UNFIT
    frequency = _FREQUENCY.get(letter.lower())
    if frequency is None:
        return _RARE if letter in _PLAUSIBLE else _IMPLAUSIBLE
    if letter.isupper():
        # A capital inside a word of small letters is no Czech.
        return _IMPLAUSIBLE if before[1].islower() else frequency * _CAPITALS_ARE_RARER
    starts_word = not before[1].isalpha()
    in_capitals = before.isalpha() and before.isupper()
    never_here = (starts_word and letter in _NEVER_FIRST) or (letter == "ě" and before[1].lower() not in _BEFORE_E)
    return _IMPLAUSIBLE if never_here or in_capitals else frequency
